package deephash.bench.faults;

import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A model folder that is saved over and over with one of three models. */
final class ModelStore implements Store {

    private static final int MODELS = 3;

    private final Path folder;
    private final HashModel[] models = new HashModel[MODELS];

    ModelStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public void prepare() {
        for (int k = 0; k < MODELS; k++) {
            Trainer.untrained(
                            Architecture.CVAE.channels(4),
                            Shapes.split("train", 32, 1),
                            TrainOptions.options().bits(8).seed(k))
                    .save(folder.resolve("prepared-" + k));
        }
    }

    private HashModel model(int n) {
        if (models[n % MODELS] == null) {
            models[n % MODELS] = HashModel.load(folder.resolve("prepared-" + n % MODELS));
        }
        return models[n % MODELS];
    }

    @Override
    public void write(int n) {
        model(n).save(folder.resolve("model"));
    }

    @Override
    public void check(int least, boolean alone) throws Wrong {
        if (!Files.exists(folder.resolve("model"))) {
            if (least >= 0) {
                throw new Wrong("the model is gone");
            }
            return;
        }
        if (least < 0 && alone) {
            return;
        }
        String found = text(HashModel.load(folder.resolve("model")));
        for (int n = Math.max(0, least); n < Math.max(0, least) + (alone ? 2 : MODELS); n++) {
            if (found.equals(text(model(n)))) {
                return;
            }
        }
        throw new Wrong("another model is there than number " + least + " or the next");
    }

    static String text(HashModel model) {
        StringBuilder text = new StringBuilder(model.toString());
        model.weights().tensors().forEach((name, tensor) -> text.append(name).append(Arrays.hashCode(tensor.values())));
        return text.append(model.binarizer()).append(model.provenance()).toString();
    }
}
