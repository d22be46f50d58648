package deephash.code;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Hash codes of many items: shape (size, bits), packed into 64-bit words. Bit j of an item is bit j mod 64 (least
 * significant first) of its word j / 64; unused bits are 0. Immutable.
 */
public final class HashCodes {

    private static final int CODES_A_BLOCK = 512;

    private final int bits;
    private final int wordsPerCode;
    private final Words words;
    private final Known known;

    private HashCodes(int bits, Words words, Known known) {
        this.bits = bits;
        this.wordsPerCode = wordsFor(bits);
        this.words = words;
        this.known = known;
    }

    private static int wordsFor(int bits) {
        return (bits + 63) / 64;
    }

    /**
     * Codes from packed words.
     *
     * @param bits the length of a code, at least 1
     * @param words ceil(bits / 64) words an item; copied
     * @return the codes
     * @throws IllegalArgumentException if the number of words does not fit, or an unused bit is set
     */
    public static HashCodes of(int bits, long... words) {
        if (bits < 1) {
            throw new IllegalArgumentException("A code has at least 1 bit, not " + bits + ".");
        }
        int perCode = wordsFor(bits);
        if (words.length % perCode != 0) {
            throw new IllegalArgumentException(words.length + " words are no whole number of " + bits + "-bit codes ("
                    + perCode + " words each).");
        }
        long unused = bits % 64 == 0 ? 0 : -1L << (bits % 64);
        for (int i = perCode - 1; i < words.length; i += perCode) {
            if ((words[i] & unused) != 0) {
                throw new IllegalArgumentException(
                        "Code " + i / perCode + " has a bit set beyond its " + bits + " bits.");
            }
        }
        return new HashCodes(bits, new Words.Heap(words.clone()), Known.NOTHING);
    }

    /**
     * Codes from strings of 0 and 1, bit 0 first, all of one length.
     *
     * @param bitStrings such as {@code "0110"}
     * @return the codes
     * @throws IllegalArgumentException if there are none, their lengths differ, or one holds another character
     */
    public static HashCodes ofBitStrings(List<String> bitStrings) {
        if (bitStrings.isEmpty()) {
            throw new IllegalArgumentException("There are no bit strings, so the length of a code is not known.");
        }
        int bits = bitStrings.get(0).length();
        int perCode = wordsFor(bits);
        long[] words = new long[Math.multiplyExact(bitStrings.size(), perCode)];
        for (int i = 0; i < bitStrings.size(); i++) {
            String text = bitStrings.get(i);
            if (text.length() != bits) {
                throw new IllegalArgumentException("Bit string " + i + " has " + text.length()
                        + " bits, but the first has " + bits + "; codes compared with each other have one length.");
            }
            System.arraycopy(BitStrings.parse(text, i), 0, words, i * perCode, perCode);
        }
        return new HashCodes(bits, new Words.Heap(words), Known.NOTHING);
    }

    /**
     * A collection of one code.
     *
     * @param code the only one
     * @return the codes
     */
    public static HashCodes of(HashCode code) {
        long[] words = new long[code.wordCount()];
        for (int w = 0; w < words.length; w++) {
            words[w] = code.word(w);
        }
        return new HashCodes(code.bits(), new Words.Heap(words), Known.NOTHING);
    }

    /**
     * As {@link #ofBitStrings(List)}.
     *
     * @param bitStrings such as {@code "0110"}
     * @return the codes
     */
    public static HashCodes ofBitStrings(String... bitStrings) {
        return ofBitStrings(List.of(bitStrings));
    }

    /**
     * Ideal random codes: every bit one or zero with equal chance, independent of all others.
     *
     * @param size how many
     * @param bits the length of a code, at least 1
     * @param seed the same seed gives the same codes
     * @return the codes
     */
    public static HashCodes random(int size, int bits, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int perCode = wordsFor(bits);
        long last = bits % 64 == 0 ? -1L : ~(-1L << (bits % 64));
        long[] words = new long[Math.multiplyExact(size, perCode)];
        for (int i = 0; i < words.length; i++) {
            words[i] = random.nextLong() & (i % perCode == perCode - 1 ? last : -1L);
        }
        return of(bits, words);
    }

    /**
     * These codes followed by others, with labels, names and pictures where both have them.
     *
     * @param others codes of the same length
     * @return the joined codes
     * @throws IllegalArgumentException if the lengths or the classes differ
     */
    public HashCodes and(HashCodes others) {
        requireSameBits(others);
        long[] first = toWords();
        long[] joined = Arrays.copyOf(first, Math.toIntExact(words.length() + others.words.length()));
        System.arraycopy(others.toWords(), 0, joined, first.length, joined.length - first.length);
        return new HashCodes(bits, new Words.Heap(joined), known.and(others.known));
    }

    /** How many codes there are. */
    public int size() {
        return (int) (words.length() / wordsPerCode);
    }

    /** The length of a code. */
    public int bits() {
        return bits;
    }

    /**
     * Code {@code index}, which knows its picture and its classes if these do.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @return the code
     * @throws IndexOutOfBoundsException if there is no such code
     */
    public HashCode get(int index) {
        requireIndex(index);
        long[] code = new long[wordsPerCode];
        words.copy((long) index * wordsPerCode, code, wordsPerCode);
        return new HashCode(bits, code, this, index);
    }

    /**
     * The codes at {@code indices}, in that order, with their labels, names and pictures.
     *
     * @param indices each 0 ≤ index &lt; {@link #size()}
     * @return the selected codes
     */
    public HashCodes select(int... indices) {
        long[] chosen = new long[Math.multiplyExact(indices.length, wordsPerCode)];
        for (int i = 0; i < indices.length; i++) {
            requireIndex(indices[i]);
            for (int w = 0; w < wordsPerCode; w++) {
                chosen[i * wordsPerCode + w] = wordAt(indices[i], w);
            }
        }
        return new HashCodes(bits, new Words.Heap(chosen), known.select(indices));
    }

    private void requireIndex(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("There are " + size() + " codes, so no code " + index + ".");
        }
    }

    /** How many 64-bit words a code takes. */
    public int wordsPerCode() {
        return wordsPerCode;
    }

    /**
     * Bit {@code bit} of code {@code index}.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @param bit 0 ≤ bit &lt; {@link #bits()}
     * @return the bit
     * @throws IndexOutOfBoundsException if there is no such code, or it has no such bit
     */
    public boolean bit(int index, int bit) {
        requireIndex(index);
        if (bit < 0 || bit >= bits) {
            throw new IndexOutOfBoundsException("A code here has bits 0 to " + (bits - 1) + ", no bit " + bit + ".");
        }
        return (wordAt(index, bit / 64) >>> (bit % 64) & 1) != 0;
    }

    /**
     * Word {@code word} of code {@code index}.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @param word 0 ≤ word &lt; the words of a code
     * @return 64 bits
     * @throws IndexOutOfBoundsException if there is no such code, or it has no such word
     */
    public long word(int index, int word) {
        requireIndex(index);
        if (word < 0 || word >= wordsPerCode) {
            throw new IndexOutOfBoundsException(
                    "A code here has words 0 to " + (wordsPerCode - 1) + ", no word " + word + ".");
        }
        return wordAt(index, word);
    }

    /**
     * The same, unchecked, for loops that look at many codes.
     *
     * @param index of the code
     * @param word of its words
     * @return 64 bits
     */
    public long wordAt(int index, int word) {
        return words.get((long) index * wordsPerCode + word);
    }

    /** All words, code by code, as a copy. */
    public long[] toWords() {
        long[] copy = new long[Math.toIntExact(words.length())];
        words.copy(0, copy, copy.length);
        return copy;
    }

    /**
     * Codes whose words lie elsewhere.
     *
     * @param bits the length of each code
     * @param words code after code
     * @return the codes
     */
    public static HashCodes in(int bits, Words words) {
        return new HashCodes(bits, words, Known.NOTHING);
    }

    /** All words, where they lie. */
    public Words words() {
        return words;
    }

    /**
     * The same codes with the classes of their items; without, if nothing of them is known.
     *
     * @param labels one entry a code
     * @return the labelled codes
     */
    public HashCodes labelled(Labels labels) {
        requireSize("labels", labels.size());
        return new HashCodes(bits, words, known.with(labels.isPresent() ? labels : null));
    }

    /**
     * The same codes with the pictures they were made of.
     *
     * @param pictures one a code
     * @return the codes with pictures
     */
    public HashCodes pictured(Pictures pictures) {
        requireSize("pictures", pictures.size());
        return new HashCodes(bits, words, known.with(pictures));
    }

    /**
     * The same codes with the names of their items, which are saved with them.
     *
     * @param names one an item, in their order; usually the paths of files
     * @return codes that know these names, whatever their pictures are called
     * @throws IllegalArgumentException if there are more or fewer names than codes
     */
    public HashCodes named(List<String> names) {
        requireSize("names", names.size());
        return new HashCodes(bits, words, known.with(names instanceof NameList ? names : List.copyOf(names)));
    }

    private void requireSize(String what, int found) {
        if (found != size()) {
            throw new IllegalArgumentException("There are " + size() + " codes, but " + found + " " + what + ".");
        }
    }

    /** The classes of the items, if they are known. */
    public Optional<Labels> labels() {
        return Optional.ofNullable(known.labels());
    }

    /** The pictures of the items, if they are known. */
    public Optional<Pictures> pictures() {
        return Optional.ofNullable(known.pictures());
    }

    /** The names of the items, if they are known: those given, or those of the pictures. */
    public Optional<List<String>> names() {
        return known.called();
    }

    /**
     * The Hamming distances from code {@code i} of {@code queries} to all of these, in their order.
     *
     * @param queries codes of the same length
     * @param i of the query
     * @param distances where to; as long as these codes are many
     * @throws IllegalArgumentException if their lengths differ
     * @throws IndexOutOfBoundsException if there is no such query
     */
    public void distances(HashCodes queries, int i, int[] distances) {
        requireSameBits(queries);
        queries.requireIndex(i);
        long[] query = new long[wordsPerCode];
        queries.words.copy((long) i * wordsPerCode, query, wordsPerCode);
        int n = size();
        long[] block = new long[Math.min(n, CODES_A_BLOCK) * wordsPerCode];
        for (int from = 0; from < n; from += CODES_A_BLOCK) {
            int count = Math.min(CODES_A_BLOCK, n - from);
            words.copy((long) from * wordsPerCode, block, count * wordsPerCode);
            for (int j = 0, r = 0; j < count; j++) {
                int distance = 0;
                for (int w = 0; w < wordsPerCode; w++) {
                    distance += Long.bitCount(block[r++] ^ query[w]);
                }
                distances[from + j] = distance;
            }
        }
    }

    /**
     * Checks that these and the others can be compared.
     *
     * @param other codes to be compared with
     * @throws IllegalArgumentException if their lengths differ
     */
    public void requireSameBits(HashCodes other) {
        if (bits != other.bits) {
            throw new IllegalArgumentException("Codes of " + bits + " bits and codes of " + other.bits
                    + " bits have no Hamming distance; hash both with the same hasher.");
        }
    }

    /**
     * The Hamming distance between code {@code i} of these and code {@code j} of {@code other}: 0 to bits.
     *
     * @param i index of a code of these
     * @param other codes of the same length
     * @param j index of a code of the others
     * @return 0 to {@link #bits()}
     * @throws IllegalArgumentException if their lengths differ
     * @throws IndexOutOfBoundsException if there is no such code
     */
    public int distance(int i, HashCodes other, int j) {
        requireSameBits(other);
        requireIndex(i);
        other.requireIndex(j);
        return distanceAt(i, other, j);
    }

    /**
     * The same, unchecked, for loops that look at many codes.
     *
     * @param i index of a code of these
     * @param other codes of the same length
     * @param j index of a code of the others
     * @return 0 to {@link #bits()}
     */
    public int distanceAt(int i, HashCodes other, int j) {
        int distance = 0;
        for (int w = 0; w < wordsPerCode; w++) {
            distance += Long.bitCount(wordAt(i, w) ^ other.wordAt(j, w));
        }
        return distance;
    }

    /** Equal codes in equal order; labels, names and pictures are no part of the value. */
    @Override
    public boolean equals(Object o) {
        return o instanceof HashCodes other && bits == other.bits && words.same(other.words);
    }

    @Override
    public int hashCode() {
        return 31 * bits + words.hash();
    }

    /** How many there are, of how many bits, and the first few. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(size() + " codes of " + bits + " bits");
        for (int i = 0; i < Math.min(size(), 3); i++) {
            text.append(i == 0 ? ": " : ", ").append(get(i));
        }
        return text.append(size() > 3 ? ", ..." : "").toString();
    }
}
