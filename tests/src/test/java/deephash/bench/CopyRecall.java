package deephash.bench;

import deephash.copy.CopyHash;
import deephash.data.image.Images;
import deephash.data.image.Photos;
import deephash.hash.Matching;
import deephash.robustness.Robustness;
import deephash.robustness.RobustnessReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many copies the learned hashes find at fixed rates of false matches: every photo of a folder,
 * changed in each of the project's fifteen ways, as {@link Robustness} measures it.
 */
public final class CopyRecall {

    private CopyRecall() {}

    /**
     * Measures.
     *
     * @param args the folder of photos, the bits, then files of saved copy hashes to measure too
     * @throws IOException if such a file cannot be read
     */
    public static void main(String[] args) throws IOException {
        Images photos = Photos.in(Path.of(args[0]));
        int bits = Integer.parseInt(args[1]);
        List<Matching> matchers = new ArrayList<>();
        add(matchers, "bundled", CopyHash.bundled().bits(bits));
        for (int i = 2; i < args.length; i++) {
            add(matchers, args[i], CopyHash.load(Path.of(args[i])).bits(bits));
        }
        RobustnessReport report = Robustness.of(photos).measure(matchers.toArray(Matching[]::new));
        for (int k = 0; k < matchers.size(); k++) {
            for (double rate : RobustnessReport.RATES) {
                int[] thresholds = report.results().get(k).thresholds(rate);
                StringBuilder each = new StringBuilder();
                for (int m = 0; m < report.manipulations().size(); m++) {
                    each.append(String.format(
                            Locale.ROOT,
                            " %s=%.3f",
                            report.manipulations().get(m).name(),
                            report.results().get(k).recallOf(m, thresholds)));
                }
                System.out.printf(
                        Locale.ROOT,
                        "%s | %.0e | %s |%s%n",
                        matchers.get(k).name(),
                        rate,
                        report.results().get(k).recall(thresholds),
                        each);
            }
        }
    }

    private static void add(List<Matching> matchers, String name, CopyHash hash) {
        matchers.add(Matching.of(hash).named(name));
        matchers.add(Matching.of(hash.mirrored()).named(name + ", mirrored"));
        matchers.add(hash.thorough().named(name + ", thorough"));
    }
}
