package deephash.data.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResamplerTest {

    /** What Pillow's {@code resize((8, 8), BILINEAR)} gives for the pattern below. */
    private static final int[] PILLOW = {
        106, 122, 118, 116, 134, 115, 133, 137, 126, 141, 133, 131, 115, 140, 124, 138, 115, 139, 132, 134, 133, 145,
        144, 146, 127, 128, 130, 131, 133, 127, 132, 150, 152, 134, 126, 123, 142, 120, 111, 128, 146, 113, 95, 145,
        142, 120, 136, 131, 119, 98, 98, 121, 131, 129, 136, 111, 149, 113, 118, 144, 138, 117, 133, 162
    };

    /** And the start of {@code resize((30, 20), BILINEAR)}. */
    private static final int[] PILLOW_LARGER = {
        0, 24, 52, 81, 109, 138, 166, 194, 218, 50, 23, 52, 80, 108, 137, 165, 194, 222, 75, 23, 51, 79, 108, 136, 164,
        193, 221, 100, 22, 46, 71, 98, 130, 163, 196, 86, 62, 95, 127, 114, 135, 167, 183, 64, 66, 99, 132, 164, 157,
        172, 161, 42, 71, 103, 135, 168, 201, 200, 139, 37
    };

    @Test
    void agreesWithPillowToOneStep() {
        assertNear(resample(pattern(), new Pixels(1, 8, 8), Fit.STRETCH), PILLOW);
        assertNear(resample(pattern(), new Pixels(1, 20, 30), Fit.STRETCH), PILLOW_LARGER);
    }

    @Property
    void aFlatImageStaysFlat(
            @ForAll @IntRange(min = 1, max = 70) int width,
            @ForAll @IntRange(min = 1, max = 70) int height,
            @ForAll @IntRange(min = 1, max = 70) int target,
            @ForAll @IntRange(min = 0, max = 255) int value) {
        byte[] samples = new byte[width * height];
        java.util.Arrays.fill(samples, (byte) value);
        Bitmap flat = new Bitmap(1, height, width, samples);
        assertThat(resample(flat, Pixels.grey(target), Fit.STRETCH)).containsOnly((byte) value);
        assertThat(resample(flat, Pixels.grey(target), Fit.CROP)).containsOnly((byte) value);
    }

    /** Whatever sizes came before: the memory of a thread is used again. */
    @Property(tries = 100)
    void everyValueIsTheRoundedSumOfItsSources(
            @ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 300) int height,
            @ForAll @IntRange(min = 1, max = 70) int target) {
        byte[] samples = new byte[3 * width * height];
        new java.util.Random(width + 31L * height).nextBytes(samples);
        byte[] expected = new byte[3 * target * target];
        for (int c = 0; c < 3; c++) {
            int[] narrowed = new int[target * height];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < target; x++) {
                    int row = (c * height + y) * width;
                    narrowed[y * target + x] = sum(Filter.of(width, target), x, i -> samples[row + i] & 255);
                }
            }
            for (int y = 0; y < target; y++) {
                for (int x = 0; x < target; x++) {
                    int column = x;
                    expected[(c * target + y) * target + x] =
                            (byte) sum(Filter.of(height, target), y, i -> narrowed[i * target + column]);
                }
            }
        }
        if (width == target && height == target) {
            assertThat(expected).isEqualTo(samples);
        }
        assertThat(resample(new Bitmap(3, height, width, samples), Pixels.colour(target), Fit.STRETCH))
                .isEqualTo(expected);
    }

    private static int sum(Filter filter, int t, java.util.function.IntUnaryOperator source) {
        int sum = 1 << 14;
        for (int i = 0; i < filter.weights()[t].length; i++) {
            sum += filter.weights()[t][i] * source.applyAsInt(filter.from()[t] + i);
        }
        return Math.max(0, Math.min(255, sum >> 15));
    }

    @Test
    void fineStripesBecomeGreyInsteadOfAliasing() {
        byte[] stripes = new byte[64 * 64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i % 2 == 0 ? 0 : 255);
        }
        byte[] small = resample(new Bitmap(1, 64, 64, stripes), Pixels.grey(8), Fit.STRETCH);
        for (byte value : small) {
            assertThat(value & 255).isBetween(122, 133);
        }
    }

    @Test
    void cropTakesTheMiddleAndPadKeepsAll() {
        byte[] samples = new byte[30 * 10];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % 30 / 10 == 1 ? 200 : 100);
        }
        Bitmap wide = new Bitmap(1, 10, 30, samples);
        assertThat(resample(wide, Pixels.grey(10), Fit.CROP)).containsOnly((byte) 200);
        byte[] padded = resample(wide, Pixels.grey(30), Fit.PAD);
        for (int y = 0; y < 30; y++) {
            assertThat(padded[y * 30 + 15] & 255).isEqualTo(y >= 10 && y < 20 ? 200 : 0);
        }
    }

    private static Bitmap pattern() {
        byte[] samples = new byte[23 * 17];
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 23; x++) {
                samples[y * 23 + x] = (byte) (x * 37 + y * 91 + x * y * 7);
            }
        }
        return new Bitmap(1, 17, 23, samples);
    }

    private static byte[] resample(Bitmap image, Pixels shape, Fit fit) {
        byte[] values = new byte[shape.count()];
        Resampler.write(image, shape, fit, values, 0);
        return values;
    }

    private static void assertNear(byte[] values, int[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs((values[i] & 255) - expected[i])).as("at %d", i).isLessThanOrEqualTo(1);
        }
    }
}
