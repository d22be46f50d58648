package deephash.study;

import deephash.result.Best;
import deephash.result.Latex;
import deephash.result.Markdown;
import deephash.result.RunTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The summaries of a study as text: for a README, and for a paper. */
final class StudyTable {

    private final StudyResult result;
    private final List<Summary> summaries;
    private final boolean options;
    private final List<Score> columns = List.of(
            new Score("mAP (tie-aware)", Scores::map, true),
            new Score("mAP@1000", Scores::map1000, true),
            new Score("1-NN accuracy", Scores::accuracy, true),
            new Score("hard AP", Scores::hardAp, true),
            new Score("collision rate", Scores::collisionRate, false),
            new Score("bit entropy", Scores::entropy, false));

    StudyTable(StudyResult result) {
        this.result = result;
        summaries = result.summaries();
        options = summaries.stream().anyMatch(s -> !s.options().isEmpty());
    }

    /**
     * A column.
     *
     * @param name its head
     * @param of what it shows
     * @param most whether the largest is the best, and bold
     */
    private record Score(String name, ToDoubleFunction<Scores> of, boolean most) {}

    String markdown() {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < summaries.size(); row++) {
            List<String> cells = cells(row);
            List<Boolean> bold = bold(row);
            rows.add(IntStream.range(0, cells.size())
                    .mapToObj(c -> bold.get(c) ? "**" + cells.get(c) + "**" : cells.get(c))
                    .toList());
        }
        rows.addAll(floor());
        StringBuilder text = new StringBuilder(Markdown.row(head())).append('\n');
        text.append('|');
        numbers().forEach(number -> text.append(number ? "---:|" : "---|"));
        text.append('\n');
        rows.forEach(row -> text.append(Markdown.row(row)).append('\n'));
        caption().forEach(line -> text.append('\n').append(line).append('\n'));
        return text.toString();
    }

    String latex() {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < summaries.size(); row++) {
            List<String> cells = cells(row);
            List<Boolean> bold = bold(row);
            rows.add(IntStream.range(0, cells.size())
                    .mapToObj(c -> Latex.cell(cells.get(c), bold.get(c)))
                    .toList());
        }
        floor().forEach(row ->
                rows.add(row.stream().map(cell -> Latex.cell(cell, false)).toList()));
        StringBuilder text = new StringBuilder(Latex.table(head(), numbers(), rows));
        caption()
                .forEach(line ->
                        text.append("% ").append(line.replace('\n', ' ')).append('\n'));
        return text.toString();
    }

    private List<String> head() {
        List<String> head = new ArrayList<>(List.of("hasher", "bits"));
        if (options) {
            head.add("options");
        }
        head.add("runs");
        columns.forEach(column -> head.add(column.name()));
        head.add("seconds");
        return head;
    }

    private List<Boolean> numbers() {
        return head().stream()
                .map(name -> !name.equals("hasher") && !name.equals("options"))
                .toList();
    }

    private List<String> cells(int row) {
        Summary s = summaries.get(row);
        List<String> cells = new ArrayList<>(List.of(s.hasher(), s.bits() == 0 ? "–" : String.valueOf(s.bits())));
        if (options) {
            cells.add(s.options());
        }
        cells.add(s.runs().size() + (s.failures() > 0 ? " (" + s.failures() + " failed)" : ""));
        columns.forEach(column -> cells.add(s.of(column.of()).toString()));
        cells.add(String.format(Locale.ROOT, "%.1f", s.of(Scores::seconds).mean()));
        return cells;
    }

    private List<Boolean> bold(int row) {
        List<Boolean> bold = new ArrayList<>(Collections.nCopies(head().size(), false));
        List<Integer> lengths = new ArrayList<>();
        summaries.forEach(s -> lengths.add(s.bits() == 0 ? null : s.bits()));
        int first = options ? 4 : 3;
        for (int c = 0; c < columns.size(); c++) {
            Score column = columns.get(c);
            double[] means = summaries.stream()
                    .mapToDouble(s -> s.of(column.of()).mean())
                    .toArray();
            bold.set(first + c, column.most() && Best.largest(means, lengths).contains(row));
        }
        return bold;
    }

    private List<List<String>> floor() {
        return result.gridWithFloor().rows().stream()
                .filter(row -> row.hasher().equals(RunTable.FLOOR))
                .map(row -> {
                    List<String> cells = new ArrayList<>(Collections.nCopies(head().size(), "–"));
                    cells.set(0, row.hasher());
                    cells.set(1, String.valueOf(row.bits()));
                    int first = options ? 4 : 3;
                    cells.set(first, four(row.map()));
                    cells.set(first + 2, four(row.accuracy()));
                    cells.set(first + 4, four(row.collisionPercent() / 100));
                    return cells;
                })
                .toList();
    }

    private static String four(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    private List<String> caption() {
        List<String> lines = new ArrayList<>();
        if (!result.outcomes().isEmpty()) {
            Outcome first = result.outcomes().get(0);
            lines.add(first.description() + ". Split: " + first.protocol() + ".");
        }
        if (!result.commonOptions().isEmpty()) {
            lines.add("Trained with " + String.join(Run.BETWEEN_OPTIONS, result.commonOptions()) + ".");
        }
        lines.addAll(result.notes());
        return lines;
    }
}
