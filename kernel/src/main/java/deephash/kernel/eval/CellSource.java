package deephash.kernel.eval;

/**
 * The text of a cell.
 *
 * @param number as the notebook numbers it
 * @param text all of it
 */
record CellSource(int number, String text) {

    /**
     * A snippet of a cell.
     *
     * @param start where it starts in the cell, in characters
     * @param text as JShell gets it
     */
    record Piece(int start, String text) {}

    /** The line, from 1, of a place in the text. */
    int lineAt(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The text of a line, counted from 1; empty if there is none. */
    String line(int number) {
        String[] lines = text.split("\n", -1);
        return number >= 1 && number <= lines.length ? lines[number - 1].stripTrailing() : "";
    }

    /** Where the line with this offset starts. */
    int lineStart(int offset) {
        return text.lastIndexOf('\n', Math.min(offset, text.length()) - 1) + 1;
    }
}
