package deephash.view;

import deephash.metric.AtRadius;
import deephash.metric.RankPoint;
import deephash.metric.Ranking;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;

/** What an evaluation draws. */
final class EvaluationCharts {

    private EvaluationCharts() {}

    /** Precision over recall by rank of evaluations on one data set, with the random codes of the first as the floor. */
    static XYChart precisionRecall(List<Evaluation> evaluations) {
        Evaluation first = evaluations.get(0);
        XYChart chart = Charts.xy("Precision and recall by rank, " + first.dataset(), "recall", "precision");
        for (Evaluation e : evaluations) {
            curve(chart, e.label(), e.ranking());
        }
        curve(chart, "random codes", first.floor());
        chart.getSeriesMap().values().stream().skip(evaluations.size()).forEach(Charts::asFloor);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        return chart;
    }

    private static void curve(XYChart chart, String name, Ranking ranking) {
        Charts.line(
                chart,
                name,
                ranking.byRank().stream().mapToDouble(RankPoint::recall).toArray(),
                ranking.byRank().stream().mapToDouble(RankPoint::precision).toArray(),
                false);
    }

    static XYChart lookup(Evaluation e) {
        XYChart chart = Charts.xy("Hash lookup, " + e.label() + ", " + e.dataset(), "Hamming radius (bits)", "share");
        double[] radius = byRadius(e, AtRadius::radius);
        Charts.line(chart, "precision (empty = 0)", radius, byRadius(e, AtRadius::precisionEmptyAsZero), false);
        Charts.line(chart, "recall", radius, byRadius(e, AtRadius::recall), false);
        Charts.line(chart, "empty balls", radius, byRadius(e, AtRadius::emptyRate), false);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        return chart;
    }

    static XYChart precisionRecallByRadius(Evaluation e) {
        XYChart chart = Charts.xy("Precision and recall by radius, " + e.dataset(), "recall", "precision (empty = 0)");
        Charts.line(chart, e.label(), byRadius(e, AtRadius::recall), byRadius(e, AtRadius::precisionEmptyAsZero), true);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        return chart;
    }

    private static double[] byRadius(Evaluation e, ToDoubleFunction<AtRadius> of) {
        return e.ranking().byRadius().stream().mapToDouble(of).toArray();
    }

    static CategoryChart perClass(Evaluation e) {
        double[] map = e.ranking().classMap();
        List<Integer> asked = IntStream.range(0, map.length)
                .filter(c -> !Double.isNaN(map[c]))
                .boxed()
                .toList();
        if (asked.isEmpty()) {
            throw new IllegalStateException("No query of \"" + e.dataset()
                    + "\" has a relevant image in the database, so there is no mAP to draw.");
        }
        int left = map.length - asked.size();
        CategoryChart chart = Charts.bars(
                "mAP by class, " + e.label() + ", " + e.dataset()
                        + (left == 0
                                ? ""
                                : "; " + left + (left == 1 ? " class" : " classes") + " without mAP left out"),
                "class",
                "mAP (tie-aware)");
        List<String> names =
                asked.stream().map(c -> e.ranking().classNames().get(c)).toList();
        chart.addSeries(e.label(), names, of(asked, map));
        chart.addSeries("random codes", names, of(asked, e.floor().classMap())).setFillColor(Charts.FLOOR);
        chart.getStyler().setXAxisLabelRotation(names.size() > 6 ? 45 : 0);
        return chart;
    }

    private static List<Double> of(List<Integer> classes, double[] values) {
        return classes.stream().map(c -> values[c]).toList();
    }
}
