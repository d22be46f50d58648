package deephash.kernel.eval.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The text of a cell or a script.
 *
 * @param number the cell's, as the notebook numbers it; 0 for none
 * @param name what errors call it: {@code cell 3}, {@code start-up}, or a script's file
 * @param text the Java of it, all lines
 * @param written what the user wrote, on the same lines; the same as {@code text} but where a magic stood
 */
public record CellSource(int number, String name, String text, String written) {

    /** The byte order mark, which files may begin with and which is not valid in Java. */
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
     * @param added what the text has that the cell has not, in order
     */
    public record Piece(int start, String text, List<Added> added) {

        /** Copies the list. */
        public Piece {
            added = List.copyOf(added);
        }

        /** A snippet as the cell has it. */
        public Piece(int start, String text) {
            this(start, text, List.of());
        }

        /** Where a place of the snippet's text is in the cell. */
        public int inCell(int place) {
            int before = 0;
            for (Added each : added) {
                if (each.at() < place) {
                    before += Math.min(each.text().length(), place - each.at());
                }
            }
            return start + place - before;
        }

        /**
         * With more text.
         *
         * @param places where, in this piece's text, each behind the one before
         */
        public Piece with(String more, List<Integer> places) {
            StringBuilder longer = new StringBuilder(text);
            List<Added> all = new ArrayList<>(added);
            for (int i = places.size() - 1; i >= 0; i--) {
                int place = places.get(i);
                longer.insert(place, more);
                all.replaceAll(each -> each.at() < place ? each : new Added(each.at() + more.length(), each.text()));
                all.add(new Added(place, more));
            }
            all.sort(Comparator.comparingInt(Added::at));
            return new Piece(start, longer.toString(), all);
        }
    }

    /**
     * A part of a snippet that was not written.
     *
     * @param at where it begins in the snippet's text
     */
    public record Added(int at, String text) {}

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
