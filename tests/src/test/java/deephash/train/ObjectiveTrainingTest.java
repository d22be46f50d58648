package deephash.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import deephash.augment.Augmentation;
import deephash.code.Labels;
import deephash.data.Split;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.model.ModelFormatException;
import deephash.model.block.AutoEncoder;
import deephash.model.block.Chain;
import deephash.model.block.Dense;
import deephash.model.block.Fold;
import deephash.model.block.QuadOrder;
import deephash.objective.Batch;
import deephash.objective.Objective;
import deephash.objective.Objectives;
import deephash.objective.Terms;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectiveTrainingTest {

    private static final Architecture RESNET = Architecture.RESNET.width(4).stages(2);

    @TempDir
    Path folder;

    private static TrainOptions quick(Objective objective) {
        return TrainOptions.options().bits(8).epochs(2).batch(16).objective(objective);
    }

    /** Rectangles, labelled by their brightness. */
    private static Split labelled(int size) {
        Shapes shapes = new Shapes(size, 16);
        int[] classes = IntStream.range(0, size)
                .map(i -> {
                    byte[] image = new byte[shapes.pixels().count()];
                    shapes.read(i, image, 0);
                    int brightest = IntStream.range(0, image.length)
                            .map(p -> image[p] & 255)
                            .max()
                            .orElse(0);
                    return brightest < 192 ? 0 : 1;
                })
                .toArray();
        return new Split("labelled", shapes, Labels.single(List.of("dim", "bright"), classes));
    }

    @Test
    void labelsPullCodesOfAClassTogetherAndNoDecoderIsTrained() {
        Split split = labelled(256);
        HashModel model = Trainer.train(RESNET, split, quick(Objectives.DPN).epochs(12));
        assertThat(model.paints()).isFalse();
        assertThat(model.name()).isEqualTo("RESNET width 4 stages 2 DPN");
        assertThat(model.weights().tensors().keySet()).noneMatch(name -> name.startsWith("decoder"));
        assertThat(model.history().parts()).containsExactly("polarization");
        var codes = model.hash(split.images());
        double within = 0;
        double between = 0;
        int alike = 0;
        int unlike = 0;
        for (int i = 1; i < codes.size(); i++) {
            int distance = codes.get(0).distance(codes.get(i));
            if (split.labels().relevant(0, split.labels(), i)) {
                within += distance;
                alike++;
            } else {
                between += distance;
                unlike++;
            }
        }
        assertThat(within / alike).isLessThan(0.5 * between / unlike);
    }

    @Test
    void whatCannotBePaintedSaysWhy() {
        HashModel model = Trainer.train(RESNET, labelled(32), quick(Objectives.DPN));
        assertThatThrownBy(() -> model.reconstruct(labelled(4).images()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("DPN")
                .hasMessageContaining("objective(ELBO)");
    }

    @Test
    void aModelWithoutADecoderIsSavedAndHashesTheSame() {
        Split split = labelled(64);
        HashModel model = Trainer.train(RESNET, split, quick(Objectives.NT_XENT.temperature(0.3)));
        model.save(folder.resolve("model"));
        HashModel loaded = HashModel.load(folder.resolve("model"));
        assertThat(loaded.hash(split.images())).isEqualTo(model.hash(split.images()));
        assertThat(loaded.history()).isEqualTo(model.history());
        assertThat(Trainer.optionsOf(loaded)).isEqualTo(quick(Objectives.NT_XENT.temperature(0.3)));
        assertThat(loaded.network().toString()).contains("RESNET");
    }

    @Test
    void aContrastiveObjectiveHasAHiddenLayerBetweenFeaturesAndCodesAndOthersHaveNone() {
        Split split = labelled(32);
        for (Objective objective : List.of(Objectives.NT_XENT, Objectives.CIBHASH)) {
            HashModel model = Trainer.train(RESNET, split, quick(objective));
            // two stages, 4 and 8 channels wide
            assertThat(model.weights().tensors().get("head.hidden.weight").shape())
                    .containsExactly(8, 8);
            assertThat(model.encoder().features(split.images())[0]).hasSize(8);
        }
        HashModel model = Trainer.train(RESNET, split, quick(Objectives.DPN));
        assertThat(model.weights().tensors()).doesNotContainKey("head.hidden.weight");
    }

    @Test
    void viewsLabelsAndRunningMeansResumeToTheSameBits() {
        Split split = labelled(70);
        for (Objective objective : List.of(Objectives.NT_XENT, Objectives.DPN)) {
            TrainOptions options = quick(objective).epochs(4).augment(Augmentation.HEAVY);
            HashModel whole = Trainer.train(RESNET, split, options);
            Path run = folder.resolve(objective.name());
            TrainListener stopping = new TrainListener() {
                @Override
                public void stepEnded(long step, double loss) {
                    if (step == 10) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            Checkpoints.in(run).train(RESNET, split, options, stopping);
            assertThat(Thread.interrupted()).isTrue();
            HashModel resumed = Checkpoints.in(run).train(RESNET, split, options);
            assertThat(resumed.history().epochs()).hasSize(4);
            assertThat(resumed.features(split.images())).isDeepEqualTo(whole.features(split.images()));
        }
    }

    @Test
    void withoutLabelsAnObjectiveThatLearnsFromThemNamesThoseThatNeedNone() {
        Split unlabelled = new Split("mine", new Shapes(32, 16), Labels.none(32));
        assertThatThrownBy(() -> Trainer.train(RESNET, unlabelled, quick(Objectives.DPN)))
                .hasMessageContaining("DPN learns from labels")
                .hasMessageContaining("NT_XENT");
        Split one = new Split("mine", new Shapes(32, 16), Labels.single(List.of("cat", "dog"), new int[32]));
        assertThatThrownBy(() -> Trainer.train(RESNET, one, quick(Objectives.DPN)))
                .hasMessageContaining("one, \"cat\"");
        assertThatThrownBy(() -> Trainer.train(
                        RESNET,
                        new Split("mine", new Shapes(5, 16), Labels.single(List.of("a", "b", "c", "d", "e"), new int[] {
                            0, 1, 2, 3, 4
                        })),
                        quick(Objectives.DPN).bits(2)))
                .hasMessageContaining("5 classes, but only 4 codes of 2 bits")
                .hasMessageContaining("bits(3)");
        assertThatThrownBy(() -> Trainer.train(RESNET, unlabelled, quick(new Pull(0.5))))
                .hasMessageContaining("Pull learns from labels");
    }

    @Test
    void oneImageLeftOverGoesWithTheBatchBeforeIt() {
        HashModel model = Trainer.train(RESNET, labelled(33), quick(Objectives.DPN));
        assertThat(model.history().epochs()).hasSize(2);
        assertThat(model.features(labelled(33).images())[0]).doesNotContain(Float.NaN);
    }

    @Test
    void aLossIsWatchedOnImagesKeptAsideWithoutLearningFromThem() {
        TrainOptions options = quick(Objectives.NT_XENT).validation(0.25);
        HashModel model = Trainer.train(RESNET, labelled(64), options);
        assertThat(model.history().epochs()).allMatch(e -> Double.isFinite(e.validationLoss()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyObjectiveLearnsIsSavedAndRemembered(Objective objective) {
        Split split = labelled(64);
        TrainOptions options = quick(objective).epochs(6).learningRate(3e-3);
        HashModel model = Trainer.train(RESNET, split, options);
        var epochs = model.history().epochs();
        assertThat(epochs.get(5).loss()).isLessThan(epochs.get(0).loss());
        assertThat(model.paints()).isEqualTo(objective.needsDecoder());
        assertThat(Trainer.optionsOf(model)).isEqualTo(options);
        model.save(folder.resolve("model"));
        assertThat(HashModel.load(folder.resolve("model")).hash(split.images())).isEqualTo(model.hash(split.images()));
    }

    static List<Objective> all() {
        return Objectives.ALL;
    }

    @Test
    void aClassifierBesideTheNetworkIsKeptInCheckpoints() {
        Split split = labelled(64);
        TrainOptions options = quick(Objectives.GREEDY_HASH).epochs(3);
        HashModel whole = Trainer.train(RESNET, split, options);
        TrainListener stopping = new TrainListener() {
            @Override
            public void stepEnded(long step, double loss) {
                if (step == 5) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        Checkpoints.in(folder.resolve("run")).train(RESNET, split, options, stopping);
        assertThat(Thread.interrupted()).isTrue();
        HashModel resumed = Checkpoints.in(folder.resolve("run")).train(RESNET, split, options);
        assertThat(resumed.features(split.images())).isDeepEqualTo(whole.features(split.images()));
    }

    /** A user's own loss, as in a cell. */
    record Pull(double weight) implements Objective {
        @Override
        public boolean needsLabels() {
            return true;
        }

        @Override
        public Terms terms(Batch batch) {
            NDArray u = batch.codes().tanh();
            NDArray apart =
                    u.matMul(u.transpose()).sub(batch.similar()).square().mean();
            return Terms.of(u)
                    .plus("pairs", weight, apart)
                    .plus("size", u.square().mean());
        }
    }

    /** A user's own network, as in a cell. */
    record Two(int width) implements Architecture {
        @Override
        public String name() {
            return "TWO";
        }

        @Override
        public double learningRate(Pixels pixels) {
            return 1e-3;
        }

        @Override
        public AutoEncoder build(Pixels pixels, int bits) {
            Chain layers = new Chain(List.of(
                    new Chain.Step("flat", new Fold(pixels.count())),
                    new Chain.Step("dense", new Dense(pixels.count(), width, 1))));
            return AutoEncoder.encoderOnly(new QuadOrder(pixels, 0), bits, layers, width);
        }
    }

    @Test
    void aUsersOwnLossAndNetworkAreTrainedSavedAndResumedAsOurs() {
        Split split = labelled(64);
        TrainOptions options = quick(new Pull(2));
        HashModel model = Trainer.train(new Two(12), split, options);
        assertThat(model.history().parts()).containsExactly("pairs", "size");
        assertThat(model.provenance().fact("options.objective.weight")).isEqualTo("2.0");
        Path saved = folder.resolve("own");
        Checkpoints.in(saved).train(new Two(12), split, options.epochs(2));
        assertThat(Checkpoints.in(saved).train(new Two(12), split, options).features(split.images()))
                .isDeepEqualTo(model.features(split.images()));
        assertThatThrownBy(() -> HashModel.load(saved))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("Two[width=12]")
                .hasMessageContaining("Declare Two");
        assertThatThrownBy(() -> HashModel.load(saved, new Two(13))).hasMessageContaining("Two[width=13]");
        assertThat(HashModel.load(saved, new Two(12)).hash(split.images())).isEqualTo(model.hash(split.images()));
        assertThatThrownBy(() -> Trainer.optionsOf(model)).hasMessageContaining("objective(new Pull(...))");
        assertThatThrownBy(() -> Trainer.train(new Two(12), split, quick(Objectives.ELBO)))
                .hasMessageContaining("TWO has no decoder")
                .hasMessageContaining("ELBO");
    }
}
