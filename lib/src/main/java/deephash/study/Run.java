package deephash.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What tells one run of a study from another. Two runs that are equal, on the same data, are the same run, and a study
 * that is resumed does not repeat it.
 *
 * @param hasher its name in the table: {@code "CSVAE"}, {@code "LSH"}
 * @param options what else was chosen, as text, {@code "epochs 20; batch 64"}; empty if nothing was
 * @param bits the length of the codes; for real values that of the latent they are, or 0 if they have none
 * @param seed of every random choice
 */
public record Run(String hasher, String options, int bits, long seed) {

    static final String BETWEEN_OPTIONS = "; ";

    /** What stands for a learning rate that was not asked for, and is not known. */
    static final String OWN_RATE = "learningRate of the architecture";

    /** What an option of 0 stands for, in words for readers. */
    private static final Map<String, String> WORDS = Map.of("learningRate 0.0", OWN_RATE, "clip 0.0", "no clip");

    /** The options one by one, as readers are shown them. */
    List<String> optionList() {
        return options.isEmpty()
                ? List.of()
                : Arrays.stream(options.split(BETWEEN_OPTIONS))
                        .map(option -> WORDS.getOrDefault(option, option))
                        .toList();
    }

    @Override
    public String toString() {
        return hasher + (bits == 0 ? ", real-valued" : ", " + bits + " bits, seed " + seed);
    }
}
