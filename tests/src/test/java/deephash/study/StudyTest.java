package deephash.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deephash.baseline.AverageHash;
import deephash.baseline.Baseline;
import deephash.baseline.PixelValues;
import deephash.code.Labels;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Threshold;
import deephash.model.Architecture;
import deephash.progress.Said;
import deephash.progress.Screen;
import deephash.result.Evaluation;
import deephash.train.TrainOptions;
import deephash.view.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTest {

    private static final RetrievalDataset DATA =
            new RetrievalDataset("noise", split("train", 1), split("database", 2), split("query", 3));

    @TempDir
    Path folder;

    @Test
    void baselinesAndSeedsBecomeOneTableWithMeansAndDeviations() {
        StudyResult result = Study.on(DATA)
                .run(List.of(
                        Trial.of(Baseline.LSH, 8, 1), Trial.of(Baseline.LSH, 8, 2), Trial.of(Baseline.AHASH, 16, 1)));
        assertThat(result.succeeded()).hasSize(3);
        Summary lsh = result.summaries().get(0);
        assertThat(lsh.runs()).hasSize(2);
        double a = lsh.runs().get(0).map();
        double b = lsh.runs().get(1).map();
        assertThat(lsh.of(Scores::map).mean()).isCloseTo((a + b) / 2, within(1e-12));
        assertThat(lsh.of(Scores::map).deviation()).isCloseTo(Math.abs(a - b) / Math.sqrt(2), within(1e-12));
        assertThat(result.markdown()).contains("| LSH | 8 | 2 |").contains("| aHash | 16 | 1 |");
        assertThat(result.csv().lines().count()).isEqualTo(4);
    }

    @Test
    void aRunNamesEachOptionOfItsObjectiveByItself() {
        Run run = Trial.of(Architecture.CSVAE, TrainOptions.options().beta(0.1)).run();
        assertThat(run.optionList()).contains("objective Elbo", "beta 0.1", "freeBits 0.0", "epochs 10");
        assertThat(run.options()).doesNotContain("bits ", "seed ", "[");
    }

    @Test
    void realValuesStandInTheTableWithoutBits() {
        StudyResult result = Study.on(DATA).run(List.of(Trial.of(new PixelValues()), Trial.of(Baseline.LSH, 8, 1)));
        assertThat(result.failed()).isEmpty();
        assertThat(result.markdown()).contains("| pixels | – | 1 |").contains("| LSH | 8 | 1 |");
        Scores pixels = result.outcomes().get(0).scores().orElseThrow();
        assertThat(pixels.map()).isBetween(0.0, 1.0);
        assertThat(pixels.collisionRate()).isNaN();
        assertThat(result.grid().table().counts("bits").get(0)).isEmpty();
    }

    @Test
    void aTrialThatFailsStandsBesideThoseThatSucceed() {
        Trial broken = new Trial(new Run("broken", "", 8, 1), data -> {
            throw new IllegalStateException("no luck, \"today\"");
        });
        StudyResult result = Study.on(DATA).run(List.of(broken, Trial.of(Baseline.LSH, 8, 1)));
        assertThat(result.succeeded()).hasSize(1);
        assertThat(result.failed().get(0).failure()).contains("IllegalStateException: no luck, \"today\"");
        assertThat(result.csv()).contains("\"IllegalStateException: no luck, \"\"today\"\"\"");
        assertThat(result.markdown()).contains("broken, 8 bits, seed 1: IllegalStateException");
        // what was not measured is no number, seconds neither
        assertThat(result.grid().table().reals("seconds")[0]).isNaN();
    }

    @Test
    void aStudyThatWasStoppedGoesOnWhereItWas() {
        Path file = folder.resolve("made/study.jsonl");
        AtomicInteger made = new AtomicInteger();
        Trial first = counted("first", made);
        Trial stops = new Trial(new Run("stops", "", 8, 1), data -> {
            throw new CancellationException("stopped");
        });
        StudyResult stopped = Study.on(DATA).keptIn(file).run(List.of(first, stops));
        assertThat(stopped.note())
                .isEqualTo(
                        "Stopped after 1 of 2 runs. They are kept in " + file + ": the same call goes on from there.");
        StudyResult result = Study.on(DATA).keptIn(file).run(List.of(first, counted("second", made)));
        assertThat(made).hasValue(2);
        assertThat(result.outcomes()).hasSize(2).allMatch(Outcome::succeeded);
        assertThat(Study.on(DATA).keptIn(file).run(List.of(first, counted("second", made))))
                .isEqualTo(result);
        assertThat(made).hasValue(2);
    }

    @Test
    void failuresAreKeptTooAndMadeAgainOnlyWhenAskedFor() {
        Path file = folder.resolve("study.jsonl");
        AtomicInteger tries = new AtomicInteger();
        Trial unlucky = new Trial(new Run("unlucky", "", 8, 1), data -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("first try");
            }
            return AverageHash.of(8);
        });
        assertThat(Study.on(DATA).keptIn(file).run(List.of(unlucky)).failed()).hasSize(1);
        assertThat(Study.on(DATA).keptIn(file).run(List.of(unlucky)).failed()).hasSize(1);
        assertThat(tries).hasValue(1);
        assertThat(Study.on(DATA)
                        .keptIn(file)
                        .retryingFailures()
                        .run(List.of(unlucky))
                        .succeeded())
                .hasSize(1);
        assertThat(Study.on(DATA).keptIn(file).run(List.of(unlucky)).succeeded())
                .hasSize(1);
    }

    @Test
    void studiesThatShareAFileKeepEachOthersOutcomesAndTakeThem() throws Exception {
        Path file = folder.resolve("study.jsonl");
        AtomicInteger made = new AtomicInteger();
        Study study = Study.on(DATA).keptIn(file);
        // another process finishes "third" while this one makes "first"
        Trial first = new Trial(new Run("first", "", 8, 1), data -> {
            study.run(List.of(counted("third", made), counted("fourth", made)));
            return AverageHash.of(8);
        });
        StudyResult result = study.run(List.of(first, counted("second", made), counted("third", made)));
        assertThat(result.succeeded()).hasSize(3);
        assertThat(made).hasValue(3);
        assertThat(Files.readAllLines(file)).hasSize(4);
    }

    @Test
    void aLineThatAKillCutOffIsPassedOverAndItsRunMadeAgain() throws IOException {
        Path file = folder.resolve("study.jsonl");
        AtomicInteger made = new AtomicInteger();
        List<Trial> trials = List.of(counted("one", made), counted("two", made));
        Study.on(DATA).keptIn(file).run(trials);
        String whole = Files.readString(file);
        for (int cut = 1; cut < 40; cut++) {
            Files.writeString(file, whole.substring(0, whole.length() - 1 - cut));
            made.set(0);
            assertThat(Study.on(DATA).keptIn(file).run(trials).succeeded()).hasSize(2);
            assertThat(made).hasValue(1);
            assertThat(Study.on(DATA).keptIn(file).run(trials).succeeded()).hasSize(2);
            assertThat(made).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"map\":2147483647", "\"map\":-0.5", "\"recall\":1.5"})
    void scoresThatNoRunCanReachAreRefused(String wrong) throws IOException {
        Path file = folder.resolve("study.jsonl");
        Study.on(DATA).keptIn(file).run(List.of(counted("one", new AtomicInteger())));
        String name = wrong.substring(0, wrong.indexOf(':') + 1);
        String unchecked = Files.readString(file).replaceAll(",\"crc32\":\"[0-9a-f]+\"", "");
        String changed = unchecked.replaceAll(name + "[-0-9.E]+", wrong);
        assertThat(changed).isNotEqualTo(unchecked);
        Files.writeString(file, changed);
        assertThatThrownBy(() -> Study.on(DATA).keptIn(file).run(List.of()))
                .hasMessageContaining("Line 1 of " + file)
                .hasMessageContaining("which no run can reach");
        Files.writeString(file, unchecked.replaceAll(",\"scores\":\\{[^}]*}", ""));
        assertThatThrownBy(() -> Study.on(DATA).keptIn(file).run(List.of()))
                .hasMessageContaining("either scores or a failure");
    }

    @Test
    void anyChangedByteOfAnOutcomeIsNoticed() throws IOException {
        Path file = folder.resolve("study.jsonl");
        List<Trial> trials = List.of(counted("one", new AtomicInteger()));
        StudyResult right = Study.on(DATA).keptIn(file).run(trials);
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(bytes.length - 1)] ^= (byte) (1 << random.nextInt(7));
            Files.write(file, damaged);
            try {
                List<Outcome> read = Journal.read(file);
                assertThat(read).isEqualTo(right.outcomes());
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageContaining("Line ");
            }
        }
    }

    @Test
    void outcomesOnOtherDataAreNotTaken() {
        Path file = folder.resolve("study.jsonl");
        AtomicInteger made = new AtomicInteger();
        Study.on(DATA).keptIn(file).run(List.of(counted("one", made)));
        RetrievalDataset other = new RetrievalDataset("other", DATA.train(), DATA.query(), DATA.database());
        Study.on(other).keptIn(file).run(List.of(counted("one", made)));
        assertThat(made).hasValue(2);
        Study.on(DATA).keptIn(file).run(List.of(counted("one", made)));
        assertThat(made).hasValue(2);
    }

    @Test
    void anInterruptedStudyRecordsNothingHalfDone() throws IOException {
        Path file = folder.resolve("study.jsonl");
        Trial interrupted = new Trial(new Run("interrupted", "", 8, 1), data -> {
            Thread.currentThread().interrupt();
            return AverageHash.of(8);
        });
        try {
            Study.on(DATA).keptIn(file).run(List.of(counted("first", new AtomicInteger()), interrupted));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void aStoppedStudyGivesTheRunsThatAreFinishedAndSaysHowToKeepThem() {
        AtomicInteger made = new AtomicInteger();
        Trial interrupted = new Trial(new Run("interrupted", "", 8, 1), data -> {
            Thread.currentThread().interrupt();
            return AverageHash.of(8);
        });
        List<String> said = new ArrayList<>();
        Screen before = Screen.use(new Said(said));
        StudyResult result;
        try {
            result = Study.on(DATA)
                    .run(List.of(counted("first", made), counted("second", made), interrupted, counted("last", made)));
        } finally {
            Screen.use(before);
            assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
        }
        assertThat(made).hasValue(2);
        assertThat(result.outcomes().stream().map(o -> o.run().hasher())).containsExactly("first", "second");
        assertThat(result.note()).startsWith("Stopped after 2 of 4 runs.").contains("compare(data, Path.of(");
        assertThat(said).containsExactly(result.note());
        assertThat(result.markdown()).contains(result.note());
        assertThat(Views.of(result).orElseThrow().text()).contains("first", "second", result.note());
    }

    @Test
    void aStudyStoppedInItsFirstRunIsEmptyAndShowsItself() {
        Thread.currentThread().interrupt();
        StudyResult result;
        try {
            result = Study.on(DATA).run(List.of(counted("first", new AtomicInteger())));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(result.outcomes()).isEmpty();
        assertThat(Views.of(result).orElseThrow().text()).contains("Stopped after 0 of 1 runs.");
        assertThat(result.markdown()).contains("Stopped after 0 of 1 runs.");
    }

    @Test
    void aRunThatFailsBecauseItIsStoppedIsNoFailure() {
        Trial fails = new Trial(new Run("fails", "", 8, 1), data -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The file was closed by an interrupt.");
        });
        StudyResult result;
        try {
            result = Study.on(DATA).run(List.of(counted("first", new AtomicInteger()), fails));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(result.failed()).isEmpty();
        assertThat(result.note()).startsWith("Stopped after 1 of 2 runs.");
    }

    @Test
    void theTableCanHaveTheFloorOfRandomCodesForEachLength() {
        Path file = folder.resolve("study.jsonl");
        List<Trial> trials = List.of(
                Trial.of(Baseline.LSH, 8, 1),
                Trial.of(Baseline.LSH, 8, 2),
                Trial.of(Baseline.LSH, 16, 1),
                Trial.of(new PixelValues()));
        Study.on(DATA).keptIn(file).run(trials);
        StudyResult result = Study.on(DATA).keptIn(file).run(trials);
        var table = result.gridWithFloor().table();
        assertThat(table.words("hasher")).containsExactly("LSH", "LSH", "pixels", "random codes", "random codes");
        assertThat(table.counts("bits").get(3)).hasValue(8);
        assertThat(table.reals("mAP")[4])
                .isEqualTo(Evaluation.of(Baseline.LSH.fit(DATA.train().images(), 16, 1), DATA)
                        .floor()
                        .map()
                        .tieAware());
        assertThat(result.gridWithFloor().chart().line("random codes").x()).containsExactly(8, 16);
        assertThat(Views.of(result).orElseThrow().text()).contains("random codes");
        assertThat(result.markdown()).contains("| random codes | 8 |").contains("| random codes | 16 |");
        assertThat(result.grid().csv()).doesNotContain("random codes");
    }

    @Test
    void theBestOfEachLengthIsBoldAndTheFloorTakesNoPart() {
        StudyResult result = Study.on(DATA)
                .run(List.of(
                        Trial.of(Baseline.LSH, 8, 1),
                        Trial.of(Baseline.PCA_SIGN, 8, 1),
                        Trial.of(Baseline.LSH, 16, 1)));
        List<Summary> s = result.summaries();
        boolean lsh = s.get(0).of(Scores::map).mean() > s.get(1).of(Scores::map).mean();
        String best = String.format(
                Locale.ROOT, "%.4f", s.get(lsh ? 0 : 1).of(Scores::map).mean());
        assertThat(result.markdown()).contains((lsh ? "| LSH" : "| PCA-sign") + " | 8 | 1 | **" + best + "** |");
        // alone at its length, above random codes only
        assertThat(result.markdown())
                .contains(String.format(
                        Locale.ROOT,
                        "| LSH | 16 | 1 | %.4f |",
                        s.get(2).of(Scores::map).mean()));
        assertThat(result.latex())
                .startsWith("\\begin{tabular}{lrrrrrrrrr}\n\\toprule\nhasher & bits & runs & mAP (tie-aware) &")
                .contains("\\textbf{" + best + "}")
                .contains("\\bottomrule\n\\end{tabular}");
        assertThat(Views.of(result).orElseThrow().html()).contains("<b>" + best + "</b>");
    }

    @Test
    void differencesAreTakenSeedBySeedWithAnInterval() {
        List<Trial> trials = new ArrayList<>();
        for (long seed : new long[] {1, 2, 3, 4}) {
            trials.add(Trial.of(Baseline.LSH, 8, seed));
            if (seed > 1) {
                trials.add(Trial.of(Baseline.ITQ, 8, seed));
            }
        }
        StudyResult result = Study.on(DATA).run(trials);
        Differences differences = result.against("LSH");
        assertThat(differences.rows()).hasSize(1);
        PairedInterval map = differences.rows().get(0).map();
        List<Scores> lsh = result.summaries().get(0).runs();
        List<Scores> itq = result.summaries().get(1).runs();
        double[] d = {
            itq.get(0).map() - lsh.get(1).map(),
            itq.get(1).map() - lsh.get(2).map(),
            itq.get(2).map() - lsh.get(3).map()
        };
        double mean = (d[0] + d[1] + d[2]) / 3;
        assertThat(map.pairs()).as("seeds of both").isEqualTo(3);
        assertThat(map.mean()).isCloseTo(mean, within(1e-12));
        assertThat(map.high() - map.mean()).isCloseTo(map.mean() - map.low(), within(1e-12));
        assertThat(differences.markdown()).contains("| ITQ | 8 | 3 |");
        assertThatThrownBy(() -> result.against("CVAE")).hasMessageContaining("There are: LSH, ITQ");
    }

    @Test
    void aPairedIntervalIsStudentsT() {
        // scipy: stats.ttest_rel([.3, .5, .4], [.2, .3, .35]).confidence_interval()
        PairedInterval interval = PairedInterval.of(0.1, 0.2, 0.05);
        assertThat(interval.mean()).isCloseTo(0.1166667, within(1e-6));
        assertThat(interval.low()).isCloseTo(-0.0730625, within(1e-4));
        assertThat(interval.high()).isCloseTo(0.3063958, within(1e-4));
        assertThat(PairedInterval.of(0.1).low()).isNaN();
        assertThat(PairedInterval.of(0.1).toString()).isEqualTo("+0.1000");
    }

    @Test
    void theLearningRateThatWasUsedStandsInTheTableWhetherItWasAskedForOrNot() {
        TrainOptions options = TrainOptions.options().bits(8).epochs(1);
        StudyResult result = Study.on(DATA).run(List.of(Trial.of(Architecture.CVAE.channels(4), options)));
        double rate =
                Architecture.CVAE.channels(4).learningRate(DATA.train().images().pixels());
        assertThat(result.succeeded()).hasSize(1);
        assertThat(result.markdown()).contains("learningRate " + rate + " (the default for it)", "no clip");
        assertThat(result.csv()).contains("learningRate").contains("," + rate + ",");
        // the run keeps its name, so that outcomes of before are found again
        assertThat(result.outcomes().get(0).run().options()).contains("learningRate 0.0");
    }

    @Test
    void linesOfSeveralSeedsHaveBarsOfADeviation() {
        StudyResult result = Study.on(DATA)
                .run(List.of(
                        Trial.of(Baseline.LSH, 8, 1), Trial.of(Baseline.LSH, 8, 2), Trial.of(Baseline.LSH, 16, 1)));
        var chart = result.gridWithFloor().chart();
        double deviation = result.summaries().get(0).of(Scores::map).deviation();
        assertThat(chart.line("LSH").deviation()).containsExactly(deviation, 0);
        assertThat(chart.line("random codes").deviation()).isEmpty();
        assertThat(chart.title()).contains("± a standard deviation over seeds");
        assertThat(Views.of(chart)).isPresent();
        assertThat(result.notes()).anyMatch(note -> note.startsWith("± is the sample standard deviation"));
    }

    @Test
    void aForeignFileIsRefusedWithItsLine() throws IOException {
        Path file = folder.resolve("notes.txt");
        Files.writeString(file, "buy milk\n");
        assertThatThrownBy(() -> Study.on(DATA).keptIn(file).run(List.of(Trial.of(Baseline.LSH, 8, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 1 of")
                .hasMessageContaining("a file of its own");
        assertThat(Files.readString(file)).isEqualTo("buy milk\n");
    }

    private static Trial counted(String name, AtomicInteger made) {
        return new Trial(new Run(name, "", 8, 1), data -> {
            made.incrementAndGet();
            return AverageHash.of(8);
        });
    }

    private static Split split(String name, long seed) {
        int n = 40;
        byte[] values = new byte[n * 64];
        new Random(seed).nextBytes(values);
        int[] classes = new int[n];
        for (int i = 0; i < n; i++) {
            classes[i] = i % 2;
        }
        return new Split(name, new Noise(values), Labels.single(List.of("even", "odd"), classes));
    }

    private record Noise(byte[] values) implements Images {
        @Override
        public int size() {
            return values.length / 64;
        }

        @Override
        public Pixels pixels() {
            return Pixels.grey(8);
        }

        @Override
        public String name(int index) {
            return "noise " + index;
        }

        @Override
        public void read(int index, byte[] to, int offset) {
            System.arraycopy(values, index * 64, to, offset, 64);
        }
    }

    @Test
    void thresholdsTellRunsApart() {
        TrainOptions options = TrainOptions.options();
        assertThat(Trial.grid(
                                List.of(Architecture.CVAE),
                                options.threshold(Threshold.ITQ, new Threshold.Itq(10, 1), new Threshold.Itq(50, 9)))
                        .stream()
                        .map(Trial::run))
                .doesNotHaveDuplicates();
        assertThat(Trial.untrained(Architecture.CVAE, options).run()).isEqualTo(new Run("untrained CVAE", "", 64, 1));
        assertThat(Trial.untrained(Architecture.CVAE, options.threshold(Threshold.ITQ))
                        .run())
                .isEqualTo(new Run("untrained CVAE, itq", "", 64, 1));
    }

    @Test
    void numbersAreWrittenAlikeInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            StudyResult result = Study.on(DATA)
                    .run(List.of(
                            Trial.of(Baseline.LSH, 8, 1),
                            Trial.of(Baseline.LSH, 8, 2),
                            Trial.of(Baseline.AHASH, 16, 1)));
            assertThat(result.markdown())
                    .containsPattern("\\| LSH \\| 8 \\| 2 \\| 0\\.\\d{4} ± 0\\.\\d{4} \\| .* \\d+\\.\\d \\|\n");
            assertThat(result.outcomes().get(0))
                    .asString()
                    .containsPattern("mAP 0\\.\\d{4}, nearest neighbour 0\\.\\d{3}");
            assertThat(result.markdown() + Views.of(result).orElseThrow().text())
                    .doesNotContainPattern("0,\\d");
            double map = result.outcomes().get(2).scores().orElseThrow().map();
            assertThat(result.csv()).contains("," + map + ",");
            assertThat(result.grid().csv()).contains("," + map + ",");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aBarInANameStaysInItsCell() {
        Trial barred = new Trial(new Run("mine | yours", "", 8, 1), data -> AverageHash.of(8));
        assertThat(Study.on(DATA).run(List.of(barred)).markdown()).contains("| mine \\| yours | 8 | 1 |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{'hasher':'x','options':'','bits':'many','seed':1}",
                "{'hasher':{},'options':'','bits':8,'seed':1}",
                "{'hasher':['a','b'],'options':'','bits':8,'seed':1}",
                "{'hasher':'x','options':'','bits':8,'seed':1,'data':'','description':'','protocol':'','scores':7}",
                "{'hasher':'x','options':'','bits':8,'seed':1,'data':'','description':'','protocol':'','scores':{'map':'x'}}"
            })
    void aDamagedLineIsNamed(String line) throws IOException {
        Path file = folder.resolve("study.jsonl");
        Files.writeString(file, line.replace('\'', '"') + "\n");
        assertThatThrownBy(() -> Study.on(DATA).keptIn(file).run(List.of(Trial.of(Baseline.LSH, 8, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Line 1 of");
    }
}
