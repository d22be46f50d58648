package deephash.code;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One hash code: a string of bits. Two codes are equal when their bits are; where a code came from (its picture, its
 * classes) is known to it, but is no part of its value.
 */
public final class HashCode {

    private final int bits;
    private final long[] words;
    private final @Nullable HashCodes source;
    private final int index;

    HashCode(int bits, long[] words, @Nullable HashCodes source, int index) {
        this.bits = bits;
        this.words = words;
        this.source = source;
        this.index = index;
    }

    /**
     * The code that a string of 0 and 1 stands for, bit 0 first.
     *
     * @param bitString such as {@code "0110"}
     * @return the code
     * @throws IllegalArgumentException if it is empty or holds another character
     */
    public static HashCode ofBitString(String bitString) {
        return new HashCode(bitString.length(), BitStrings.parse(bitString, 0), null, -1);
    }

    /**
     * The code that a hexadecimal number stands for, as programs that hash images write it: bit 0 is the highest bit of
     * the first digit.
     *
     * @param hex digits 0 to 9 and a to f, of four bits each
     * @return the code
     * @throws IllegalArgumentException if it is empty or holds another character
     */
    public static HashCode ofHex(String hex) {
        StringBuilder bits = new StringBuilder(4 * hex.length());
        for (int i = 0; i < hex.length(); i++) {
            int digit = Character.digit(hex.charAt(i), 16);
            if (digit < 0) {
                throw new IllegalArgumentException(
                        "\"" + hex + "\" is no hexadecimal number: character " + i + " is '" + hex.charAt(i) + "'.");
            }
            bits.append(Integer.toBinaryString(16 + digit), 1, 5);
        }
        return ofBitString(bits.toString());
    }

    /**
     * The code as a hexadecimal number, bit 0 first: how imagehash, PDQ and blockhash write theirs.
     *
     * @return a digit for each four bits; the last is filled up with zeros
     */
    public String hex() {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bits; i += 4) {
            int digit = 0;
            for (int j = i; j < i + 4; j++) {
                digit = 2 * digit + (j < bits && bit(j) ? 1 : 0);
            }
            hex.append(Character.forDigit(digit, 16));
        }
        return hex.toString();
    }

    /** Its length. */
    public int bits() {
        return bits;
    }

    /**
     * Bit {@code bit}, 0 ≤ bit &lt; {@link #bits()}.
     *
     * @param bit which
     * @return the bit
     */
    public boolean bit(int bit) {
        if (bit < 0 || bit >= bits) {
            throw new IndexOutOfBoundsException("This code has bits 0 to " + (bits - 1) + ", no bit " + bit + ".");
        }
        return (words[bit / 64] >>> (bit % 64) & 1) != 0;
    }

    /** How many 64-bit words it takes. */
    int wordCount() {
        return words.length;
    }

    /**
     * Its word {@code word}; bit j is bit j mod 64 of word j / 64.
     *
     * @param word which
     * @return 64 bits
     */
    public long word(int word) {
        return words[word];
    }

    /**
     * The Hamming distance: in how many bits the two differ, 0 to {@link #bits()}.
     *
     * @param other of the same length
     * @return the distance
     * @throws IllegalArgumentException if the other is of another length
     */
    public int distance(HashCode other) {
        if (other.bits != bits) {
            throw new IllegalArgumentException("A code of " + bits + " bits and one of " + other.bits
                    + " bits have no Hamming distance; hash both with the same hasher.");
        }
        int distance = 0;
        for (int w = 0; w < words.length; w++) {
            distance += Long.bitCount(words[w] ^ other.words[w]);
        }
        return distance;
    }

    /** Its place among the codes it was taken from, or -1 if it stands alone. */
    public int index() {
        return index;
    }

    /** What it was made of, if its codes have pictures. */
    public Optional<BufferedImage> picture() {
        return source == null ? Optional.empty() : source.pictures().map(p -> p.picture(index));
    }

    /** The name of what it was made of, if its codes have names or pictures. */
    public Optional<String> name() {
        return source == null ? Optional.empty() : source.names().map(names -> names.get(index));
    }

    /** The indices of its classes, if its codes are labelled. */
    public Optional<BitSet> classes() {
        return source == null ? Optional.empty() : source.labels().map(l -> l.of(index));
    }

    /** The names of its classes, joined by commas, if its codes are labelled. */
    public Optional<String> classText() {
        return source == null ? Optional.empty() : source.labels().map(l -> l.text(index));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof HashCode other && bits == other.bits && Arrays.equals(words, other.words);
    }

    @Override
    public int hashCode() {
        return 31 * bits + Arrays.hashCode(words);
    }

    /** Its bits as 0 and 1, bit 0 first. */
    @Override
    public String toString() {
        return BitStrings.format(words, 0, bits);
    }
}
