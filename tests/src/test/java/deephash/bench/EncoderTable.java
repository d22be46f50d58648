package deephash.bench;

import static deephash.data.LoadOptions.loading;
import static deephash.objective.Objectives.DPN;
import static deephash.train.TrainOptions.options;

import deephash.DeepHash;
import deephash.baseline.Baseline;
import deephash.baseline.Itq;
import deephash.data.RetrievalDataset;
import deephash.encoder.Encoder;
import deephash.objective.Objective;
import deephash.study.Run;
import deephash.study.Study;
import deephash.study.Trial;
import deephash.train.TrainOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CIFAR-10 in colour hashed by an encoder that others trained, without labels, with all and with 1,000, as Markdown tables. Takes
 * the encoder file and the file of runs; see tests/bench/encoder.md.
 */
public final class EncoderTable {

    private static final long[] SEEDS = {1, 2, 3};

    private EncoderTable() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        Encoder encoder = Encoder.load(args[0]).trusted();
        RetrievalDataset data = DeepHash.load(
                "cifar10",
                loading().pixels(32).colour().split(20_000, 5_000, 5_000).seed(1));
        System.out.println(
                Study.on(data).keptIn(Path.of(args[1])).run(trials(encoder)).markdown());
        // of the training images only the first thousand have labels
        RetrievalDataset few = new RetrievalDataset(
                data.name(), data.train().select(IntStream.range(0, 1_000).toArray()), data.database(), data.query());
        List<Trial> heads = new ArrayList<>();
        for (long seed : SEEDS) {
            heads.add(Trial.of(encoder, head(DPN, 60, 100, seed)));
        }
        System.out.println(
                Study.on(few).keptIn(Path.of(args[1] + ".1000")).run(heads).markdown());
    }

    private static List<Trial> trials(Encoder encoder) {
        List<Trial> trials = new ArrayList<>();
        trials.add(Trial.of(encoder));
        for (long seed : SEEDS) {
            trials.add(Trial.of(Baseline.ITQ, 64, seed));
            trials.add(Trial.of(Baseline.LSH, encoder, 64, seed));
            trials.add(Trial.of(Baseline.ITQ, encoder, 64, seed));
            trials.add(new Trial(
                    new Run("whitened ITQ on " + encoder.name(), "", 64, seed),
                    data -> Itq.whitened(encoder, data.train().images(), 64, seed)));
            trials.add(Trial.of(encoder, head(DPN, 15, 256, seed)));
        }
        return trials;
    }

    private static TrainOptions head(Objective objective, int epochs, int batch, long seed) {
        return options()
                .objective(objective)
                .epochs(epochs)
                .batch(batch)
                .warmUp(0.3 * epochs)
                .weightDecay(1e-3)
                .bits(64)
                .seed(seed);
    }
}
