package deephash.study;

import deephash.result.DataTable;
import deephash.result.DataTable.Counts;
import deephash.result.DataTable.Reals;
import deephash.result.DataTable.Words;
import deephash.result.Tabular;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How much hashers differ from one of them. Each is compared seed by seed, so that what a seed does to both alike, such
 * as an order of the images, does not count.
 *
 * @param title what is compared
 * @param rows one for each other hasher, its options and its length
 */
public record Differences(String title, List<Row> rows) implements Tabular {

    /** Copies the list. */
    public Differences {
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param hasher its name
     * @param options what else was chosen, and is not the same in every row
     * @param bits the length of the codes
     * @param map of tie-aware mAP: it less the reference
     * @param accuracy the same for the share of queries whose nearest image has their class
     */
    public record Row(String hasher, String options, int bits, PairedInterval map, PairedInterval accuracy) {}

    static Differences of(StudyResult result, String reference) {
        List<Summary> summaries = result.summaries();
        List<Row> rows = new ArrayList<>();
        for (Summary other : summaries) {
            Optional<Summary> against = summaries.stream()
                    .filter(s -> s.hasher().equals(reference)
                            && s.bits() == other.bits()
                            && !s.runs().isEmpty())
                    .max(Comparator.comparingDouble(s -> s.of(Scores::map).mean()));
            if (against.isPresent() && !against.get().equals(other)) {
                Map<Long, Scores> here = bySeed(result, other);
                Map<Long, Scores> there = bySeed(result, against.get());
                rows.add(new Row(
                        other.hasher(),
                        other.options(),
                        other.bits(),
                        interval(here, there, Scores::map),
                        interval(here, there, Scores::accuracy)));
            }
        }
        if (summaries.stream()
                .noneMatch(s -> s.hasher().equals(reference) && !s.runs().isEmpty())) {
            throw new IllegalArgumentException("No run of \"" + reference + "\" succeeded. There are: "
                    + String.join(
                            ", ",
                            summaries.stream()
                                    .filter(s -> !s.runs().isEmpty())
                                    .map(Summary::hasher)
                                    .distinct()
                                    .toList())
                    + ".");
        }
        return new Differences("Differences from " + reference + ", seed by seed", rows);
    }

    private static Map<Long, Scores> bySeed(StudyResult result, Summary summary) {
        Map<Long, Scores> bySeed = new LinkedHashMap<>();
        List<String> common = result.commonOptions();
        for (Outcome o : result.succeeded()) {
            String options = String.join(
                    Run.BETWEEN_OPTIONS,
                    o.options().stream().filter(each -> !common.contains(each)).toList());
            if (o.run().hasher().equals(summary.hasher())
                    && o.run().bits() == summary.bits()
                    && options.equals(summary.options())) {
                o.scores().ifPresent(s -> bySeed.put(o.run().seed(), s));
            }
        }
        return bySeed;
    }

    private static PairedInterval interval(
            Map<Long, Scores> here, Map<Long, Scores> there, ToDoubleFunction<Scores> of) {
        return PairedInterval.of(here.keySet().stream()
                .filter(there::containsKey)
                .mapToDouble(seed -> of.applyAsDouble(here.get(seed)) - of.applyAsDouble(there.get(seed)))
                .toArray());
    }

    @Override
    public DataTable table() {
        List<DataTable.Column> columns = new ArrayList<>();
        columns.add(new Words("hasher", rows.stream().map(Row::hasher).toList()));
        columns.add(new Counts(
                "bits",
                rows.stream()
                        .map(r -> r.bits == 0 ? OptionalInt.empty() : OptionalInt.of(r.bits))
                        .toList()));
        if (rows.stream().anyMatch(r -> !r.options.isEmpty())) {
            columns.add(new Words("options", rows.stream().map(Row::options).toList()));
        }
        columns.add(new Counts(
                "seeds", rows.stream().map(r -> OptionalInt.of(r.map.pairs())).toList()));
        add(columns, "mAP", Row::map);
        add(columns, "1-NN accuracy", Row::accuracy);
        return new DataTable(title, columns);
    }

    private void add(List<DataTable.Column> columns, String name, Function<Row, PairedInterval> of) {
        columns.add(reals("Δ " + name, of, PairedInterval::mean));
        columns.add(reals("Δ " + name + " from", of, PairedInterval::low));
        columns.add(reals("Δ " + name + " to", of, PairedInterval::high));
    }

    private Reals reals(String name, Function<Row, PairedInterval> of, ToDoubleFunction<PairedInterval> end) {
        return new Reals(name, rows.stream().map(of).mapToDouble(end).toArray());
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Mean differences over seeds that both were run with, and their 95 % intervals (paired t): where an"
                        + " interval holds 0, these seeds do not tell the two apart. They say nothing of other "
                        + "images.");
    }

    /** The table, in Markdown. */
    @Override
    public String toString() {
        return markdown();
    }
}
