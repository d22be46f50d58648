package deephash.kernel.magic;

import deephash.kernel.eval.CellEvaluator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A magic.
 *
 * @param names what it is called, the usual name first
 * @param kind where it may stand
 * @param usage its arguments
 * @param about what it does, in a sentence
 * @param takesJava whether its argument is Java
 * @param action what it does
 */
record Magic(List<String> names, Kind kind, String usage, String about, boolean takesJava, Action action) {

    /** Where a magic may stand. */
    enum Kind {
        LINE,
        CELL,
        BOTH;

        boolean isLine() {
            return this != CELL;
        }

        boolean isCell() {
            return this != LINE;
        }
    }

    /** What a magic does, on the thread of cells. */
    @FunctionalInterface
    interface Action {
        /**
         * Runs the magic; its value becomes the value of the cell. An {@link IllegalArgumentException} tells the user
         * what was wrong.
         */
        @Nullable
        Object run(Call call) throws Exception;
    }

    /**
     * A magic's call.
     *
     * @param magics the notebook's
     * @param cells evaluates its Java
     * @param arguments the rest of the line
     * @param body the lines below it; null if it is a line
     * @param bodyLine the line, from 0, of the cell on which the body starts
     */
    record Call(
            MagicHost magics,
            CellEvaluator cells,
            String arguments,
            @Nullable String body,
            int bodyLine) {

        List<String> words() {
            return MagicText.words(arguments);
        }

        /** The Java that a magic such as {@code %time} runs, on its lines in the cell. */
        String java() {
            return body == null ? arguments : "\n".repeat(bodyLine) + body;
        }
    }
}
