package deephash.picture;

/** Smoothing. */
public final class Blur {

    private static final int PASSES = 3;

    private Blur() {}

    /**
     * A Gaussian blur by three box blurs with fractional edges (Gwosdek et al. 2011), the values of Pillow's {@code
     * GaussianBlur}.
     *
     * @param picture of any size
     * @param sigma the standard deviation in pixels, at least 0
     * @return the blurred picture
     */
    public static Picture gaussian(Picture picture, double sigma) {
        float radius = boxRadius((float) sigma);
        if (radius == 0) {
            return picture;
        }
        int width = picture.width();
        int height = picture.height();
        return picture.eachPlane(width, height, plane -> {
            byte[] turned = Orientation.transposed(passes(plane, width, height, radius), width, height);
            return Orientation.transposed(passes(turned, height, width, radius), height, width);
        });
    }

    private static float boxRadius(float sigma) {
        float variance = sigma * sigma / PASSES;
        float length = (float) Math.sqrt(12.0 * variance + 1.0);
        float whole = (float) Math.floor((length - 1.0) / 2.0);
        float edge = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
        edge /= 6 * (variance - (whole + 1) * (whole + 1));
        return whole + edge;
    }

    private static byte[] passes(byte[] plane, int width, int height, float radius) {
        int whole = (int) radius;
        long weight = (long) ((1 << 24) / (radius * 2 + 1));
        long edge = ((1 << 24) - (whole * 2 + 1) * weight) / 2;
        byte[] from = plane;
        for (int pass = 0; pass < PASSES; pass++) {
            byte[] to = new byte[plane.length];
            for (int y = 0; y < height; y++) {
                line(from, to, y * width, width, whole, weight, edge);
            }
            from = to;
        }
        return from;
    }

    private static void line(byte[] from, byte[] to, int start, int width, int radius, long weight, long edge) {
        int last = width - 1;
        long sum = 0;
        for (int x = -radius - 1; x < radius; x++) {
            sum += from[start + Math.min(last, Math.max(0, x))] & 255;
        }
        for (int x = 0; x < width; x++) {
            int before = from[start + Math.max(0, x - radius - 1)] & 255;
            int after = from[start + Math.min(last, x + radius + 1)] & 255;
            sum += (from[start + Math.min(last, x + radius)] & 255) - before;
            to[start + x] = (byte) ((sum * weight + (before + after) * edge + (1 << 23)) >> 24);
        }
    }

    /**
     * A little smoothing: each pixel five times, its eight neighbours once; Pillow's {@code SMOOTH}. The outermost
     * pixels stay as they are.
     *
     * @param picture of any size
     * @return the smoothed picture
     */
    public static Picture smooth(Picture picture) {
        int width = picture.width();
        int height = picture.height();
        return picture.eachPlane(width, height, plane -> {
            byte[] to = plane.clone();
            for (int y = 1; y < height - 1; y++) {
                for (int x = 1; x < width - 1; x++) {
                    int sum = 4 * (plane[y * width + x] & 255);
                    for (int row = y - 1; row <= y + 1; row++) {
                        for (int column = x - 1; column <= x + 1; column++) {
                            sum += plane[row * width + column] & 255;
                        }
                    }
                    to[y * width + x] = Bytes.round(sum / 13.0);
                }
            }
            return to;
        });
    }
}
