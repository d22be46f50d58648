package deephash.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import deephash.Shared;
import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.search.HammingIndex;
import deephash.code.search.Neighbour;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every value of an independent brute-force implementation, at 1e-9. */
class ReferenceTest {

    @TestFactory
    List<DynamicTest> everyMetricAgreesWithTheReference() throws IOException {
        JsonObject reference = JsonParser.parseString(Files.readString(Shared.require("vectors/reference.json")))
                .getAsJsonObject();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonElement each : reference.getAsJsonArray("retrieval")) {
            Case c = Case.of(each.getAsJsonObject());
            tests.add(DynamicTest.dynamicTest(c.name + ": mAP", c::map));
            tests.add(DynamicTest.dynamicTest(c.name + ": hash lookup", c::lookup));
            tests.add(DynamicTest.dynamicTest(c.name + ": neighbours", c::neighbours));
            tests.add(DynamicTest.dynamicTest(c.name + ": nearest neighbour", c::nearest));
            tests.add(DynamicTest.dynamicTest(c.name + ": collisions", c::collisions));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(20);
        return tests;
    }

    private record Case(String name, HashCodes queries, HashCodes database, Ranking ranking, JsonObject expected) {

        static Case of(JsonObject json) {
            HashCodes queries = codes(json, "queries", "query_labels");
            HashCodes database = codes(json, "database", "database_labels");
            return new Case(
                    json.get("name").getAsString(),
                    queries,
                    database,
                    Ranking.of(queries, database, 5, 20),
                    json.getAsJsonObject("expected"));
        }

        private static HashCodes codes(JsonObject json, String name, String labelName) {
            List<String> strings = json.getAsJsonArray(name).asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
            List<BitSet> rows = new ArrayList<>();
            int classes = 0;
            for (JsonElement row : json.getAsJsonArray(labelName)) {
                BitSet set = new BitSet();
                classes = row.getAsJsonArray().size();
                for (int c = 0; c < classes; c++) {
                    set.set(c, row.getAsJsonArray().get(c).getAsInt() == 1);
                }
                rows.add(set);
            }
            List<String> names =
                    IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
            boolean single = !json.get("name").getAsString().contains("multi-label");
            Labels labels = single
                    ? Labels.single(
                            names, rows.stream().mapToInt(r -> r.nextSetBit(0)).toArray())
                    : Labels.multi(names, rows);
            return HashCodes.ofBitStrings(strings).labelled(labels);
        }

        void map() {
            assertThat(ranking.withoutRelevant())
                    .isEqualTo(expected.get("queries_without_relevant").getAsInt());
            for (String k : List.of("5", "20", "all")) {
                AveragePrecision map = k.equals("all")
                        ? ranking.map()
                        : ranking.at(Integer.parseInt(k)).map();
                agree("map_tie_aware@" + k, map.tieAware());
                agree("map_stable@" + k, map.stable());
                agree("map_optimistic@" + k, map.optimistic());
                agree("map_pessimistic@" + k, map.pessimistic());
            }
        }

        private void agree(String key, double actual) {
            assertThat(actual).as(key).isCloseTo(expected.get(key).getAsDouble(), within(1e-9));
        }

        void lookup() {
            var radii = expected.getAsJsonArray("by_radius");
            assertThat(ranking.byRadius()).hasSize(radii.size());
            for (int r = 0; r < radii.size(); r++) {
                JsonObject at = radii.get(r).getAsJsonObject();
                AtRadius actual = ranking.byRadius().get(r);
                assertThat(actual.radius()).isEqualTo(at.get("radius").getAsInt());
                if (at.get("precision_nonempty").isJsonNull()) {
                    assertThat(actual.precision()).isNaN();
                } else {
                    assertThat(actual.precision())
                            .isCloseTo(at.get("precision_nonempty").getAsDouble(), within(1e-9));
                }
                assertThat(actual.precisionEmptyAsZero())
                        .isCloseTo(at.get("precision_empty_as_zero").getAsDouble(), within(1e-9));
                assertThat(actual.recall())
                        .as("recall at " + r)
                        .isCloseTo(at.get("recall").getAsDouble(), within(1e-9));
                assertThat(actual.emptyRate()).isCloseTo(at.get("empty_rate").getAsDouble(), within(1e-9));
            }
        }

        void neighbours() {
            var lists = expected.getAsJsonArray("neighbours");
            for (int q = 0; q < lists.size(); q++) {
                List<Neighbour> wanted = new ArrayList<>();
                for (JsonElement e : lists.get(q).getAsJsonArray()) {
                    JsonObject n = e.getAsJsonObject();
                    wanted.add(new Neighbour(
                            n.get("index").getAsInt(), n.get("distance").getAsInt()));
                }
                assertThat(HammingIndex.of(database)
                                .search(queries.get(q), wanted.size())
                                .found())
                        .isEqualTo(wanted);
            }
        }

        void nearest() {
            JsonObject wanted = expected.getAsJsonObject("nearest_neighbour");
            assertThat(ranking.nearest().isPresent()).isEqualTo(wanted != null);
            if (wanted == null) {
                return;
            }
            NearestNeighbour nearest = ranking.nearest().orElseThrow();
            agree(wanted, "accuracy", nearest, NearestNeighbour::accuracy);
            agree(wanted, "macro_precision", nearest, NearestNeighbour::macroPrecision);
            agree(wanted, "macro_recall", nearest, NearestNeighbour::macroRecall);
            agree(wanted, "macro_f1", nearest, NearestNeighbour::macroF1);
            agree(wanted, "weighted_f1", nearest, NearestNeighbour::weightedF1);
            agree(wanted, "macro_hard_ap", nearest, NearestNeighbour::macroHardAp);
            agree(wanted, "expected_accuracy_over_ties", nearest, NearestNeighbour::expectedAccuracy);
        }

        void collisions() {
            JsonObject wanted = expected.getAsJsonObject("collisions_database");
            Collisions found = Collisions.of(database);
            agree(wanted, "images", found, Collisions::images);
            agree(wanted, "distinct", found, Collisions::distinct);
            agree(wanted, "excess", found, Collisions::excess);
            agree(wanted, "images_sharing", found, Collisions::imagesSharing);
            agree(wanted, "codes_shared", found, Collisions::codesShared);
            agree(wanted, "colliding_pairs", found, Collisions::collidingPairs);
            agree(wanted, "random_expected_excess", found, Collisions::expectedExcess);
            agree(wanted, "random_expected_pairs", found, Collisions::expectedPairs);
        }

        private static <T> void agree(JsonObject wanted, String key, T found, ToDoubleFunction<T> value) {
            assertThat(value.applyAsDouble(found))
                    .as(key)
                    .isCloseTo(wanted.get(key).getAsDouble(), within(1e-9));
        }
    }
}
