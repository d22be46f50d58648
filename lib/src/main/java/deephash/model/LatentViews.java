package deephash.model;

import deephash.code.Pictures;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.drawing.AttentionMaps;
import deephash.drawing.LatentMap;
import deephash.drawing.Traversal;
import deephash.hash.PrincipalComponents;
import deephash.model.block.QuadOrder;
import deephash.model.block.Weighing;
import deephash.model.engine.Compute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a trained network makes of images, to look at. */
final class LatentViews {

    private static final double[] STEPS = {-3, -2, -1, 0, 1, 2, 3};
    private static final int MOST_ATTENDED = 12;

    private LatentViews() {}

    static Traversal traversal(HashModel model, Images images, int units) {
        if (images.size() < 2) {
            throw new IllegalArgumentException(
                    "A traversal needs at least 2 images to see how far a unit moves, not " + images.size() + ".");
        }
        float[][] features = model.features(images);
        double[] mean = new double[model.bits()];
        double[] deviation = new double[model.bits()];
        for (int j = 0; j < model.bits(); j++) {
            int unit = j;
            mean[j] =
                    Arrays.stream(features).mapToDouble(f -> f[unit]).average().orElse(0);
            double m = mean[j];
            deviation[j] = Math.sqrt(Arrays.stream(features)
                    .mapToDouble(f -> (f[unit] - m) * (f[unit] - m))
                    .average()
                    .orElse(0));
        }
        int[] chosen = IntStream.range(0, model.bits())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -deviation[j]))
                .limit(units)
                .mapToInt(Integer::intValue)
                .toArray();
        List<Pictures> rows = new ArrayList<>();
        for (int unit : chosen) {
            float[][] latents = new float[STEPS.length][];
            for (int s = 0; s < STEPS.length; s++) {
                latents[s] = features[0].clone();
                latents[s][unit] = (float) (mean[unit] + STEPS[s] * deviation[unit]);
            }
            rows.add(model.decode(latents));
        }
        return new Traversal(
                model.name() + ": one unit of the latent changes, the others stay as in the first image",
                chosen,
                STEPS.clone(),
                rows);
    }

    static LatentMap map(HashModel model, Split split) {
        float[][] features = model.features(split.images());
        PrincipalComponents plane = PrincipalComponents.of(features, 2);
        return new LatentMap(
                model.name() + ", " + model.bits() + " units: latent means of the " + split.name() + " images",
                plane.project(features),
                plane.shares(),
                split.labels(),
                split.images());
    }

    static AttentionMaps attention(HashModel model, Images images) {
        int shown = Math.min(images.size(), MOST_ATTENDED);
        Images some = images.select(IntStream.range(0, shown).toArray());
        List<AttentionMaps.Layer> layers = Compute.withEncoder(
                model.weights(),
                model::build,
                (memory, network) -> Weighing.of(network, memory, some).stream()
                        .map(w -> layer(w, network.order(), model.pixels()))
                        .toList());
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(model.name() + " has no SimAM in its encoder, so there is no attention"
                    + " to look at. Train CSVAE, or CVAE.simAmAfter(1).");
        }
        return new AttentionMaps(model.name() + ": how SimAM weighs the positions of an image", some, layers);
    }

    private static AttentionMaps.Layer layer(Weighing weighing, QuadOrder order, Pixels pixels) {
        int times = 0;
        while ((pixels.height() >> times) * (pixels.width() >> times) > weighing.positions()) {
            times++;
        }
        QuadOrder halved = order.halved(times);
        int columns = halved.pixels().width();
        float[][][] maps = new float[weighing.weights().length][halved.pixels().height()][];
        for (int i = 0; i < maps.length; i++) {
            float[] rows = weighing.rowByRow() ? weighing.weights()[i] : halved.restore(weighing.weights()[i], 0);
            for (int r = 0; r < maps[i].length; r++) {
                maps[i][r] = Arrays.copyOfRange(rows, r * columns, (r + 1) * columns);
            }
        }
        return new AttentionMaps.Layer(weighing.step().replace("simam", "after layer "), maps);
    }
}
