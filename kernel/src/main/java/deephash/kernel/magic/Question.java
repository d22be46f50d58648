package deephash.kernel.magic;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.Dialect;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell that asks what something is, as in IPython: {@code DeepHash.load?}, {@code ?DeepHash}, and with two marks for
 * all that is known.
 *
 * @param about what is asked about
 */
record Question(String about, boolean detailed) {

    private static final Pattern WRITTEN =
            Pattern.compile("\\s*(\\?{0,2})(%{0,2}[\\p{L}_$][\\p{L}\\d_$.]*)(?:\\(\\))?(\\?{0,2});?\\s*");

    /** The question in a cell: a name and a question mark, which is not Java. */
    static Optional<Question> of(String cell) {
        Matcher written = WRITTEN.matcher(cell);
        if (!written.matches()) {
            return Optional.empty();
        }
        String marks = written.group(1) + written.group(3);
        return marks.isEmpty() ? Optional.empty() : Optional.of(new Question(written.group(2), marks.length() > 1));
    }

    /** What is known. */
    String answer(Dialect dialect, CellEvaluator cells) {
        return dialect.inspect(cells, about, about.length(), detailed)
                .or(() -> cells.inspect(about, about.length(), detailed))
                .orElse("Nothing is known of " + about + ".");
    }
}
