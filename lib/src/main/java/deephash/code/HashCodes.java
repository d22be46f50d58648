package deephash.code;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hash codes of many items: shape (size, bits), packed into 64-bit words. Bit j of an item is bit j mod 64 (least
 * significant first) of its word j / 64; unused bits are 0. Immutable.
 */
public final class HashCodes {

    private final int bits;
    private final int wordsPerCode;
    private final long[] words;
    private final @Nullable Labels labels;
    private final @Nullable Pictures pictures;

    private HashCodes(int bits, long[] words, @Nullable Labels labels, @Nullable Pictures pictures) {
        this.bits = bits;
        this.wordsPerCode = wordsFor(bits);
        this.words = words;
        this.labels = labels;
        this.pictures = pictures;
    }

    private static int wordsFor(int bits) {
        return (bits + 63) / 64;
    }

    /**
     * Codes from packed words.
     *
     * @param bits the length of a code, at least 1
     * @param words ceil(bits / 64) words an item; copied
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
        return new HashCodes(bits, words.clone(), null, null);
    }

    /** How many codes there are. */
    public int size() {
        return words.length / wordsPerCode;
    }

    /** The length of a code. */
    public int bits() {
        return bits;
    }

    /** How many 64-bit words a code takes. */
    public int wordsPerCode() {
        return wordsPerCode;
    }

    /** Bit {@code bit} of code {@code index}. */
    public boolean bit(int index, int bit) {
        return (words[index * wordsPerCode + bit / 64] >>> (bit % 64) & 1) != 0;
    }

    /** Word {@code word} of code {@code index}. */
    public long word(int index, int word) {
        return words[index * wordsPerCode + word];
    }

    /** All words, code by code, as a copy. */
    public long[] toWords() {
        return words.clone();
    }

    /** The same codes with the classes of their items. */
    public HashCodes labelled(Labels labels) {
        requireSize("labels", labels.size());
        return new HashCodes(bits, words, labels, pictures);
    }

    /** The same codes with the pictures they were made of. */
    public HashCodes pictured(Pictures pictures) {
        requireSize("pictures", pictures.size());
        return new HashCodes(bits, words, labels, pictures);
    }

    private void requireSize(String what, int found) {
        if (found != size()) {
            throw new IllegalArgumentException("There are " + size() + " codes, but " + found + " " + what + ".");
        }
    }

    /** The classes of the items, if they are known. */
    public Optional<Labels> labels() {
        return Optional.ofNullable(labels);
    }

    /** The pictures of the items, if they are known. */
    public Optional<Pictures> pictures() {
        return Optional.ofNullable(pictures);
    }

    /** The Hamming distance between code {@code i} of these and code {@code j} of {@code other}: 0 to bits. */
    public int distance(int i, HashCodes other, int j) {
        int distance = 0;
        for (int w = 0; w < wordsPerCode; w++) {
            distance += Long.bitCount(word(i, w) ^ other.word(j, w));
        }
        return distance;
    }
}
