package deephash.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import deephash.code.Labels;
import deephash.model.engine.Compute;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of all objectives against those that values.py computes in NumPy from the papers' formulas. */
class ObjectiveValuesTest {

    private static final int ROWS = 6;
    private static final int BITS = 8;
    private static final List<String> CLASSES = List.of("a", "b", "c");

    /** A case of values.json. */
    record Case(JsonObject json) {
        @Override
        public String toString() {
            return json.get("objective").getAsString() + ", "
                    + json.get("labels").getAsString();
        }
    }

    private static JsonElement resource(String name) {
        try (Reader reader =
                new InputStreamReader(ObjectiveValuesTest.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<Case> cases() {
        return StreamSupport.stream(resource("values.json").getAsJsonArray().spliterator(), false)
                .map(each -> new Case(each.getAsJsonObject()));
    }

    private static Objective objective(String name) {
        return switch (name) {
            case "HashNet after 25 epochs" -> Objectives.HASHNET;
            case "OrthoHash margin 0.2" -> Objectives.ORTHO_HASH.margin(0.2);
            case "NT-Xent of three views" -> Objectives.NT_XENT.views(3);
            default ->
                Objectives.ALL.stream()
                        .filter(o -> o.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        };
    }

    private static Labels labels(String kind, int images) {
        Labels all = kind.equals("single")
                ? Labels.single(CLASSES, new int[] {0, 1, 2, 0, 1, 2})
                : Labels.multi(CLASSES, List.of(of(0, 1), of(1), of(2), of(0), of(), of(0, 1, 2)));
        return all.select(IntStream.range(0, images).toArray());
    }

    private static BitSet of(int... classes) {
        BitSet set = new BitSet();
        IntStream.of(classes).forEach(set::set);
        return set;
    }

    private interface Formula {
        double at(int i, int j);
    }

    private static NDArray matrix(NDManager memory, int rows, int columns, Formula formula) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) formula.at(i / columns, i % columns);
        }
        return memory.create(values, new Shape(rows, columns));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueAndGradientAreThoseOfTheFormula(Case expected) {
        String name = expected.json().get("objective").getAsString();
        Objective objective = objective(name);
        Labels labels = labels(expected.json().get("labels").getAsString(), ROWS / objective.views());
        Compute.with(memory -> {
            NDArray u = matrix(memory, ROWS, BITS, (i, j) -> 1.7 * Math.sin(1 + 3 * i + 5 * j + i * j));
            NDArray x = matrix(memory, ROWS, 10, (i, j) -> 0.5 + 0.5 * Math.cos(2 * i + 3 * j * j + i * j));
            NDArray classifier = matrix(memory, 3, BITS, (i, j) -> 0.6 * Math.cos(1 + i + 2 * j));
            u.setRequiresGradient(true);
            double epoch = name.endsWith("25 epochs") ? 25 : 0;
            JsonObject parts = expected.json().getAsJsonObject("parts");
            try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                Terms terms = objective.terms(Batch.of(
                        new Task(BITS, labels, 1),
                        x,
                        u,
                        labels,
                        epoch,
                        Map.of("classifier", classifier, "tags", classifier)));
                assertThat(terms.parts().keySet()).isEqualTo(parts.keySet());
                terms.parts()
                        .forEach((part, value) -> assertThat((double) value.getFloat())
                                .as(part)
                                .isCloseTo(parts.get(part).getAsDouble(), within(2e-4)));
                assertThat((double) terms.total().getFloat())
                        .isCloseTo(expected.json().get("loss").getAsDouble(), within(2e-4));
                gradients.backward(terms.total());
            }
            float[] gradient = u.getGradient().toFloatArray();
            JsonArray differences = expected.json().getAsJsonArray("gradient");
            for (int i = 0; i < gradient.length; i++) {
                assertThat((double) gradient[i])
                        .as("gradient " + i)
                        .isCloseTo(differences.get(i).getAsDouble(), within(2e-4));
            }
            return 0;
        });
    }

    @Test
    void everyObjectiveOverCodesHasItsValues() {
        TreeSet<String> missing = Objectives.ALL.stream()
                .filter(o -> !o.needsDecoder())
                .map(Objective::name)
                .collect(Collectors.toCollection(TreeSet::new));
        cases().forEach(each -> missing.remove(each.json().get("objective").getAsString()));
        assertThat(missing).isEmpty();
    }

    @Test
    void theCentresAreThoseThatTheValuesWereComputedWith() {
        JsonArray rows = resource("centres.json").getAsJsonObject().getAsJsonArray("centres");
        float[][] centres = Centres.HADAMARD.of(3, BITS, 1);
        for (int c = 0; c < centres.length; c++) {
            for (int j = 0; j < BITS; j++) {
                assertThat(centres[c][j])
                        .isEqualTo(rows.get(c).getAsJsonArray().get(j).getAsFloat());
            }
        }
    }

    @Test
    void noTwoCentresCollideAndHadamardRowsDifferInHalfOfTheirBitsOrAll() {
        for (Centres kind : Centres.values()) {
            for (int[] size : new int[][] {{10, 64}, {100, 16}, {16, 4}, {30, 16}, {7, 12}, {2, 1}}) {
                float[][] centres = kind.of(size[0], size[1], 3);
                assertThat(Stream.of(centres).map(java.util.Arrays::toString).distinct())
                        .as(kind + " " + size[0] + " of " + size[1])
                        .hasSize(size[0]);
            }
        }
        float[][] rows = Centres.HADAMARD.of(100, 64, 5);
        long constant = IntStream.range(0, 64)
                .filter(j -> IntStream.range(1, 10).allMatch(c -> rows[c][j] == rows[0][j]))
                .count();
        assertThat(constant).isLessThanOrEqualTo(1);
        for (int a = 0; a < rows.length; a++) {
            for (int b = 0; b < a; b++) {
                int distance = 0;
                for (int j = 0; j < 64; j++) {
                    distance += rows[a][j] == rows[b][j] ? 0 : 1;
                }
                assertThat(distance).isIn(32, 64);
            }
        }
    }
}
