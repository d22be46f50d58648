package deephash.data;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings an image to the shape a model is given. The filter is the antialiased triangle: bilinear interpolation when
 * enlarging; when shrinking, the triangle is widened by the scale, so that every source pixel counts. It is what
 * Pillow calls {@code BILINEAR} and torchvision {@code Resize(antialias=True)}, so results compare with those. Applied
 * to the values as stored (gamma-encoded), as there.
 */
final class Resampler {

    private static final int BITS = 15;

    private Resampler() {}

    /** The pixels of {@code image} in {@code shape}, channel by channel, written to {@code to} from {@code offset}. */
    static void write(Bitmap image, Pixels shape, Fit fit, byte[] to, int offset) {
        Bitmap source = shape.channels() == 1 ? image.grey() : image.colour();
        Bitmap framed = switch (fit) {
            case STRETCH -> source;
            case CROP -> crop(source, shape);
            case PAD -> pad(source, shape);
            case BORDER -> border(source);
        };
        resize(framed, shape.height(), shape.width(), to, offset);
    }

    private static Bitmap crop(Bitmap image, Pixels shape) {
        int width = Math.min(
                image.width(), Math.max(1, Math.round((float) image.height() * shape.width() / shape.height())));
        int height = Math.min(
                image.height(), Math.max(1, Math.round((float) image.width() * shape.height() / shape.width())));
        return window(image, (image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }

    private static Bitmap pad(Bitmap image, Pixels shape) {
        int width = Math.max(image.width(), Math.round((float) image.height() * shape.width() / shape.height()));
        int height = Math.max(image.height(), Math.round((float) image.width() * shape.height() / shape.width()));
        return window(image, (image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }

    private static Bitmap border(Bitmap image) {
        int x = Math.round(image.width() / 14f);
        int y = Math.round(image.height() / 14f);
        return window(image, -y, -x, image.height() + 2 * y, image.width() + 2 * x);
    }

    /** The part of an image that starts at (top, left); what lies outside of the image is black. */
    private static Bitmap window(Bitmap image, int top, int left, int height, int width) {
        byte[] part = new byte[image.channels() * height * width];
        int firstColumn = Math.max(0, -left);
        int columns = Math.min(width, image.width() - left) - firstColumn;
        for (int c = 0; c < image.channels(); c++) {
            for (int y = Math.max(0, -top); y < height && y + top < image.height(); y++) {
                System.arraycopy(
                        image.samples(),
                        (c * image.height() + y + top) * image.width() + left + firstColumn,
                        part,
                        (c * height + y) * width + firstColumn,
                        columns);
            }
        }
        return new Bitmap(image.channels(), height, width, part);
    }

    private static void resize(Bitmap image, int height, int width, byte[] to, int offset) {
        if (height == image.height() && width == image.width()) {
            System.arraycopy(image.samples(), 0, to, offset, image.samples().length);
            return;
        }
        Weights across = Weights.of(image.width(), width);
        Weights down = Weights.of(image.height(), height);
        int[] narrowed = new int[image.height() * width];
        for (int c = 0; c < image.channels(); c++) {
            across.rows(image.samples(), c * image.height() * image.width(), image.width(), image.height(), narrowed);
            down.columns(narrowed, width, to, offset + c * height * width);
        }
    }

    /**
     * The filter along one direction, in fixed point.
     *
     * @param from for each target position the first source position
     * @param weights for each target position the weights of the source positions from there on, with sum 2^15
     */
    private record Weights(int[] from, int[][] weights) {

        /** Most images of a set have the same few sizes. */
        private static final Map<Long, Weights> KNOWN = new ConcurrentHashMap<>();

        private static final int MOST_KNOWN = 1_000;

        static Weights of(int source, int target) {
            long key = (long) source << 32 | target;
            Weights known = KNOWN.get(key);
            if (known == null) {
                known = compute(source, target);
                if (KNOWN.size() < MOST_KNOWN) {
                    KNOWN.put(key, known);
                }
            }
            return known;
        }

        private static Weights compute(int source, int target) {
            double scale = (double) source / target;
            double support = Math.max(scale, 1);
            int[] from = new int[target];
            int[][] weights = new int[target][];
            for (int t = 0; t < target; t++) {
                double centre = (t + 0.5) * scale;
                int first = Math.max(0, (int) (centre - support + 0.5));
                int end = Math.min(source, (int) (centre + support + 0.5));
                double[] exact = new double[end - first];
                double sum = 0;
                for (int i = 0; i < exact.length; i++) {
                    exact[i] = Math.max(0, 1 - Math.abs((first + i - centre + 0.5) / support));
                    sum += exact[i];
                }
                from[t] = first;
                weights[t] = new int[exact.length];
                for (int i = 0; i < exact.length; i++) {
                    weights[t][i] = (int) Math.round(exact[i] / sum * (1 << BITS));
                }
            }
            return new Weights(from, weights);
        }

        /** Brings rows of {@code width} bytes to the target's width, four at a time, which is what processors like. */
        void rows(byte[] source, int at, int width, int height, int[] to) {
            int target = from.length;
            int y = 0;
            for (; y + 4 <= height; y += 4) {
                int row = at + y * width;
                for (int t = 0; t < target; t++) {
                    int[] w = weights[t];
                    int first = row + from[t];
                    int a = 1 << (BITS - 1);
                    int b = a;
                    int c = a;
                    int d = a;
                    for (int i = 0; i < w.length; i++) {
                        int weight = w[i];
                        int p = first + i;
                        a += weight * (source[p] & 255);
                        b += weight * (source[p + width] & 255);
                        c += weight * (source[p + 2 * width] & 255);
                        d += weight * (source[p + 3 * width] & 255);
                    }
                    int q = y * target + t;
                    to[q] = clamp(a);
                    to[q + target] = clamp(b);
                    to[q + 2 * target] = clamp(c);
                    to[q + 3 * target] = clamp(d);
                }
            }
            for (; y < height; y++) {
                for (int t = 0; t < target; t++) {
                    int sum = 1 << (BITS - 1);
                    for (int i = 0; i < weights[t].length; i++) {
                        sum += weights[t][i] * (source[at + y * width + from[t] + i] & 255);
                    }
                    to[y * target + t] = clamp(sum);
                }
            }
        }

        /** Brings columns to the target's height; {@code width} values a row. */
        void columns(int[] source, int width, byte[] to, int offset) {
            int[] sums = new int[width];
            for (int t = 0; t < from.length; t++) {
                Arrays.fill(sums, 1 << (BITS - 1));
                for (int i = 0; i < weights[t].length; i++) {
                    add(sums, source, (from[t] + i) * width, weights[t][i]);
                }
                for (int x = 0; x < width; x++) {
                    to[offset + t * width + x] = (byte) clamp(sums[x]);
                }
            }
        }

        /** Numbers of one kind, one after the other: compilers make vector instructions of this. */
        private static void add(int[] sums, int[] source, int at, int weight) {
            for (int x = 0; x < sums.length; x++) {
                sums[x] += weight * source[at + x];
            }
        }

        /** Rounded weights can sum to a little more than one. */
        private static int clamp(int sum) {
            return Math.max(0, Math.min(255, sum >> BITS));
        }
    }
}
