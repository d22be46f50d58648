package deephash.bench;

import deephash.baseline.Baseline;
import deephash.baseline.PixelValues;
import deephash.data.Datasets;
import deephash.data.LoadOptions;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.hash.Threshold;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.study.Study;
import deephash.study.Trial;
import deephash.train.TrainOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Models and baselines on CIFAR-10, 32×32 grey, 20,000 / 5,000 / 5,000 images, as one Markdown table.
 *
 * <pre>
 * Cifar10Table FILE what=baselines,pixels,models,untrained bits=16,32,64,128 seeds=1,2 models=VAE,CVAE,VTE,CSVAE
 *              epochs=5 beta=1,0.2 split=test|validation
 * </pre>
 *
 * With {@code split=validation}, database and queries are 2,000 and 2,000 of the training images, and the model learns
 * from the rest: for choosing options without a look at the test images.
 */
public final class Cifar10Table {

    private Cifar10Table() {}

    /** See the class. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        List<String> what = option(arguments, "what", "baselines");
        List<Integer> bits = numbers(option(arguments, "bits", "16,32,64,128"));
        List<Integer> seeds = numbers(option(arguments, "seeds", "1,2"));
        int epochs = numbers(option(arguments, "epochs", "5")).get(0);
        boolean validation = option(arguments, "split", "test").equals(List.of("validation"));
        RetrievalDataset test = Datasets.load(
                "cifar10",
                LoadOptions.loading().pixels(32).split(20_000, 5_000, 5_000).seed(1));
        RetrievalDataset data = validation ? validation(test) : test;
        System.out.println(data.description());

        List<Trial> trials = new ArrayList<>();
        if (what.contains("pixels")) {
            trials.add(Trial.of(new PixelValues()));
        }
        List<Architecture> models = option(arguments, "models", "VAE,CVAE,VTE,CSVAE").stream()
                .map(Cifar10Table::model)
                .toList();
        for (int b : bits) {
            for (int seed : seeds) {
                if (what.contains("baselines")) {
                    Stream.of(Baseline.values()).forEach(each -> trials.add(Trial.of(each, b, seed)));
                }
                for (Architecture model : models) {
                    if (what.contains("untrained")) {
                        trials.add(Trial.untrained(
                                model, TrainOptions.options().bits(b).seed(seed)));
                    }
                    if (what.contains("models")) {
                        for (String beta : option(arguments, "beta", "1")) {
                            trials.addAll(readings(
                                    model,
                                    TrainOptions.options()
                                            .bits(b)
                                            .epochs(epochs)
                                            .beta(Double.parseDouble(beta))
                                            .seed(seed)));
                        }
                    }
                }
            }
        }
        System.out.println(Study.on(data).keptIn(file).run(trials).markdown());
    }

    /** One training: the paper's thresholds, an ITQ rotation, and the latent means as they are. */
    private static List<Trial> readings(Architecture model, TrainOptions options) {
        HashModel[] last = new HashModel[1];
        Trial mean = Trial.of(model, options);
        Trial itq = Trial.of(model, options.threshold(Threshold.ITQ));
        Trial latent = Trial.latent(model, options);
        return List.of(
                new Trial(mean.run(), data -> trained(last, mean, data)),
                new Trial(
                        itq.run(),
                        data -> trained(last, mean, data)
                                .threshold(Threshold.ITQ, data.train().images())),
                new Trial(latent.run(), data -> trained(last, mean, data).latent()));
    }

    private static HashModel trained(HashModel[] last, Trial mean, RetrievalDataset data) throws Exception {
        HashModel model = last[0] == null ? (HashModel) mean.maker().make(data) : last[0];
        last[0] = model;
        return model;
    }

    private static RetrievalDataset validation(RetrievalDataset test) {
        Split train = test.train();
        int[] order = shuffled(train.size());
        return new RetrievalDataset(
                "cifar10-validation",
                train.select(Arrays.copyOfRange(order, 4_000, order.length)),
                train.select(Arrays.copyOfRange(order, 0, 2_000)),
                train.select(Arrays.copyOfRange(order, 2_000, 4_000)));
    }

    private static int[] shuffled(int n) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        java.util.Collections.shuffle(order, new java.util.Random(5));
        return order.stream().mapToInt(i -> i).toArray();
    }

    private static Architecture model(String name) {
        return switch (name) {
            case "VAE" -> Architecture.VAE;
            case "CVAE" -> Architecture.CVAE;
            case "VTE" -> Architecture.VTE;
            case "CSVAE" -> Architecture.CSVAE;
            default -> throw new IllegalArgumentException("No model \"" + name + "\": VAE, CVAE, VTE or CSVAE.");
        };
    }

    private static List<String> option(String[] arguments, String name, String otherwise) {
        return Stream.of(arguments)
                .filter(a -> a.startsWith(name + "="))
                .map(a -> a.substring(name.length() + 1))
                .findFirst()
                .map(value -> List.of(value.split(",")))
                .orElse(List.of(otherwise.split(",")));
    }

    private static List<Integer> numbers(List<String> texts) {
        return texts.stream().map(Integer::valueOf).toList();
    }
}
