package deephash.kernel.eval;

import deephash.kernel.eval.assist.Completion;
import deephash.kernel.eval.error.CellException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a cell may contain beside Java: magics. A dialect stands between whoever has a cell and the evaluator.
 */
public interface Dialect {

    /** Java and nothing else. */
    Dialect JAVA = new Dialect() {};

    /**
     * Evaluates a cell; see {@link CellEvaluator#eval(String, int, Object, Function)}. A magic's failure is best a
     * {@link CellException}; any other exception is shown by its message alone.
     */
    default <T extends @Nullable Object> T eval(
            CellEvaluator cells,
            String cell,
            int number,
            @Nullable Object tag,
            Function<? super @Nullable Object, ? extends T> use) {
        return cells.eval(cell, number, tag, use);
    }

    /** What could stand at the cursor; empty to leave that to Java. */
    default Optional<Completion> complete(CellEvaluator cells, String cell, int cursor) {
        return Optional.empty();
    }

    /** What is known of what stands at the cursor; empty to leave that to Java. */
    default Optional<String> inspect(CellEvaluator cells, String cell, int cursor, boolean detailed) {
        return Optional.empty();
    }

    /** Whether the cell is whole; empty to leave that to Java. */
    default Optional<Completeness> isComplete(CellEvaluator cells, String cell) {
        return Optional.empty();
    }
}
