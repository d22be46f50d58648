package deephash.manipulation;

import deephash.picture.Blur;
import deephash.picture.Picture;
import deephash.picture.Transform;
import java.util.SplittableRandom;

/** What printing and scanning, or taking a photo of a screen, does to a picture. */
final class Paper {

    private static final int WHITE = 0xffffff;

    private Paper() {}

    /** Adds normally distributed noise to each value. */
    static Picture noise(Picture picture, double deviation, SplittableRandom random) {
        return picture.eachPlane(picture.width(), picture.height(), plane -> {
            byte[] to = new byte[plane.length];
            for (int i = 0; i < to.length; i++) {
                long value = Math.round((plane[i] & 255) + deviation * random.nextGaussian());
                to[i] = (byte) Math.max(0, Math.min(255, value));
            }
            return to;
        });
    }

    /**
     * Moves each corner of the picture by up to a share of the shorter side (a projective map); white shows where it
     * has left.
     */
    static Picture warp(Picture picture, double share, SplittableRandom random) {
        int w = picture.width();
        int h = picture.height();
        double most = share * Math.min(w, h);
        double[] x = new double[4];
        double[] y = new double[4];
        for (int corner = 0; corner < 4; corner++) {
            boolean right = corner == 1 || corner == 2;
            x[corner] = (right ? w : 0) + most * (2 * random.nextDouble() - 1);
            y[corner] = (corner >= 2 ? h : 0) + most * (2 * random.nextDouble() - 1);
        }
        double[] m = squareTo(x, y);
        return Transform.bicubic(picture, w, h, WHITE, (px, py, to) -> {
            double u = px / w;
            double v = py / h;
            double scale = m[6] * u + m[7] * v + 1;
            to[0] = (m[0] * u + m[1] * v + m[2]) / scale;
            to[1] = (m[3] * u + m[4] * v + m[5]) / scale;
        });
    }

    /** The projective map of the unit square to four corners, clockwise from the origin (Heckbert 1989). */
    private static double[] squareTo(double[] x, double[] y) {
        double dx1 = x[1] - x[2];
        double dx2 = x[3] - x[2];
        double dx3 = x[0] - x[1] + x[2] - x[3];
        double dy1 = y[1] - y[2];
        double dy2 = y[3] - y[2];
        double dy3 = y[0] - y[1] + y[2] - y[3];
        double det = dx1 * dy2 - dx2 * dy1;
        double g = (dx3 * dy2 - dx2 * dy3) / det;
        double k = (dx1 * dy3 - dx3 * dy1) / det;
        return new double[] {
            x[1] - x[0] + g * x[1],
            x[3] - x[0] + k * x[3],
            x[0],
            y[1] - y[0] + g * y[1],
            y[3] - y[0] + k * y[3],
            y[0],
            g,
            k
        };
    }

    /** A warp, duller colours, light from one side, a blur and grain. */
    static Picture scanned(Picture picture, double strength, SplittableRandom random) {
        Picture moved = warp(picture, 0.04 * strength, random);
        double black = 30 * strength;
        double white = 255 - 20 * strength;
        double fall = 0.25 * strength * (2 * random.nextDouble() - 1);
        int w = moved.width();
        double[] tint = {1, 1 - 0.04 * strength * random.nextDouble(), 1 - 0.1 * strength * random.nextDouble()};
        byte[][] planes = new byte[3][];
        for (int c = 0; c < 3; c++) {
            byte[] plane = moved.plane(c).clone();
            for (int i = 0; i < plane.length; i++) {
                double light = 1 + fall * ((double) (i % w) / w - 0.5);
                double value = (black + (plane[i] & 255) / 255.0 * (white - black)) * light * tint[c];
                plane[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
            planes[c] = plane;
        }
        Picture lit = new Picture(w, moved.height(), planes);
        return noise(Blur.gaussian(lit, 0.8 * strength), 5 * strength, random);
    }
}
