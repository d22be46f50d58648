package deephash.robustness;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.hash.Hasher;
import deephash.hash.Matching;
import deephash.manipulation.Manipulation;
import deephash.manipulation.Manipulations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how well codes find manipulated copies: {@code Robustness.of(photos).measure(Pdq.of(), model)}.
 *
 * @param photos whose originals are manipulated; different pictures, for two alike count as a false match
 * @param manipulations what is done to each
 * @param seed of what the manipulations leave to chance
 */
public record Robustness(Images photos, List<Manipulation> manipulations, long seed) {

    /** Checks that there is something to compare. */
    public Robustness {
        manipulations = List.copyOf(manipulations);
        if (photos.size() < 2 || manipulations.isEmpty()) {
            throw new IllegalArgumentException("Robustness needs two photos and one manipulation at least, not "
                    + photos.size() + " and " + manipulations.size() + ".");
        }
    }

    /**
     * The fifteen usual manipulations, seed 3.
     *
     * @param photos whose originals are manipulated
     * @return ready to measure
     * @throws IllegalArgumentException if there are less than two
     */
    public static Robustness of(Images photos) {
        return new Robustness(photos, Manipulations.fifteen(), 3);
    }

    /**
     * The same with other manipulations.
     *
     * @param others at least one
     * @return ready to measure
     */
    public Robustness manipulations(Manipulation... others) {
        return new Robustness(photos, Arrays.asList(others), seed);
    }

    /**
     * The same with another seed.
     *
     * @param other of what the manipulations leave to chance
     * @return ready to measure
     */
    public Robustness seed(long other) {
        return new Robustness(photos, manipulations, other);
    }

    /**
     * Measures hashers side by side.
     *
     * @param hashers at least one
     * @return their recall at fixed rates of false matches
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public RobustnessReport measure(Hasher... hashers) {
        return measure(Arrays.stream(hashers).map(Matching::of).toArray(Matching[]::new));
    }

    /**
     * Measures matchers side by side.
     *
     * @param matchers at least one
     * @return their recall at fixed rates of false matches
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public RobustnessReport measure(Matching... matchers) {
        if (matchers.length == 0) {
            throw new IllegalArgumentException("There is no hasher to measure; give one, such as Pdq.of().");
        }
        List<List<List<List<HashCodes>>>> codes =
                new CopyCodes(photos, manipulations, seed).of(Arrays.asList(matchers));
        List<Measured> results = new ArrayList<>();
        for (int k = 0; k < matchers.length; k++) {
            List<Distances> members = new ArrayList<>();
            for (int m = 0; m < matchers[k].members().size(); m++) {
                members.add(
                        Distances.of(matchers[k].members().get(m), codes.get(k).get(m)));
            }
            results.add(new Measured(matchers[k].name(), members));
        }
        return new RobustnessReport(photos.size(), seed, manipulations, results);
    }
}
