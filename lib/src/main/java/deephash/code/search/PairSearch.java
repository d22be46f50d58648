package deephash.code.search;

import deephash.code.HashCodes;
import deephash.progress.Parallel;
import deephash.progress.Screen;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All pairs of distinct codes within a radius: sorts the codes by what may agree, and compares those that meet. */
final class PairSearch {

    private static final String WHAT = "Looking for pairs";
    private static final int QUERIES_A_SCAN = 8192;
    /** 2^24 lists take 64 MB a thread. */
    private static final int WIDEST = 24;
    /** Comparisons between two checks for an interrupt. */
    private static final int COMPARISONS_AT_A_TIME = 1 << 20;

    private final HashCodes codes;
    private final int radius;
    private volatile boolean stopped;

    private PairSearch(HashCodes codes, int radius) {
        this.codes = codes;
        this.radius = radius;
    }

    /** Each pair once, lower place in the upper half, sorted. */
    static long[] run(HashCodes codes, int radius) {
        return new PairSearch(codes, Math.min(radius, codes.bits())).run();
    }

    private long[] run() {
        if (radius == 0 || codes.size() < 2) {
            return new long[0];
        }
        @Nullable Agreement agreement = Agreement.cheapest(codes, radius);
        long[] pairs = agreement == null ? scan() : join(agreement);
        Arrays.parallelSort(pairs);
        return pairs;
    }

    private long[] join(Agreement agreement) {
        LongList[] found = new LongList[agreement.choices()];
        Parallel.chunks(WHAT, "choices of bits", found.length, 1, (choice, end) -> {
            try {
                found[choice] = new LongList();
                pass(agreement, choice, found[choice]);
            } finally {
                // an interrupt of one thread stops the others too
                stopped |= Thread.currentThread().isInterrupted();
            }
        });
        return LongList.joined(found);
    }

    /** One choice of bits: codes are sorted by it with a counting sort, then compared where they agree. */
    private void pass(Agreement agreement, int choice, LongList found) {
        int size = codes.size();
        int perCode = codes.wordsPerCode();
        long[] mask = agreement.mask(choice);
        int shift = 64 - Math.max(8, Math.min(WIDEST, 64 - Long.numberOfLeadingZeros(size)));
        int[] start = new int[(1 << (64 - shift)) + 2];
        for (int i = 0; i < size; i++) {
            start[key(i, mask, shift) + 2]++;
        }
        for (int v = 2; v < start.length; v++) {
            start[v] += start[v - 1];
        }
        int[] places = new int[size];
        long[] words = new long[size * perCode];
        for (int i = 0; i < size; i++) {
            int to = start[key(i, mask, shift) + 1]++;
            places[to] = i;
            for (int w = 0; w < perCode; w++) {
                words[to * perCode + w] = codes.wordAt(i, w);
            }
        }
        long compared = 0;
        for (int v = 0; v < start.length - 2; v++) {
            for (int i = start[v]; i < start[v + 1] - 1; i++) {
                compared += start[v + 1] - i;
                if (compared > COMPARISONS_AT_A_TIME) {
                    compared = 0;
                    Screen.checkInterrupted(WHAT);
                    if (stopped) {
                        return;
                    }
                }
                for (int j = i + 1; j < start[v + 1]; j++) {
                    if (distance(words, i * perCode, j * perCode, perCode) <= radius
                            && agreement.isFirst(choice, words, i * perCode, j * perCode)) {
                        found.add((long) places[i] << 32 | places[j]);
                    }
                }
            }
        }
    }

    /** Codes that agree in the mask have the same key; a few others may have it too. */
    private int key(int i, long[] mask, int shift) {
        long key = 0;
        for (int w = 0; w < mask.length; w++) {
            key = Mix.of(key ^ (codes.wordAt(i, w) & mask[w]));
        }
        return (int) (key >>> shift);
    }

    private static int distance(long[] words, int i, int j, int perCode) {
        int distance = Long.bitCount(words[i] ^ words[j]);
        for (int w = 1; w < perCode; w++) {
            distance += Long.bitCount(words[i + w] ^ words[j + w]);
        }
        return distance;
    }

    /** Compares every code with every other, where the radius is too wide for anything better. */
    private long[] scan() {
        LongList found = new LongList();
        for (int from = 0; from < codes.size(); from += QUERIES_A_SCAN) {
            int first = from;
            int[] some = IntStream.range(from, Math.min(codes.size(), from + QUERIES_A_SCAN))
                    .toArray();
            Hits[] hits = Scan.run(codes.select(some), codes, codes.size(), radius + 1, new BitSet());
            for (int q = 0; q < hits.length; q++) {
                for (int place : hits[q].indices()) {
                    if (place > first + q) {
                        found.add((long) (first + q) << 32 | place);
                    }
                }
            }
        }
        return LongList.joined(found);
    }

    /** A list of longs that grows. */
    private static final class LongList {
        private long[] values = new long[64];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(size, (int) Math.min(2L * size, Integer.MAX_VALUE - 8)));
            }
            values[size++] = value;
        }

        static long[] joined(LongList... lists) {
            long total = Arrays.stream(lists).mapToLong(l -> l.size).sum();
            if (total > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("There are " + total + " pairs of different codes, more than fit"
                        + " into memory at once; take a smaller radius.");
            }
            long[] joined = new long[(int) total];
            int to = 0;
            for (LongList list : lists) {
                System.arraycopy(list.values, 0, joined, to, list.size);
                to += list.size;
            }
            return joined;
        }
    }
}
