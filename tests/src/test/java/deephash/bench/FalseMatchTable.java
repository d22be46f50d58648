package deephash.bench;

import deephash.data.image.Photos;
import deephash.duplicates.PhotoHashes;
import deephash.hash.Matching;
import deephash.robustness.Measured;
import deephash.robustness.Robustness;
import deephash.robustness.RobustnessReport;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Counts how many pairs of different photos, plain and manipulated, lie within each distance: the resource
 * {@code duplicates/false-matches.csv}, from which {@code duplicates} tells how many matches are wrong. Arguments: a
 * folder of photos that are all different, then names of hashes; without any, all are counted.
 */
public final class FalseMatchTable {

    private FalseMatchTable() {}

    public static void main(String[] args) {
        Matching[] named = (args.length > 1 ? Arrays.asList(args).subList(1, args.length) : PhotoHashes.names())
                .stream().map(PhotoHashes::named).toArray(Matching[]::new);
        RobustnessReport report = Robustness.of(Photos.in(Path.of(args[0]))).measure(named);
        System.out.println("hash,distance,pairs within,pairs");
        for (Measured hash : report.results()) {
            System.out.print(lines(hash, report.manipulations().size()));
        }
    }

    /** The lines of one hash, up to the distance that one in twenty pairs are within. */
    static String lines(Measured hash, int manipulations) {
        StringBuilder lines = new StringBuilder();
        long within = 0;
        for (int distance = 0; distance <= hash.bits() && within < hash.pairs() / 20; distance++) {
            for (int m = -1; m < manipulations; m++) {
                within += hash.impostors(0, m)[distance];
            }
            lines.append(hash.name() + "," + distance + "," + within + "," + hash.pairs() + "\n");
        }
        return lines.toString();
    }
}
