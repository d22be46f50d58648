package deephash.kernel.eval;

import java.util.List;

/**
 * Which statements of a cell can be compiled together: calls, assignments, loops and their like, one after the other. Each
 * compilation takes as long as many such statements. What they do is the same, since a declaration stands alone.
 */
final class Blocks {

    /** Of more, one that does not compile would cost too much. */
    private static final int MOST = 50;

    private Blocks() {}

    /** Where the block ends that begins with a piece: after that piece, if it stands alone. */
    static int end(CellSource cell, List<CellSource.Piece> pieces, int start) {
        int end = start;
        while (end < Math.min(pieces.size(), start + MOST) && isStatement(cell, pieces.get(end))) {
            end++;
        }
        return Math.max(end, start + 1);
    }

    /** One that ends as a statement does, and is in the cell as JShell gets it. */
    private static boolean isStatement(CellSource cell, CellSource.Piece piece) {
        String text = piece.text().stripTrailing();
        return (text.endsWith(";") || text.endsWith("}"))
                && cell.text().startsWith(text, piece.start())
                && (LikelyStatement.is(text) || LikelyExpression.is(LikelyExpression.withoutSemicolon(text)));
    }

    /** Pieces as one, with all that stands between them. */
    static CellSource.Piece joined(CellSource cell, List<CellSource.Piece> pieces) {
        CellSource.Piece last = pieces.get(pieces.size() - 1);
        int start = pieces.get(0).start();
        return new CellSource.Piece(
                start,
                cell.text()
                        .substring(
                                start,
                                last.start() + last.text().stripTrailing().length()));
    }
}
