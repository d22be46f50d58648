package deephash.copy;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.train.contrastive.ContrastiveOptions;
import deephash.train.contrastive.ContrastiveTraining;
import java.util.SplittableRandom;

/**
 * What a network learns from: of each picture a light and a heavy view. Some pictures are given the colours of another
 * one of their group first, so that colour and contrast alone do not tell them apart.
 */
final class ViewPairs implements ContrastiveTraining.Views {

    static final int FROM = 64;
    private static final int AREA = FROM * FROM;
    private static final int GROUP = 32;
    private static final float RECOLOURED = 0.4f;

    private final Images images;
    private final int pairs;
    private final long seed;

    ViewPairs(Images images, int pairs, long seed) {
        this.images = images;
        this.pairs = pairs;
        this.seed = seed;
    }

    @Override
    public float[] of(int step) {
        int each = 3 * ContrastiveOptions.SIDE * ContrastiveOptions.SIDE;
        float[] views = new float[2 * pairs * each];
        int stepsPerEpoch = Math.max(1, images.size() / pairs);
        int[] order = order(step / stepsPerEpoch);
        float[] leader = new float[6];
        for (int i = 0; i < pairs; i++) {
            int item = order[(step % stepsPerEpoch * pairs + i) % order.length];
            SplittableRandom random = new SplittableRandom(seed * 31 + step * 1_000_003L + i);
            float[] planes = square(images, item);
            if (i % GROUP == 0) {
                leader = colours(planes);
            } else if (View.chance(random, RECOLOURED)) {
                recolour(planes, leader);
            }
            View.LIGHT.make(planes, random, views, i * each);
            View.HEAVY.make(planes, random, views, (pairs + i) * each);
        }
        return views;
    }

    private int orderOf = -1;
    private int[] lastOrder = new int[0];

    /** The order of an epoch, every one equally likely (Fisher and Yates). */
    int[] order(int epoch) {
        if (epoch != orderOf) {
            SplittableRandom random = new SplittableRandom(seed + 7919L * epoch);
            lastOrder = new int[images.size()];
            for (int i = 0; i < lastOrder.length; i++) {
                int j = random.nextInt(i + 1);
                lastOrder[i] = lastOrder[j];
                lastOrder[j] = i;
            }
            orderOf = epoch;
        }
        return lastOrder;
    }

    /** A picture as (3, 64, 64) numbers. */
    static float[] square(Images images, int item) {
        Pixels pixels = images.pixels();
        byte[] bytes = new byte[pixels.count()];
        images.read(item, bytes, 0);
        float[] planes = Planes.of(bytes, pixels);
        return pixels.height() == FROM && pixels.width() == FROM
                ? planes
                : Planes.part(planes, pixels.height(), pixels.width(), 0, 0, 1, 1, FROM);
    }

    /** The mean and the spread of each channel. */
    private static float[] colours(float[] planes) {
        float[] colours = new float[6];
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double squares = 0;
            for (int y = 0; y < FROM; y++) {
                float row = 0;
                float rowSquares = 0;
                for (int i = (c * FROM + y) * FROM; i < (c * FROM + y + 1) * FROM; i++) {
                    row += planes[i];
                    rowSquares += planes[i] * planes[i];
                }
                sum += row;
                squares += rowSquares;
            }
            double mean = sum / AREA;
            colours[c] = (float) mean;
            colours[3 + c] = (float) Math.sqrt(Math.max(0, squares / AREA - mean * mean)) + 0.02f;
        }
        return colours;
    }

    private static void recolour(float[] planes, float[] like) {
        float[] own = colours(planes);
        for (int c = 0; c < 3; c++) {
            float scale = Math.max(0.08f, like[3 + c]) / own[3 + c];
            for (int i = c * AREA; i < (c + 1) * AREA; i++) {
                planes[i] = Math.max(0, Math.min(1, (planes[i] - own[c]) * scale + like[c]));
            }
        }
    }
}
