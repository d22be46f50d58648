package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import deephash.data.image.Images;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a SimAM weighs the positions of images.
 *
 * @param step the name of the layer: {@code "simam2"}
 * @param positions how many there are
 * @param rowByRow whether they come row by row, not in {@link QuadOrder}
 * @param weights mean over the channels, shape (images, positions)
 */
public record Weighing(String step, int positions, boolean rowByRow, float[][] weights) {

    /**
     * What every SimAM of a network's encoder weighs images with.
     *
     * @param network whose encoder has values
     * @param memory owns what is allocated on the way
     * @param images of the network's shape; few, since all are encoded at once
     * @return one a SimAM, first layer first; empty if there is none
     */
    public static List<Weighing> of(AutoEncoder network, NDManager memory, Images images) {
        List<Weighing> weighings = new ArrayList<>();
        if (!(network.encoder() instanceof Chain chain)) {
            return weighings;
        }
        ParameterStore parameters = new ParameterStore(memory, false);
        int[] all = IntStream.range(0, images.size()).toArray();
        NDArray x = network.pixels(memory, network.order().read(images, all));
        boolean rowByRow = false;
        for (Chain.Step step : chain.steps()) {
            rowByRow |= step.layer() instanceof Rows;
            if (step.layer() instanceof SimAm simAm) {
                NDArray weights = simAm.weights(x).mean(new int[] {2});
                int positions = Math.toIntExact(weights.getShape().get(1));
                float[] flat = weights.toFloatArray();
                float[][] rows = new float[images.size()][];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = Arrays.copyOfRange(flat, i * positions, (i + 1) * positions);
                }
                weighings.add(new Weighing(step.name(), positions, rowByRow, rows));
            }
            x = step.layer().apply(parameters, x, false);
        }
        return weighings;
    }
}
