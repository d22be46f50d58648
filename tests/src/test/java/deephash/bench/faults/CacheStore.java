package deephash.bench.faults;

import static deephash.data.LoadOptions.loading;

import deephash.data.Datasets;
import deephash.data.RetrievalDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of pictures that is loaded at one of four sizes, whose decoded pixels are kept on disk. */
final class CacheStore implements Store {

    private static final int SIZES = 4;
    private static final int PICTURES = 80;

    private final Path folder;

    CacheStore(Path folder) {
        this.folder = folder;
        System.setProperty("deephash.cache", folder.resolve("cache").toString());
    }

    @Override
    public void prepare() throws Exception {
        for (int i = 0; i < PICTURES; i++) {
            Drawn.write(folder.resolve("pictures/" + (i % 2 == 0 ? "a" : "b") + "/" + i + ".jpg"), i);
        }
        StringBuilder right = new StringBuilder();
        for (int n = 0; n < SIZES; n++) {
            right.append(load(n).fingerprint()).append('\n');
        }
        Files.writeString(folder.resolve("prepared.txt"), right);
        Datasets.cache().clear();
    }

    private RetrievalDataset load(int n) {
        return Datasets.load(folder.resolve("pictures").toString(), loading().pixels(16 + 8 * (n % SIZES)));
    }

    @Override
    public void write(int n) throws Exception {
        if (n % SIZES == 0) {
            Datasets.cache().clear();
        }
        require(n);
    }

    @Override
    public void check(int least, boolean alone) throws Exception {
        for (int n = 0; n < SIZES; n++) {
            require(n);
        }
    }

    private void require(int n) throws Exception {
        List<String> right = Files.readAllLines(folder.resolve("prepared.txt"));
        if (!load(n).fingerprint().equals(right.get(n % SIZES))) {
            throw new Wrong("other pixels at " + (16 + 8 * (n % SIZES)));
        }
    }
}
