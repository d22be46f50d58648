package deephash.copy;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Binarizer;
import deephash.hash.Hasher;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A copy hash at several lengths, plain and mirrored, over the same pictures: the network, which takes nearly all the
 * time, runs once for all of them. Its codes are those of the hash itself. For benchmarks.
 */
public final class SharedPasses {

    private static final int BATCHES_KEPT = 8;
    private static final int AREA = CopyNetwork.SIDE * CopyNetwork.SIDE;

    private final CopyModel model;
    private final CopyNetwork network;
    private final Map<ByteBuffer, float[][][]> batches = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, float[][][]> eldest) {
            return size() > BATCHES_KEPT;
        }
    };

    /** Shares the passes of this hash's network. */
    public SharedPasses(CopyHash hash) {
        model = hash.model();
        network = hash.network();
    }

    /** The hash with this length of code. */
    public Hasher hasher(int bits, boolean mirrored) {
        return new Member(bits, mirrored, model.binarizer(bits, mirrored));
    }

    private final class Member implements Hasher {
        private final int bits;
        private final boolean mirrored;
        private final Binarizer binarizer;

        Member(int bits, boolean mirrored, Binarizer binarizer) {
            this.bits = bits;
            this.mirrored = mirrored;
            this.binarizer = binarizer;
        }

        @Override
        public String name() {
            return mirrored ? "copy hash, mirrored" : "copy hash";
        }

        @Override
        public int bits() {
            return bits;
        }

        @Override
        public Optional<Pixels> input() {
            return Optional.of(Pixels.colour(ViewPairs.FROM));
        }

        @Override
        public HashCodes hash(Images images) {
            float[][][] hidden = hidden(images);
            float[][] values = network.head(hidden[0], bits);
            if (mirrored) {
                float[][] others = network.head(hidden[1], bits);
                for (int i = 0; i < values.length; i++) {
                    for (int j = 0; j < bits; j++) {
                        values[i][j] = (values[i][j] + others[i][j]) / 2;
                    }
                }
            }
            return HashCodes.of(bits, binarizer.codes(values).toWords());
        }
    }

    /** Of the pictures and of their mirror images. */
    private float[][][] hidden(Images images) {
        int each = images.pixels().count();
        byte[] bytes = new byte[images.size() * each];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, bytes, i * each);
        }
        ByteBuffer key = ByteBuffer.wrap(bytes);
        synchronized (batches) {
            float[][][] known = batches.get(key);
            if (known != null) {
                return known;
            }
        }
        float[][] views = new float[images.size()][];
        float[][] mirrors = new float[images.size()][];
        for (int i = 0; i < views.length; i++) {
            views[i] = Planes.small(images, i);
            mirrors[i] = Planes.mirrored(views[i], CopyNetwork.SIDE);
            Planes.standardise(mirrors[i], 0, AREA);
            Planes.standardise(views[i], 0, AREA);
        }
        float[][][] hidden = {network.hidden(views), network.hidden(mirrors)};
        synchronized (batches) {
            batches.put(key, hidden);
        }
        return hidden;
    }
}
