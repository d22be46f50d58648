package deephash.model;

import deephash.result.Epoch;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A model in a few lines: what it is, how large, how it was trained and where. */
final class ModelText {

    private ModelText() {}

    static String of(HashModel model) {
        List<Epoch> epochs = model.history().epochs();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %d bits, %s, %,d parameters",
                model.name(),
                model.bits(),
                model.pixels(),
                model.parameterCount()));
        if (epochs.isEmpty() && model.ending() == Ending.INTERRUPTED) {
            text.append("\ninterrupted before the end of epoch 1, so hardly trained");
        }
        if (!epochs.isEmpty()) {
            Epoch last = epochs.get(epochs.size() - 1);
            text.append('\n')
                    .append(model.ending().after(model.history()))
                    .append(loss(last, model.history().unit()))
                    .append("; ")
                    .append(last.activeUnits())
                    .append(" of ")
                    .append(model.bits())
                    .append(" units active");
        }
        return text.append("\non ")
                .append(model.provenance().fact("machine.place"))
                .toString();
    }

    /** The loss and, if there are several, its parts. */
    private static String loss(Epoch epoch, String unit) {
        String parts = epoch.parts().size() < 2
                ? ""
                : epoch.parts().entrySet().stream()
                        .map(part -> String.format(Locale.ROOT, ", %s %.2f", part.getKey(), part.getValue()))
                        .collect(Collectors.joining());
        return String.format(Locale.ROOT, "; loss %.2f%s", epoch.loss(), parts) + (unit.isEmpty() ? "" : " " + unit);
    }
}
