package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import deephash.model.engine.SeededDraws;

/**
 * First weights, uniform on ±√(3 · gain² / inputs), drawn from our own seed so that they are the same on every machine.
 * A gain of √2 keeps the variance through a rectifier (He et al., 2015), a gain of 1 through a linear layer.
 *
 * @param inputs how many values feed one output
 * @param gain see above
 * @param seed of the stream
 */
record Uniform(long inputs, double gain, long seed) implements Initializer {

    Uniform(long inputs, double gain) {
        this(inputs, gain, 0);
    }

    Uniform seeded(long newSeed) {
        return new Uniform(inputs, gain, newSeed);
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        float bound = (float) (gain * Math.sqrt(3.0 / inputs));
        SeededDraws draws = new SeededDraws(seed);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = bound * (2 * draws.uniform() - 1);
        }
        return manager.create(values, shape);
    }
}
