package deephash.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentProcessTest {

    /** Waits to be killed. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) throws Exception {
            System.in.read();
        }
    }

    @Test
    void theEndOfTheParentIsNoticedAlsoWhenItIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Waiting.class.getName())
                .start();
        CountDownLatch ended = new CountDownLatch(1);
        assertThat(ParentProcess.afterItsEnd(Map.of("JPY_PARENT_PID", String.valueOf(parent.pid())), ended::countDown))
                .isTrue();
        assertThat(ended.await(200, TimeUnit.MILLISECONDS)).isFalse();
        parent.destroyForcibly();
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aParentThatIsNotNamedOrNotThereIsNotWatched() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        for (Map<String, String> environment : java.util.List.of(
                Map.<String, String>of(),
                Map.of("JPY_PARENT_PID", "1"),
                Map.of("JPY_PARENT_PID", "no number"),
                Map.of("JPY_PARENT_PID", String.valueOf(Long.MAX_VALUE)))) {
            assertThat(ParentProcess.afterItsEnd(environment, ended::countDown)).isFalse();
        }
        assertThat(ended.await(100, TimeUnit.MILLISECONDS)).isFalse();
    }
}
