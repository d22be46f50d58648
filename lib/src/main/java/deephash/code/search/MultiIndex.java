package deephash.code.search;

import deephash.code.HashCodes;
import deephash.progress.Parallel;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Multi-index hashing (Norouzi, Punjani and Fleet, 2012): exact search that does not look at every code. Codes are cut
 * into m substrings with a table each; codes within radius a·m + b of a query agree with it in substrings 0 to b up to
 * a bits, or in one of the others up to a − 1 bits. Radii grow until enough is found. Where that would cost more than
 * looking at every code, every code is looked at: at small radii it is faster by orders of magnitude, at large ones it
 * is no worse. It takes 12 bytes a code and substring beside the codes.
 */
public final class MultiIndex extends CodeIndex {

    private static final int QUERIES_A_CHUNK = 16;
    /**
     * When all codes look for each other within up to an eighth of the bits, {@link CodePairs} finds all pairs
     * together.
     */
    private static final int JOINED = 8;
    /** A table of 2^20 lists takes 4 MB. */
    private static final int WIDEST = 20;

    private final HashCodes codes;
    private final SubstringTable[] tables;

    private MultiIndex(HashCodes codes, Substring... substrings) {
        this.codes = codes;
        tables = new SubstringTable[substrings.length];
        Parallel.chunks(
                "Indexing",
                "substrings",
                substrings.length,
                1,
                (t, end) -> tables[t] = SubstringTable.of(codes, substrings[t]));
    }

    /**
     * An index over {@code codes} with substrings about as long as the number of codes wants: log2(size) bits.
     *
     * @param codes to search in
     * @return the index
     * @throws IllegalArgumentException if there are none
     */
    public static MultiIndex of(HashCodes codes) {
        requireSome(codes);
        int width = Math.max(1, Math.min(WIDEST, (int) Math.round(Math.log(codes.size()) / Math.log(2))));
        return of(codes, (codes.bits() + width - 1) / width);
    }

    /**
     * An index with a given number of substrings.
     *
     * @param codes to search in
     * @param substrings m: such that none is longer than 20 bits, nor empty
     * @return the index
     * @throws IllegalArgumentException if there are no codes, or m is not possible
     */
    public static MultiIndex of(HashCodes codes, int substrings) {
        requireSome(codes);
        int bits = codes.bits();
        int least = (bits + WIDEST - 1) / WIDEST;
        if (substrings < least || substrings > bits) {
            throw new IllegalArgumentException("Codes of " + bits + " bits are cut into " + least + " to " + bits
                    + " substrings of at most " + WIDEST + " bits, not into " + substrings + ".");
        }
        return new MultiIndex(
                codes,
                IntStream.range(0, substrings)
                        .mapToObj(t -> Substring.between(
                                (int) ((long) bits * t / substrings), (int) ((long) bits * (t + 1) / substrings)))
                        .toArray(Substring[]::new));
    }

    @Override
    public HashCodes codes() {
        return codes;
    }

    @Override
    public int size() {
        return codes.size();
    }

    @Override
    BatchNeighbours run(HashCodes queries, int k, int radius) {
        codes.requireSameBits(queries);
        int most = Math.min(k, codes.size());
        int limit = Math.min(radius, bits());
        if (queries.words() == codes.words() && most == codes.size() && limit <= bits() / JOINED) {
            return new BatchNeighbours(
                    queries, codes, CodePairs.within(codes, limit).hits());
        }
        Hits[] hits = new Hits[queries.size()];
        boolean[] costly = new boolean[queries.size()];
        Parallel.chunks("Searching", "queries", queries.size(), QUERIES_A_CHUNK, (from, to) -> {
            for (int q = from; q < to; q++) {
                MultiSearch search = new MultiSearch(codes, tables, queries, q, most, limit);
                if (search.run()) {
                    hits[q] = search.sorted();
                } else {
                    costly[q] = true;
                }
            }
        });
        int[] rest = IntStream.range(0, hits.length).filter(q -> costly[q]).toArray();
        if (rest.length > 0) {
            Hits[] scanned = Scan.run(queries.select(rest), codes, most, limit + 1, new BitSet());
            for (int i = 0; i < rest.length; i++) {
                hits[rest[i]] = scanned[i];
            }
        }
        return new BatchNeighbours(queries, codes, hits);
    }

    @Override
    public String toString() {
        return "Exact multi-index over " + size() + " codes of " + bits() + " bits, in " + tables.length
                + " substrings of about " + tables[0].substring().width() + " bits";
    }
}
