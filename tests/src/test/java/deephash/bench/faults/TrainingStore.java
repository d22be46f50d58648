package deephash.bench.faults;

import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.result.Epoch;
import deephash.train.Checkpoints;
import deephash.train.TrainListener;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/**
 * Trainings with a checkpoint an epoch. Each ends with the weights of one that was never killed, then the next begins.
 */
final class TrainingStore implements Store {

    private static final int EPOCHS = 40;
    private static final Architecture NETWORK = Architecture.CVAE.channels(4);

    private final Path folder;

    TrainingStore(Path folder) {
        this.folder = folder;
    }

    private static TrainOptions options() {
        return TrainOptions.options().bits(8).epochs(EPOCHS).batch(16).seed(7);
    }

    @Override
    public void prepare() {
        Trainer.train(NETWORK, Shapes.split("train", 32, 1), options()).save(folder.resolve("prepared"));
    }

    private Path round(int round) {
        return folder.resolve("round-" + round);
    }

    @Override
    public void write(int n) throws Exception {
        train(n / EPOCHS, epoch -> {});
    }

    @Override
    public int contents() {
        return EPOCHS;
    }

    @Override
    public void writeBeside(int n) throws Exception {
        train(n, epoch -> {});
    }

    @Override
    public void check(int least, boolean alone) throws Wrong {
        if (!alone && Files.exists(round(0))) {
            HashModel.load(round(0));
        }
        if (least < 0) {
            return;
        }
        Path checkpoint = round(least / EPOCHS);
        int epochs = HashModel.load(checkpoint).history().epochs().size();
        if (epochs < least % EPOCHS + 1) {
            throw new Wrong("epoch " + (least % EPOCHS + 1) + " was reported, and the checkpoint has " + epochs);
        }
    }

    @Override
    public void run(int from, int step, IntConsumer done) throws Exception {
        for (int round = from / EPOCHS; ; round++) {
            train(round, done);
        }
    }

    private void train(int round, IntConsumer done) throws Wrong {
        TrainListener reports = new TrainListener() {
            @Override
            public void epochEnded(Epoch epoch) {
                done.accept(round * EPOCHS + epoch.number() - 1);
            }
        };
        HashModel model = Checkpoints.in(round(round)).train(NETWORK, Shapes.split("train", 32, 1), options(), reports);
        HashModel right = HashModel.load(folder.resolve("prepared"));
        boolean same = model.weights().tensors().keySet().stream()
                .allMatch(name -> java.util.Arrays.equals(
                        model.weights().tensors().get(name).values(),
                        right.weights().tensors().get(name).values()));
        if (!same || !Files.exists(round(round))) {
            throw new Wrong("training " + round + " did not end with the weights of one that was never killed");
        }
    }
}
