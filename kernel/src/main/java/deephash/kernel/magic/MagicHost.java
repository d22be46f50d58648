package deephash.kernel.magic;

import deephash.kernel.eval.CellEvaluator;
import org.jspecify.annotations.Nullable;

/** What the magics of one notebook share. */
interface MagicHost {

    /** The environment variables that {@code %env} sets and commands see. */
    Environment environment();

    /** The libraries that were added. */
    Libraries libraries();

    /**
     * Evaluates Java with magics from inside a cell.
     *
     * @param name what errors call the text
     */
    @Nullable
    Object evalScript(CellEvaluator cells, String text, String name) throws Exception;
}
