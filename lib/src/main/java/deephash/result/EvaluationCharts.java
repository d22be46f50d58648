package deephash.result;

import deephash.metric.AtRadius;
import deephash.metric.RankPoint;
import deephash.metric.Ranking;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The charts of an evaluation. */
final class EvaluationCharts {

    private EvaluationCharts() {}

    /**
     * Precision over recall by rank of evaluations on one data set, with the random codes of the first as the floor.
     */
    static LinePlot precisionRecall(List<Evaluation> evaluations) {
        Evaluation first = evaluations.get(0);
        LinePlot chart = LinePlot.of(
                "Precision and recall by rank, " + first.dataset(), Axis.share("recall"), Axis.share("precision"));
        for (Evaluation e : evaluations) {
            chart = chart.with(curve(e.label(), e.ranking()));
        }
        return chart.with(curve("random codes", first.floor()).look(Line.Look.FLOOR));
    }

    private static Line curve(String name, Ranking ranking) {
        return Line.of(
                name,
                ranking.byRank().stream().mapToDouble(RankPoint::recall).toArray(),
                ranking.byRank().stream().mapToDouble(RankPoint::precision).toArray());
    }

    static LinePlot lookup(Evaluation e) {
        double[] radius = byRadius(e, AtRadius::radius);
        return LinePlot.of(
                        "Hash lookup, " + e.label() + ", " + e.dataset(),
                        Axis.of("Hamming radius (bits)"),
                        Axis.share("share"))
                .with(Line.of("precision (empty = 0)", radius, byRadius(e, AtRadius::precisionEmptyAsZero)))
                .with(Line.of("recall", radius, byRadius(e, AtRadius::recall)))
                .with(Line.of("empty balls", radius, byRadius(e, AtRadius::emptyRate)));
    }

    static LinePlot precisionRecallByRadius(Evaluation e) {
        return LinePlot.of(
                        "Precision and recall by radius, " + e.dataset(),
                        Axis.share("recall"),
                        Axis.share("precision (empty = 0)"))
                .with(Line.of(e.label(), byRadius(e, AtRadius::recall), byRadius(e, AtRadius::precisionEmptyAsZero))
                        .look(Line.Look.DOTTED));
    }

    private static double[] byRadius(Evaluation e, ToDoubleFunction<AtRadius> of) {
        return e.ranking().byRadius().stream().mapToDouble(of).toArray();
    }

    static BarPlot perClass(Evaluation e) {
        double[] map = e.ranking().classMap();
        int[] asked = IntStream.range(0, map.length)
                .filter(c -> !Double.isNaN(map[c]))
                .toArray();
        if (asked.length == 0) {
            throw new IllegalStateException("No query of \"" + e.dataset()
                    + "\" has a relevant image in the database, so there is no mAP to draw.");
        }
        int left = map.length - asked.length;
        return new BarPlot(
                "mAP by class, " + e.label() + ", " + e.dataset()
                        + (left == 0
                                ? ""
                                : "; " + left + (left == 1 ? " class" : " classes") + " without mAP left out"),
                Axis.of("class"),
                Axis.of("mAP (tie-aware)"),
                Arrays.stream(asked)
                        .mapToObj(c -> e.ranking().classNames().get(c))
                        .toList(),
                List.of(
                        new BarPlot.Bars(e.label(), of(asked, map), false),
                        new BarPlot.Bars("random codes", of(asked, e.floor().classMap()), true)));
    }

    private static double[] of(int[] classes, double[] values) {
        return Arrays.stream(classes).mapToDouble(c -> values[c]).toArray();
    }
}
