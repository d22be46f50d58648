package deephash.kernel.magic;

import deephash.kernel.eval.error.CellException.CompileError;
import deephash.kernel.magic.Magic.Call;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long Java takes: {@code %time} and {@code %timeit}. */
public final class Timing {

    /** The shortest run of {@code %timeit}, as in IPython. */
    private static final double LEAST_SECONDS = 0.2;

    private static final int MOST_LOOPS = 1 << 30;
    private static final int RUNS = 7;
    private static final Pattern OPTION = Pattern.compile("\\s*-([nr])\\s*(\\d+)\\s+");

    private static final AtomicReference<@Nullable Object> TAKEN = new AtomicReference<>();
    private static final AtomicLong CHECKSUM = new AtomicLong();

    /** A compilation that takes this many seconds is mentioned. */
    private static final double LONG_COMPILATION = 0.1;

    private Timing() {}

    /** Evaluates once and prints for how long it ran, and, as IPython does, a compilation that took long. */
    static @Nullable Object once(Call call) throws Exception {
        long start = System.nanoTime();
        long before = call.cells().nanosRun();
        try {
            return call.magics().evalScript(call.cells(), call.java(), "%time");
        } finally {
            double ran = (call.cells().nanosRun() - before) / 1e9;
            double compiled = (System.nanoTime() - start) / 1e9 - ran;
            System.out.println("Wall time: " + text(ran)
                    + (compiled < LONG_COMPILATION ? "" : ", and " + text(compiled) + " to compile"));
        }
    }

    /** Measures a statement or an expression in a loop of its own that is compiled once. */
    static @Nullable Object repeated(Call call) throws Exception {
        int loops = 0;
        int runs = RUNS;
        String rest = call.arguments() + " ";
        for (Matcher option = OPTION.matcher(rest); option.lookingAt(); option = OPTION.matcher(rest)) {
            int value = Math.max(1, Integer.parseInt(option.group(2)));
            if (option.group(1).equals("n")) {
                loops = value;
            } else {
                runs = value;
            }
            rest = rest.substring(option.end());
        }
        String java = (call.body() == null ? rest : call.body()).strip();
        if (java.isEmpty()) {
            throw new IllegalArgumentException("Say what to measure: %timeit list.contains(7)");
        }
        declare(call, java.replaceAll(";\\z", ""));
        if (loops == 0) {
            loops = 1;
            double seconds = seconds(call, loops);
            while (seconds < LEAST_SECONDS && loops < MOST_LOOPS) {
                double wanted = 1.2 * LEAST_SECONDS / Math.max(seconds, 1e-9) * loops;
                loops = (int) Math.min(MOST_LOOPS, Math.max(2.0 * loops, Math.min(100.0 * loops, wanted)));
                seconds = seconds(call, loops);
            }
        }
        double[] each = new double[runs];
        for (int run = 0; run < runs; run++) {
            each[run] = seconds(call, loops) / loops;
        }
        System.out.println(summary(each, loops));
        return null;
    }

    private static String summary(double[] each, int loops) {
        double mean = java.util.Arrays.stream(each).average().orElse(0);
        double variance = java.util.Arrays.stream(each)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElse(0);
        return text(mean) + " ± " + text(Math.sqrt(variance)) + " per loop (mean ± std. dev. of " + each.length
                + " runs, " + String.format(Locale.ROOT, "%,d", loops) + " loops each)";
    }

    private static void declare(Call call, String java) throws Exception {
        try {
            declareLoop(call, Timing.class.getName() + ".take(" + java + "\n);");
        } catch (CompileError notAnExpression) {
            declareLoop(call, java + "\n;");
        }
    }

    private static void declareLoop(Call call, String statement) throws Exception {
        String loop = "long timeit$(int loops$) throws Throwable { long start$ = System.nanoTime();"
                + " for (int loop$ = 0; loop$ < loops$; loop$++) { " + statement
                + " } return System.nanoTime() - start$; }";
        call.cells().evalScript(loop, loop, "%timeit");
    }

    private static double seconds(Call call, int loops) {
        String run = "timeit$(" + loops + ")";
        Object nanos = call.cells().evalScript(run, run, "%timeit");
        return nanos instanceof Long value ? value / 1e9 : LEAST_SECONDS;
    }

    /** Consumes the measured value, so that the JIT does not remove its computation; called by the loop. */
    public static void take(@Nullable Object value) {
        TAKEN.lazySet(value);
    }

    /** As {@link #take(Object)}. */
    public static void take(long value) {
        CHECKSUM.lazySet(value);
    }

    /** As {@link #take(Object)}. */
    public static void take(double value) {
        CHECKSUM.lazySet(Double.doubleToRawLongBits(value));
    }

    /** As {@link #take(Object)}. */
    public static void take(boolean value) {
        CHECKSUM.lazySet(value ? 1 : 0);
    }

    /** A duration in its best unit. */
    static String text(double seconds) {
        if (seconds >= 60) {
            return String.format(Locale.ROOT, "%d min %.1f s", (int) seconds / 60, seconds % 60);
        }
        if (seconds >= 1) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        if (seconds >= 1e-3) {
            return String.format(Locale.ROOT, "%.2f ms", seconds * 1e3);
        }
        return seconds >= 1e-6
                ? String.format(Locale.ROOT, "%.2f µs", seconds * 1e6)
                : String.format(Locale.ROOT, "%.2f ns", seconds * 1e9);
    }
}
