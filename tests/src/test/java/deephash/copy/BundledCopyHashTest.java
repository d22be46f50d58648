package deephash.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.baseline.PerceptualHash;
import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.generated.GeneratedPictures;
import deephash.hash.Hasher;
import deephash.manipulation.Manipulation;
import deephash.manipulation.Manipulations;
import deephash.picture.Picture;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundledCopyHashTest {

    /** Of another seed than the pictures it was trained on. */
    private static final GeneratedPictures PICTURES = GeneratedPictures.of(150, 1234);

    @Test
    void isThereWithTwoLengthsAndSaysWhereItComesFrom() {
        CopyHash hash = CopyHash.bundled();

        assertThat(hash.bits()).isEqualTo(256);
        assertThat(hash.bits(64).hash(PICTURES).bits()).isEqualTo(64);
        assertThat(hash.facts()).containsKeys("pictures", "options", "steps", "engine");
        assertThatThrownBy(() -> hash.bits(128)).hasMessageContaining("[64, 256]");
    }

    @Test
    void codesOfPicturesAreWhatTheyWereWhenItWasMade() {
        HashCodes codes = CopyHash.bundled().hash(PICTURES.select(0, 1));
        HashCodes mirrored = CopyHash.bundled().mirrored().bits(64).hash(PICTURES.select(0, 1));

        assertThat(codes.toWords()).isEqualTo(new long[] {
            2019297120714611141L,
            -314148495378086435L,
            8714661223055092693L,
            -3662167212080896866L,
            733507722078524525L,
            4071773673930017301L,
            1808975871014126509L,
            441381156180703828L
        });
        assertThat(mirrored.toWords()).isEqualTo(new long[] {4573550963018301666L, -668170092135382799L});
    }

    @Test
    void theBenchmarkMeasuresTheCodesOfTheHash() {
        Images some = PICTURES.select(3, 4, 5);
        SharedPasses passes = new SharedPasses(CopyHash.bundled());
        for (int bits : new int[] {64, 256}) {
            CopyHash hash = CopyHash.bundled().bits(bits);
            assertThat(passes.hasher(bits, false).hash(some).toWords())
                    .isEqualTo(hash.hash(some).toWords());
            assertThat(passes.hasher(bits, true).hash(some).toWords())
                    .isEqualTo(hash.mirrored().hash(some).toWords());
        }
    }

    @Test
    void findsCopiesThatPHashMisses() {
        List<Manipulation> hard = List.of(
                Manipulations.crop(0.64), Manipulations.rotate(12), Manipulations.border(0.1), Manipulations.flip());
        double learned = 0;
        double handMade = 0;
        for (Manipulation manipulation : hard) {
            Images copies = copies(manipulation);
            learned += found(CopyHash.bundled().mirrored(), copies) / hard.size();
            handMade += found(PerceptualHash.of(256), copies) / hard.size();
        }

        assertThat(handMade).isLessThan(0.3);
        assertThat(learned).isGreaterThan(0.55);
    }

    @Test
    void findsLightlyChangedCopies() {
        for (Manipulation manipulation : List.of(Manipulations.jpeg(30), Manipulations.blur(1))) {
            assertThat(found(CopyHash.bundled(), copies(manipulation)))
                    .as(manipulation.name())
                    .isGreaterThan(0.9);
        }
    }

    private static Images copies(Manipulation manipulation) {
        return Images.of(
                Pixels.colour(64),
                IntStream.range(0, PICTURES.size())
                        .mapToObj(i -> manipulation
                                .apply(Picture.of(PICTURES.picture(i)), i)
                                .toImage())
                        .toList());
    }

    /** The share of copies that are nearer to their original than any two different pictures are to each other. */
    private static double found(Hasher hasher, Images copies) {
        HashCodes originals = hasher.hash(PICTURES);
        HashCodes changed = hasher.hash(copies);
        int nearest = Integer.MAX_VALUE;
        for (int i = 0; i < originals.size(); i++) {
            for (int j = 0; j < originals.size(); j++) {
                if (i != j) {
                    nearest = Math.min(nearest, originals.distance(i, changed, j));
                }
            }
        }
        int found = 0;
        for (int i = 0; i < originals.size(); i++) {
            found += originals.distance(i, changed, i) < nearest ? 1 : 0;
        }
        return (double) found / originals.size();
    }
}
