package deephash.copy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The trained network without a library: from 32×32 colour pixels to the values that become bits. Normalisations are
 * folded into the convolutions before them.
 *
 * <p>Immutable; several threads may use it at once.
 */
final class CopyNetwork {

    static final int SIDE = 32;

    private static final int FEW = 4;

    /** Pictures computed together: their small maps make one long row. */
    static final int AT_ONCE = 16;

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

    CopyNetwork(Map<String, Layer> layers, Set<Integer> bits) {
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
     * The values of pictures.
     *
     * @param pictures each of shape (3, 32, 32), standardised
     * @param bits which head
     * @return shape (pictures, bits)
     */
    float[][] values(float[][] pictures, int bits) {
        return head(hidden(pictures), bits);
    }

    /** The values of the hidden layer, which all heads share; shape (pictures, hidden). */
    float[][] hidden(float[][] pictures) {
        float[][] values = new float[pictures.length][];
        for (int from = 0; from < pictures.length; from += AT_ONCE) {
            int count = Math.min(AT_ONCE, pictures.length - from);
            FeatureMaps maps = firstStage(pictures, from, Math.min(FEW, count));
            for (int more = FEW; more < count; more += FEW) {
                maps = maps.and(firstStage(pictures, from + more, Math.min(FEW, count - more)));
            }
            maps = stage(1, maps);
            maps = stage(2, maps.convolved(downs[1], 2, null, true)).convolved(reduce, 1, null, true);
            for (int i = 0; i < count; i++) {
                values[from + i] = linear(hidden, maps.values(i), true);
            }
        }
        return values;
    }

    /** What a head makes of the values of the hidden layer; shape (pictures, bits). */
    float[][] head(float[][] hidden, int bits) {
        Layer head = heads.get(bits);
        if (head == null) {
            throw new IllegalArgumentException("Codes have one of " + heads.keySet() + " bits, not " + bits + ".");
        }
        float[][] values = new float[hidden.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = linear(head, hidden[i], false);
        }
        return values;
    }

    /** The largest maps, for few pictures at once, so that they stay in the processor's cache. */
    private FeatureMaps firstStage(float[][] pictures, int from, int count) {
        FeatureMaps input = FeatureMaps.empty(count, SIDE, 3);
        for (int p = 0; p < count; p++) {
            for (int line = 0; line < 3 * SIDE; line++) {
                int to = input.at(p, line % SIDE, 0);
                System.arraycopy(pictures[from + p], line * SIDE, input.rows()[line / SIDE], to, SIDE);
            }
        }
        return stage(0, input.convolved(stem, 2, null, true)).convolved(downs[0], 2, null, true);
    }

    private FeatureMaps stage(int number, FeatureMaps maps) {
        return maps.convolved(stages[number][0], 1, null, true).convolved(stages[number][1], 1, maps, true);
    }

    private static float[] linear(Layer layer, float[] x, boolean rectified) {
        int out = layer.out();
        float[] sums = layer.bias().clone();
        float[] row = new float[out];
        for (int i = 0; i < layer.in(); i++) {
            if (x[i] != 0) {
                // copied, so that both arrays are read at one index: then the loop becomes vector instructions
                System.arraycopy(layer.weights(), i * out, row, 0, out);
                float value = x[i];
                for (int o = 0; o < out; o++) {
                    sums[o] += value * row[o];
                }
            }
        }
        for (int o = 0; rectified && o < out; o++) {
            sums[o] = Math.max(0, sums[o]);
        }
        return sums;
    }
}
