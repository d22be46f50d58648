package deephash.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import deephash.model.engine.Compute;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fused optimizer against its formula, on Σ a (p − 1)², whose gradient is 2 a (p − 1). */
class AdamTest {

    private static final double[] START = {3, -2, 0.5};
    private static final double[] STEEPNESS = {1, 10, 0.1};
    private static final int STEPS = 20;

    @ParameterizedTest
    @CsvSource({"0,0", "0.1,0", "0,1", "0.05,2.5", "0,1e9"})
    void follows_the_formula_of_adam_with_decay_and_clipping(double decay, double clip) {
        double rate = 0.05;
        double[] p = START.clone();
        double[] m = new double[3];
        double[] v = new double[3];
        for (int t = 1; t <= STEPS; t++) {
            double[] g = new double[3];
            double square = 0;
            for (int i = 0; i < 3; i++) {
                g[i] = 2 * STEEPNESS[i] * (p[i] - 1);
                square += g[i] * g[i];
            }
            double scale = clip > 0 ? Math.min(1, clip / Math.sqrt(square)) : 1;
            for (int i = 0; i < 3; i++) {
                p[i] -= rate * decay * p[i];
                m[i] = 0.9 * m[i] + 0.1 * scale * g[i];
                v[i] = 0.999 * v[i] + 0.001 * scale * g[i] * scale * g[i];
                p[i] -= rate * m[i] / (1 - Math.pow(0.9, t)) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
            }
        }
        float[] actual = Compute.with(memory -> {
            Map<String, NDArray> parameters = new LinkedHashMap<>();
            NDArray head = learned(memory, START[0], START[1]);
            NDArray tail = learned(memory, START[2]);
            NDArray unused = learned(memory, 7);
            parameters.put("head", head);
            parameters.put("tail", tail);
            parameters.put("unused", unused);
            NDArray steep = memory.create(new float[] {(float) STEEPNESS[0], (float) STEEPNESS[1]});
            try (Adam adam = new Adam(memory, parameters);
                    GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                for (int t = 0; t < STEPS; t++) {
                    try (NDManager scope = memory.newSubManager()) {
                        NDArray one = scope.create(1f);
                        NDArray loss = one.mul(head)
                                .sub(1)
                                .square()
                                .mul(steep)
                                .sum()
                                .add(one.mul(tail)
                                        .sub(1)
                                        .square()
                                        .mul(scope.create((float) STEEPNESS[2]))
                                        .sum());
                        loss.attach(scope);
                        adam.step(loss, rate, decay, clip);
                    }
                }
            }
            if (decay == 0) {
                assertThat(unused.toFloatArray()).containsExactly(7f);
            }
            return new float[] {head.getFloat(0), head.getFloat(1), tail.getFloat(0)};
        });
        for (int i = 0; i < 3; i++) {
            assertThat((double) actual[i]).isCloseTo(p[i], within(2e-4));
        }
    }

    private static NDArray learned(NDManager memory, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        NDArray array = memory.create(floats);
        array.setRequiresGradient(true);
        return array;
    }

    /** The gradients of convolutions come with their channels side by side. */
    @Test
    void a_gradient_that_lies_otherwise_in_memory_moves_the_weights_it_belongs_to() {
        float[] moved = Compute.with(memory -> {
            NDArray parameter = memory.create(new float[6], new Shape(2, 3));
            parameter.setRequiresGradient(true);
            try (Adam adam = new Adam(memory, Map.of("weight", parameter));
                    GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector();
                    NDManager scope = memory.newSubManager()) {
                NDArray slopes = scope.create(new float[] {1, -1, 1, 1, -1, -1}, new Shape(3, 2));
                // a product with the transposed: PyTorch gives its gradient transposed, too
                NDArray loss = parameter.transpose().mul(slopes).sum();
                adam.step(loss, 0.1, 0, 0);
            }
            return parameter.toFloatArray();
        });
        assertThat(moved).containsExactly(new float[] {-0.1f, -0.1f, 0.1f, 0.1f, -0.1f, 0.1f}, within(1e-5f));
    }
}
