package deephash.model.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import deephash.Shared;
import deephash.model.engine.Compute;
import deephash.model.engine.SeededDraws;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SimAmTest {

    @Test
    void agrees_with_the_reference_values() throws IOException {
        JsonObject reference = JsonParser.parseString(Files.readString(Shared.require("vectors/reference.json")))
                .getAsJsonObject()
                .getAsJsonObject("simam");
        double[] shape = values(reference.getAsJsonArray("shape"));
        double[] input = values(reference.getAsJsonArray("input"));
        double[] expected = values(reference.getAsJsonArray("output"));
        int images = (int) shape[0];
        int channels = (int) shape[1];
        int positions = (int) (shape[2] * shape[3]);
        float[] actual = Compute.with(memory -> {
            // the reference has channels before positions
            NDArray x = memory.create(floats(input), new Shape(images, channels, positions))
                    .transpose(0, 2, 1);
            SimAm simAm = new SimAm(reference.get("lambda").getAsDouble());
            return simAm.apply(new ParameterStore(memory, false), x, false)
                    .transpose(0, 2, 1)
                    .toFloatArray();
        });
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void its_gradient_agrees_with_finite_differences() {
        int positions = 9;
        double[] x = new double[positions];
        float[] noise = new SeededDraws(3).gaussian(2 * positions);
        double[] weights = new double[positions];
        for (int i = 0; i < positions; i++) {
            x[i] = noise[i];
            weights[i] = noise[positions + i];
        }
        float[] gradient = Compute.with(memory -> {
            NDArray input = memory.create(floats(x), new Shape(1, positions, 1));
            input.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray output = new SimAm().apply(new ParameterStore(memory, false), input, true);
                collector.backward(output.mul(memory.create(floats(weights), new Shape(1, positions, 1)))
                        .sum());
            }
            return input.getGradient().toFloatArray();
        });
        double step = 1e-5;
        for (int i = 0; i < positions; i++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += step;
            down[i] -= step;
            double difference = (weighed(up, weights) - weighed(down, weights)) / (2 * step);
            assertThat((double) gradient[i]).isCloseTo(difference, within(1e-5));
        }
    }

    @Test
    void refuses_a_single_position_and_a_lambda_of_zero() {
        assertThatThrownBy(() -> new SimAm(0)).hasMessageContaining("1e-4");
        assertThatThrownBy(() -> Compute.with(memory ->
                        new SimAm().apply(new ParameterStore(memory, false), memory.ones(new Shape(2, 1, 3)), false)))
                .hasMessageContaining("only one");
    }

    /** The formula in double precision, one channel, weighed and summed. */
    private static double weighed(double[] x, double[] weights) {
        double mean = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / (x.length - 1);
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double d = (x[i] - mean) * (x[i] - mean);
            sum += weights[i] * x[i] / (1 + Math.exp(-(d / (4 * (variance + SimAm.LAMBDA)) + 0.5)));
        }
        return sum;
    }

    private static double[] values(JsonArray array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).getAsDouble();
        }
        return values;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
