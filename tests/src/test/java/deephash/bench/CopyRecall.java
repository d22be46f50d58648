package deephash.bench;

import deephash.copy.CopyHash;
import deephash.copy.SharedPasses;
import deephash.data.image.Photos;
import deephash.duplicates.PhotoHashes;
import deephash.hash.Hasher;
import deephash.hash.Matching;
import deephash.metric.Interval;
import deephash.progress.Screen;
import deephash.robustness.Measured;
import deephash.robustness.Robustness;
import deephash.robustness.RobustnessReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How many copies a learned hash finds at fixed rates of false matches, with codes of 64 and of 256 bits: every photo
 * of a folder, changed in each of the project's fifteen ways, as {@link Robustness} measures it. Also counts how many
 * different photos lie within each distance, for {@code duplicates/false-matches.csv}.
 */
public final class CopyRecall {

    private static final Set<String> EASY = Set.of("border", "flip");

    private CopyRecall() {}

    /**
     * Measures.
     *
     * @param args the folder of photos; then a saved copy hash, or {@code bundled}; then a file for the counts, or
     *     nothing
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Screen.use(new Lines());
        CopyHash hash =
                args.length < 2 || args[1].equals("bundled") ? CopyHash.bundled() : CopyHash.load(Path.of(args[1]));
        SharedPasses passes = new SharedPasses(hash);
        List<Matching> matchers = new ArrayList<>();
        for (int bits : new int[] {256, 64}) {
            Hasher mirrored = passes.hasher(bits, true);
            matchers.add(Matching.of(passes.hasher(bits, false)));
            matchers.add(Matching.of(mirrored));
            matchers.add(Matching.centreCrop(mirrored, CopyHash.MIDDLE).named("copy hash, thorough"));
        }
        RobustnessReport report = Robustness.of(Photos.in(Path.of(args[0]))).measure(matchers.toArray(Matching[]::new));
        report.results().forEach(result -> print(report, result));
        if (args.length > 2) {
            List<String> names = PhotoHashes.names().stream()
                    .map(name -> PhotoHashes.named(name).name())
                    .toList();
            StringBuilder lines = new StringBuilder();
            report.results().stream()
                    .filter(result -> result.bits() == 256 && names.contains(result.name()))
                    .forEach(result -> lines.append(
                            FalseMatchTable.lines(result, report.manipulations().size())));
            Files.writeString(Path.of(args[2]), lines);
        }
    }

    private static void print(RobustnessReport report, Measured result) {
        for (double rate : RobustnessReport.RATES) {
            int[] thresholds = result.thresholds(rate);
            Interval recall = result.recall(thresholds);
            StringBuilder each = new StringBuilder();
            double hard = 0;
            int count = 0;
            for (int m = 0; m < report.manipulations().size(); m++) {
                String name = report.manipulations().get(m).name();
                double of = result.recallOf(m, thresholds);
                each.append(String.format(Locale.ROOT, " %s=%.3f", name, of));
                hard += EASY.stream().anyMatch(name::startsWith) ? 0 : of;
                count += EASY.stream().anyMatch(name::startsWith) ? 0 : 1;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d bits | %.0e, %s bits apart | %.3f (%.3f–%.3f) | without border and flip (%d left) %.3f |%s%n",
                    result.name(),
                    result.bits(),
                    rate,
                    thresholds[0],
                    recall.mean(),
                    recall.low(),
                    recall.high(),
                    count,
                    hard / count,
                    each);
        }
    }
}
