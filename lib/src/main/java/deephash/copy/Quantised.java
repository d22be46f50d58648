package deephash.copy;

import deephash.copy.CopyNetwork.Layer;

/**
 * A layer in a quarter of its size: weights as whole numbers of -127 to 127, times a step for each output.
 *
 * @param in channels, or values
 * @param out channels, or values
 * @param kernel side of the kernel, 1 or 3
 * @param weights shape (out, in, kernel, kernel)
 * @param steps shape (out)
 * @param bias shape (out)
 */
record Quantised(int in, int out, int kernel, byte[] weights, float[] steps, float[] bias) {

    Quantised {
        if (in < 1 || out < 1 || kernel < 1 || weights.length != in * out * kernel * kernel) {
            throw new IllegalArgumentException("A layer from " + in + " to " + out + " with a kernel of " + kernel
                    + " does not have " + weights.length + " weights.");
        }
        if (steps.length != out || bias.length != out) {
            throw new IllegalArgumentException("A layer of " + out + " outputs has as many steps and biases, not "
                    + steps.length + " and " + bias.length + ".");
        }
    }

    /** The closest that this form can come to a layer. */
    static Quantised of(Layer layer) {
        int places = layer.kernel() * layer.kernel();
        byte[] weights = new byte[layer.weights().length];
        float[] steps = new float[layer.out()];
        for (int o = 0; o < layer.out(); o++) {
            float largest = 1e-9f;
            for (int i = o; i < weights.length; i += layer.out()) {
                largest = Math.max(largest, Math.abs(layer.weights()[i]));
            }
            steps[o] = largest / 127;
            for (int i = 0; i < layer.in(); i++) {
                for (int p = 0; p < places; p++) {
                    float weight = layer.weights()[(p * layer.in() + i) * layer.out() + o];
                    weights[(o * layer.in() + i) * places + p] = (byte) Math.round(weight / steps[o]);
                }
            }
        }
        return new Quantised(layer.in(), layer.out(), layer.kernel(), weights, steps, layer.bias());
    }

    /** The layer to compute with. */
    Layer layer() {
        int places = kernel * kernel;
        float[] unfolded = new float[weights.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int p = 0; p < places; p++) {
                    unfolded[(p * in + i) * out + o] = weights[(o * in + i) * places + p] * steps[o];
                }
            }
        }
        return new Layer(in, out, kernel, unfolded, bias);
    }
}
