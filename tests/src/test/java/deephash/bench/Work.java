package deephash.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/**
 * How long something took.
 *
 * @param seconds by the clock on the wall
 * @param processorSeconds of all threads of this process; other work on the machine makes them hardly longer
 * @param result what came out
 */
record Work(double seconds, double processorSeconds, double result) {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Work of(DoubleSupplier work) {
        long busy = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        double result = work.getAsDouble();
        return new Work((System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - busy) / 1e9, result);
    }
}
