package deephash.code;

/** Codes as strings of 0 and 1, bit 0 first. */
final class BitStrings {

    private BitStrings() {}

    static long[] parse(String text, int item) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Bit string " + item + " is empty; a code has at least 1 bit.");
        }
        long[] words = new long[(text.length() + 63) / 64];
        for (int j = 0; j < text.length(); j++) {
            char c = text.charAt(j);
            if (c == '1') {
                words[j / 64] |= 1L << (j % 64);
            } else if (c != '0') {
                throw new IllegalArgumentException("Bit string " + item + " has the character '" + c + "' at place " + j
                        + "; only 0 and 1 are allowed.");
            }
        }
        return words;
    }

    static String format(long[] words, int from, int bits) {
        StringBuilder text = new StringBuilder(bits);
        for (int j = 0; j < bits; j++) {
            text.append((words[from + j / 64] >>> (j % 64) & 1) != 0 ? '1' : '0');
        }
        return text.toString();
    }
}
