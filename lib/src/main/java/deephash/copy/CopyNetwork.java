package deephash.copy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The trained network without a library: from 32×32 colour pixels to the values that become bits. Normalisations are
 * folded into the convolutions before them. Activations lie pixel by pixel, channel by channel in each, so that the inner
 * loops run over weights that are next to each other.
 *
 * <p>Immutable; several threads may use it at once.
 */
final class CopyNetwork {

    static final int SIDE = 32;

    private final Layer stem;
    private final Layer[][] stages;
    private final Layer[] downs;
    private final Layer reduce;
    private final Layer hidden;
    private final Map<Integer, Layer> heads;

    /**
     * One convolution or linear layer.
     *
     * @param in channels, or values
     * @param out channels, or values
     * @param kernel side of the kernel, 1 or 3; 1 for a linear layer
     * @param weights shape (kernel · kernel · in, out)
     * @param bias shape (out)
     */
    record Layer(int in, int out, int kernel, float[] weights, float[] bias) {}

    CopyNetwork(Map<String, Layer> layers, int[] bits) {
        stem = get(layers, "stem");
        stages = new Layer[3][];
        for (int s = 0; s < 3; s++) {
            stages[s] = new Layer[] {get(layers, "stage" + s + ".a"), get(layers, "stage" + s + ".b")};
        }
        downs = new Layer[] {get(layers, "down1"), get(layers, "down2")};
        reduce = get(layers, "reduce");
        hidden = get(layers, "hidden");
        Map<Integer, Layer> found = new TreeMap<>();
        for (int b : bits) {
            found.put(b, get(layers, "head" + b));
        }
        heads = found;
    }

    private static Layer get(Map<String, Layer> layers, String name) {
        Layer layer = layers.get(name);
        if (layer == null) {
            throw new IllegalArgumentException("The network has no layer \"" + name + "\".");
        }
        return layer;
    }

    /** The lengths of code that it has a head for. */
    Set<Integer> bits() {
        return heads.keySet();
    }

    /**
     * The values of a picture.
     *
     * @param planes shape (3, 32, 32), standardised
     * @param bits which head
     * @return shape (bits)
     */
    float[] values(float[] planes, int bits) {
        int area = SIDE * SIDE;
        float[] x = new float[3 * area];
        for (int i = 0; i < area; i++) {
            for (int c = 0; c < 3; c++) {
                x[3 * i + c] = planes[c * area + i];
            }
        }
        int side = SIDE / 2;
        x = convolved(x, SIDE, stem, 2, true, null);
        for (int s = 0; s < 3; s++) {
            if (s > 0) {
                x = convolved(x, side, downs[s - 1], 2, true, null);
                side /= 2;
            }
            float[] inner = convolved(x, side, stages[s][0], 1, true, null);
            x = convolved(inner, side, stages[s][1], 1, true, x);
        }
        x = convolved(x, side, reduce, 1, true, null);
        float[] map = new float[x.length];
        int places = side * side;
        for (int c = 0; c < reduce.out(); c++) {
            for (int p = 0; p < places; p++) {
                map[c * places + p] = x[p * reduce.out() + c];
            }
        }
        Layer head = heads.get(bits);
        if (head == null) {
            throw new IllegalArgumentException("Codes have one of " + heads.keySet() + " bits, not " + bits + ".");
        }
        return convolved(convolved(map, 1, hidden, 1, true, null), 1, head, 1, false, null);
    }

    /**
     * A convolution with zeros around the picture.
     *
     * @param x shape (side, side, in)
     * @param added to the result before it is rectified, or nothing
     */
    private static float[] convolved(
            float[] x, int side, Layer layer, int stride, boolean rectified, float @Nullable [] added) {
        int out = layer.out();
        int to = (side + stride - 1) / stride;
        int reach = layer.kernel() / 2;
        float[] result = new float[to * to * out];
        float[] sums = new float[out];
        for (int y = 0; y < to; y++) {
            for (int column = 0; column < to; column++) {
                System.arraycopy(layer.bias(), 0, sums, 0, out);
                for (int ky = 0; ky < layer.kernel(); ky++) {
                    int row = y * stride + ky - reach;
                    for (int kx = 0; kx < layer.kernel() && row >= 0 && row < side; kx++) {
                        int place = column * stride + kx - reach;
                        if (place >= 0 && place < side) {
                            int kernel = (ky * layer.kernel() + kx) * layer.in() * out;
                            accumulate(x, (row * side + place) * layer.in(), layer.in(), layer.weights(), kernel, sums);
                        }
                    }
                }
                int at = (y * to + column) * out;
                for (int o = 0; o < out; o++) {
                    float value = sums[o] + (added == null ? 0 : added[at + o]);
                    result[at + o] = rectified ? Math.max(0, value) : value;
                }
            }
        }
        return result;
    }

    /** Adds x · W: four inputs at a time, so that a sum is read and written once for four products. */
    private static void accumulate(float[] x, int from, int in, float[] weights, int start, float[] sums) {
        int out = sums.length;
        int i = 0;
        for (; i + 3 < in; i += 4) {
            float a = x[from + i];
            float b = x[from + i + 1];
            float c = x[from + i + 2];
            float d = x[from + i + 3];
            if (a == 0 && b == 0 && c == 0 && d == 0) {
                continue;
            }
            int wa = start + i * out;
            int wb = wa + out;
            int wc = wb + out;
            int wd = wc + out;
            for (int o = 0; o < out; o++) {
                sums[o] += a * weights[wa + o] + b * weights[wb + o] + c * weights[wc + o] + d * weights[wd + o];
            }
        }
        for (; i < in; i++) {
            float a = x[from + i];
            int wa = start + i * out;
            for (int o = 0; o < out; o++) {
                sums[o] += a * weights[wa + o];
            }
        }
    }
}
