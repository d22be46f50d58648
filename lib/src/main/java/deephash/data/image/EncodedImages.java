package deephash.data.image;

import deephash.data.pixel.Bitmap;
import deephash.data.pixel.Fit;
import deephash.data.pixel.ImageDecoder;
import deephash.data.pixel.Pixels;
import deephash.data.pixel.Resampler;
import deephash.data.source.DatasetException;
import deephash.data.source.Fingerprint;
import deephash.data.source.HeapStore;
import deephash.data.source.Originals;
import deephash.data.source.ParallelDecoder;
import deephash.progress.Parallel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Image files that lie in memory: bytes from a database, a message or a cluster.
 *
 * @param files the bytes of each; not copied
 */
record EncodedImages(List<byte[]> files) implements Originals {

    private static final int AT_A_TIME = 16;

    EncodedImages {
        files = List.copyOf(files);
    }

    /** Decodes all of them, as loading does. */
    static Images read(Pixels pixels, Fit fit, List<byte[]> files) {
        EncodedImages originals = new EncodedImages(files);
        long[] fingerprints = new long[files.size()];
        HeapStore store = new HeapStore(files.size(), pixels.count(), fingerprints);
        Parallel.chunks("Decoding", "images", files.size(), AT_A_TIME, (from, to) -> {
            byte[] values = new byte[pixels.count()];
            for (int i = from; i < to; i++) {
                try {
                    // grey is decoded as grey, as in loading: by way of colours it differs by rounding
                    Resampler.write(originals.decode(i, pixels.channels() == 1), pixels, fit, values, 0);
                } catch (IOException e) {
                    throw new DatasetException(
                            "The bytes of " + originals.name(i) + " cannot be read: " + ParallelDecoder.reason(e)
                                    + ". The bytes of JPEG, PNG, WebP, BMP and GIF files are read; leave this one out.",
                            e);
                }
                fingerprints[i] = Fingerprint.of(values, 0, values.length);
                store.write(i, values);
            }
        });
        return new DecodedImages(originals, pixels, fit, store);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public String name(int index) {
        return "image " + index;
    }

    @Override
    public Bitmap decode(int index, boolean grey) throws IOException {
        byte[] file = files.get(index);
        if (file.length == 0) {
            throw new IOException("there are none (0 bytes)");
        }
        return ImageDecoder.decode(file, grey);
    }

    @Override
    public String stamp(int index) {
        return "memory|" + Arrays.hashCode(files.get(index));
    }

    @Override
    public boolean isRaw() {
        return false;
    }
}
