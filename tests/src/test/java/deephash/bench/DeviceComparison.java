package deephash.bench;

import static deephash.train.TrainOptions.options;

import deephash.DeepHash;
import deephash.code.HashCodes;
import deephash.data.RetrievalDataset;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.model.engine.Compute;
import deephash.model.engine.Precision;
import deephash.result.Epoch;
import deephash.train.TrainOptions;
import java.util.List;
import java.util.Locale;

/**
 * The same training on the GPU and on the CPU, on the bundled images, as a Markdown table: seconds, last loss, mAP, the
 * bits in which the codes of a model differ when the other place hashes, and whether the same seed gave the same codes
 * again. Takes the epochs; runs on the CPU alone where there is no GPU.
 */
public final class DeviceComparison {

    private static final String DEVICE = "deephash.device";

    private DeviceComparison() {}

    /** See the class. */
    public static void main(String[] args) {
        int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        RetrievalDataset data = DeepHash.load("fashion-mnist-mini");
        boolean gpu = Compute.place().startsWith("GPU");
        System.out.printf("%s, %s, %s%n%n", data.name(), Compute.engineVersion(), Compute.place());
        Compute.unusedGpu().ifPresent(System.out::println);
        System.out.println(
                "| model | place | precision | seconds | last loss | mAP | bits that differ hashed elsewhere |"
                        + " the same codes again |\n|---|---|---|---:|---:|---:|---:|---|");
        for (Architecture architecture :
                List.of(Architecture.VAE, Architecture.CVAE, Architecture.CSVAE, Architecture.VTE)) {
            TrainOptions options = options().epochs(epochs).seed(7);
            if (gpu) {
                row(architecture, data, options, "gpu");
                row(architecture, data, options.precision(Precision.BFLOAT16), "gpu");
            }
            row(architecture, data, options, "cpu");
        }
    }

    private static void row(Architecture architecture, RetrievalDataset data, TrainOptions options, String place) {
        System.setProperty(DEVICE, place);
        try {
            long start = System.nanoTime();
            HashModel model = DeepHash.train(architecture, data, options);
            double seconds = (System.nanoTime() - start) * 1e-9;
            String where = Compute.place();
            double map = DeepHash.evaluate(model, data).map();
            HashCodes here = DeepHash.hash(model, data.database());
            HashCodes again = DeepHash.hash(DeepHash.train(architecture, data, options), data.database());
            System.setProperty(DEVICE, place.equals("gpu") ? "cpu" : "");
            HashCodes elsewhere = DeepHash.hash(model, data.database());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1f | %.2f | %.3f | %.4f %% | %s |%n",
                    architecture.name(),
                    where,
                    options.precision(),
                    seconds,
                    last(model),
                    map,
                    100 * differing(here, elsewhere),
                    here.equals(again) ? "yes" : "no");
        } finally {
            System.clearProperty(DEVICE);
        }
    }

    private static double last(HashModel model) {
        List<Epoch> epochs = model.history().epochs();
        return epochs.get(epochs.size() - 1).loss();
    }

    private static double differing(HashCodes left, HashCodes right) {
        long bits = 0;
        for (int i = 0; i < left.size(); i++) {
            bits += left.distance(i, right, i);
        }
        return (double) bits / left.size() / left.bits();
    }
}
