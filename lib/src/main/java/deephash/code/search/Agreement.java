package deephash.code.search;

import deephash.code.HashCodes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pigeonhole behind a search for pairs (Manku, Jain and Das Sarma, 2007): codes cut into radius + s substrings that
 * differ in at most radius bits agree in at least s of them. So it is enough to compare codes that agree in some s
 * substrings, for each choice of s.
 */
public final class Agreement implements Serializable {

    private static final long serialVersionUID = 1;

    private static final int SAMPLE = 512;
    /** Nanoseconds: to sort one code, to compare two that agree, and to compare two in a scan of all. */
    private static final double SORT = 25;

    private static final double COMPARE = 1.5;
    private static final double SCAN = 0.2;
    private static final int MOST_AGREEING = 4;
    private static final int MOST_CHOICES = 1000;

    private final int bits;
    private final int perCode;
    private final int substrings;
    private final int agreeing;
    /** The bits of each substring, a mask a word. */
    private final long[][] masks;

    private final List<int[]> choices = new ArrayList<>();

    private Agreement(int bits, int radius, int agreeing) {
        this.bits = bits;
        this.agreeing = agreeing;
        perCode = (bits + 63) / 64;
        substrings = radius + agreeing;
        masks = new long[substrings][perCode];
        for (int t = 0; t < substrings; t++) {
            int end = (int) ((long) bits * (t + 1) / substrings);
            for (int bit = (int) ((long) bits * t / substrings); bit < end; bit++) {
                masks[t][bit / 64] |= 1L << (bit % 64);
            }
        }
        choose(new int[agreeing], 0, 0);
    }

    private void choose(int[] chosen, int count, int from) {
        if (count == agreeing) {
            choices.add(chosen.clone());
            return;
        }
        for (int t = from; t < substrings; t++) {
            chosen[count] = t;
            choose(chosen, count + 1, t + 1);
        }
    }

    /** The cheapest for codes in memory, or null where comparing every code with every other is cheaper. */
    static @Nullable Agreement cheapest(HashCodes codes, int radius) {
        double pairs = 0.5 * codes.size() * codes.size();
        return cheapest(codes, codes.size(), radius, SORT, SCAN * pairs);
    }

    /**
     * The cheapest number of substrings that must agree, judged by a sample of the codes: where many agree, few codes
     * meet, but there are more choices, and each code takes part in every one.
     *
     * @param sample some of the codes, distinct; a few hundred are looked at
     * @param size how many codes there are
     * @param radius in how many bits codes may differ, at least 1
     * @param nanos what it costs to bring a code to those with which it agrees by one choice; 25 in memory, some
     *     thousand where it goes over a network
     * @return the agreement
     * @throws IllegalArgumentException if the radius is below 1, or so large that codes of this length would have to be
     *     compared each with each
     */
    public static Agreement cheapest(HashCodes sample, long size, int radius, double nanos) {
        if (radius < 1) {
            throw new IllegalArgumentException(
                    "A radius is at least 1 here, not " + radius + "; equal codes need none.");
        }
        Agreement best = cheapest(sample, size, radius, nanos, Double.POSITIVE_INFINITY);
        if (best == null) {
            throw new IllegalArgumentException("Codes of " + sample.bits() + " bits within " + radius
                    + " bits of each other share too little to be brought together by it. Take a smaller "
                    + "radius; up to an"
                    + " eighth of the bits goes well.");
        }
        return best;
    }

    private static @Nullable Agreement cheapest(HashCodes codes, long size, int radius, double nanos, double atMost) {
        int step = Math.max(1, codes.size() / SAMPLE);
        int[] some = IntStream.range(0, codes.size() / step).map(i -> i * step).toArray();
        long[] words = codes.select(some).toWords();
        double least = atMost;
        @Nullable Agreement best = null;
        for (int s = 1; s <= MOST_AGREEING && radius + s <= codes.bits(); s++) {
            if (Substring.choose(radius + s, s) > MOST_CHOICES) {
                break;
            }
            Agreement agreement = new Agreement(codes.bits(), radius, s);
            double cost = agreement.choices.size() * nanos * size
                    + COMPARE * 0.5 * size * size * agreement.meetings(words, some.length);
            if (cost < least) {
                least = cost;
                best = agreement;
            }
        }
        return best;
    }

    /** In how many choices two codes agree on average, of a sample; no less than random codes would. */
    private double meetings(long[] words, int count) {
        double meetings = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                int agree = 0;
                for (long[] mask : masks) {
                    if (agrees(mask, words, i * perCode, j * perCode)) {
                        agree++;
                    }
                }
                meetings += agree < agreeing ? 0 : Substring.choose(agree, agreeing);
            }
        }
        double width = (double) bits * agreeing / substrings;
        return Math.max(meetings / (0.5 * count * Math.max(1, count - 1)), choices.size() * Math.pow(2, -width));
    }

    private static boolean agrees(long[] mask, long[] words, int i, int j) {
        for (int w = 0; w < mask.length; w++) {
            if (((words[i + w] ^ words[j + w]) & mask[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** How many choices of substrings there are. */
    public int choices() {
        return choices.size();
    }

    /**
     * The bits in which codes agree by a choice.
     *
     * @param choice 0 ≤ choice &lt; {@link #choices()}
     * @return a mask a word of a code
     */
    public long[] mask(int choice) {
        long[] mask = new long[perCode];
        for (int t : choices.get(choice)) {
            for (int w = 0; w < mask.length; w++) {
                mask[w] |= masks[t][w];
            }
        }
        return mask;
    }

    /**
     * Whether a choice is the first by which two codes agree: so each pair is kept once.
     *
     * @param choice 0 ≤ choice &lt; {@link #choices()}
     * @param words of many codes, one after the other
     * @param one where the first word of one of the two stands
     * @param other where that of the other stands
     * @return false too if they do not agree by this choice
     */
    public boolean isFirst(int choice, long[] words, int one, int other) {
        int[] chosen = choices.get(choice);
        int count = 0;
        for (int t = 0; count < agreeing && t < substrings; t++) {
            if (agrees(masks[t], words, one, other)) {
                if (chosen[count] != t) {
                    return false;
                }
                count++;
            }
        }
        return count == agreeing;
    }

    /** How many substrings there are, and how many of them must agree. */
    @Override
    public String toString() {
        return agreeing + " of " + substrings + " substrings of " + bits + " bits";
    }
}
