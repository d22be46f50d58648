package deephash.augment;

import deephash.data.pixel.Pixels;
import deephash.model.engine.SeededDraws;

/** What covers a part of a picture: frames, bars, erased rectangles. */
final class Overlay {

    private static final int BARS = 2;
    private static final int LARGEST = 6;
    private static final double LEAST_ERASED = 0.02;
    private static final double MOST_ERASED = 0.2;
    private static final int TRIES = 10;

    private Overlay() {}

    /** A frame, inside which the whole picture is shown smaller, and bars. */
    static void draw(Augmentation how, float[] values, Pixels pixels, SeededDraws draws) {
        int side = Math.min(pixels.height(), pixels.width());
        if (draws.uniform() < how.border() && side >= 2 * LARGEST) {
            frame(values, pixels, 2 + draws.below(side / LARGEST - 1), draws);
        }
        for (int bar = 0; bar < BARS; bar++) {
            if (draws.uniform() < how.bars() && side >= LARGEST) {
                int height = 1 + draws.below(Math.max(1, side / LARGEST - 1));
                int width = side / LARGEST + draws.below(pixels.width() - side / LARGEST);
                int top = draws.below(pixels.height() - height);
                int left = draws.below(pixels.width() - width + 1);
                float[] colour = colour(pixels, draws, draws.uniform() < 0.5);
                fill(values, pixels, top, left, height, width, colour);
            }
        }
    }

    private static void frame(float[] values, Pixels pixels, int thickness, SeededDraws draws) {
        int height = pixels.height();
        int width = pixels.width();
        int innerHeight = height - 2 * thickness;
        int innerWidth = width - 2 * thickness;
        float[] picture = values.clone();
        fill(values, pixels, 0, 0, height, width, colour(pixels, draws, true));
        for (int c = 0; c < pixels.channels(); c++) {
            int plane = c * height * width;
            for (int y = 0; y < innerHeight; y++) {
                int top = y * height / innerHeight;
                int bottom = Math.max(top + 1, ((y + 1) * height + innerHeight - 1) / innerHeight);
                for (int x = 0; x < innerWidth; x++) {
                    int left = x * width / innerWidth;
                    int right = Math.max(left + 1, ((x + 1) * width + innerWidth - 1) / innerWidth);
                    float sum = 0;
                    for (int i = top; i < bottom; i++) {
                        for (int j = left; j < right; j++) {
                            sum += picture[plane + i * width + j];
                        }
                    }
                    values[plane + (y + thickness) * width + x + thickness] = sum / ((bottom - top) * (right - left));
                }
            }
        }
    }

    private static float[] colour(Pixels pixels, SeededDraws draws, boolean any) {
        float[] colour = new float[pixels.channels()];
        float blackOrWhite = draws.uniform() < 0.5 ? 0 : 255;
        for (int c = 0; c < colour.length; c++) {
            colour[c] = any ? 255 * draws.uniform() : blackOrWhite;
        }
        return colour;
    }

    private static void fill(float[] values, Pixels pixels, int top, int left, int height, int width, float[] colour) {
        for (int c = 0; c < colour.length; c++) {
            for (int y = top; y < top + height; y++) {
                int from = (c * pixels.height() + y) * pixels.width() + left;
                java.util.Arrays.fill(values, from, from + width, colour[c]);
            }
        }
    }

    /** A rectangle of noise. */
    static void erase(Augmentation how, float[] values, Pixels pixels, SeededDraws draws) {
        if (draws.uniform() >= how.erase()) {
            return;
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double area = Warp.between(draws, LEAST_ERASED, MOST_ERASED) * pixels.height() * pixels.width();
            double ratio = StrictMath.exp(Warp.between(draws, -1, 1) * StrictMath.log(1 / 0.3));
            int height = (int) Math.round(Math.sqrt(area * ratio));
            int width = (int) Math.round(Math.sqrt(area / ratio));
            if (height > 0 && width > 0 && height < pixels.height() && width < pixels.width()) {
                int top = draws.below(pixels.height() - height + 1);
                int left = draws.below(pixels.width() - width + 1);
                for (int c = 0; c < pixels.channels(); c++) {
                    for (int y = top; y < top + height; y++) {
                        int from = (c * pixels.height() + y) * pixels.width() + left;
                        for (int i = from; i < from + width; i++) {
                            values[i] = 255 * draws.uniform();
                        }
                    }
                }
                return;
            }
        }
    }
}
