package deephash.bench;

import static deephash.data.LoadOptions.loading;

import deephash.DeepHash;
import deephash.baseline.Baseline;
import deephash.baseline.Itq;
import deephash.data.RetrievalDataset;
import deephash.encoder.Encoder;
import deephash.study.Study;
import deephash.study.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CIFAR-10 in colour hashed by an encoder that others trained, with nothing learned from labels, as a Markdown table. Takes
 * the encoder file and the file of runs; see tests/bench/encoder.md.
 */
public final class EncoderTable {

    private EncoderTable() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        Encoder encoder = Encoder.load(args[0]).trusted();
        RetrievalDataset data = DeepHash.load(
                "cifar10",
                loading().pixels(32).colour().split(20_000, 5_000, 5_000).seed(1));
        List<Trial> trials = new ArrayList<>();
        trials.add(Trial.of(encoder));
        for (long seed : new long[] {1, 2, 3}) {
            trials.add(Trial.of(Baseline.ITQ, 64, seed));
            trials.add(Trial.of(Baseline.LSH, encoder, 64, seed));
            trials.add(Trial.of(Baseline.ITQ, encoder, 64, seed));
            trials.add(new Trial(
                    new deephash.study.Run("whitened ITQ on " + encoder.name(), "", 64, seed),
                    d -> Itq.whitened(encoder, d.train().images(), 64, seed)));
        }
        System.out.println(Study.on(data).keptIn(Path.of(args[1])).run(trials).markdown());
    }
}
