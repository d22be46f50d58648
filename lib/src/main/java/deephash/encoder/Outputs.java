package deephash.encoder;

import deephash.encoder.Preparation.Pooling;
import deephash.model.engine.ImageNetwork.Output;
import java.nio.file.Path;
import java.util.List;

/** Takes the feature vectors out of what a network gives. */
final class Outputs {

    private Outputs() {}

    /**
     * Writes a vector for each image of a batch.
     *
     * @param to takes them
     * @param from the index of the first
     */
    static void vectors(List<Output> outputs, Preparation wanted, Path file, float[][] to, int from, int count) {
        Output output = chosen(outputs, wanted, file);
        long[] shape = output.shape();
        if (shape.length < 2 || shape[0] != count) {
            throw new IllegalArgumentException("\"" + file + "\" is no encoder: for " + count + " images it gives "
                    + output + ", which is not a vector for each.");
        }
        if (shape.length > 2 && wanted.pooling() == Pooling.NONE) {
            throw new IllegalArgumentException("\"" + file + "\" gives " + output
                    + ": vectors for many positions of each image. Say which to take: preparation.output(\""
                    + wanted.output() + "\", Pooling.MEAN), or Pooling.FIRST for a class token.");
        }
        int values = output.values().length / count;
        int positions = positions(shape);
        boolean channelsFirst = shape.length == 4;
        for (int i = 0; i < count; i++) {
            float[] vector = pooled(output.values(), i * values, values, positions, channelsFirst, wanted.pooling());
            to[from + i] = wanted.normalise() ? unit(vector) : vector;
            for (float value : to[from + i]) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("\"" + file + "\" gives " + value + " for image " + (from + i)
                            + ". Its preparation may be wrong: " + wanted + ".");
                }
            }
        }
    }

    private static Output chosen(List<Output> outputs, Preparation wanted, Path file) {
        if (wanted.output().isEmpty()) {
            if (outputs.size() == 1) {
                return outputs.get(0);
            }
            throw new IllegalArgumentException("\"" + file + "\" gives " + outputs.size() + " results: " + outputs
                    + ". Say which is the feature: preparation.output(\"0\", Pooling.NONE).");
        }
        for (int i = 0; i < outputs.size(); i++) {
            if (wanted.output().equals(outputs.get(i).name()) || wanted.output().equals(String.valueOf(i))) {
                return outputs.get(i);
            }
        }
        throw new IllegalArgumentException(
                "\"" + file + "\" has no output \"" + wanted.output() + "\"; it gives " + outputs + ".");
    }

    private static int positions(long[] shape) {
        return shape.length == 2 ? 1 : shape.length == 3 ? (int) shape[1] : (int) (shape[2] * shape[3]);
    }

    private static float[] pooled(float[] all, int at, int values, int positions, boolean channelsFirst, Pooling how) {
        int d = values / positions;
        int used = how == Pooling.MEAN ? positions : 1;
        float[] vector = new float[d];
        for (int j = 0; j < d; j++) {
            double sum = 0;
            for (int p = 0; p < used; p++) {
                sum += all[at + (channelsFirst ? j * positions + p : p * d + j)];
            }
            vector[j] = (float) (sum / used);
        }
        return vector;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float[] unit = vector.clone();
        for (int j = 0; squares > 0 && j < unit.length; j++) {
            unit[j] = (float) (unit[j] / Math.sqrt(squares));
        }
        return unit;
    }
}
