package deephash.kernel.eval.text;

/**
 * The text of a cell or a script.
 *
 * @param number the cell's, as the notebook numbers it; 0 for none
 * @param name what errors call it: {@code cell 3}, {@code start-up}, or a script's file
 * @param text the Java of it, all lines
 * @param written what the user wrote, on the same lines; the same as {@code text} but where a magic stood
 */
public record CellSource(int number, String name, String text, String written) {

    /** Marks the order of bytes of a file; pasted or read from one, it is no Java. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public CellSource {
        text = withoutMark(text);
        written = withoutMark(written);
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** A cell that is Java and nothing else. */
    public CellSource(int number, String text) {
        this(number, text, text);
    }

    /** A cell in which Java stands for what was written. */
    public CellSource(int number, String text, String written) {
        this(number, number > 0 ? "cell " + number : "start-up", text, written);
    }

    /**
     * A snippet of a cell.
     *
     * @param start where it starts in the cell, in characters
     * @param text as JShell gets it
     */
    public record Piece(int start, String text) {}

    /** The line, from 1, of a place in the text. */
    public int lineAt(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** What was written in a line, counted from 1; empty if there is none. */
    public String line(int number) {
        String[] lines = written.split("\n", -1);
        return number >= 1 && number <= lines.length ? lines[number - 1].stripTrailing() : "";
    }

    /** Where the line with this offset starts. */
    public int lineStart(int offset) {
        return text.lastIndexOf('\n', Math.min(offset, text.length()) - 1) + 1;
    }
}
