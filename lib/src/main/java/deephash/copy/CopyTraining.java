package deephash.copy;

import deephash.copy.CopyNetwork.Layer;
import deephash.data.image.Images;
import deephash.hash.Binarizer;
import deephash.model.engine.Compute;
import deephash.progress.Screen;
import deephash.train.contrastive.ContrastiveOptions;
import deephash.train.contrastive.ContrastiveTraining;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** From pictures to a copy hash: trains the network, makes it small, and finds how its values become bits. */
final class CopyTraining {

    /** Pictures on which the bits are found; more change nothing. */
    private static final int FITTED = 6000;

    /** The seed of the views; that of the options is of the first weights. */
    private static final long VIEWS = 1;

    private CopyTraining() {}

    static CopyModel of(Images pictures, ContrastiveOptions options, ContrastiveTraining.Listener... listeners) {
        int longest = options.bits().stream().mapToInt(b -> b).max().orElseThrow();
        int needed = Math.max(options.pairs(), 2 * longest + 88);
        if (pictures.size() < needed) {
            throw new IllegalArgumentException("Training a copy hash of " + longest + " bits takes at least " + needed
                    + " pictures, better some thousands, not " + pictures.size()
                    + ". The bundled one needs none: CopyHash.bundled().");
        }
        ContrastiveTraining.Trained trained = ContrastiveTraining.train(
                "Training a copy hash", options, new ViewPairs(pictures, options.pairs(), VIEWS), listeners);
        if (trained.steps() < options.steps()) {
            Screen.current().say("Interrupted after step " + trained.steps() + " of " + options.steps() + ".");
        }
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("pictures", pictures.toString());
        facts.put("options", options.toString());
        facts.put("steps", Integer.toString(trained.steps()));
        facts.put("loss", String.format(Locale.ROOT, "%.3f", trained.loss()));
        facts.put("java", Runtime.version().toString());
        facts.put("engine", Compute.engineVersion());
        // the interrupt was for the training; what follows takes seconds
        boolean interrupted = Thread.interrupted();
        try {
            return fitted(Folded.layers(trained.weights()), options.bits(), pictures, facts);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Finds the bits on pictures, with the network as it will be kept. */
    static CopyModel fitted(
            Map<String, Layer> layers, Iterable<Integer> lengths, Images pictures, SortedMap<String, String> facts) {
        Map<String, Quantised> network = new LinkedHashMap<>();
        layers.forEach((name, layer) -> network.put(name, Quantised.of(layer)));
        SortedMap<Integer, Quantised> single = new TreeMap<>();
        SortedMap<Integer, Quantised> mirrored = new TreeMap<>();
        for (int bits : lengths) {
            Quantised raw = CopyModel.quantised(new Binarizer("zero", new float[bits]));
            single.put(bits, raw);
            mirrored.put(bits, raw);
        }
        CopyModel unfitted = new CopyModel(network, single, mirrored, facts);
        CopyNetwork ready = unfitted.ready();
        int count = Math.min(FITTED, pictures.size());
        Images some = pictures.select(IntStream.range(0, count)
                .map(i -> (int) ((long) i * pictures.size() / count))
                .toArray());
        for (int bits : lengths) {
            Binarizer raw = unfitted.binarizer(bits, false);
            float[][] values = new CopyHash(unfitted, ready, bits, false, raw).values(some);
            float[][] both = new CopyHash(unfitted, ready, bits, true, raw).values(some);
            single.put(bits, CopyModel.quantised(Whitening.fit(values)));
            mirrored.put(bits, CopyModel.quantised(Whitening.fit(both)));
        }
        return new CopyModel(network, single, mirrored, facts);
    }
}
