package deephash.kernel.eval.run;

import deephash.kernel.display.Display;
import deephash.kernel.eval.jshell.CellClass;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;

/**
 * What a thread of cells does at a moment.
 *
 * @param stack the innermost frame first, and not all frames of a deep recursion
 * @param processorNanos what it has used of a processor so far
 * @param atNanos when this was seen
 */
public record Busy(List<StackTraceElement> stack, long processorNanos, long atNanos) {

    /** A thread that uses less than this part of a processor waits. */
    private static final int LEAST_PERCENT = 5;

    private static final int MOST_FRAMES = 1024;

    private static final String KERNEL = "deephash.kernel.";
    private static final String DISPLAY = Display.class.getPackageName() + ".";

    /**
     * Objects of these packages belong to the cell that made them, and their code holds no lock that another waits for.
     */
    private static final List<String> PURE = List.of(
            "java.math.",
            "java.text.",
            "java.io.",
            "java.lang.AbstractString",
            "java.lang.Character",
            "java.lang.Math",
            "java.lang.String",
            "java.util.function.",
            "java.util.regex.",
            "java.util.stream.",
            "sun.nio.ch.",
            "sun.nio.cs.");

    public static Busy look(Thread thread) {
        long used = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
        return new Busy(List.of(stack(thread)), used, System.nanoTime());
    }

    /** The innermost frames. Reading all frames of a deep recursion would halt all threads for seconds. */
    static StackTraceElement[] stack(Thread thread) {
        ThreadInfo found = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId(), MOST_FRAMES);
        return found == null ? new StackTraceElement[0] : found.getStackTrace();
    }

    /** Whether it has used a processor since it was seen before. */
    boolean burnsSince(Busy before) {
        return (processorNanos - before.processorNanos) * 100 > (atNanos - before.atNanos) * LEAST_PERCENT;
    }

    /**
     * Whether it will stop by itself if it is given time: code of a yielding package does, and so do magics and the
     * compiler. A class whose initializer is cut off could never be used again, so that one is given time as well. So
     * is a deep recursion that has just been told to stop and must still unwind.
     *
     * @param yielding packages whose code stops soon after an interrupt and returns what it has reached
     */
    public boolean stopsByItself(List<String> yielding) {
        return stack.stream().takeWhile(each -> !isCell(each)).anyMatch(Busy::isStop)
                || stack.stream().anyMatch(each -> isYielding(each, yielding) || isInitializer(each))
                || stack.stream().takeWhile(each -> !isCell(each)).anyMatch(Busy::isMagicOrCompiler);
    }

    /** Whether it may be ended amid what it does, since only the cell has to do with that. */
    boolean harmsNobody() {
        List<StackTraceElement> called = called();
        return called.size() < stack.size()
                && called.stream().allMatch(Busy::isPure)
                && (isCell(stack.get(called.size())) || isDisplay(stack.get(called.size())));
    }

    /** What the cell has called, such as {@code java.net.ServerSocket.accept}; empty if it is in its own code. */
    String place() {
        List<StackTraceElement> called = called();
        if (called.isEmpty()) {
            return "";
        }
        StackTraceElement outermost = called.get(called.size() - 1);
        return outermost.getMethodName().equals("<init>")
                ? "new " + outermost.getClassName()
                : outermost.getClassName() + "." + outermost.getMethodName();
    }

    private List<StackTraceElement> called() {
        return stack.stream()
                .takeWhile(each -> !isCell(each) && !each.getClassName().startsWith(KERNEL))
                .toList();
    }

    private static boolean isCell(StackTraceElement frame) {
        return CellClass.isOne(frame.getClassName());
    }

    private static boolean isDisplay(StackTraceElement frame) {
        return frame.getClassName().startsWith(DISPLAY);
    }

    private static boolean isStop(StackTraceElement frame) {
        return frame.getClassName().equals(Stop.class.getName());
    }

    private static boolean isYielding(StackTraceElement frame, List<String> yielding) {
        String name = frame.getClassName();
        return !name.startsWith(KERNEL) && yielding.stream().anyMatch(name::startsWith);
    }

    private static boolean isInitializer(StackTraceElement frame) {
        return frame.getMethodName().equals("<clinit>") && !isCell(frame);
    }

    private static boolean isMagicOrCompiler(StackTraceElement frame) {
        return frame.getClassName().startsWith(KERNEL + "magic.")
                || (frame.getClassName().equals(CellThread.class.getName())
                        && frame.getMethodName().equals("beside"));
    }

    private static boolean isPure(StackTraceElement frame) {
        String name = frame.getClassName();
        boolean ofUtil = name.startsWith("java.util.") && name.indexOf('.', "java.util.".length()) < 0;
        return !name.equals("java.io.PrintStream") && (ofUtil || PURE.stream().anyMatch(name::startsWith));
    }

    StackTraceElement[] frames() {
        return stack.toArray(StackTraceElement[]::new);
    }
}
