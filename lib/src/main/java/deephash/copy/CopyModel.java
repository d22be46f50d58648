package deephash.copy;

import deephash.copy.CopyNetwork.Layer;
import deephash.hash.Binarizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a copy hash is made of, as it lies in a file: the network and, for each length of code, how its values
 * become bits.
 *
 * @param network its layers by name
 * @param single for each length of code, the layer whose outputs above 0 are the bits of one view
 * @param mirrored the same for the mean of a view and its mirror image
 * @param facts where it comes from
 */
record CopyModel(
        Map<String, Quantised> network,
        SortedMap<Integer, Quantised> single,
        SortedMap<Integer, Quantised> mirrored,
        SortedMap<String, String> facts) {

    CopyModel {
        network = Collections.unmodifiableMap(new LinkedHashMap<>(network));
        single = Collections.unmodifiableSortedMap(new TreeMap<>(single));
        mirrored = Collections.unmodifiableSortedMap(new TreeMap<>(mirrored));
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        if (single.isEmpty() || !single.keySet().equals(mirrored.keySet())) {
            throw new IllegalArgumentException("There must be a way to bits for one view and for two at each length of"
                    + " code, but there is one for " + single.keySet() + " and for " + mirrored.keySet() + ".");
        }
    }

    /** The network, ready to compute. */
    CopyNetwork ready() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        network.forEach((name, layer) -> layers.put(name, layer.layer()));
        return new CopyNetwork(layers, new TreeSet<>(single.keySet()));
    }

    /** How the values of one view, or the mean of two, become bits. */
    Binarizer binarizer(int bits, boolean bothWays) {
        Quantised found = (bothWays ? mirrored : single).get(bits);
        if (found == null) {
            throw new IllegalArgumentException(
                    "This copy hash has codes of " + single.keySet() + " bits, not of " + bits + ".");
        }
        Layer layer = found.layer();
        float[][] projection = new float[layer.in()][layer.out()];
        float[] thresholds = new float[layer.out()];
        for (int i = 0; i < layer.in(); i++) {
            System.arraycopy(layer.weights(), i * layer.out(), projection[i], 0, layer.out());
        }
        for (int j = 0; j < thresholds.length; j++) {
            thresholds[j] = -layer.bias()[j];
        }
        return new Binarizer("whitened itq", thresholds, projection);
    }

    /** A way to bits in the form in which it is kept. */
    static Quantised quantised(Binarizer binarizer) {
        int in = binarizer.features();
        int out = binarizer.bits();
        float[] weights = new float[in * out];
        float[] bias = new float[out];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                float own = i == j ? 1 : 0;
                weights[i * out + j] =
                        binarizer.projection().length == 0 ? own : binarizer.projection()[i][j];
            }
        }
        for (int j = 0; j < out; j++) {
            bias[j] = -binarizer.thresholds()[j];
        }
        return Quantised.of(new Layer(in, out, 1, weights, bias));
    }
}
