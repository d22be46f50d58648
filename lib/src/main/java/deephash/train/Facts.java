package deephash.train;

import deephash.augment.Augmentation;
import deephash.data.Split;
import deephash.hash.Threshold;
import deephash.model.Provenance;
import deephash.model.engine.Compute;
import deephash.model.engine.Precision;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a model remembers of the run that made it, as named texts; and options read back from them. */
final class Facts {

    /** The highest learning rate that was used. */
    static final String LEARNING_RATE = "training.learningRate";

    private static final String OPTION = "options.";
    private static final String BETWEEN = " | ";

    private Facts() {}

    /**
     * The facts of a run.
     *
     * @param data what is remembered of the data, by name
     * @param learned the images that are learned from
     * @param options as they were asked for
     * @param rate the highest learning rate, whether it was asked for or chosen
     */
    static Provenance of(Map<String, String> data, Split learned, TrainOptions options, double rate) {
        Map<String, String> facts = new LinkedHashMap<>();
        write(options).forEach((name, value) -> facts.put(OPTION + name, value));
        data.forEach((name, value) -> facts.put("data." + name, value));
        facts.put("data.images", String.valueOf(learned.size()));
        facts.put("data.fingerprint", learned.fingerprint());
        facts.put(LEARNING_RATE, String.valueOf(rate));
        facts.put("machine.place", Compute.place());
        facts.put("machine.os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("version.java", String.valueOf(Runtime.version()));
        facts.put("version.engine", Compute.engineVersion());
        facts.put("version.deephash", version());
        return new Provenance(facts);
    }

    private static String version() {
        String version = Facts.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static Map<String, String> write(TrainOptions options) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("bits", String.valueOf(options.bits()));
        facts.put("epochs", String.valueOf(options.epochs()));
        facts.put("batch", String.valueOf(options.batch()));
        facts.put("learningRate", String.valueOf(options.learningRate()));
        facts.put("warmUp", String.valueOf(options.warmUp()));
        facts.putAll(ObjectiveFacts.of(options.objective()));
        if (!options.augment().isEmpty()) {
            facts.put("augment", options.augment().stream().map(String::valueOf).collect(Collectors.joining(BETWEEN)));
        }
        facts.put("weightDecay", String.valueOf(options.weightDecay()));
        facts.put("clip", String.valueOf(options.clip()));
        facts.put("validation", String.valueOf(options.validation()));
        facts.put("patience", String.valueOf(options.patience()));
        facts.put("threshold", options.threshold().toString());
        facts.put("precision", options.precision().name());
        facts.put("seed", String.valueOf(options.seed()));
        return facts;
    }

    /** The options that a model was trained with. */
    static TrainOptions options(Provenance facts) {
        return new TrainOptions(
                Integer.parseInt(facts.fact(OPTION + "bits")),
                Integer.parseInt(facts.fact(OPTION + "epochs")),
                Integer.parseInt(facts.fact(OPTION + "batch")),
                Double.parseDouble(facts.fact(OPTION + "learningRate")),
                Double.parseDouble(facts.fact(OPTION + "warmUp")),
                ObjectiveFacts.read(facts, OPTION),
                augmentations(facts),
                Double.parseDouble(facts.fact(OPTION + "weightDecay")),
                Double.parseDouble(facts.fact(OPTION + "clip")),
                Double.parseDouble(facts.fact(OPTION + "validation")),
                Integer.parseInt(facts.fact(OPTION + "patience")),
                Threshold.named(facts.fact(OPTION + "threshold")),
                facts.facts().containsKey(OPTION + "precision")
                        ? Precision.valueOf(facts.fact(OPTION + "precision"))
                        : Precision.FLOAT32,
                Long.parseLong(facts.fact(OPTION + "seed")));
    }

    private static List<Augmentation> augmentations(Provenance facts) {
        String name = OPTION + "augment";
        return facts.facts().containsKey(name)
                ? Arrays.stream(facts.fact(name).split(Pattern.quote(BETWEEN)))
                        .map(Augmentation::named)
                        .toList()
                : List.of();
    }
}
