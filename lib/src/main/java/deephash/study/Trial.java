package deephash.study;

import deephash.baseline.Baseline;
import deephash.data.RetrievalDataset;
import deephash.hash.Hasher;
import deephash.model.Architecture;
import deephash.model.Ending;
import deephash.model.HashModel;
import deephash.train.OptionsGrid;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A run that can be made: what it is called, and how its hasher comes about.
 *
 * @param run its name in the table
 * @param maker trains or fits the hasher
 */
public record Trial(Run run, Maker maker) {

    /** Makes a hasher from the training split of a data set. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Makes it.
         *
         * @throws Exception if it cannot; the study records why, and goes on
         */
        Hasher make(RetrievalDataset data) throws Exception;
    }

    /**
     * A model to train.
     *
     * @param options with the bits and the seed of the run
     */
    public static Trial of(Architecture architecture, TrainOptions options) {
        return new Trial(new Run(architecture.name(), text(options), options.bits(), options.seed()), data -> {
            HashModel model = Trainer.train(architecture, data, options);
            if (model.ending() == Ending.DIVERGED) {
                throw new IllegalStateException(
                        "The training diverged. " + model.history().note());
            }
            return model;
        });
    }

    /**
     * Every architecture with every options and every seed, in this order.
     *
     * @param seeds at least one; two or more show how far a result depends on chance
     */
    public static List<Trial> grid(List<? extends Architecture> architectures, OptionsGrid options, long... seeds) {
        return architectures.stream()
                .flatMap(a -> options.options().stream()
                        .flatMap(o -> LongStream.of(seeds).mapToObj(seed -> of(a, o.seed(seed)))))
                .toList();
    }

    /** Everything that changes the result, besides bits and seed. */
    private static String text(TrainOptions options) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : TrainOptions.class.getRecordComponents()) {
            if (!component.getName().equals("bits") && !component.getName().equals("seed")) {
                try {
                    parts.add(
                            component.getName() + " " + component.getAccessor().invoke(options));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("A record can always be read.", e);
                }
            }
        }
        return String.join(Run.BETWEEN_OPTIONS, parts);
    }

    /** A baseline. */
    public static Trial of(Baseline baseline, int bits, long seed) {
        return new Trial(
                new Run(baseline.title(), "", bits, seed),
                data -> baseline.fit(data.train().images(), bits, seed));
    }
}
