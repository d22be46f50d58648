package deephash.model;

import ai.djl.ndarray.NDManager;
import deephash.data.image.Images;
import deephash.hash.Embedding;
import deephash.model.block.AutoEncoder;
import deephash.model.engine.Compute;
import deephash.progress.Screen;
import deephash.progress.Screen.Bar;
import java.util.function.IntConsumer;

/**
 * Real values that a trained network gives for images.
 *
 * @param model whose network it is
 * @param name for tables
 * @param part which of its layers
 */
record ModelFeatures(HashModel model, String name, Part part) implements Embedding {

    /** Computes the values of a layer. */
    @FunctionalInterface
    interface Part {
        float[][] of(AutoEncoder network, NDManager memory, Images images, IntConsumer seen);
    }

    @Override
    public float[][] features(Images images) {
        model.requireShape(images);
        String what = "Hashing with " + model.name();
        try (Bar bar = Screen.current().bar(what, images.size(), "images")) {
            return Compute.withEncoder(
                    model.weights(),
                    model::build,
                    (memory, network) -> part.of(network, memory, images, count -> {
                        bar.step(count);
                        Screen.checkInterrupted(what);
                    }));
        }
    }
}
