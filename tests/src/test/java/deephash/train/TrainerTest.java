package deephash.train;

import static deephash.model.Architecture.CSVAE;
import static deephash.model.Architecture.CVAE;
import static deephash.model.Architecture.VAE;
import static deephash.model.Architecture.VTE;
import static deephash.train.TrainOptions.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deephash.augment.Augmentation;
import deephash.code.Labels;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.drawing.Gallery;
import deephash.drawing.View;
import deephash.hash.Threshold;
import deephash.model.Architecture;
import deephash.model.Cvae;
import deephash.model.Ending;
import deephash.model.HashModel;
import deephash.model.Likelihood;
import deephash.model.Provenance;
import deephash.model.block.Normalisation;
import deephash.model.block.Upsampling;
import deephash.model.engine.Compute;
import deephash.model.engine.Precision;
import deephash.objective.Elbo;
import deephash.progress.Said;
import deephash.progress.Screen;
import deephash.result.Epoch;
import deephash.view.Views;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {

    static final Cvae SMALL = CVAE.channels(8, 16);

    static List<Architecture> architectures() {
        return List.of(
                SMALL,
                SMALL.normalisation(Normalisation.LAYER),
                SMALL.upsampling(Upsampling.INTERPOLATED),
                CSVAE.channels(8, 16),
                VAE,
                VTE.width(16).heads(2).depth(1));
    }

    static Split shapes(int count, int side) {
        return new Split("train", new Shapes(count, side), Labels.single(List.of("shape"), new int[count]));
    }

    static TrainOptions quick() {
        return options().bits(8).epochs(4);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void every_architecture_learns_to_draw_what_it_sees(Architecture architecture) {
        Split split = shapes(256, 16);
        HashModel model = Trainer.train(architecture, split, quick());
        List<Epoch> epochs = model.history().epochs();
        assertThat(epochs).hasSize(4);
        assertThat(epochs.get(3).loss()).isLessThan(epochs.get(0).loss());
        assertThat(epochs.get(3).learningRate()).isLessThan(epochs.get(0).learningRate() / 10);
        assertThat(model.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(model.hash(split.images()).size()).isEqualTo(256);
        assertThat(model.reconstruct(split.images().select(0, 1)).pixels())
                .isEqualTo(split.images().pixels());
        assertThat(model.toString()).contains(architecture.name(), "8 bits", "parameters", Compute.place());
    }

    /** What a step computes with must not lie in memory that the garbage collector gives back before its gradient. */
    @Test
    void the_garbage_collector_does_not_change_what_is_learned() throws InterruptedException {
        Split split = shapes(128, 16);
        Architecture architecture = CSVAE.channels(8, 16);
        HashModel quiet = Trainer.train(architecture, split, quick().seed(3));
        Thread collector = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
                for (int i = 0; i < 200; i++) {
                    ByteBuffer.allocateDirect(4).putFloat(0, Float.NaN);
                }
            }
        });
        collector.start();
        HashModel disturbed = Trainer.train(architecture, split, quick().seed(3));
        collector.interrupt();
        collector.join();
        assertThat(disturbed.features(split.images())).isDeepEqualTo(quiet.features(split.images()));
    }

    @Test
    void the_same_seed_gives_the_same_bits_and_another_seed_others() {
        Split split = shapes(128, 16);
        HashModel one = Trainer.train(SMALL, split, quick().seed(3));
        HashModel two = Trainer.train(SMALL, split, quick().seed(3));
        HashModel three = Trainer.train(SMALL, split, quick().seed(4));
        assertThat(one.features(split.images())).isDeepEqualTo(two.features(split.images()));
        assertThat(one.hash(split.images())).isEqualTo(two.hash(split.images()));
        assertThat(one.provenance().diff(two.provenance())).isEmpty();
        assertThat(one.hash(split.images())).isNotEqualTo(three.hash(split.images()));
        assertThat(one.provenance().diff(three.provenance()))
                .extracting(d -> d.name())
                .containsExactly("options.seed");
    }

    @Test
    void an_interrupt_returns_the_model_reached_and_leaves_the_flag_set() {
        Split split = shapes(256, 16);
        TrainListener stop = new TrainListener() {
            @Override
            public void epochEnded(Epoch epoch) {
                if (epoch.number() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        HashModel model = Trainer.train(SMALL, split, quick().epochs(30), stop);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(model.interrupted()).isTrue();
        assertThat(model.history().epochs()).hasSize(2);
        assertThat(model.history().note()).isEqualTo("Interrupted after epoch 2 of 30.");
        assertThat(model.toString()).contains("interrupted after 2 epochs");
        assertThat(model.hash(split.images()).size()).isEqualTo(256);
    }

    @Test
    void a_model_stopped_in_its_first_epoch_says_so() {
        Split split = shapes(256, 16);
        TrainListener stop = new TrainListener() {
            @Override
            public void stepEnded(long step, double loss) {
                Thread.currentThread().interrupt();
            }
        };
        HashModel model = Trainer.train(SMALL, split, quick().epochs(9), stop);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(model.history().epochs()).isEmpty();
        assertThat(model.history().note()).isEqualTo("Interrupted before the end of epoch 1 of 9.");
        assertThat(model.toString()).contains("interrupted before the end of epoch 1");
    }

    @Test
    void a_batch_larger_than_the_split_needs_no_more_memory_than_the_split() {
        HashModel model = Trainer.train(SMALL, shapes(64, 16), quick().epochs(1).batch(50_000_000));
        assertThat(model.history().epochs()).hasSize(1);
    }

    @Test
    void the_last_line_of_progress_speaks_of_the_whole_run() {
        Said screen = new Said(new ArrayList<>());
        Screen before = Screen.use(screen);
        HashModel model;
        long start = System.nanoTime();
        double seconds;
        TrainListener slow = new TrainListener() {
            @Override
            public void epochEnded(Epoch epoch) {
                if (epoch.number() == 1) {
                    LockSupport.parkNanos(2_000_000_000L);
                }
            }
        };
        try {
            model = Trainer.train(SMALL, shapes(256, 16), quick().epochs(2), slow);
            seconds = (System.nanoTime() - start) / 1e9;
        } finally {
            Screen.use(before);
        }
        assertThat(seconds).isGreaterThan(2);
        String last = screen.notes().get(screen.notes().size() - 1);
        assertThat(last)
                .startsWith(String.format(
                        Locale.ROOT,
                        "epoch 2 of 2, loss %.2f, ",
                        model.history().epochs().get(1).loss()));
        double rate = Double.parseDouble(last.replaceAll(".* (\\d+) images/s", "$1"));
        assertThat(rate).as("512 images in more than two seconds").isLessThan(256);
    }

    @Test
    void a_display_and_a_listener_that_fail_do_not_end_a_training() {
        List<String> said = new ArrayList<>();
        Screen before = Screen.use(new Screen() {
            @Override
            public Bar bar(String what, long total, String unit) {
                throw new IllegalStateException("no line left");
            }

            @Override
            public Live show(Object content) {
                throw new java.io.UncheckedIOException(new java.io.IOException("No space left on device"));
            }

            @Override
            public void say(String line) {
                said.add(line);
            }
        });
        int[] told = new int[1];
        TrainListener failing = new TrainListener() {
            @Override
            public void epochEnded(Epoch epoch) {
                told[0]++;
                throw new IllegalStateException("my plot is gone");
            }
        };
        try {
            HashModel model = Trainer.train(SMALL, shapes(64, 16), quick().epochs(3), failing);
            assertThat(model.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(model.history().epochs()).hasSize(3);
        } finally {
            Screen.use(before);
        }
        assertThat(told[0]).isEqualTo(1);
        assertThat(said).filteredOn(line -> line.contains("could not be shown")).hasSize(1);
        assertThat(said).filteredOn(line -> line.contains("my plot is gone")).hasSize(1);
    }

    @Test
    void nothing_to_train_with_is_said() {
        assertThatThrownBy(() -> Trainer.train(null, (RetrievalDataset) null, quick()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Give an architecture: VAE");
        assertThatThrownBy(() -> Trainer.train(SMALL, (RetrievalDataset) null, quick()))
                .hasMessageContaining("Give a data set");
    }

    @Test
    void a_loss_that_grows_beyond_all_bounds_stops_training_and_keeps_the_last_good_epoch() {
        Split split = shapes(128, 16);
        List<String> said = new ArrayList<>();
        var before = Screen.use(new Said(said));
        try {
            // one step an epoch: the first loss is that of the first weights, the second that after a step too far
            HashModel model = Trainer.train(
                    SMALL, split, quick().epochs(8).batch(128).warmUp(0).learningRate(9));
            assertThat(model.ending()).isEqualTo(Ending.DIVERGED);
            assertThat(model.history().epochs()).isNotEmpty();
            assertThat(model.hash(split.images()).size()).isEqualTo(128);
        } finally {
            Screen.use(before);
        }
        assertThat(said).anyMatch(line -> line.contains("diverged in epoch") && line.contains("Try learningRate("));
    }

    @Test
    void a_loss_that_is_no_number_in_the_first_epoch_leaves_nothing_to_keep_and_says_what_to_try() {
        assertThatThrownBy(() -> Trainer.train(
                        SMALL,
                        shapes(256, 16),
                        quick().batch(1).warmUp(0).learningRate(9).likelihood(Likelihood.gaussian(1e-9))))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("diverged in epoch 1")
                .hasMessageContaining("Try learningRate(0.9)");
    }

    @Test
    void half_precision_learns_what_full_precision_learns() {
        Split split = shapes(256, 16);
        HashModel full = Trainer.train(SMALL, split, quick());
        HashModel half = Trainer.train(SMALL, split, quick().precision(Precision.BFLOAT16));
        double target = full.history().epochs().get(3).loss();
        double first = full.history().epochs().get(0).loss();
        assertThat(half.history().epochs().get(3).loss()).isCloseTo(target, within(0.1 * Math.abs(first - target)));
        assertThat(half.history()).isNotEqualTo(full.history());
        assertThat(Trainer.optionsOf(half).precision()).isEqualTo(Precision.BFLOAT16);
    }

    @Test
    void the_strip_shows_the_images_and_their_reconstructions_after_every_epoch() {
        Split split = shapes(64, 16);
        List<String> shown = new ArrayList<>();
        var before = Screen.use(new Screen() {
            @Override
            public Bar bar(String what, long total, String unit) {
                return SILENT.bar(what, total, unit);
            }

            @Override
            public Live show(Object content) {
                note(content);
                return this::note;
            }

            private void note(Object content) {
                if (content instanceof Gallery strip) {
                    shown.add(Views.of(strip).map(View::text).orElse(""));
                }
            }

            @Override
            public void say(String line) {}
        });
        try {
            Trainer.train(SMALL, split, quick(), TrainListener.reconstructing(split.images()));
        } finally {
            Screen.use(before);
        }
        assertThat(shown).hasSize(4);
        assertThat(shown.get(3)).contains("24 images");
    }

    @Test
    void early_stopping_keeps_the_best_epoch() {
        HashModel model = Trainer.train(
                SMALL,
                shapes(128, 16),
                quick().epochs(60).learningRate(0.1).validation(0.25).patience(1));
        List<Epoch> epochs = model.history().epochs();
        assertThat(epochs).allSatisfy(e -> assertThat(e.validationLoss()).isFinite());
        assertThat(model.ending()).isEqualTo(Ending.EARLY);
        int last = epochs.size();
        double best = epochs.stream().mapToDouble(Epoch::validationLoss).min().orElseThrow();
        assertThat(epochs.get(last - 2).validationLoss()).isEqualTo(best);
        assertThat(model.history().note()).contains("since epoch " + (last - 1));
    }

    @Test
    void units_that_have_collapsed_are_counted_and_said() {
        HashModel model = Trainer.train(
                SMALL, shapes(128, 16), quick().epochs(40).learningRate(0.02).beta(1000));
        assertThat(model.history().note()).contains("of 8 units are inactive").contains("lower beta");
    }

    @Test
    void an_untrained_model_says_so_and_hashes() {
        Split split = shapes(64, 16);
        HashModel model = Trainer.untrained(SMALL, split, quick());
        assertThat(model.name()).startsWith("untrained CVAE");
        assertThat(model.hash(split.images()).bits()).isEqualTo(8);
    }

    @Test
    void other_thresholds_change_the_codes_but_not_the_features() {
        Split split = shapes(64, 16);
        HashModel model = Trainer.train(SMALL, split, quick().threshold(Threshold.MEAN));
        HashModel rotated = model.threshold(Threshold.ITQ, split.images());
        assertThat(rotated.features(split.images())).isDeepEqualTo(model.features(split.images()));
        assertThat(rotated.hash(split.images())).isNotEqualTo(model.hash(split.images()));
        assertThat(model.binarizer().threshold()).isEqualTo("mean");
        assertThat(Trainer.optionsOf(model)).isEqualTo(quick().threshold(Threshold.MEAN));
        HashModel other = model.threshold(new Threshold.Itq(10, 9), split.images());
        assertThat(other.name()).isEqualTo("CVAE channels 8,16, itq(10, 9)");
        assertThat(Trainer.optionsOf(other)).isEqualTo(quick().threshold(new Threshold.Itq(10, 9)));
        double sum = 0;
        for (float[] row : model.features(split.images())) {
            sum += row[0];
        }
        assertThat((double) model.binarizer().thresholds()[0]).isCloseTo(sum / 64, within(1e-4));
    }

    @Test
    void a_long_warm_up_may_be_set_before_the_many_epochs_it_is_for() {
        assertThat(options().warmUp(20).epochs(100))
                .isEqualTo(options().epochs(100).warmUp(20));
    }

    @Test
    void a_model_remembers_every_option() {
        TrainOptions changed = options().augment(Augmentation.LIGHT, Augmentation.HEAVY.turn(7));
        Provenance provenance = Facts.of(Map.of(), shapes(8, 16), changed, 1e-3);
        Map<String, String> facts = provenance.facts();
        assertThat(Facts.options(provenance)).isEqualTo(changed);
        for (Class<?> options : List.of(TrainOptions.class, Elbo.class)) {
            for (RecordComponent option : options.getRecordComponents()) {
                assertThat(facts).as("Facts").containsKey("options." + option.getName());
            }
        }
    }

    @Test
    void what_cannot_be_is_refused_with_the_value_and_what_is_allowed() {
        assertThatThrownBy(() -> options().epochs(0))
                .hasMessageContaining("epochs(0)")
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> options().bits(-3)).hasMessageContaining("bits(-3)");
        assertThatThrownBy(() -> options().patience(3)).hasMessageContaining("validation(0.1)");
        assertThatThrownBy(() -> options().beta(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> options().warmUp(-1)).hasMessageContaining("warmUp(-1.0)");
        assertThatThrownBy(() ->
                        Trainer.train(SMALL, shapes(8, 16), quick().epochs(2).warmUp(3)))
                .hasMessageContaining("warmUp(3.0)")
                .hasMessageContaining("at most the 2 epochs");
        assertThatThrownBy(() -> Trainer.train(SMALL, shapes(1, 16), quick()))
                .hasMessageContaining("at least 2 images");
        assertThatThrownBy(() -> Trainer.train(SMALL, shapes(4, 30), quick())).hasMessageContaining("28×28");
        HashModel model = Trainer.untrained(SMALL, shapes(8, 16), quick());
        assertThatThrownBy(() -> model.hash(new Shapes(2, 32)))
                .hasMessageContaining("16×16 grey")
                .hasMessageContaining("32×32 grey");
        assertThatThrownBy(() -> model.decode(new float[1][3])).hasMessageContaining("8 values, not 3");
    }

    @Test
    void fifty_trainings_leave_native_memory_as_it_was() {
        Split split = shapes(64, 16);
        // the encoder of the last model stays, until another takes its place
        Trainer.train(SMALL, split, quick().epochs(1)).hash(split.images().select(0, 1, 2));
        int before = nativeResources();
        for (int i = 0; i < 50; i++) {
            Trainer.train(SMALL, split, quick().epochs(1).seed(i))
                    .hash(split.images().select(0, 1, 2));
        }
        assertThat(nativeResources()).isEqualTo(before);
    }

    @Test
    void fifty_trainings_leave_the_size_of_the_process_as_it_was() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "The size of a process is read from /proc.");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ManyTrainings.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> sizes = new ArrayList<>();
        try (var lines = child.inputReader()) {
            lines.lines()
                    .filter(line -> line.startsWith("resident "))
                    .forEach(line -> sizes.add(Long.parseLong(line.substring("resident ".length()))));
        }
        assertThat(child.waitFor()).isZero();
        assertThat(sizes).hasSize(2);
        // a training of this size that was kept would be several MB, fifty of them hundreds
        assertThat(sizes.get(1)).isLessThan(sizes.get(0) + 60);
    }

    /** Arrays that the engine's outermost owner still holds, in itself and in those it owns. */
    private static int nativeResources() {
        try (var memory = ai.djl.engine.Engine.getEngine("PyTorch").newBaseManager()) {
            return memory.getParentManager().getManagedArrays().size();
        }
    }
}
