package deephash.kernel.eval.state;

import deephash.kernel.eval.run.MemoryReserve;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/**
 * Makes room in an exhausted heap so that the kernel can answer: the variables that the failed cell declared let go of
 * what they hold, and the user is told which variable holds most.
 */
public final class ExhaustedHeap {

    /** A variable that holds a smaller part of the heap than this is neither emptied nor named. */
    private static final int LEAST_PART = 50;

    private final LivingVariables variables;

    /** Looks after these variables. */
    public ExhaustedHeap(LivingVariables variables) {
        this.variables = variables;
    }

    /**
     * Empties what a cell declared, and says what holds the heap.
     *
     * @param declared what the cell that used up the heap has declared
     * @return sentences for the user; empty if no variable holds much
     */
    public String relieve(List<Snippet> declared) {
        MemoryReserve.give();
        long heap = Runtime.getRuntime().maxMemory();
        List<String> told = new ArrayList<>();
        long found = 0;
        for (Snippet each : declared) {
            if (each instanceof VarSnippet variable) {
                long held = HeldMemory.of(variables.value(variable.name()));
                if (held > heap / LEAST_PART && variables.empty(variable.name())) {
                    found += held;
                    told.add(variable.name() + ", which this cell made, held " + megabytes(held, heap)
                            + " and is null now.");
                }
            }
        }
        if (found < heap / 2) {
            Holder most = largest();
            if (most.bytes() > heap / LEAST_PART) {
                told.add(most.name() + " holds " + megabytes(most.bytes(), heap) + "; " + most.name()
                        + " = null frees it.");
            }
        }
        System.gc();
        MemoryReserve.take();
        return String.join(" ", told);
    }

    /** A variable and about how many bytes it holds. */
    private record Holder(String name, long bytes) {}

    private Holder largest() {
        Holder most = new Holder("", 0);
        for (String name : variables.names()) {
            long held = HeldMemory.of(variables.value(name));
            if (held > most.bytes()) {
                most = new Holder(name, held);
            }
        }
        return most;
    }

    private static String megabytes(long bytes, long heap) {
        return "about " + (Math.min(bytes, heap) >> 20) + " MB of the heap's " + (heap >> 20) + " MB";
    }
}
