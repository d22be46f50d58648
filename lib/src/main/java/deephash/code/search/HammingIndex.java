package deephash.code.search;

import deephash.code.HashCodes;
import deephash.code.file.CodeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Exact search that looks at every code, on all cores. Codes can be added and removed while others search; a place once
 * given stays, and is not given again.
 */
public final class HammingIndex extends CodeIndex {

    private volatile State state;

    private HammingIndex(HashCodes codes) {
        state = new State(codes, new BitSet());
    }

    /** What a search sees: never changes, is replaced as a whole. */
    private record State(HashCodes codes, BitSet removed) {}

    /**
     * An index over {@code codes}.
     *
     * @param codes to search in
     * @return the index
     * @throws IllegalArgumentException if there are none
     */
    public static HammingIndex of(HashCodes codes) {
        return new HammingIndex(requireSome(codes));
    }

    @Override
    public HashCodes codes() {
        return state.codes();
    }

    @Override
    public int size() {
        State now = state;
        return now.codes().size() - now.removed().cardinality();
    }

    /**
     * Saves the codes that it holds, with their labels; their places are counted from 0 again. See {@link CodeFile}.
     *
     * @param file replaced if it exists
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        State now = state;
        HashCodes codes = now.codes();
        if (!now.removed().isEmpty()) {
            codes = codes.select(IntStream.range(0, codes.size())
                    .filter(place -> !now.removed().get(place))
                    .toArray());
        }
        CodeFile.save(codes, file);
    }

    /**
     * Opens a saved index where it lies: at once, however large it is. The file must not change.
     *
     * @param file as {@link #save} wrote it
     * @return the index
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is of another kind, or damaged; says what was found
     */
    public static HammingIndex open(Path file) throws IOException {
        return of(CodeFile.open(file));
    }

    /**
     * Adds codes behind those that are there; labels and pictures stay if both have them.
     *
     * @param more codes of the same length
     * @throws IllegalArgumentException if their length is another
     */
    public synchronized void add(HashCodes more) {
        state = new State(state.codes().and(more), state.removed());
    }

    /**
     * Removes the codes in these places; a place that is empty already stays so.
     *
     * @param places each 0 ≤ place &lt; the number of codes ever added
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public synchronized void remove(int... places) {
        BitSet removed = (BitSet) state.removed().clone();
        for (int place : places) {
            if (place < 0 || place >= state.codes().size()) {
                throw new IndexOutOfBoundsException("There are places 0 to "
                        + (state.codes().size() - 1) + " in this index, so there is no code " + place + " to remove.");
            }
            removed.set(place);
        }
        state = new State(state.codes(), removed);
    }

    /**
     * Whether there is a code in this place, and it has not been removed.
     *
     * @param place 0 or more
     * @return whether there is one
     */
    public boolean has(int place) {
        State now = state;
        return place >= 0 && place < now.codes().size() && !now.removed().get(place);
    }

    @Override
    BatchNeighbours run(HashCodes queries, int k, int radius) {
        State now = state;
        now.codes().requireSameBits(queries);
        Hits[] hits = Scan.run(
                queries, now.codes(), Math.min(k, now.codes().size()), Math.min(radius, bits()) + 1, now.removed());
        return new BatchNeighbours(queries, now.codes(), hits);
    }

    @Override
    public String toString() {
        return "Exact Hamming index over " + size() + " codes of " + bits() + " bits";
    }
}
