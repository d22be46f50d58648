package deephash.picture;

/**
 * Resizing with antialiasing, in the fixed point arithmetic of Pillow's {@code Image.resize}: a pass across, rounded to
 * bytes, then a pass down. The values are Pillow's, bit for bit.
 */
public enum Resize {
    /** A triangle, Pillow's {@code BILINEAR}. */
    BILINEAR(1) {
        @Override
        double weight(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },
    /** A cubic with a = −0.5 (Keys 1981), Pillow's {@code BICUBIC}. */
    BICUBIC(2) {
        @Override
        double weight(double at) {
            double x = Math.abs(at);
            double a = -0.5;
            if (x < 1) {
                return ((a + 2) * x - (a + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
        }
    },
    /** A windowed sinc of three lobes, Pillow's {@code LANCZOS}. */
    LANCZOS(3) {
        @Override
        double weight(double x) {
            return -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0;
        }
    };

    private static final int PRECISION = 22;

    private final double support;

    Resize(double support) {
        this.support = support;
    }

    abstract double weight(double x);

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
    }

    /**
     * Brings a picture to another size.
     *
     * @param picture of any size
     * @param width of the result, at least 1
     * @param height of the result, at least 1
     * @return the resized picture
     */
    public Picture apply(Picture picture, int width, int height) {
        return picture.eachPlane(
                width, height, plane -> plane(plane, picture.width(), picture.height(), width, height));
    }

    /**
     * Brings one plane to another size.
     *
     * @param plane unsigned bytes, row by row
     * @param width of {@code plane}
     * @param height of {@code plane}
     * @param newWidth at least 1
     * @param newHeight at least 1
     * @return newWidth · newHeight unsigned bytes, row by row
     */
    public byte[] plane(byte[] plane, int width, int height, int newWidth, int newHeight) {
        byte[] wide = newWidth == width ? plane : across(plane, width, height, newWidth);
        return newHeight == height ? wide.clone() : down(wide, newWidth, height, newHeight);
    }

    private byte[] across(byte[] plane, int width, int height, int newWidth) {
        Kernel kernel = kernel(width, newWidth);
        byte[] to = new byte[newWidth * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < newWidth; x++) {
                int[] weights = kernel.weights[x];
                int sum = 1 << (PRECISION - 1);
                int at = y * width + kernel.from[x];
                for (int weight : weights) {
                    sum += (plane[at++] & 255) * weight;
                }
                to[y * newWidth + x] = Bytes.clamp(sum >> PRECISION);
            }
        }
        return to;
    }

    private byte[] down(byte[] plane, int width, int height, int newHeight) {
        Kernel kernel = kernel(height, newHeight);
        byte[] to = new byte[width * newHeight];
        int[] sums = new int[width];
        for (int y = 0; y < newHeight; y++) {
            java.util.Arrays.fill(sums, 1 << (PRECISION - 1));
            int row = kernel.from[y] * width;
            for (int weight : kernel.weights[y]) {
                for (int x = 0; x < width; x++) {
                    sums[x] += (plane[row + x] & 255) * weight;
                }
                row += width;
            }
            for (int x = 0; x < width; x++) {
                to[y * width + x] = Bytes.clamp(sums[x] >> PRECISION);
            }
        }
        return to;
    }

    private record Kernel(int[] from, int[][] weights) {}

    private Kernel kernel(int source, int target) {
        double scale = (double) source / target;
        double filterScale = Math.max(1, scale);
        double reach = support * filterScale;
        int[] from = new int[target];
        int[][] weights = new int[target][];
        for (int t = 0; t < target; t++) {
            double centre = (t + 0.5) * scale;
            int first = Math.max(0, (int) (centre - reach + 0.5));
            int end = Math.min(source, (int) (centre + reach + 0.5));
            double[] exact = new double[end - first];
            double sum = 0;
            for (int i = 0; i < exact.length; i++) {
                exact[i] = weight((i + first - centre + 0.5) * (1 / filterScale));
                sum += exact[i];
            }
            from[t] = first;
            weights[t] = new int[exact.length];
            for (int i = 0; i < exact.length; i++) {
                double share = (sum == 0 ? exact[i] : exact[i] / sum) * (1 << PRECISION);
                weights[t][i] = (int) (share < 0 ? share - 0.5 : share + 0.5);
            }
        }
        return new Kernel(from, weights);
    }
}
