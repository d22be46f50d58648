package deephash.study;

import deephash.result.DataTable;
import deephash.result.RunTable;
import deephash.result.Tabular;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The outcomes of a study, one a run.
 *
 * @param outcomes in the order of the trials
 * @param note what the reader must know: after how many runs it was stopped; else empty
 */
public record StudyResult(List<Outcome> outcomes, String note) implements Tabular {

    private static final CSVFormat CSV =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    static final String PLUS_MINUS =
            "± is the sample standard deviation over runs that differ in their seed only (new first"
                    + " weights, order and noise on the same images); it is no interval of the mean.";

    /** Copies the list. */
    public StudyResult {
        outcomes = List.copyOf(outcomes);
    }

    /** The outcomes of a study that went to its end. */
    public StudyResult(List<Outcome> outcomes) {
        this(outcomes, "");
    }

    /** The runs that succeeded. */
    public List<Outcome> succeeded() {
        return outcomes.stream().filter(Outcome::succeeded).toList();
    }

    /** The runs that failed. */
    public List<Outcome> failed() {
        return outcomes.stream().filter(o -> !o.succeeded()).toList();
    }

    /** The options that all runs with options have in common: what a caption says once. */
    public List<String> commonOptions() {
        List<List<String>> options = outcomes.stream()
                .map(Outcome::options)
                .filter(o -> !o.isEmpty())
                .toList();
        return options.isEmpty()
                ? List.of()
                : options.get(0).stream()
                        .filter(option -> options.stream().allMatch(o -> o.contains(option)))
                        .toList();
    }

    /** The runs that differ in their seed only, taken together, in the order in which they first appear. */
    public List<Summary> summaries() {
        Map<Run, List<Outcome>> groups = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            Run run = outcome.run();
            groups.computeIfAbsent(new Run(run.hasher(), run.options(), run.bits(), 0), r -> new ArrayList<>())
                    .add(outcome);
        }
        List<String> common = commonOptions();
        List<Summary> summaries = new ArrayList<>();
        groups.forEach((run, group) -> summaries.add(new Summary(
                run.hasher(),
                String.join(
                        Run.BETWEEN_OPTIONS,
                        group.get(0).options().stream()
                                .filter(o -> !common.contains(o))
                                .toList()),
                run.bits(),
                group.stream().flatMap(o -> o.scores().stream()).toList(),
                (int) group.stream().filter(o -> !o.succeeded()).count())));
        return summaries;
    }

    /** The summaries as a table and a chart. */
    public RunTable grid() {
        String title = outcomes.isEmpty()
                ? "No runs"
                : outcomes.get(0).description() + ", " + outcomes.get(0).protocol();
        return new RunTable(
                title,
                summaries().stream()
                        .map(s -> new RunTable.Row(
                                s.hasher(),
                                s.options(),
                                s.bits(),
                                s.runs().size(),
                                s.failures(),
                                s.of(Scores::map).mean(),
                                s.of(Scores::map).deviation(),
                                s.of(Scores::accuracy).mean(),
                                s.of(Scores::hardAp).mean(),
                                100 * s.of(Scores::collisionRate).mean(),
                                s.of(Scores::seconds).mean()))
                        .toList());
    }

    /** The same table with random codes of every length below it: the floor that a run has to exceed. */
    public RunTable gridWithFloor() {
        RunTable grid = grid();
        List<RunTable.Row> rows = new ArrayList<>(grid.rows());
        Map<Integer, Scores> floors = new TreeMap<>();
        for (Outcome outcome : succeeded()) {
            outcome.scores()
                    .filter(s -> outcome.run().bits() > 0 && Double.isFinite(s.randomMap()))
                    .ifPresent(s -> floors.putIfAbsent(outcome.run().bits(), s));
        }
        floors.forEach((bits, s) -> rows.add(new RunTable.Row(
                RunTable.FLOOR,
                "",
                bits,
                1,
                0,
                s.randomMap(),
                Double.NaN,
                s.randomAccuracy(),
                Double.NaN,
                100 * s.randomCollisionRate(),
                Double.NaN)));
        return new RunTable(grid.title(), rows);
    }

    /** The table of {@link #gridWithFloor}. */
    @Override
    public DataTable table() {
        return gridWithFloor().table();
    }

    /** What ± means, whether the study was stopped, and the reason of each failure. */
    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (summaries().stream().anyMatch(s -> s.runs().size() > 1)) {
            notes.add(PLUS_MINUS);
        }
        if (!note.isEmpty()) {
            notes.add(note);
        }
        for (Outcome failed : failed()) {
            notes.add("Failed: " + failed.run() + ": " + failed.failure().orElse(""));
        }
        return notes;
    }

    /**
     * The summaries as a Markdown table: mean ± deviation over seeds, the best of each length bold, random codes below;
     * and under it what was the same for all.
     */
    @Override
    public String markdown() {
        return new StudyTable(this).markdown();
    }

    /** The summaries as a LaTeX table for the package booktabs, as {@link #markdown} has them. */
    @Override
    public String latex() {
        return new StudyTable(this).latex();
    }

    /**
     * How much every hasher is better or worse than one of them, over seeds that both were run with.
     *
     * @param hasher its name in the table; the best options of it, by mean mAP, where there are several
     * @return mean differences of mAP and nearest-neighbour accuracy with paired 95 % intervals
     * @throws IllegalArgumentException if no run of this name succeeded; names those that did
     */
    public Differences against(String hasher) {
        return Differences.of(this, hasher);
    }

    /** Every run with every score as CSV, with a header line; a failed run has its reason in the last column. */
    @Override
    public String csv() {
        RecordComponent[] scores = Scores.class.getRecordComponents();
        List<String> header = new ArrayList<>(List.of("hasher", "options", "bits", "seed", "description", "protocol"));
        for (RecordComponent score : scores) {
            header.add(score.getName());
        }
        header.add("failure");
        StringBuilder text = new StringBuilder();
        try (CSVPrinter out = new CSVPrinter(text, CSV)) {
            out.printRecord(header);
            for (Outcome o : outcomes) {
                out.print(o.run().hasher());
                out.print(o.run().options());
                out.print(o.run().bits());
                out.print(o.run().seed());
                out.print(o.description());
                out.print(o.protocol());
                for (RecordComponent score : scores) {
                    out.print(o.scores().map(s -> value(score, s)).orElse(""));
                }
                out.print(o.failure().orElse(""));
                out.println();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String value(RecordComponent component, Scores scores) {
        double value = (double) Records.value(component, scores);
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    @Override
    public String toString() {
        return markdown();
    }
}
