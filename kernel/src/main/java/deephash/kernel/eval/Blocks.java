package deephash.kernel.eval;

import deephash.kernel.eval.text.CellSource;
import deephash.kernel.eval.text.Likely;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which statements of a cell can be compiled together: calls, assignments, loops and their like, one after the other.
 * Each compilation takes as long as many such statements. What they do is the same, since what declares something, or
 * may, stands alone, and so does what has a value to show.
 */
final class Blocks {

    /** A longer block would cost too much if one of its statements does not compile. */
    private static final int MOST = 50;

    /** Calls that evaluate Java and may redeclare what the next statement uses. */
    private static final Pattern EVALUATES = Pattern.compile("\\b(?:lineMagic|cellMagic|eval|MagicLine)\\b");

    private Blocks() {}

    /** Where the block ends that begins with a piece: after that piece, if it stands alone. */
    static int end(CellSource cell, List<CellSource.Piece> pieces, int start) {
        int end = start;
        while (end < Math.min(pieces.size(), start + MOST) && belongs(cell, pieces, end)) {
            end++;
        }
        return Math.max(end, start + 1);
    }

    private static boolean belongs(CellSource cell, List<CellSource.Piece> pieces, int at) {
        boolean shown =
                at == pieces.size() - 1 && Likely.hasValue(pieces.get(at).text());
        return !shown && isStatement(cell, pieces.get(at));
    }

    /** Whether a piece ends like a statement and stands in the cell exactly as JShell receives it. */
    private static boolean isStatement(CellSource cell, CellSource.Piece piece) {
        String text = piece.text().stripTrailing();
        return (text.endsWith(";") || text.endsWith("}"))
                && cell.text().startsWith(text, piece.start())
                && !EVALUATES.matcher(text).find()
                && (Likely.isStatement(text) || Likely.isExpression(Likely.withoutSemicolon(text)));
    }

    /** Pieces as one, with all that stands between them. */
    static CellSource.Piece joined(CellSource cell, List<CellSource.Piece> pieces) {
        int start = pieces.get(0).start();
        return new CellSource.Piece(start, cell.text().substring(start, end(pieces.get(pieces.size() - 1))));
    }

    /**
     * The pieces for the compiler, on their own lines, each in its own scope: pattern variables do not leak into the
     * next.
     */
    static String apart(CellSource cell, List<CellSource.Piece> pieces) {
        StringBuilder text = new StringBuilder();
        int at = pieces.get(0).start();
        for (CellSource.Piece each : pieces) {
            text.append(cell.text(), at, each.start()).append("{ ");
            text.append(cell.text(), each.start(), end(each)).append(" }");
            at = end(each);
        }
        return text.toString();
    }

    private static int end(CellSource.Piece piece) {
        return piece.start() + piece.text().stripTrailing().length();
    }
}
