package deephash.data.layout;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data set that comes inside the library. */
public final class Bundled {

    /** What it is loaded by; also the folder it lies in. */
    public static final String NAME = "fashion-mnist-mini";

    /** The classes of Fashion-MNIST by number. */
    static final List<String> GARMENTS = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private Bundled() {}

    public static Catalog read() throws IOException {
        return Idx.read("Fashion-MNIST, a stratified slice (MIT licence)", resources(), GARMENTS);
    }

    private static Idx.Folder resources() {
        return new Idx.Folder() {
            @Override
            public @Nullable InputStream open(String file) {
                return Bundled.class.getResourceAsStream("/deephash/data/" + NAME + "/" + file);
            }

            @Override
            public String stamp(String file) {
                return "bundled/" + file;
            }
        };
    }
}
