package deephash.data.pixel;

/**
 * The buffers of one thread for resampling. They are kept from one image to the next, since clearing new ones would
 * take as long as the resampling. Large images get memory of their own.
 */
final class Scratch {

    /** The largest buffer that is kept, in elements. */
    private static final int MOST = 1 << 18;

    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

    private int[][] columns = {};
    private int[][] sums = {};
    private int[][] rows = {};

    private Scratch() {}

    /** The buffers of this thread. */
    static Scratch own() {
        return OWN.get();
    }

    /** Working arrays of at least the number and length asked for; their content is undefined. */
    int[][] columns(int count, int length) {
        columns = enough(columns, count, length);
        return columns;
    }

    /** Likewise. */
    int[][] sums(int count, int length) {
        sums = enough(sums, count, length);
        return sums;
    }

    /** Likewise. */
    int[][] rows(int count, int length) {
        rows = enough(rows, count, length);
        return rows;
    }

    /** Drops buffers that are too large to keep; call it after each image. */
    void end() {
        columns = kept(columns);
        sums = kept(sums);
        rows = kept(rows);
    }

    private static int[][] enough(int[][] lines, int count, int length) {
        return lines.length >= count && lines[0].length >= length
                ? lines
                : new int[Math.max(count, lines.length)]
                        [lines.length == 0 ? length : Math.max(length, lines[0].length)];
    }

    private static int[][] kept(int[][] lines) {
        return lines.length == 0 || (long) lines.length * lines[0].length > MOST ? new int[0][] : lines;
    }
}
