package deephash.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pigeonhole behind a search for pairs: codes cut into radius + s substrings that differ in at most radius bits agree
 * in at least s of them. So it is enough to compare codes that agree in some s substrings, for each choice of s.
 */
final class Agreement {

    private static final int SAMPLE = 512;
    /** Nanoseconds: to sort one code, to compare two that agree, and to compare two in a scan of all. */
    private static final double SORT = 25;

    private static final double COMPARE = 1.5;
    private static final double SCAN = 0.2;
    private static final int MOST_AGREEING = 4;
    private static final int MOST_CHOICES = 1000;

    private final HashCodes codes;
    private final int substrings;
    private final int agreeing;
    /** The bits of each substring, a mask a word. */
    private final long[][] masks;

    private final List<int[]> choices = new ArrayList<>();

    private Agreement(HashCodes codes, int radius, int agreeing) {
        this.codes = codes;
        this.agreeing = agreeing;
        substrings = radius + agreeing;
        masks = new long[substrings][codes.wordsPerCode()];
        for (int t = 0; t < substrings; t++) {
            int end = (int) ((long) codes.bits() * (t + 1) / substrings);
            for (int bit = (int) ((long) codes.bits() * t / substrings); bit < end; bit++) {
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

    /**
     * The cheapest number of substrings that must agree, judged by a sample of the codes.
     *
     * @return null where comparing every code with every other is cheaper
     */
    static @Nullable Agreement cheapest(HashCodes codes, int radius) {
        double pairs = 0.5 * codes.size() * codes.size();
        double least = SCAN * pairs;
        @Nullable Agreement best = null;
        for (int s = 1; s <= MOST_AGREEING && radius + s <= codes.bits(); s++) {
            if (Substring.choose(radius + s, s) > MOST_CHOICES) {
                break;
            }
            Agreement agreement = new Agreement(codes, radius, s);
            double cost = agreement.choices.size() * SORT * codes.size() + COMPARE * pairs * agreement.meetings();
            if (cost < least) {
                least = cost;
                best = agreement;
            }
        }
        return best;
    }

    /** In how many choices two codes agree on average, of a sample; no less than random codes would. */
    private double meetings() {
        int step = Math.max(1, codes.size() / SAMPLE);
        int count = codes.size() / step;
        double meetings = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                int agree = 0;
                for (long[] mask : masks) {
                    if (agrees(mask, i * step, j * step)) {
                        agree++;
                    }
                }
                meetings += agree < agreeing ? 0 : Substring.choose(agree, agreeing);
            }
        }
        double width = (double) codes.bits() * agreeing / substrings;
        return Math.max(meetings / (0.5 * count * Math.max(1, count - 1)), choices.size() * Math.pow(2, -width));
    }

    private boolean agrees(long[] mask, int i, int j) {
        for (int w = 0; w < mask.length; w++) {
            if (((codes.wordAt(i, w) ^ codes.wordAt(j, w)) & mask[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** How many choices of substrings there are. */
    int choices() {
        return choices.size();
    }

    /** The bits in which codes agree by choice {@code choice}, a mask a word. */
    long[] mask(int choice) {
        long[] mask = new long[codes.wordsPerCode()];
        for (int t : choices.get(choice)) {
            for (int w = 0; w < mask.length; w++) {
                mask[w] |= masks[t][w];
            }
        }
        return mask;
    }

    /** Whether {@code choice} is the first by which these two codes agree: so each pair is kept once. */
    boolean isFirst(int choice, int i, int j) {
        int[] chosen = choices.get(choice);
        int count = 0;
        for (int t = 0; count < agreeing && t < substrings; t++) {
            if (agrees(masks[t], i, j)) {
                if (chosen[count] != t) {
                    return false;
                }
                count++;
            }
        }
        return count == agreeing;
    }
}
