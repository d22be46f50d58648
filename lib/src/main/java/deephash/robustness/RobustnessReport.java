package deephash.robustness;

import deephash.manipulation.Manipulation;
import deephash.metric.Interval;
import deephash.result.Axis;
import deephash.result.DataTable;
import deephash.result.DataTable.Column;
import deephash.result.DataTable.Counts;
import deephash.result.DataTable.Reals;
import deephash.result.DataTable.Words;
import deephash.result.Line;
import deephash.result.LinePlot;
import deephash.result.Tabular;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How many manipulated copies each matcher finds at fixed rates of false matches. A false match is a pair of different
 * photos, one of them manipulated or none, within the threshold; all such pairs are counted.
 *
 * @param photos how many were manipulated
 * @param seed of what the manipulations leave to chance
 * @param manipulations what was done to each photo
 * @param results one a matcher
 */
public record RobustnessReport(int photos, long seed, List<Manipulation> manipulations, List<Measured> results)
        implements Tabular {

    /** The rates of false matches that {@link #table} shows. */
    public static final List<Double> RATES = List.of(1e-6, 1e-5, 1e-4);

    /** Copies the lists. */
    public RobustnessReport {
        manipulations = List.copyOf(manipulations);
        results = List.copyOf(results);
    }

    private record Row(Measured matcher, double rate) {

        boolean measured() {
            return matcher.measures(rate);
        }

        double value(ToDoubleFunction<int[]> of) {
            return measured() ? of.applyAsDouble(matcher.thresholds(rate)) : Double.NaN;
        }
    }

    /**
     * The share of copies found, matcher by matcher, at one in a million, in a hundred thousand and in ten thousand.
     */
    @Override
    public DataTable table() {
        return table(RATES);
    }

    /**
     * The same at other rates.
     *
     * @param rates of false matches, such as 1e-6
     * @return a row a matcher and rate, a column a manipulation
     */
    public DataTable table(List<Double> rates) {
        List<Row> rows = new ArrayList<>();
        for (Measured matcher : results) {
            rates.forEach(rate -> rows.add(new Row(matcher, rate)));
        }
        List<Column> columns = new ArrayList<>();
        columns.add(new Words("hasher", rows.stream().map(r -> r.matcher.name()).toList()));
        columns.add(new Counts(
                "bits", rows.stream().map(r -> OptionalInt.of(r.matcher.bits())).toList()));
        columns.add(
                new Words("false matches", rows.stream().map(r -> rate(r.rate)).toList()));
        columns.add(new Words(
                "threshold", rows.stream().map(RobustnessReport::threshold).toList()));
        columns.add(
                reals("mean recall", rows, r -> r.value(t -> r.matcher.recall(t).mean())));
        columns.add(reals("from", rows, r -> r.value(t -> r.matcher.recall(t).low())));
        columns.add(reals("to", rows, r -> r.value(t -> r.matcher.recall(t).high())));
        for (int m = 0; m < manipulations.size(); m++) {
            int manipulation = m;
            columns.add(
                    reals(manipulations.get(m).name(), rows, r -> r.value(t -> r.matcher.recallOf(manipulation, t))));
        }
        return new DataTable(title(), columns);
    }

    private static Column reals(String name, List<Row> rows, ToDoubleFunction<Row> of) {
        return new Reals(name, rows.stream().mapToDouble(of).toArray());
    }

    private static String threshold(Row row) {
        if (!row.measured()) {
            return "needs more pairs";
        }
        int[] thresholds = row.matcher.thresholds(row.rate);
        return String.join(
                        " / ",
                        Arrays.stream(thresholds)
                                .mapToObj(t -> t < 0 ? "none" : String.valueOf(t))
                                .toList())
                + " bits";
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, "%.0e", rate);
    }

    private String title() {
        return String.format(
                Locale.ROOT,
                "%,d photos × %d manipulations, %,d pairs of different photos, seed %d",
                photos,
                manipulations.size(),
                results.get(0).pairs(),
                seed);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Recall: the share of copies within the largest threshold that lets at most this share of all pairs of"
                        + " different photos match; from–to: 95 %, photos drawn anew.");
        results.stream()
                .filter(r -> !r.measures(RATES.get(0)))
                .findFirst()
                .ifPresent(r -> notes.add(String.format(
                        Locale.ROOT,
                        "Needs more pairs: a rate is told from ten expected false matches on; %,d pairs do not "
                                + "give that"
                                + " at each rate. Give more photos: pairs grow with their square.",
                        r.pairs())));
        return notes;
    }

    /**
     * The mean recall of each matcher at a rate.
     *
     * @param rate of false matches
     * @return in the order of {@link #results}; NaN where the rate needs more pairs
     */
    public double[] recall(double rate) {
        return results.stream()
                .map(r -> new Row(r, rate))
                .mapToDouble(r -> r.value(t -> r.matcher.recall(t).mean()))
                .toArray();
    }

    /**
     * Thresholds chosen on one half of the photos and judged on the other, both ways.
     *
     * @return two rows a matcher and rate: the rate that was wanted, the rate that came of it, and the recall
     */
    public DataTable judged() {
        List<String> names = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        List<String> halves = new ArrayList<>();
        List<double[]> found = new ArrayList<>();
        for (Measured matcher : results) {
            for (double rate : RATES) {
                for (int half = 0; half < 2 && matcher.measures(rate / 4); half++) {
                    Measured.Judged judged = matcher.judged(rate, half);
                    names.add(matcher.name());
                    wanted.add(rate(rate));
                    halves.add(half == 0 ? "even" : "odd");
                    found.add(new double[] {judged.rate() / rate, judged.recall()});
                }
            }
        }
        return new DataTable(
                "Thresholds chosen on one half of the photos, judged on the other",
                List.of(
                        new Words("hasher", names),
                        new Words("false matches wanted", wanted),
                        new Words("chosen on photos of", halves),
                        new Reals(
                                "false matches found / wanted",
                                found.stream().mapToDouble(f -> f[0]).toArray()),
                        new Reals(
                                "mean recall",
                                found.stream().mapToDouble(f -> f[1]).toArray())));
    }

    /**
     * Mean recall over the rate of false matches, a line a matcher; only where the rate is measured.
     *
     * @return the receiver operating characteristic, its rates as powers of ten
     */
    public LinePlot chart() {
        LinePlot plot = LinePlot.of(
                "Copies found, by the rate of false matches",
                Axis.of("rate of false matches (power of ten)"),
                Axis.share("mean recall over " + manipulations.size() + " manipulations"));
        for (Measured matcher : results) {
            double[] powers = IntStream.rangeClosed(-32, -4)
                    .mapToDouble(quarter -> quarter / 4.0)
                    .filter(power -> matcher.measures(Math.pow(10, power)))
                    .toArray();
            double[] recall = Arrays.stream(powers)
                    .map(power -> mean(matcher, Math.pow(10, power)))
                    .toArray();
            if (powers.length > 0) {
                plot = plot.with(Line.of(matcher.name(), powers, recall));
            }
        }
        return plot;
    }

    private double mean(Measured matcher, double rate) {
        int[] thresholds = matcher.thresholds(rate);
        return IntStream.range(0, manipulations.size())
                .mapToDouble(m -> matcher.recallOf(m, thresholds))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The share of bits that manipulations of one kind change, by their strength.
     *
     * @param kind of manipulations of the report, as {@link Manipulation#kind} says it
     * @return a line a matcher
     * @throws IllegalArgumentException if the report has no such kind; names those it has
     */
    public LinePlot flipped(String kind) {
        int[] places = IntStream.range(0, manipulations.size())
                .filter(m -> manipulations.get(m).kind().equals(kind))
                .boxed()
                .sorted((a, b) -> Double.compare(
                        manipulations.get(a).strength(), manipulations.get(b).strength()))
                .mapToInt(Integer::intValue)
                .toArray();
        if (places.length == 0) {
            throw new IllegalArgumentException("No manipulation of kind \"" + kind + "\" in this report. It has: "
                    + String.join(
                            ", ",
                            manipulations.stream()
                                    .map(Manipulation::kind)
                                    .distinct()
                                    .toList()) + ".");
        }
        double[] strengths = Arrays.stream(places)
                .mapToDouble(m -> manipulations.get(m).strength())
                .toArray();
        LinePlot plot = LinePlot.of("Bits changed by: " + kind, Axis.of(kind), Axis.of("mean share of bits changed"));
        for (Measured matcher : results) {
            plot = plot.with(Line.of(
                            matcher.name(),
                            strengths,
                            Arrays.stream(places).mapToDouble(matcher::flipped).toArray())
                    .look(Line.Look.DOTTED));
        }
        return plot;
    }

    /** An interval in words, for logs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(title());
        for (Measured matcher : results) {
            for (double rate : RATES) {
                if (matcher.measures(rate)) {
                    Interval recall = matcher.recall(matcher.thresholds(rate));
                    text.append(String.format(
                            Locale.ROOT,
                            "%n%s at %.0e: %.3f (%.3f to %.3f)",
                            matcher.name(),
                            rate,
                            recall.mean(),
                            recall.low(),
                            recall.high()));
                }
            }
        }
        return text.toString();
    }
}
