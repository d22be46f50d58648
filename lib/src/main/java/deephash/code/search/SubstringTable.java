package deephash.code.search;

import deephash.code.HashCodes;

/**
 * Codes sorted by one of their substrings. One word of each code is stored beside its place. So a list is read from
 * front to back, and the code itself, which may be anywhere in memory, is read only if that word is near.
 */
final class SubstringTable {

    private final Substring substring;
    private final int word;
    private final int[] starts;
    private final int[] places;
    private final long[] words;

    private SubstringTable(Substring substring, int word, int[] starts, int[] places, long[] words) {
        this.substring = substring;
        this.word = word;
        this.starts = starts;
        this.places = places;
        this.words = words;
    }

    /** A counting sort. */
    static SubstringTable of(HashCodes codes, Substring substring) {
        int size = codes.size();
        int[] values = new int[size];
        int[] starts = new int[(1 << substring.width()) + 1];
        for (int i = 0; i < size; i++) {
            values[i] = substring.of(codes, i);
            starts[values[i] + 1]++;
        }
        for (int v = 1; v < starts.length; v++) {
            starts[v] += starts[v - 1];
        }
        int[] next = starts.clone();
        int[] places = new int[size];
        long[] words = new long[size];
        // a word without the substring tells more: codes of a list agree in the substring
        int word = substring.from() < 64 && codes.bits() >= 128 ? 1 : 0;
        for (int i = 0; i < size; i++) {
            int to = next[values[i]]++;
            places[to] = i;
            words[to] = codes.wordAt(i, word);
        }
        return new SubstringTable(substring, word, starts, places, words);
    }

    Substring substring() {
        return substring;
    }

    /** Which word of a code {@link #word(int)} is. */
    int wordIndex() {
        return word;
    }

    /** Where the list of the codes with this value starts; it ends where that of the next value starts. */
    int start(int value) {
        return starts[value];
    }

    /** The place of the code at {@code position} of the lists. */
    int place(int position) {
        return places[position];
    }

    /** Its word. */
    long word(int position) {
        return words[position];
    }
}
