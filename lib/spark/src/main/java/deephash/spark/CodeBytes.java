package deephash.spark;

import deephash.code.HashCodes;
import java.util.Arrays;

/**
 * Codes as the bytes of a column: bit j is bit j mod 8 (least significant first) of byte j / 8, as in {@code .npy}
 * files.
 */
final class CodeBytes {

    private CodeBytes() {}

    static byte[] of(HashCodes codes, int index) {
        byte[] bytes = new byte[(codes.bits() + 7) / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (codes.word(index, i / 8) >>> (8 * (i % 8)));
        }
        return bytes;
    }

    /** How many words a code of so many bytes takes. */
    static int words(int bytes) {
        return (bytes + 7) / 8;
    }

    /** Writes a code as words, from {@code to} on. */
    static void toWords(byte[] code, long[] words, int to) {
        Arrays.fill(words, to, to + words(code.length), 0);
        for (int i = 0; i < code.length; i++) {
            words[to + i / 8] |= (code[i] & 255L) << (8 * (i % 8));
        }
    }

    /** The code that stands at {@code from}. */
    static byte[] ofWords(long[] words, int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (words[from + i / 8] >>> (8 * (i % 8)));
        }
        return bytes;
    }
}
