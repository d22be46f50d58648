package deephash.bench;

import deephash.baseline.AverageHash;
import deephash.baseline.BlockHash;
import deephash.baseline.DifferenceHash;
import deephash.baseline.Pdq;
import deephash.baseline.PerceptualHash;
import deephash.data.image.Photos;
import deephash.hash.Hasher;
import deephash.robustness.Measured;
import deephash.robustness.Robustness;
import deephash.robustness.RobustnessReport;
import java.nio.file.Path;

/**
 * Counts how many pairs of different photos, plain and manipulated, lie within each distance: the resource
 * {@code duplicates/false-matches.csv}, from which {@code duplicates} tells how many matches are wrong. Arguments: a
 * folder of photos that are all different.
 */
public final class FalseMatchTable {

    private FalseMatchTable() {}

    public static void main(String[] args) {
        Hasher[] hashers = {
            Pdq.of(), BlockHash.of(), PerceptualHash.imagehash(), DifferenceHash.imagehash(), AverageHash.imagehash()
        };
        RobustnessReport report = Robustness.of(Photos.in(Path.of(args[0]))).measure(hashers);
        System.out.println("hash,distance,pairs within,pairs");
        for (Measured hash : report.results()) {
            long within = 0;
            for (int distance = 0; distance <= hash.bits() && within < hash.pairs() / 20; distance++) {
                for (int m = -1; m < report.manipulations().size(); m++) {
                    within += hash.impostors(0, m)[distance];
                }
                System.out.println(hash.name() + "," + distance + "," + within + "," + hash.pairs());
            }
        }
    }
}
