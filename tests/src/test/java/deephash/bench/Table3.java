package deephash.bench;

import deephash.augment.Augmentation;
import deephash.baseline.Baseline;
import deephash.data.Datasets;
import deephash.data.LoadOptions;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.encoder.Encoder;
import deephash.hash.Retriever;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.model.engine.Precision;
import deephash.model.engine.SeededDraws;
import deephash.objective.Objective;
import deephash.objective.Objectives;
import deephash.study.Run;
import deephash.study.Study;
import deephash.study.Trial;
import deephash.train.Checkpoints;
import deephash.train.TrainOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of the paper's Table 3 under one protocol: autoencoders, objectives with labels and with augmented views,
 * and ITQ, on colour images of CIFAR-10 (20,000 to train on, 5,000 database, 5,000 queries, none in two), as one
 * Markdown table.
 *
 * <pre>
 * Table3 FILE rows=all bits=16,32,64 seeds=1,2,3 epochs=10 split=test|validation|smoke encoder=FILE.pt
 * </pre>
 *
 * With {@code split=smoke}, it is 2,000 training images, 1,000 database and 1,000 queries: to see that all rows run.
 * Rows of {@code encoder} are there only if its file is named.
 *
 * With {@code split=validation}, database and queries are 2,000 and 2,000 of the training images, and the model learns
 * from the rest: for choosing options without a look at the queries.
 */
public final class Table3 {

    /** First without labels, then with. TransHash: the transformer encoder, with the likelihood of pairs. */
    private static final List<String> ALL = List.of(
            "ITQ",
            "VAE",
            "CVAE",
            "VTE",
            "CSVAE",
            "NT-Xent",
            "CIBHash",
            "DHN",
            "HashNet",
            "DPN",
            "CSQ",
            "OrthoHash",
            "TransHash");

    private static final int ASIDE = 2_000;

    private Table3() {}

    /** See the class. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        String split = option(arguments, "split", "test").get(0);
        LoadOptions colour = LoadOptions.loading().pixels(32).colour().seed(1);
        RetrievalDataset test = Datasets.load(
                "cifar10",
                split.equals("smoke") ? colour.split(2_000, 1_000, 1_000) : colour.split(20_000, 5_000, 5_000));
        RetrievalDataset data = split.equals("validation") ? validation(test) : test;
        System.out.println(data.description());
        int epochs = Integer.parseInt(option(arguments, "epochs", "10").get(0));
        Path kept = Path.of(arguments[0] + ".models");
        List<Trial> trials = new ArrayList<>();
        for (String bits : option(arguments, "bits", "64")) {
            for (String row : rows(arguments)) {
                for (String seed : option(arguments, "seeds", "1,2,3")) {
                    trials.addAll(row(kept, row, Integer.parseInt(bits), Long.parseLong(seed), epochs));
                }
            }
            for (String encoder : option(arguments, "encoder", "")) {
                for (String seed : option(arguments, "seeds", "1,2,3")) {
                    trials.addAll(onEncoder(encoder, Integer.parseInt(bits), Long.parseLong(seed)));
                }
            }
        }
        List<Trial> timed = trials.stream().map(Table3::timed).toList();
        System.out.println(Study.on(data).keptIn(file).run(timed).markdown());
    }

    private static List<String> rows(String[] arguments) {
        List<String> asked = option(arguments, "rows", "all");
        return asked.equals(List.of("all")) ? ALL : asked;
    }

    /** What an encoder that others trained gives without and with labels. */
    private static List<Trial> onEncoder(String file, int bits, long seed) {
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            Encoder encoder = Encoder.load(file).trusted();
            TrainOptions head = TrainOptions.options().bits(bits).seed(seed);
            return List.of(
                    Trial.of(Baseline.ITQ, encoder, bits, seed),
                    Trial.onNeighbours(
                            encoder,
                            head.objective(Objectives.CIBHASH.temperature(0.5))
                                    .epochs(5)
                                    .batch(256)
                                    .warmUp(1)
                                    .weightDecay(1e-4),
                            20),
                    Trial.of(
                            encoder,
                            head.objective(Objectives.DPN)
                                    .epochs(15)
                                    .batch(256)
                                    .warmUp(4.5)
                                    .weightDecay(1e-3)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same, and says how many CPU-seconds of this process its training took, whatever else the machine was doing.
     */
    private static Trial timed(Trial trial) {
        return new Trial(trial.run(), data -> {
            double before = cpuSeconds();
            Retriever made = trial.maker().make(data);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d bits, seed %d: %.0f CPU-seconds%n",
                    trial.run().hasher(),
                    trial.run().bits(),
                    trial.run().seed(),
                    cpuSeconds() - before);
            return made;
        });
    }

    private static double cpuSeconds() {
        return 1e-9
                * ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime();
    }

    private static List<Trial> row(Path kept, String name, int bits, long seed, int epochs) {
        TrainOptions options = TrainOptions.options().bits(bits).seed(seed).epochs(epochs);
        if (name.equals("ITQ")) {
            return List.of(Trial.of(Baseline.ITQ, bits, seed));
        }
        Optional<? extends Architecture> painter = Stream.of(
                        Architecture.VAE, Architecture.CVAE, Architecture.VTE, Architecture.CSVAE)
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (painter.isPresent()) {
            return List.of(Trial.of(painter.get(), options));
        }
        if (name.equals("TransHash")) {
            return List.of(Trial.of(
                    Architecture.VTE,
                    options.objective(Objectives.DPSH).batch(128).warmUp(0.2 * epochs)));
        }
        Objective objective = Objectives.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No row \"" + name + "\": " + ALL + ", or "
                        + Objectives.ALL.stream().map(Objective::name).toList()));
        TrainOptions learning = options.objective(objective).precision(Precision.BFLOAT16);
        if (objective.needsLabels()) {
            return List.of(Trial.of(
                    Architecture.RESNET, learning.batch(128).weightDecay(5e-3).warmUp(0.2 * epochs)));
        }
        return contrast(
                kept,
                learning.batch(256)
                        .weightDecay(1e-4)
                        .learningRate(2e-3)
                        .warmUp(0.15 * epochs)
                        .augment(Augmentation.CONTRAST));
    }

    /** One training: its codes, and ITQ on what its encoder gives. */
    private static List<Trial> contrast(Path kept, TrainOptions options) {
        Run run = Trial.of(Architecture.RESNET, options).run();
        Path folder = kept.resolve(run.hasher().replace(' ', '-') + "-" + run.bits() + "-" + run.seed());
        return List.of(
                new Trial(run, data -> trained(folder, data, options)),
                new Trial(
                        new Run("ITQ on " + run.hasher() + " features", run.options(), run.bits(), run.seed()),
                        data -> Baseline.ITQ.fit(
                                trained(folder, data, options).encoder(),
                                data.train().images(),
                                run.bits(),
                                run.seed())));
    }

    /** Goes on from its last epoch, or is read if it is complete. */
    private static HashModel trained(Path folder, RetrievalDataset data, TrainOptions options) {
        return Checkpoints.in(folder).train(Architecture.RESNET, data, options);
    }

    private static RetrievalDataset validation(RetrievalDataset test) {
        Split train = test.train();
        int[] order = new SeededDraws(5).permutation(train.size());
        return new RetrievalDataset(
                "cifar10-validation",
                train.select(Arrays.copyOfRange(order, 2 * ASIDE, order.length)),
                train.select(Arrays.copyOfRange(order, 0, ASIDE)),
                train.select(Arrays.copyOfRange(order, ASIDE, 2 * ASIDE)));
    }

    private static List<String> option(String[] arguments, String name, String otherwise) {
        return Stream.of(arguments)
                .filter(a -> a.startsWith(name + "="))
                .map(a -> a.substring(name.length() + 1))
                .findFirst()
                .map(value -> List.of(value.split(",")))
                .orElse(List.of(otherwise.split(",")));
    }
}
