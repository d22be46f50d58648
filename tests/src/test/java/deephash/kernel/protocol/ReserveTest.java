package deephash.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReserveTest {

    @Test
    void aReserveIsKeptForThoseWhoAskForOne() {
        assertThat(Reserve.isWished(Map.of("DEEPHASH_RESERVE", "yes"))).isTrue();
        assertThat(Reserve.isWished(Map.of("DEEPHASH_RESERVE", "no"))).isFalse();
        assertThat(Reserve.isWished(Map.of())).isFalse();
    }

    @Test
    void whatIsReadAtTheStartIsReadByAFreshKernel() {
        for (String each : new String[] {"IJAVA_CLASSPATH", "JJAVA_STARTUP_SCRIPTS_PATH"}) {
            assertThat(Reserve.isWished(Map.of("DEEPHASH_RESERVE", "yes", each, "somewhere")))
                    .isFalse();
        }
    }
}
