package deephash.bench;

import static deephash.data.LoadOptions.loading;
import static deephash.objective.Objectives.CIBHASH;
import static deephash.objective.Objectives.DPN;
import static deephash.train.TrainOptions.options;

import deephash.DeepHash;
import deephash.baseline.Baseline;
import deephash.data.RetrievalDataset;
import deephash.encoder.Encoder;
import deephash.objective.Objective;
import deephash.study.Study;
import deephash.study.Trial;
import deephash.train.TrainOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CIFAR-10 in colour hashed by an encoder that others trained, without labels, with all and with 1,000, as Markdown
 * tables. Takes the encoder file and a folder for the runs; see tests/bench/encoder.md.
 */
public final class EncoderTable {

    private EncoderTable() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        Encoder encoder = Encoder.load(args[0]).trusted();
        RetrievalDataset data = DeepHash.load(
                "cifar10",
                loading().pixels(32).colour().split(20_000, 5_000, 5_000).seed(1));
        List<Trial> unlabelled = new ArrayList<>(List.of(Trial.of(encoder)));
        List<Trial> labelled = new ArrayList<>();
        List<Trial> few = new ArrayList<>();
        for (long seed : new long[] {1, 2, 3}) {
            unlabelled.add(Trial.of(Baseline.ITQ, 64, seed));
            unlabelled.add(Trial.of(Baseline.LSH, encoder, 64, seed));
            unlabelled.add(Trial.of(Baseline.ITQ, encoder, 64, seed));
            unlabelled.add(Trial.onNeighbours(encoder, neighbours(seed), 20));
            labelled.add(Trial.of(encoder, head(DPN, 15, 256, seed)));
            few.add(Trial.of(encoder, head(DPN, 60, 100, seed)));
        }
        Path folder = Path.of(args[1]);
        show(data, folder.resolve("labelled.jsonl"), labelled);
        int[] first = IntStream.range(0, 1_000).toArray();
        show(
                new RetrievalDataset(data.name(), data.train().select(first), data.database(), data.query()),
                folder.resolve("few.jsonl"),
                few);
        show(data, folder.resolve("unlabelled.jsonl"), unlabelled);
    }

    private static void show(RetrievalDataset data, Path file, List<Trial> trials) {
        System.out.println(Study.on(data).keptIn(file).run(trials).markdown());
    }

    /** Chosen on 3,000 of the training images, see encoder.md. */
    private static TrainOptions neighbours(long seed) {
        return options()
                .objective(CIBHASH.temperature(0.5))
                .epochs(5)
                .batch(256)
                .warmUp(1)
                .weightDecay(1e-4)
                .bits(64)
                .seed(seed);
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
