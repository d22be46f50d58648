package deephash.kernel.eval;

import deephash.kernel.eval.assist.Template;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a kernel offers beside Java itself, such as a library and its imports.
 *
 * @param imports import statements that every session begins with; asked for once, when the evaluator starts
 * @param templates lines that completion offers at their first word
 * @param yielding packages whose code stops by itself soon after an interrupt, such as {@code ai.djl.}: a stopped cell
 *     is not left behind while it runs one of these
 * @param askedAhead names whose documentation is looked up while nobody waits, so that the first question is quick
 * @param afterCell run at the end of every cell, such as to draw what still waits
 */
public record Setup(
        Supplier<List<String>> imports,
        List<Template> templates,
        List<String> yielding,
        List<String> askedAhead,
        Runnable afterCell) {

    /** Java alone. */
    public static final Setup JAVA = new Setup(List::of, List.of(), List.of(), List.of(), () -> {});

    /** Copies the lists. */
    public Setup {
        templates = List.copyOf(templates);
        yielding = List.copyOf(yielding);
        askedAhead = List.copyOf(askedAhead);
    }
}
