package deephash.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deephash.data.image.Images;
import deephash.model.block.AutoEncoder;
import deephash.model.engine.Compute;
import deephash.progress.Screen;

/** Latents through a model's decoder. */
final class LatentDecoder {

    private static final int BATCH = 256;

    private LatentDecoder() {}

    /**
     * The images of latents.
     *
     * @param latents shape (n, d)
     */
    static Images of(HashModel model, float[][] latents) {
        int bits = model.bits();
        AutoEncoder network = model.build();
        int count = model.pixels().count();
        byte[][] images = new byte[latents.length][];
        Compute.with(memory -> {
            model.weights().giveTo(network, memory, "decoder");
            for (int from = 0; from < latents.length; from += BATCH) {
                Screen.checkInterrupted("Decoding with " + model.name());
                int size = Math.min(BATCH, latents.length - from);
                float[] flat = new float[size * bits];
                for (int i = 0; i < size; i++) {
                    System.arraycopy(latents[from + i], 0, flat, i * bits, bits);
                }
                try (NDManager step = memory.newSubManager()) {
                    float[] values = network.decode(
                                    new ParameterStore(step, false), step.create(flat, new Shape(size, bits)), false)
                            .toFloatArray();
                    for (int i = 0; i < size; i++) {
                        images[from + i] = intensities(network.order().restore(values, i * count), model.likelihood());
                    }
                }
            }
            return images;
        });
        return new PaintedImages(model.pixels(), images, model.name());
    }

    private static byte[] intensities(float[] values, Likelihood likelihood) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * likelihood.intensity(values[i]));
        }
        return bytes;
    }
}
