package deephash.model;

import deephash.data.pixel.Pixels;
import deephash.drawing.NetworkDrawing;
import deephash.model.block.AutoEncoder;

/**
 * What to build. A recipe: it has no weights, knows no data and no objective, and two equal recipes build the same
 * network.
 *
 * <pre>{@code
 * CVAE                          // as the paper describes it
 * CVAE.simAmAfter(2, 3)         // CSVAE, the paper's proposal
 * CVAE.channels(16, 32, 64)     // another width
 * }</pre>
 */
public interface Architecture {

    /** The fully connected autoencoder: four layers, each half as wide as the last, and their mirror. */
    Vae VAE = new Vae();

    /** The convolutional autoencoder: 2×2 convolutions of stride 2, and their mirror. */
    Cvae CVAE = new Cvae();

    /** The vision transformer encoder, with the decoder of {@link #CVAE}. */
    Vte VTE = new Vte();

    /** A small residual network with 3×3 convolutions and batch normalisation, for labels and augmented views. */
    ResNet RESNET = new ResNet();

    /** The paper's proposal: {@link #CVAE} with SimAM after the second and third layer of the encoder. */
    Cvae CSVAE = CVAE.simAmAfter(2, 3);

    /** A short name for tables: {@code "CSVAE"}. */
    String name();

    /**
     * Builds the network, without weights.
     *
     * @param pixels the shape of the images
     * @param bits d, the size of the latent, at least 1
     * @return the network
     * @throws IllegalArgumentException if images of this shape do not fit; the message names sizes that do
     */
    AutoEncoder build(Pixels pixels, int bits);

    /**
     * The learning rate that suits it, as a rule the largest that is safe.
     *
     * @param pixels the shape of the images
     * @return the rate
     */
    double learningRate(Pixels pixels);

    /**
     * The network drawn, layer by layer; nothing is allocated.
     *
     * @param architecture to draw
     * @param pixels the shape of its images
     * @param bits the length of its codes
     * @return the drawing
     * @throws IllegalArgumentException if images of this shape do not fit
     */
    static NetworkDrawing drawing(Architecture architecture, Pixels pixels, int bits) {
        return NetworkPlan.of(architecture.name(), architecture.build(pixels, bits));
    }

    /**
     * How many numbers the network learns; nothing is allocated to find out.
     *
     * @param architecture to count
     * @param pixels the shape of its images
     * @param bits the length of its codes
     * @return the number of learned values
     * @throws IllegalArgumentException if images of this shape do not fit
     */
    static long parameters(Architecture architecture, Pixels pixels, int bits) {
        return architecture.build(pixels, bits).parameterCount();
    }
}
