package deephash.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.ChildJvm;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.hash.Threshold;
import deephash.model.Ending;
import deephash.model.HashModel;
import deephash.result.Epoch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    private static final int EPOCHS = 6;

    @TempDir
    Path folder;

    static TrainOptions options() {
        return TrainerTest.quick().epochs(EPOCHS).seed(11);
    }

    static Split split() {
        return TrainerTest.shapes(128, 16);
    }

    /** The run that the test kills: in its fourth epoch it waits for that. */
    public static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) {
            TrainListener waits = new TrainListener() {
                @Override
                public void stepEnded(long step, double loss) {
                    if (step == 7) {
                        try {
                            Files.writeString(Path.of(args[0] + ".reached"), "");
                            Thread.sleep(600_000);
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
            };
            Checkpoints.in(Path.of(args[0])).train(TrainerTest.SMALL, split(), options(), waits);
        }
    }

    @Test
    void a_run_that_is_killed_goes_on_and_ends_with_the_same_bits_as_one_that_was_not() throws Exception {
        Path checkpoint = folder.resolve("run");
        Process child = ChildJvm.of(Waiting.class, checkpoint.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.txt").toFile())
                .start();
        while (child.isAlive() && !Files.exists(folder.resolve("run.reached"))) {
            child.waitFor(100, TimeUnit.MILLISECONDS);
        }
        child.destroyForcibly().waitFor();
        assertThat(folder.resolve("run.reached"))
                .as(() -> Files.exists(folder.resolve("child.txt")) ? read(folder.resolve("child.txt")) : "no output")
                .exists();
        assertThat(HashModel.load(checkpoint).history().epochs()).hasSize(3);

        HashModel resumed = Checkpoints.in(checkpoint).train(TrainerTest.SMALL, split(), options());
        HashModel whole = Trainer.train(TrainerTest.SMALL, split(), options());

        assertThat(resumed.history().epochs()).hasSize(EPOCHS);
        assertThat(resumed.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(resumed.history().epochs())
                .extracting(Epoch::loss)
                .isEqualTo(whole.history().epochs().stream().map(Epoch::loss).toList());
        whole.weights()
                .tensors()
                .forEach((name, tensor) -> assertThat(
                                resumed.weights().tensors().get(name).values())
                        .as(name)
                        .isEqualTo(tensor.values()));
        assertThat(resumed.hash(split().images())).isEqualTo(whole.hash(split().images()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_checkpoint_is_saved_before_anything_is_shown_of_the_epoch() {
        Path checkpoint = folder.resolve("run");
        List<Integer> epochs = new ArrayList<>();
        TrainListener looks = new TrainListener() {
            @Override
            public void epochEnded(Epoch epoch) {
                epochs.add(HashModel.load(checkpoint).history().epochs().size());
            }
        };
        Checkpoints.in(checkpoint).train(TrainerTest.SMALL, split(), options().epochs(3), looks);
        assertThat(epochs).containsExactly(1, 2, 3);
    }

    @Test
    void a_damaged_optimizer_is_refused() throws IOException {
        Path checkpoint = folder.resolve("run");
        Checkpoints.in(checkpoint).train(TrainerTest.SMALL, split(), options().epochs(1));
        Path optimizer = checkpoint.resolve("optimizer.safetensors");
        byte[] bytes = Files.readAllBytes(optimizer);
        bytes[bytes.length / 2] ^= 64;
        Files.write(optimizer, bytes);
        assertThatThrownBy(() -> Checkpoints.in(checkpoint)
                        .train(TrainerTest.SMALL, split(), options().epochs(1)))
                .isInstanceOf(deephash.model.ModelFormatException.class)
                .hasMessageContaining("optimizer.safetensors is damaged");
    }

    @Test
    void a_finished_run_is_not_trained_again() {
        HashModel first = Checkpoints.in(folder.resolve("run")).train(TrainerTest.SMALL, split(), options());
        int[] steps = {0};
        TrainListener counter = new TrainListener() {
            @Override
            public void stepEnded(long step, double loss) {
                steps[0]++;
            }
        };
        HashModel again = Checkpoints.in(folder.resolve("run")).train(TrainerTest.SMALL, split(), options(), counter);
        assertThat(steps[0]).isZero();
        assertThat(again.hash(split().images())).isEqualTo(first.hash(split().images()));
    }

    @Test
    void the_checkpoint_of_another_run_is_refused_with_the_difference() {
        Checkpoints.in(folder.resolve("run"))
                .train(TrainerTest.SMALL, split(), options().epochs(1));
        assertThatThrownBy(() -> Checkpoints.in(folder.resolve("run"))
                        .train(TrainerTest.SMALL, split(), options().epochs(1).seed(99)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("options.seed: 11 ≠ 99");
        assertThatThrownBy(() -> Checkpoints.in(folder).every(0)).hasMessageContaining("not 0");
    }

    @Test
    void a_run_goes_on_when_its_data_has_been_moved_but_not_on_other_images() {
        Split split = split();
        Checkpoints checkpoints = Checkpoints.in(folder.resolve("run"));
        checkpoints.train(TrainerTest.SMALL, new RetrievalDataset("photos", split, split, split), options());
        RetrievalDataset moved = new RetrievalDataset("../photos", split, split, TrainerTest.shapes(32, 16));
        assertThat(checkpoints.train(TrainerTest.SMALL, moved, options()).ending())
                .isEqualTo(Ending.COMPLETED);
        assertThatThrownBy(() -> checkpoints.train(TrainerTest.SMALL, TrainerTest.shapes(64, 16), options()))
                .hasMessageContaining("data.images: 128 ≠ 64")
                .hasMessageContaining("data.fingerprint");
        assertThatThrownBy(() ->
                        checkpoints.train(TrainerTest.SMALL, split, options().threshold(new Threshold.Itq(10, 9))))
                .hasMessageContaining("options.threshold: mean ≠ itq(10, 9)");
    }
}
