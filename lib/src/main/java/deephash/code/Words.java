package deephash.code;

import java.nio.LongBuffer;
import java.nio.file.Path;

/** Packed codes, wherever they lie: on the heap, or in a file that is mapped into memory. Never changes. */
public interface Words {

    /** How many 64-bit words there are. */
    long length();

    /**
     * Word {@code index}.
     *
     * @param index of the word
     * @return 64 bits
     */
    long get(long index);

    /**
     * Copies {@code count} words from {@code from} on to the start of {@code to}.
     *
     * @param from index of the first word
     * @param to receives the words
     * @param count how many
     */
    void copy(long from, long[] to, int count);

    /**
     * Whether the other has the same words, wherever it has them.
     *
     * @param other to compare with
     * @return whether it has
     */
    default boolean same(Words other) {
        if (length() != other.length()) {
            return false;
        }
        for (long i = 0; i < length(); i++) {
            if (get(i) != other.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** A hash of the words, the same wherever they lie. */
    default int hash() {
        int hash = 1;
        for (long i = 0; i < length(); i++) {
            hash = 31 * hash + Long.hashCode(get(i));
        }
        return hash;
    }

    /** Words on the heap. */
    record Heap(long[] words) implements Words {
        @Override
        public long length() {
            return words.length;
        }

        @Override
        public long get(long index) {
            return words[(int) index];
        }

        @Override
        public void copy(long from, long[] to, int count) {
            System.arraycopy(words, (int) from, to, 0, count);
        }
    }

    /**
     * Words in pieces of a mapped file, for no buffer of the JDK is longer than 2 GB.
     *
     * @param file for messages
     * @param pieces each but the last of 2^{@code shift} words
     */
    record Mapped(Path file, LongBuffer[] pieces, int shift, long length) implements Words {
        @Override
        public long get(long index) {
            try {
                return pieces[(int) (index >>> shift)].get((int) (index & (1L << shift) - 1));
            } catch (InternalError e) {
                throw cut(file, e);
            }
        }

        @Override
        public void copy(long from, long[] to, int count) {
            int done = 0;
            while (done < count) {
                long at = from + done;
                LongBuffer piece = pieces[(int) (at >>> shift)];
                int offset = (int) (at & (1L << shift) - 1);
                int now = Math.min(count - done, piece.limit() - offset);
                try {
                    piece.get(offset, to, done, now);
                } catch (InternalError e) {
                    throw cut(file, e);
                }
                done += now;
            }
        }

        /**
         * The error for a mapped file that was cut.
         *
         * @param file the mapped file
         * @param e what Java threw
         * @return what to throw instead
         */
        public static IllegalStateException cut(Path file, Throwable e) {
            return new IllegalStateException(
                    file + " was cut or replaced in place while it was in use, so its codes are gone. Open it again.",
                    e);
        }
    }
}
