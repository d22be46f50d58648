package deephash.train;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import deephash.code.Labels;
import deephash.model.block.AutoEncoder;

/**
 * What training minimises over an encoder (and a decoder, if it needs one). An architecture never knows its objective.
 */
public sealed interface Objective permits Elbo {

    /**
     * The loss of one batch, differentiable.
     *
     * @param network encodes and decodes
     * @param parameters its values
     * @param batch the images
     */
    Terms terms(AutoEncoder network, ParameterStore parameters, Batch batch);

    /**
     * Some images of the training split.
     *
     * @param pixels (batch, P, channels) in [0, 1]
     * @param labels of these images, for objectives that learn from them
     * @param epoch how many epochs have passed, with fractions
     * @param noise standard normal numbers of this step, batch · d of them
     */
    record Batch(NDArray pixels, Labels labels, double epoch, float[] noise) {}

    /**
     * The loss and its parts: scalars, means over the images of the batch.
     *
     * @param loss what is minimised
     * @param reconstruction −log p(x|z) in nats an image
     * @param kl KL(q(z|x) ‖ p(z)) in nats an image, unweighted
     * @param means (batch, d), the real-valued codes
     */
    record Terms(NDArray loss, NDArray reconstruction, NDArray kl, NDArray means) {}
}
