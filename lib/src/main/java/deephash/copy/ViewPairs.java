package deephash.copy;

import deephash.augment.Augmentation;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.engine.SeededDraws;
import deephash.train.contrastive.ContrastiveOptions;
import deephash.train.contrastive.ContrastiveTraining;

/**
 * What a network learns from: of each picture a light and a heavy view. Some pictures are given the colours of another
 * one of their group first, so that colour and contrast alone do not tell them apart.
 */
final class ViewPairs implements ContrastiveTraining.Views {

    static final int FROM = 64;

    /** Nearly the picture itself. */
    static final Augmentation LIGHT = Augmentation.LIGHT;

    /** A copy that is hard to recognise. */
    static final Augmentation HEAVY = Augmentation.HEAVY.border(0.35).grey(0.25);

    private static final Pixels SMALL = Pixels.colour(ContrastiveOptions.SIDE);
    private static final int AREA = ContrastiveOptions.SIDE * ContrastiveOptions.SIDE;
    private static final int GROUP = 32;
    private static final float RECOLOURED = 0.4f;
    private static final long ORDER = 1;
    private static final long VIEW = 2;

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
        int each = 3 * AREA;
        float[] views = new float[2 * pairs * each];
        int stepsPerEpoch = Math.max(1, images.size() / pairs);
        int[] order = order(step / stepsPerEpoch);
        float[] leader = new float[6];
        for (int i = 0; i < pairs; i++) {
            int item = order[(step % stepsPerEpoch * pairs + i) % order.length];
            SeededDraws draws = new SeededDraws(seed, VIEW, step, i);
            float[] planes = Planes.small(images, item);
            if (i % GROUP == 0) {
                leader = colours(planes);
            } else if (draws.uniform() < RECOLOURED) {
                recolour(planes, leader);
            }
            byte[] picture = bytes(planes);
            view(LIGHT, picture, draws, views, i * each);
            view(HEAVY, picture, draws, views, (pairs + i) * each);
        }
        return views;
    }

    /** Writes one view as (3, 32, 32) numbers, standardised. */
    static void view(Augmentation kind, byte[] picture, SeededDraws draws, float[] to, int offset) {
        byte[] view = kind.apply(picture, SMALL, draws);
        for (int i = 0; i < view.length; i++) {
            to[offset + i] = (view[i] & 255) * (1 / 255f);
        }
        Planes.standardise(to, offset, AREA);
    }

    private int orderOf = -1;
    private int[] lastOrder = new int[0];

    /** The order of an epoch, every one equally likely. */
    int[] order(int epoch) {
        if (epoch != orderOf) {
            lastOrder = new SeededDraws(seed, ORDER, epoch).permutation(images.size());
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

    static byte[] bytes(float[] planes) {
        byte[] bytes = new byte[planes.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * planes[i]);
        }
        return bytes;
    }

    /** The mean and the spread of each channel. */
    private static float[] colours(float[] planes) {
        float[] colours = new float[6];
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = c * AREA; i < (c + 1) * AREA; i++) {
                sum += planes[i];
                squares += (double) planes[i] * planes[i];
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
