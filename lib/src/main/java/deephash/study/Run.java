package deephash.study;

import java.util.List;

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

    /** The options one by one. */
    List<String> optionList() {
        return options.isEmpty() ? List.of() : List.of(options.split(BETWEEN_OPTIONS));
    }

    @Override
    public String toString() {
        return hasher + (bits == 0 ? ", real-valued" : ", " + bits + " bits, seed " + seed);
    }
}
