package deephash.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data set that comes inside the library. */
final class Bundled {

    /** The classes of Fashion-MNIST by number. */
    static final List<String> GARMENTS = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private Bundled() {}

    static Catalog read() throws IOException {
        return Idx.read("Fashion-MNIST, a stratified slice (MIT licence)", resources(), GARMENTS);
    }

    private static Idx.Folder resources() {
        return new Idx.Folder() {
            @Override
            public @Nullable InputStream open(String file) {
                return Bundled.class.getResourceAsStream(Datasets.MINI + "/" + file);
            }

            @Override
            public String stamp(String file) {
                return "bundled/" + file;
            }
        };
    }
}
