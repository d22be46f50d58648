package deephash.copy;

import deephash.copy.CopyNetwork.Layer;
import deephash.model.engine.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trained weights made ready for {@link CopyNetwork}: each normalisation becomes part of the layer before it. */
final class Folded {

    private static final double EPSILON = 1e-5;

    private Folded() {}

    /** The layers of a trained network by name, in the order in which they were trained. */
    static Map<String, Layer> layers(Weights weights) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        weights.tensors().forEach((name, tensor) -> {
            if (name.endsWith(".weight")) {
                String layer = name.substring(0, name.length() - ".weight".length());
                layers.put(layer, layer(weights.tensors(), layer, tensor));
            }
        });
        return layers;
    }

    private static Layer layer(Map<String, Weights.Tensor> tensors, String name, Weights.Tensor weight) {
        int out = (int) weight.shape()[0];
        int in = (int) weight.shape()[1];
        int kernel = weight.shape().length > 2 ? (int) weight.shape()[2] : 1;
        float[] mean = values(tensors, name + ".mean");
        float[] variance = values(tensors, name + ".variance");
        Weights.Tensor scales = tensors.get(name + ".scale");
        Weights.Tensor shifts = tensors.get(name + ".shift");
        float[] folded = new float[weight.values().length];
        float[] bias = new float[out];
        int places = kernel * kernel;
        for (int o = 0; o < out; o++) {
            float factor = (float) ((scales == null ? 1 : scales.values()[o]) / Math.sqrt(variance[o] + EPSILON));
            bias[o] = (shifts == null ? 0 : shifts.values()[o]) - mean[o] * factor;
            for (int i = 0; i < in; i++) {
                for (int p = 0; p < places; p++) {
                    folded[(p * in + i) * out + o] = weight.values()[(o * in + i) * places + p] * factor;
                }
            }
        }
        return new Layer(in, out, kernel, folded, bias);
    }

    private static float[] values(Map<String, Weights.Tensor> tensors, String name) {
        Weights.Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("The weights have no tensor \"" + name + "\".");
        }
        return tensor.values();
    }
}
