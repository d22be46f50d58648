package deephash.train;

import static deephash.objective.Objectives.DPN;
import static deephash.objective.Objectives.NT_XENT;
import static deephash.train.TrainOptions.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.DeepHash;
import deephash.augment.Augmentation;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.encoder.Encoder;
import deephash.encoder.Preparation;
import deephash.encoder.Preparation.Pooling;
import deephash.model.engine.Compute;
import deephash.model.engine.TunableModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small networks of Python (resources/tuning/make.py) that go on learning. */
class FineTunerTest {

    private static final Preparation FEATURES =
            Preparation.imageNet(14).squash().output("0", Pooling.NONE);
    private static final Preparation RUNNING_MEANS = FEATURES.output("1", Pooling.NONE);
    private static final TrainOptions OPTIONS =
            options().objective(DPN).batch(50).epochs(2).bits(16).learningRate(2e-3);
    private static final Split TRAIN = DeepHash.load("fashion-mnist-mini")
            .train()
            .select(IntStream.range(0, 300).toArray());
    private static final Images QUERIES = DeepHash.load("fashion-mnist-mini")
            .query()
            .images()
            .select(IntStream.range(0, 100).toArray());

    @TempDir
    private Path folder;

    private String cache = "";

    @BeforeEach
    void useAnEmptyCache() {
        cache = System.getProperty("deephash.cache", "");
        System.setProperty("deephash.cache", folder.resolve("cache").toString());
    }

    @AfterEach
    void useTheCacheOfBefore() {
        if (cache.isEmpty()) {
            System.clearProperty("deephash.cache");
        } else {
            System.setProperty("deephash.cache", cache);
        }
    }

    private Encoder encoder(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = FineTunerTest.class.getResourceAsStream("/tuning/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return Encoder.load(file, FEATURES).trusted();
    }

    private static Map<String, float[]> parameters(Path file) {
        return Compute.with(memory -> {
            Map<String, float[]> values = new LinkedHashMap<>();
            TunableModule.load(memory, file)
                    .parameters()
                    .forEach((name, array) -> values.put(name, array.toFloatArray()));
            return values;
        });
    }

    private static float[] runningMeans(Path file) throws IOException {
        return Encoder.load(file, RUNNING_MEANS).trusted().features(QUERIES)[0];
    }

    @Test
    void theNetworkLearnsWithItsHeadAndTheEncoderThatWasGivenStaysAsItIs() throws IOException {
        Encoder given = encoder("traced.pt");
        Path tuned = folder.resolve("tuned");
        TrainOptions options = OPTIONS.epochs(6).augment(Augmentation.NONE);
        Head head = FineTuner.in(tuned).train(given, TRAIN, options);
        assertThat(head.name()).isEqualTo("DPN on traced, fine-tuned");
        assertThat(head.history().epochs()).hasSize(6);
        assertThat(head.history().epochs().get(5).loss())
                .isLessThan(head.history().epochs().get(0).loss());
        Map<String, float[]> before = parameters(given.file());
        parameters(tuned.resolve("encoder.pt"))
                .forEach((name, values) -> assertThat(values)
                        .as(name)
                        .hasSameSizeAs(before.get(name))
                        .isNotEqualTo(before.get(name)));
        assertThat(Encoder.load(given.file(), FEATURES).digest())
                .isEqualTo(given.digest())
                .isEqualTo(head.provenance().fact("encoder.sha256"));
        assertThat(Head.load(tuned.resolve("head.safetensors")).hash(QUERIES)).isEqualTo(head.hash(QUERIES));
        Head frozen = HeadTrainer.train(given, TRAIN, options);
        assertThat(head.history().epochs().get(5).loss())
                .as("a network that learns fits better than its head alone")
                .isLessThan(frozen.history().epochs().get(5).loss());
    }

    @Test
    void parametersThatShallNotLearnStayAsTheyAreToTheBit() throws IOException {
        Encoder given = encoder("scripted.pt");
        FineTuner.in(folder.resolve("tuned")).only("last").train(given, TRAIN, OPTIONS);
        Map<String, float[]> before = parameters(given.file());
        parameters(folder.resolve("tuned").resolve("encoder.pt")).forEach((name, values) -> {
            if (name.startsWith("last")) {
                assertThat(values).as(name).isNotEqualTo(before.get(name));
            } else {
                assertThat(values).as(name).isEqualTo(before.get(name));
            }
        });
    }

    @Test
    void batchNormalisationsLearnStatisticsOnlyInTrainingMode() throws IOException {
        Encoder given = encoder("scripted.pt");
        float[] before = runningMeans(given.file());
        FineTuner.in(folder.resolve("evaluation")).train(given, TRAIN, OPTIONS.epochs(1));
        assertThat(runningMeans(folder.resolve("evaluation").resolve("encoder.pt")))
                .isEqualTo(before);
        FineTuner.in(folder.resolve("training"))
                .inTrainingMode()
                .only("last.bias")
                .train(given, TRAIN, OPTIONS.epochs(1).batch(300));
        float[] after = runningMeans(folder.resolve("training").resolve("encoder.pt"));
        assertThat(after).isNotEqualTo(before);
        Encoder step = Encoder.load(folder.resolve("training").resolve("state-1.pt"), RUNNING_MEANS)
                .trusted();
        assertThat(step.features(QUERIES)[0]).isEqualTo(after);
    }

    @Test
    void theFirstTrainingPassOfALoadedFileIsInTrainingMode() throws IOException {
        Encoder given = encoder("scripted.pt");
        float[] first = Compute.with(memory -> {
            TunableModule network = TunableModule.load(memory, given.file());
            network.mode(true);
            return network.run(memory, given.prepared(QUERIES), 14, FEATURES.forEngine())
                    .get(1)
                    .toFloatArray();
        });
        assertThat(Arrays.copyOf(first, 8)).isNotEqualTo(runningMeans(given.file()));
    }

    @Test
    void aTraceHasNoTrainingModeAndAFrozenFileNothingToLearn() throws IOException {
        Encoder traced = encoder("traced.pt");
        assertThatThrownBy(
                        () -> FineTuner.in(folder.resolve("a")).inTrainingMode().train(traced, TRAIN, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gives the same values in training mode")
                .hasMessageContaining("torch.jit.script");
        Encoder frozen = encoder("frozen.pt");
        assertThatThrownBy(() -> FineTuner.in(folder.resolve("b")).train(frozen, TRAIN, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no parameters that could learn")
                .hasMessageContaining("trainable=True");
        assertThatThrownBy(
                        () -> FineTuner.in(folder.resolve("c")).only("layer4").train(traced, TRAIN, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No parameter of traced begins with \"layer4\"")
                .hasMessageContaining("first.weight");
    }

    @Test
    void aStoppedTuningGoesOnToTheSameBits() throws Exception {
        Encoder given = encoder("scripted.pt");
        TrainOptions options = OPTIONS.epochs(8);
        FineTuner stopped = FineTuner.in(folder.resolve("stopped")).inTrainingMode();
        Thread here = Thread.currentThread();
        Thread stop = new Thread(() -> {
            while (!Files.exists(folder.resolve("stopped").resolve("state.safetensors"))) {
                Thread.onSpinWait();
            }
            here.interrupt();
        });
        stop.start();
        assertThatThrownBy(() -> stopped.train(given, TRAIN, options))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("the same call goes on from there");
        stop.join();
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> stopped.train(given, TRAIN, options.batch(60)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds another fine-tuning")
                .hasMessageContaining("batch");
        Head resumed = stopped.train(given, TRAIN, options);
        Head straight =
                FineTuner.in(folder.resolve("straight")).inTrainingMode().train(given, TRAIN, options);
        assertThat(resumed.history().epochs()).hasSize(8);
        assertThat(resumed.latent().features(QUERIES))
                .isDeepEqualTo(straight.latent().features(QUERIES));
    }

    @Test
    void anObjectiveThatComparesViewsSeesThemAnewInEachStep() throws IOException {
        Head head = FineTuner.in(folder.resolve("tuned"))
                .train(encoder("traced.pt"), TRAIN, OPTIONS.objective(NT_XENT).augment(Augmentation.LIGHT));
        assertThat(head.name()).isEqualTo("NT-Xent on traced, fine-tuned");
        assertThat(head.hash(QUERIES).size()).isEqualTo(100);
    }
}
