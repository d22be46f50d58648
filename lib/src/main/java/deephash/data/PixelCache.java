package deephash.data;

import java.io.IOException;
import java.util.SortedMap;

/** Decodes images once: into memory where that costs nothing, else into a file that the next load maps. */
final class PixelCache {

    private PixelCache() {}

    /** Decoded images, and those that could not be decoded with the reason. */
    record Content(PixelStore store, SortedMap<Integer, String> broken) {}

    static Content load(String what, Originals originals, Pixels pixels, Fit fit) throws IOException {
        return inMemory(what, originals, pixels, fit);
    }

    private static Content inMemory(String what, Originals originals, Pixels pixels, Fit fit) throws IOException {
        long[] fingerprints = new long[originals.size()];
        HeapStore store = new HeapStore(originals.size(), pixels.count(), fingerprints);
        return new Content(store, Decoding.run(what, originals, pixels, fit, fingerprints, store::write));
    }
}
