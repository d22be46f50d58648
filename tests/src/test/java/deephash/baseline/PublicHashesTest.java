package deephash.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCode;
import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.PictureHasher;
import deephash.manipulation.Example;
import deephash.picture.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hashes that others have stored must be found again. Expected values: pdqhash 0.2.8, phash-blockhashio 0.1.4 and
 * imagehash 4.3.2 with Pillow 11.3.0, on the pictures of {@link Example}.
 */
class PublicHashesTest {

    @ParameterizedTest
    @CsvSource({
        "17x9, 36b76228b6aa595daf8cc9dbaaa835245557362052f3a6a24d459ddfc8a8989b, 100",
        "300x20, 8073f952253290963fdcb461a1e057e03b952d3cb3f466fa3a854026bbbff5a0, 100",
        "512x384, c884b572e30c14a38a8027fd482167ff401cbd75883f1f6b63efb34b8d317c39, 100",
        "5x5, 294ab58cc6f14b7294a56b5a358cd4b56b5ab48d394ab58cc6f14b7294a56b5a, 38",
        "61x47, 76fbb47b13cff6130521f18829a26f32267c60f8d0c5c1c5e88a7d272157847f, 100",
        "64x64, 9d4df5ca41844b23de34ec7848f8c0d1f7cda1c5419bd98a6d27422f025f8c7f, 100"
    })
    void pdqIsPdqhashs(String size, String hex, int quality) {
        same(Pdq.of(), size, hex);
        assertThat(Pdq.of().quality(example(size))).isEqualTo(quality);
    }

    @ParameterizedTest
    @CsvSource({
        "17x9, ffbcbf040000fe330800ffff0000fffefffe4000ffff0000ffff0000ffff0000",
        "300x20, 8b50a229f75abcd2872687ce1ae23d5967a0443d4dec6ccdd92f9705ad09a754",
        "512x384, a4632d0a7d9316e7e4c4509bdb74d949ccefe84acd09c3052e42a5c9de472abc",
        "5x5, 9b68000000009b689b6800009b689b6800009b689b6800009b68000000000000",
        "61x47, d0f0d12bf440c67fc6485ccbd93f861a8583af99ae33097a4d1a59a07f2f1a4e",
        "64x64, c8e1f444467ddec4f95686148da3ae631ef255b16b23328da74b6b5b440617b1"
    })
    void blockhashIsTheReferences(String size, String hex) {
        same(BlockHash.of(), size, hex);
    }

    @ParameterizedTest
    @CsvSource({
        "17x9, c6ec0afd51a2e712",
        "300x20, df02fe82542a175e",
        "512x384, f312862213c3d7f3",
        "5x5, ad2dd225c6d82dd8",
        "61x47, c6fb717268d0d10b",
        "64x64, cefbbd78522888d0"
    })
    void pHashIsImagehashs(String size, String hex) {
        same(PerceptualHash.imagehash(), size, hex);
    }

    @ParameterizedTest
    @CsvSource({
        "17x9, c643ec8c0a89fddc5159a2b2e7851236f5555d498aaafd491a7afd485549b0d6",
        "300x20, dfac02d7fecaa20550ae2ba3176e5e58c4ee83b5a3c2c3169d7ab484a65a254d",
        "512x384, b374125c8248226c13efc3ecd631f3789a09fff4d34dee7290496294926b96cb",
        "5x5, adaa2da2d25525a8c340da6d2dabd963d37d25cfd33a2796d0e82fe0d21d20a5",
        "61x47, c610ff28794276dbe88bd1c1d1a50f931f33367bb28a28c74211643579ec6f96",
        "64x64, cf08ff18fd207a21f25ba8cdecc1d1c2d9f7c5810f890f1b163de26990c1a1d7"
    })
    void pHashOf256BitsIsImagehashs(String size, String hex) {
        same(PerceptualHash.imagehash(16), size, hex);
    }

    @ParameterizedTest
    @CsvSource({
        "17x9, 70f0f1f0f4f62424",
        "300x20, 94ff9868882f8390",
        "512x384, 6411ec8c8f8171b3",
        "5x5, 0303030363c3fffe",
        "61x47, cca4f8f131642430",
        "64x64, 8caaf13524110b37"
    })
    void aHashIsImagehashs(String size, String hex) {
        same(AverageHash.imagehash(), size, hex);
    }

    @ParameterizedTest
    @CsvSource({
        "17x9, e6e765e58c04ed68",
        "300x20, 65cb62d92a5a2364",
        "512x384, 88a10a1008294256",
        "5x5, ff7f37c7c7073038",
        "61x47, 192a4ae565ed6ca6",
        "64x64, 296ac56dc9a3d266"
    })
    void dHashIsImagehashs(String size, String hex) {
        same(DifferenceHash.imagehash(), size, hex);
    }

    @ParameterizedTest
    @CsvSource({
        "17x9, fd7dfd7d55555c77b8b390b314f144e4ece6aaaa82aa00a0fcf7fcf7bca2b8aa",
        "300x20, 3a70052bd23271862e6c199c31a6659bca489954314899d992492c2d1b510a55",
        "512x384, 68484a5ac2760dc64da4a19052d223121a8441c621521695994a614d24949525",
        "5x5, fffdffff3fff0f9f0f9f0f1f4c3ff03ff03ff03f403f003f071f0f800fc00fc0",
        "61x47, 96a52348a846ace5b89ab15aa3478c3219b369314ce36aca9ab2aaa49c6dd518",
        "64x64, b7692ad588c9b994a2560c753b2748e358b4baa5b44b95994b4b935ab0bc2ca3"
    })
    void dHashOf256BitsIsImagehashs(String size, String hex) {
        same(DifferenceHash.imagehash(16), size, hex);
    }

    private static Picture example(String size) {
        String[] sides = size.split("x");
        return Example.picture(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }

    private static void same(PictureHasher hasher, String size, String hex) {
        HashCode ours = HashCodes.of(hasher.bits(), hasher.code(example(size))).get(0);
        assertThat(ours.hex()).isEqualTo(hex);
        assertThat(HashCode.ofHex(hex)).isEqualTo(ours);
    }

    @Test
    void aFlatPictureHasNoQualityAndAnImagehashOfItsMeanAlone() {
        Picture flat = Picture.filled(100, 80, 0x82786e);
        assertThat(Pdq.of().quality(flat)).isZero();
        assertThat(HashCodes.of(64, PerceptualHash.imagehash().code(flat))
                        .get(0)
                        .hex())
                .isEqualTo("8000000000000000");
        assertThat(HashCodes.of(64, DifferenceHash.imagehash().code(flat))
                        .get(0)
                        .hex())
                .isEqualTo("0000000000000000");
    }

    @Test
    void imagesAreHashedByTheirOriginalsNotByWhatAModelSees() {
        Picture large = Example.picture(200, 150);
        Images images = Images.of(Pixels.grey(8), List.of(large.toImage()));
        Images whole = Images.of(new Pixels(3, 150, 200), List.of(large.toImage()));
        assertThat(Pdq.of().hash(whole).get(0))
                .isEqualTo(HashCodes.of(256, Pdq.of().code(large)).get(0));
        // nothing larger than 8×8 is left of these
        assertThat(Pdq.of().hash(images).get(0))
                .isNotEqualTo(Pdq.of().hash(whole).get(0));
    }

    @Test
    void whatIsNoHashIsRefused() {
        assertThatThrownBy(() -> BlockHash.of(10)).hasMessageContaining("not 10");
        assertThatThrownBy(() -> PerceptualHash.imagehash(1)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> HashCode.ofHex("12g4")).hasMessageContaining("'g'");
        assertThatThrownBy(() -> HashCode.ofHex("")).isInstanceOf(IllegalArgumentException.class);
    }
}
