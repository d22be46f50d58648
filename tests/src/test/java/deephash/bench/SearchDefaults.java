package deephash.bench;

import deephash.baseline.Baseline;
import deephash.data.Datasets;
import deephash.data.LoadOptions;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.hash.Hasher;
import deephash.hash.Threshold;
import deephash.metric.Ranking;
import deephash.model.Architecture;
import deephash.model.Cvae;
import deephash.model.HashModel;
import deephash.model.Likelihood;
import deephash.model.Vte;
import deephash.model.block.Nonlinearity;
import deephash.model.block.Normalisation;
import deephash.model.block.Upsampling;
import deephash.model.engine.Precision;
import deephash.model.engine.SeededDraws;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The search behind the defaults. Only the training split is used: 70 % of it is trained on, 20 % is a database and 10
 * % are queries. Prints one row a run as a Markdown table.
 *
 * <pre>{@code
 * tests/bench/search-defaults.sh DATASET[@PIXELS] SEED NAME...     one or more of the named settings below, or "baselines"
 * }</pre>
 */
public final class SearchDefaults {

    private SearchDefaults() {}

    public static void main(String[] args) {
        String[] named = args[0].split("@");
        RetrievalDataset all = named.length > 1
                ? Datasets.load(named[0], LoadOptions.loading().pixels(Integer.parseInt(named[1])))
                : Datasets.load(named[0]);
        long seed = Long.parseLong(args[1]);
        RetrievalDataset data = validation(all.train(), seed);
        System.out.println("| run | loss | KL | active | s | mAP mean | median | zero | ITQ | 1-NN mean | ITQ |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (String name : Arrays.copyOfRange(args, 2, args.length)) {
            if (name.equals("baselines")) {
                for (Baseline baseline : List.of(Baseline.RANDOM, Baseline.LSH, Baseline.PCA_SIGN, Baseline.ITQ)) {
                    Hasher hasher = baseline.fit(data.train().images(), 64, seed);
                    Ranking r = rank(hasher, data);
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | | | | | %.4f | | | | %.3f | |%n",
                            hasher.name(),
                            r.map().tieAware(),
                            r.nearest().orElseThrow().accuracy());
                }
                continue;
            }
            run(name, data, seed);
        }
    }

    private static void run(String name, RetrievalDataset data, long seed) {
        Architecture architecture = Architecture.CVAE;
        TrainOptions options = TrainOptions.options().bits(64).seed(seed);
        boolean train = true;
        for (String part : name.split(",")) {
            String[] pair = part.split("=");
            switch (pair[0]) {
                case "cvae" -> architecture = Architecture.CVAE;
                case "csvae" -> architecture = Architecture.CSVAE;
                case "vae" -> architecture = Architecture.VAE;
                case "vte" -> architecture = Architecture.VTE;
                case "untrained" -> train = false;
                case "width" ->
                    architecture = ((Cvae) architecture)
                            .channels(IntStream.of(1, 2, 4, 8, 16)
                                    .map(m -> m * Integer.parseInt(pair[1]))
                                    .toArray());
                case "act" ->
                    architecture = architecture instanceof Cvae c
                            ? c.nonlinearity(Nonlinearity.valueOf(pair[1]))
                            : ((deephash.model.Vae) architecture).nonlinearity(Nonlinearity.valueOf(pair[1]));
                case "norm" -> architecture = ((Cvae) architecture).normalisation(Normalisation.valueOf(pair[1]));
                case "up" -> architecture = ((Cvae) architecture).upsampling(Upsampling.valueOf(pair[1]));
                case "precision" -> options = options.precision(Precision.valueOf(pair[1]));
                case "tokens" -> architecture = ((Vte) architecture).width(Integer.parseInt(pair[1]));
                case "depth" -> architecture = ((Vte) architecture).depth(Integer.parseInt(pair[1]));
                case "epochs" -> options = options.epochs(Integer.parseInt(pair[1]));
                case "bits" -> options = options.bits(Integer.parseInt(pair[1]));
                case "lr" -> options = options.learningRate(Double.parseDouble(pair[1]));
                case "wd" -> options = options.weightDecay(Double.parseDouble(pair[1]));
                case "clip" -> options = options.clip(Double.parseDouble(pair[1]));
                case "warm" -> options = options.warmUp(Double.parseDouble(pair[1]));
                case "beta" -> options = options.beta(Double.parseDouble(pair[1]));
                case "kl" -> options = options.klWarmUp(Double.parseDouble(pair[1]));
                case "free" -> options = options.freeBits(Double.parseDouble(pair[1]));
                case "sigma" -> options = options.likelihood(Likelihood.gaussian(Double.parseDouble(pair[1])));
                case "bernoulli" -> options = options.likelihood(Likelihood.bernoulli());
                default -> throw new IllegalArgumentException(part);
            }
        }
        long start = System.nanoTime();
        HashModel model = train
                ? Trainer.train(architecture, data.train(), options)
                : Trainer.untrained(architecture, data.train(), options);
        double seconds = (System.nanoTime() - start) * 1e-9;
        var epochs = model.history().epochs();
        var last = epochs.isEmpty() ? null : epochs.get(epochs.size() - 1);
        StringBuilder row = new StringBuilder("| " + name + " | ");
        row.append(
                last == null
                        ? "| | | "
                        : String.format(
                                Locale.ROOT, "%.1f | %.1f | %d | ", last.loss(), last.part("KL"), last.activeUnits()));
        row.append(String.format(Locale.ROOT, "%.0f |", seconds));
        float[][] features = model.features(data.train().images());
        String nearest = "";
        for (Threshold threshold : List.of(Threshold.MEAN, Threshold.MEDIAN, Threshold.ZERO, Threshold.ITQ)) {
            Ranking r = rank(model.binarizer(threshold.fit(features)), data);
            row.append(String.format(Locale.ROOT, " %.4f |", r.map().tieAware()));
            if (threshold == Threshold.MEAN || threshold == Threshold.ITQ) {
                nearest += String.format(
                        Locale.ROOT, " %.3f |", r.nearest().orElseThrow().accuracy());
            }
        }
        System.out.println(row + nearest);
    }

    private static Ranking rank(Hasher hasher, RetrievalDataset data) {
        return Ranking.of(hasher.hash(data.query()), hasher.hash(data.database()));
    }

    private static RetrievalDataset validation(Split train, long seed) {
        int[] order = new SeededDraws(seed, 99).permutation(train.size());
        int fit = train.size() * 7 / 10;
        int database = train.size() * 9 / 10;
        return new RetrievalDataset(
                "validation",
                train.select(Arrays.copyOfRange(order, 0, fit)),
                train.select(Arrays.copyOfRange(order, fit, database)),
                train.select(Arrays.copyOfRange(order, database, train.size())));
    }
}
