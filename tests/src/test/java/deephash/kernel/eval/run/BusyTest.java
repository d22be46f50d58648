package deephash.kernel.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BusyTest {

    private static void dive(int depth, CountDownLatch there, CountDownLatch end) {
        if (depth > 0) {
            dive(depth - 1, there, end);
            return;
        }
        there.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoIsBeingToldToStopIsGivenTheTime() {
        StackTraceElement cell = new StackTraceElement("REPL.$JShell$1", "rec", "$JShell$1.java", 1);
        StackTraceElement check = new StackTraceElement(Stop.class.getName(), "check", "Stop.java", 1);
        assertThat(new Busy(List.of(check, cell, cell), 0, 0).stopsByItself(List.of()))
                .isTrue();
        assertThat(new Busy(List.of(cell, cell), 0, 0).stopsByItself(List.of())).isFalse();
    }

    @Test
    void ofADeepRecursionTheInnermostFramesAreLookedAt() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread deep = new Thread(null, () -> dive(20_000, there, end), "deep", 64L << 20);
        deep.start();
        try {
            there.await();
            Busy seen = Busy.look(deep);
            assertThat(seen.stack()).hasSizeBetween(100, 2000);
            assertThat(seen.stack()).anyMatch(each -> each.getMethodName().equals("dive"));
        } finally {
            end.countDown();
            deep.join();
        }
        assertThat(Busy.look(deep).stack()).isEmpty();
    }
}
