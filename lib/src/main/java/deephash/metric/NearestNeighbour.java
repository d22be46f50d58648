package deephash.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The paper's reading of retrieval: a query takes the class of its nearest database image, the one of lowest index
 * among ties. Needs one class an item.
 *
 * <p>Macro means are over the classes that some query has or was given; weighted means weigh a class by its queries.
 *
 * @param accuracy the share of queries given their own class; equal to micro precision, recall and F1
 * @param expectedAccuracy the same, expected over ties among the nearest
 * @param classes one row a class, in the order of the labels
 * @param confusion shape (classes, classes): how many queries of the row's class were given the column's
 */
public record NearestNeighbour(double accuracy, double expectedAccuracy, List<ClassScores> classes, int[][] confusion) {

    /** Copies the list. */
    public NearestNeighbour {
        classes = List.copyOf(classes);
    }

    static NearestNeighbour of(List<String> names, int[] actual, int[] given, double expectedAccuracy) {
        int[][] confusion = new int[names.size()][names.size()];
        int right = 0;
        for (int q = 0; q < actual.length; q++) {
            confusion[actual[q]][given[q]]++;
            right += actual[q] == given[q] ? 1 : 0;
        }
        List<ClassScores> classes = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            int queries = 0;
            int predicted = 0;
            for (int other = 0; other < names.size(); other++) {
                queries += confusion[c][other];
                predicted += confusion[other][c];
            }
            double hits = confusion[c][c];
            double precision = predicted == 0 ? 0 : hits / predicted;
            double recall = queries == 0 ? 0 : hits / queries;
            double f1 = hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
            double share = (double) queries / actual.length;
            double hardAp = precision * recall + (1 - recall) * share;
            classes.add(new ClassScores(names.get(c), queries, predicted, precision, recall, f1, hardAp));
        }
        return new NearestNeighbour((double) right / actual.length, expectedAccuracy, classes, confusion);
    }

    /** Precision, mean over the classes. */
    public double macroPrecision() {
        return macro(ClassScores::precision);
    }

    /** Recall, mean over the classes. */
    public double macroRecall() {
        return macro(ClassScores::recall);
    }

    /** F1, mean over the classes. */
    public double macroF1() {
        return macro(ClassScores::f1);
    }

    /** Hard AP, mean over the classes. */
    public double macroHardAp() {
        return macro(ClassScores::hardAp);
    }

    /** F1, mean over the classes weighted by their queries. */
    public double weightedF1() {
        return weighted(ClassScores::f1);
    }

    private double macro(ToDoubleFunction<ClassScores> score) {
        return classes.stream()
                .filter(c -> c.queries() + c.predicted() > 0)
                .mapToDouble(score)
                .average()
                .orElse(Double.NaN);
    }

    private double weighted(ToDoubleFunction<ClassScores> score) {
        long queries = classes.stream().mapToLong(ClassScores::queries).sum();
        return classes.stream()
                        .mapToDouble(c -> c.queries() * score.applyAsDouble(c))
                        .sum()
                / queries;
    }
}
