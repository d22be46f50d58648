package deephash.kernel.eval.run;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a cell's {@code e.printStackTrace()} becomes: the same trace, with the user's cells and lines. */
public final class PrintedTrace {

    private static volatile @Nullable Function<Throwable, List<String>> traces;

    private PrintedTrace() {}

    /** Called by a cell. */
    public static void print(Throwable thrown) {
        print(thrown, text -> System.err.println(text), thrown::printStackTrace, PrintStream.class);
    }

    /** Called by a cell. */
    public static void print(Throwable thrown, PrintStream stream) {
        print(thrown, stream::println, () -> thrown.printStackTrace(stream), PrintStream.class);
    }

    /** Called by a cell. */
    public static void print(Throwable thrown, PrintWriter writer) {
        print(thrown, writer::println, () -> thrown.printStackTrace(writer), PrintWriter.class);
    }

    private static void print(Throwable thrown, Consumer<String> lines, Runnable usual, Class<?> target) {
        List<String> trace = isUsual(thrown, target) ? trace(thrown) : null;
        if (trace == null) {
            usual.run();
        } else {
            lines.accept(String.join(System.lineSeparator(), trace));
        }
    }

    /** Sets what names the lines of cells in the trace of an exception. */
    public static void tracedBy(Function<Throwable, List<String>> cells) {
        traces = cells;
    }

    private static @Nullable List<String> trace(Throwable thrown) {
        Function<Throwable, List<String>> cells = traces;
        try {
            return cells == null ? null : cells.apply(thrown);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** Whether the class of this exception prints the usual trace, not one of its own. */
    private static boolean isUsual(Throwable thrown, Class<?> target) {
        try {
            Class<?> type = thrown.getClass();
            return type.getMethod("printStackTrace").getDeclaringClass() == Throwable.class
                    && type.getMethod("printStackTrace", target).getDeclaringClass() == Throwable.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
