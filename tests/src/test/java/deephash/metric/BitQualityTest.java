package deephash.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deephash.code.HashCodes;
import org.junit.jupiter.api.Test;

class BitQualityTest {

    @Test
    void balanceEntropyAndCorrelationAreThoseOfTheBits() {
        // bit 0 is set in half, bit 1 in a quarter, bit 2 always; bits 3 and 0 are opposite
        BitQuality quality = BitQuality.of(HashCodes.ofBitStrings("1110", "1010", "0011", "0011"));
        assertThat(quality.share()).containsExactly(0.5, 0.25, 1, 0.5);
        double quarter = -(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)) / Math.log(2);
        assertThat(quality.entropy()).isCloseTo((1 + quarter + 0 + 1) / 4, within(1e-12));
        assertThat(quality.constantBits()).isEqualTo(1);
        // of the three pairs that vary, one is opposite and two share a correlation of 1/√3
        assertThat(quality.meanCorrelation()).isCloseTo((1 + 2 / Math.sqrt(3)) / 3, within(1e-12));
    }

    @Test
    void randomCodesHaveBalancedAndIndependentBits() {
        BitQuality quality = BitQuality.of(HashCodes.random(20_000, 64, 1));
        assertThat(quality.entropy()).isGreaterThan(0.999);
        assertThat(quality.meanCorrelation()).isLessThan(0.01);
        assertThat(quality.constantBits()).isZero();
    }

    @Test
    void noCodesAndBitsWithoutPairsSaySo() {
        assertThatThrownBy(() -> BitQuality.of(HashCodes.ofBitStrings("01").select()))
                .hasMessageContaining("no codes");
        assertThat(BitQuality.of(HashCodes.ofBitStrings("1", "0")).meanCorrelation())
                .isNaN();
    }
}
