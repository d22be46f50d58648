package deephash.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deephash.baseline.PerceptualHash;
import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Matching;
import deephash.hash.PictureHasher;
import deephash.manipulation.Manipulations;
import deephash.picture.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RobustnessTest {

    private static final int PHOTOS = 60;
    private final Images photos = photos();

    /** Blocks of random brightness: different photos that share nothing. */
    private static Images photos() {
        List<BufferedImage> pictures = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            BufferedImage picture = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
            int[][] blocks = new int[5][5];
            for (int y = 0; y < 80; y++) {
                for (int x = 0; x < 80; x++) {
                    if (x % 16 == 0 && y % 16 == 0) {
                        blocks[y / 16][x / 16] = random.nextInt(0x1000000);
                    }
                    picture.setRGB(x, y, blocks[y / 16][x / 16]);
                }
            }
            pictures.add(picture);
        }
        return Images.of(Pixels.colour(80), pictures);
    }

    @Test
    void allPairsOfDifferentPhotosAreCountedOnce() {
        RobustnessReport report = Robustness.of(photos)
                .manipulations(Manipulations.jpeg(50), Manipulations.grey())
                .measure(PerceptualHash.imagehash());
        assertThat(report.results().get(0).pairs()).isEqualTo(PHOTOS * (PHOTOS - 1) / 2 + 2L * PHOTOS * (PHOTOS - 1));
    }

    @Test
    void recallAndThresholdsAreThoseOfACountByHand() {
        RobustnessReport report = Robustness.of(photos)
                .manipulations(Manipulations.crop(0.7), Manipulations.blur(3))
                .measure(PerceptualHash.imagehash());
        PictureHasher hasher = PerceptualHash.imagehash();
        HashCodes originals = hasher.hash(photos);
        List<HashCodes> copies = new ArrayList<>();
        for (var manipulation : report.manipulations()) {
            List<BufferedImage> pictures = new ArrayList<>();
            for (int i = 0; i < PHOTOS; i++) {
                pictures.add(manipulation.apply(photos.original(i), 3 * 1_000_003L + i));
            }
            long[] words = new long[PHOTOS];
            for (int i = 0; i < PHOTOS; i++) {
                words[i] = hasher.code(Picture.of(pictures.get(i)))[0];
            }
            copies.add(HashCodes.of(64, words));
        }
        long[] impostors = new long[65];
        for (int i = 0; i < PHOTOS; i++) {
            for (int j = 0; j < PHOTOS; j++) {
                if (j > i) {
                    impostors[originals.distance(i, originals, j)]++;
                }
                for (HashCodes copy : copies) {
                    if (i != j) {
                        impostors[originals.distance(i, copy, j)]++;
                    }
                }
            }
        }
        double rate = 0.01;
        int threshold = -1;
        long total = java.util.Arrays.stream(impostors).sum();
        for (long within = impostors[0]; within <= rate * total; within += impostors[threshold + 1]) {
            threshold++;
        }
        int found = 0;
        for (int i = 0; i < PHOTOS; i++) {
            found += originals.distance(i, copies.get(0), i) <= threshold ? 1 : 0;
        }
        Measured measured = report.results().get(0);
        assertThat(measured.thresholds(rate)).containsExactly(threshold);
        assertThat(measured.recallOf(0, threshold)).isCloseTo((double) found / PHOTOS, within(1e-12));
    }

    @Test
    void aRateThatTooFewPairsCanTellIsNotGiven() {
        RobustnessReport report =
                Robustness.of(photos).manipulations(Manipulations.jpeg(50)).measure(PerceptualHash.imagehash());
        assertThat(report.recall(1e-6)).containsExactly(Double.NaN);
        assertThat(report.table().words("threshold")).containsOnly("needs more pairs");
        assertThat(report.notes().get(1)).contains("5,310 pairs");
        assertThat(report.table(List.of(0.01)).reals("mean recall")[0]).isBetween(0.9, 1.0);
    }

    @Test
    void mirroredCopiesAreFoundOnceTheHashLooksAtMirrorImages() {
        PictureHasher hasher = PerceptualHash.imagehash();
        RobustnessReport report = Robustness.of(photos)
                .manipulations(Manipulations.flip(), Manipulations.turn(1))
                .measure(Matching.of(hasher), Matching.mirrored(hasher), Matching.anyOrientation(hasher));
        int[] strict = {4};
        assertThat(report.results().get(0).recallOf(0, strict)).isLessThan(0.1);
        assertThat(report.results().get(1).recallOf(0, strict)).isEqualTo(1);
        assertThat(report.results().get(1).recallOf(1, strict)).isLessThan(0.1);
        assertThat(report.results().get(2).recallOf(1, strict)).isEqualTo(1);
    }

    @Test
    void eitherOfTwoFindsWhatOneOfThemFindsAndGivesEachHalfOfTheFalseMatches() {
        Matching plain = Matching.of(PerceptualHash.imagehash());
        Matching mirrored = Matching.mirrored(PerceptualHash.imagehash(4)).named("mirrored");
        RobustnessReport report = Robustness.of(photos)
                .manipulations(Manipulations.flip(), Manipulations.jpeg(60))
                .measure(plain, mirrored, Matching.either(plain, mirrored));
        Measured either = report.results().get(2);
        int[] thresholds = either.thresholds(0.02);
        assertThat(thresholds[0]).isEqualTo(report.results().get(0).thresholds(0.01)[0]);
        assertThat(thresholds[1]).isEqualTo(report.results().get(1).thresholds(0.01)[0]);
        assertThat(either.recallOf(0, thresholds))
                .isGreaterThanOrEqualTo(report.results().get(1).recallOf(0, thresholds[1]));
        assertThat(either.recallOf(1, thresholds))
                .isGreaterThanOrEqualTo(report.results().get(0).recallOf(1, thresholds[0]));
        assertThat(either.name()).isEqualTo("pHash (imagehash) or mirrored");
    }

    @Test
    void moreStrengthChangesMoreBits() {
        RobustnessReport report = Robustness.of(photos)
                .manipulations(Manipulations.rotate(2), Manipulations.rotate(12), Manipulations.rotate(6))
                .measure(PerceptualHash.imagehash());
        var line = report.flipped("rotate").lines().get(0);
        assertThat(line.x()).containsExactly(2, 6, 12);
        assertThat(line.y()[0]).isLessThan(line.y()[1]);
        assertThat(line.y()[1]).isLessThan(line.y()[2]);
        assertThatThrownBy(() -> report.flipped("JPEG"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rotate");
    }

    @Test
    void hashersOfOneShapeAndTheirTwinsOfWholePicturesStandSideBySide() {
        RobustnessReport report = Robustness.of(photos)
                .manipulations(Manipulations.brightness(1.1))
                .measure(PerceptualHash.of(64), PerceptualHash.imagehash());
        assertThat(report.table(List.of(0.01)).words("hasher")).containsExactly("pHash", "pHash (imagehash)");
        assertThat(report.results().get(0).recallOf(0, 12)).isGreaterThan(0.9);
    }

    @Test
    void nothingToCompareIsRefused() {
        assertThatThrownBy(() -> Robustness.of(photos.select(0))).hasMessageContaining("two photos");
        assertThatThrownBy(() -> Robustness.of(photos).measure(new Matching[0])).hasMessageContaining("no hasher");
    }
}
