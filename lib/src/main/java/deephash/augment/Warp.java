package deephash.augment;

import deephash.data.pixel.Pixels;
import deephash.model.engine.SeededDraws;

/** Cut-out, flip and turn in one bilinear pass; what lies outside is filled by reflection. */
final class Warp {

    private Warp() {}

    /** The view's values, 0 to 255, channel by channel, row by row. */
    static float[] of(Augmentation how, byte[] image, Pixels pixels, SeededDraws draws) {
        int height = pixels.height();
        int width = pixels.width();
        double side = Math.sqrt(between(draws, how.crop(), 1));
        double ratio = StrictMath.sqrt(StrictMath.exp(between(draws, -how.aspect(), how.aspect())));
        double scaleX = Math.min(1, side * ratio);
        double scaleY = Math.min(1, side / ratio);
        double shiftX = between(draws, -1, 1) * (1 - scaleX);
        double shiftY = between(draws, -1, 1) * (1 - scaleY);
        double mirror = draws.uniform() < how.flip() ? -1 : 1;
        double angle = StrictMath.toRadians(between(draws, -how.turn(), how.turn()));
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        // from the centre of the view, in pixels, to the image, in pixels
        double centreX = (1 + shiftX) * width / 2 - 0.5;
        double centreY = (1 + shiftY) * height / 2 - 0.5;
        double xx = mirror * scaleX * cos;
        double xy = -scaleX * sin;
        double yx = mirror * scaleY * sin;
        double yy = scaleY * cos;
        int plane = height * width;
        float[] view = new float[image.length];
        for (int y = 0, at = 0; y < height; y++) {
            double v = y + 0.5 - height / 2.0;
            for (int x = 0; x < width; x++, at++) {
                double u = x + 0.5 - width / 2.0;
                double fromX = reflected(centreX + xx * u + xy * v, width);
                double fromY = reflected(centreY + yx * u + yy * v, height);
                int left = (int) fromX;
                int top = (int) fromY;
                float right = (float) (fromX - left);
                float below = (float) (fromY - top);
                int stepX = left + 1 < width ? 1 : 0;
                int stepY = top + 1 < height ? width : 0;
                for (int i = top * width + left, to = at; i < image.length; i += plane, to += plane) {
                    float upper = (1 - right) * (image[i] & 255) + right * (image[i + stepX] & 255);
                    float lower = (1 - right) * (image[i + stepY] & 255) + right * (image[i + stepY + stepX] & 255);
                    view[to] = (1 - below) * upper + below * lower;
                }
            }
        }
        return view;
    }

    /** A place in an image that is mirrored at its edges, within 0 to size − 1. */
    private static double reflected(double place, int size) {
        double from = place;
        if (from < -0.5 || from > size - 0.5) {
            double along = (from + 0.5) % (2.0 * size);
            along = along < 0 ? along + 2.0 * size : along;
            from = (along < size ? along : 2.0 * size - along) - 0.5;
        }
        return Math.max(0, Math.min(size - 1, from));
    }

    static double between(SeededDraws draws, double low, double high) {
        return low + draws.uniform() * (high - low);
    }
}
