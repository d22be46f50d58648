package deephash.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import deephash.ChildJvm;
import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.Pictures;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollisionsTest {

    @Test
    void pairsThatShareACodeAreToldApartByClassAndByPixels() {
        HashCodes codes = HashCodes.ofBitStrings("01", "01", "01", "10")
                .labelled(Labels.single(List.of("cat", "dog"), new int[] {0, 0, 1, 1}))
                .pictured(shades(7, 7, 9, 9));
        Collisions found = Collisions.of(codes);
        assertThat(found.collidingPairs()).isEqualTo(3);
        assertThat(found.excess()).isEqualTo(2);
        assertThat(found.imagesSharing()).isEqualTo(3);
        assertThat(found.differentClass()).hasValue(2);
        assertThat(found.differentPixels()).hasValue(2);
        assertThat(found.effectiveBits()).isCloseTo(1, within(1e-12));
    }

    @Test
    void expectationsForRandomCodesAreThoseOfTheBirthdayProblem() {
        long[] words = new long[10_000];
        java.util.Arrays.setAll(words, i -> i);
        Collisions sixteen = Collisions.of(HashCodes.of(16, words));
        assertThat(sixteen.expectedPairs()).isCloseTo(763, within(0.5));
        assertThat(sixteen.expectedRate()).isCloseTo(0.0726, within(0.0001));
        assertThat(sixteen.effectiveBits()).isInfinite();
        assertThat(Collisions.of(HashCodes.of(32, words)).expectedPairs()).isCloseTo(0.012, within(0.0005));
        assertThat(Collisions.of(HashCodes.of(32, words)).expectedExcess()).isCloseTo(0.012, within(0.0005));
    }

    @Test
    void picturesOfACollapsedModelNeedNotFitIntoMemory() throws Exception {
        ProcessBuilder builder = ChildJvm.of(Collapsed.class).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.command().add(1, "-Xmx48m");
        Process child = builder.start();
        try (BufferedReader lines = child.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("OptionalLong[4950]");
        } finally {
            child.destroyForcibly();
        }
    }

    /** A hundred different pictures of a megabyte under one code, in a process that cannot hold them. */
    static final class Collapsed {
        public static void main(String[] args) {
            HashCodes codes = HashCodes.of(8, new long[100])
                    .pictured(pictures(512, IntStream.range(0, 100).toArray()));
            System.out.println(Collisions.of(codes).differentPixels());
        }
    }

    private static Pictures shades(int... shades) {
        return pictures(2, shades);
    }

    private static Pictures pictures(int side, int... shades) {
        return new Pictures() {
            @Override
            public int size() {
                return shades.length;
            }

            @Override
            public BufferedImage picture(int index) {
                BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
                image.setRGB(0, 0, shades[index]);
                return image;
            }

            @Override
            public String name(int index) {
                return "shade " + index;
            }
        };
    }
}
