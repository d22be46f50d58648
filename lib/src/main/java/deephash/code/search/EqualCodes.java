package deephash.code.search;

import deephash.code.HashCodes;
import deephash.code.Words;
import java.util.Arrays;

/** Codes grouped by equality: each value once, and the places that share it. */
final class EqualCodes {

    private static final int NONE = -1;

    private final HashCodes distinct;
    private final int[] firsts;
    /** The next place with the same code, or −1. */
    private final int[] next;

    private EqualCodes(HashCodes distinct, int[] firsts, int[] next) {
        this.distinct = distinct;
        this.firsts = firsts;
        this.next = next;
    }

    /** Groups codes with a hash table of open addresses. */
    static EqualCodes of(HashCodes codes) {
        int size = codes.size();
        int perCode = codes.wordsPerCode();
        int shift = Math.max(1, Long.numberOfLeadingZeros(Math.max(1, size)) - 1);
        int[] table = new int[Math.toIntExact(1L << (64 - shift))];
        Arrays.fill(table, NONE);
        long[] words = new long[Math.multiplyExact(size, perCode)];
        int[] firsts = new int[size];
        int[] lasts = new int[size];
        int[] next = new int[size];
        int count = 0;
        for (int place = 0; place < size; place++) {
            // the code that is looked for stands behind the distinct ones, and stays there if it is new
            for (int w = 0; w < perCode; w++) {
                words[count * perCode + w] = codes.wordAt(place, w);
            }
            int slot = (int) (hash(words, count * perCode, perCode) >>> shift);
            while (table[slot] != NONE && !same(words, table[slot], count, perCode)) {
                slot = slot + 1 & table.length - 1;
            }
            int value = table[slot];
            if (value == NONE) {
                value = count++;
                table[slot] = value;
                firsts[value] = place;
            } else {
                next[lasts[value]] = place;
            }
            lasts[value] = place;
            next[place] = NONE;
        }
        HashCodes distinct = HashCodes.in(codes.bits(), new Words.Heap(Arrays.copyOf(words, count * perCode)));
        return new EqualCodes(distinct, Arrays.copyOf(firsts, count), next);
    }

    private static long hash(long[] words, int from, int count) {
        long hash = 0;
        for (int w = from; w < from + count; w++) {
            hash = Mix.of(hash ^ words[w]);
        }
        return hash;
    }

    private static boolean same(long[] words, int one, int other, int perCode) {
        for (int w = 0; w < perCode; w++) {
            if (words[one * perCode + w] != words[other * perCode + w]) {
                return false;
            }
        }
        return true;
    }

    /** Each value once, in the order in which they first occur. */
    HashCodes distinct() {
        return distinct;
    }

    /** The first place of value {@code value}. */
    int first(int value) {
        return firsts[value];
    }

    /** The next place that has the same code as {@code place}; negative if there is none. */
    int next(int place) {
        return next[place];
    }

    /** How many places have value {@code value}. */
    int count(int value) {
        int count = 0;
        for (int place = firsts[value]; place >= 0; place = next[place]) {
            count++;
        }
        return count;
    }
}
