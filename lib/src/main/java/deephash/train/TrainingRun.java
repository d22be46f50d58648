package deephash.train;

import deephash.model.Ending;
import deephash.model.HashModel;
import deephash.model.engine.Weights;
import deephash.progress.Screen;
import deephash.progress.Screen.Bar;
import deephash.progress.Screen.Live;
import deephash.result.Epoch;
import deephash.result.History;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run from its first epoch, or its checkpoint, to its end: what is shown, kept, and when it stops. */
final class TrainingRun {

    /** A loss that has grown by this factor over the first epoch's will not come back. */
    private static final double DIVERGED = 100;

    private final Training training;
    private final TrainingPlan plan;
    private final TrainOptions options;
    private final @Nullable Checkpoints checkpoints;
    private final Listeners listeners;
    private final List<Epoch> epochs = new ArrayList<>();
    private @Nullable Weights good;
    private @Nullable Weights best;
    private int bestEpoch;
    private @Nullable Live live;
    private String note = "";

    /** Trained in this run, and the loss to show beside it: the last batch's, at its end the epoch's mean. */
    private long seen;

    private double shownLoss;

    TrainingRun(Training training, TrainingPlan plan, @Nullable Checkpoints checkpoints, TrainListener... listeners) {
        this.training = training;
        this.plan = plan;
        this.options = plan.options();
        this.checkpoints = checkpoints;
        this.listeners = new Listeners(listeners);
    }

    HashModel run() {
        if (checkpoints != null) {
            checkpoints
                    .last(plan.architecture(), Facts.of(plan.data(), plan.learned(), options, plan.learningRate()))
                    .ifPresent(this::resume);
        }
        Ending ending = stopsEarly() ? Ending.EARLY : Ending.COMPLETED;
        int done = epochs.size();
        long left = (long) (options.epochs() - done) * plan.learned().size();
        String what = "Training " + plan.title();
        long start = System.nanoTime();
        try (Bar bar = Screen.current().bar(what, left, "images")) {
            for (int epoch = done + 1; epoch <= options.epochs() && ending == Ending.COMPLETED; epoch++) {
                ending = epoch(epoch, bar);
            }
            if (seen > 0) {
                // the line that stays speaks of the whole run
                bar.note(progress(ending == Ending.INTERRUPTED ? epochs.size() + 1 : epochs.size(), seen, start));
            }
        }
        return model(ending);
    }

    private void resume(SavedTraining saved) {
        training.restore(saved);
        good = saved.model().weights();
        epochs.addAll(saved.model().history().epochs());
        best = saved.best();
        double least = Double.POSITIVE_INFINITY;
        for (Epoch epoch : epochs) {
            if (epoch.validationLoss() < least) {
                least = epoch.validationLoss();
                bestEpoch = epoch.number();
            }
        }
        Screen.current().say("Going on after epoch " + epochs.size() + " of " + options.epochs() + ".");
    }

    private Ending epoch(int number, Bar bar) {
        long start = System.nanoTime();
        long[] images = {0};
        EpochSums sums = training.epoch(number, () -> Thread.currentThread().isInterrupted(), (step, count, loss) -> {
            images[0] += count;
            seen += count;
            shownLoss = loss;
            bar.step(count);
            bar.note(progress(number, images[0], start));
            listeners.tell(l -> l.stepEnded(step, loss));
        });
        if (!Double.isFinite(sums.loss()) && sums.images() > 0) {
            return Ending.DIVERGED;
        }
        if (sums.images() < plan.learned().size()) {
            return Ending.INTERRUPTED;
        }
        if (!epochs.isEmpty()
                && sums.loss() > DIVERGED * (Math.abs(epochs.get(0).loss()) + 1)) {
            return Ending.DIVERGED;
        }
        double seconds = seconds(start);
        Epoch epoch = sums.epoch(number, training.watchedLoss(), training.rate(number), seconds);
        epochs.add(epoch);
        shownLoss = epoch.loss();
        good = training.weights();
        if (options.patience() > 0
                && (best == null
                        || epoch.validationLoss() < epochs.get(bestEpoch - 1).validationLoss())) {
            best = good;
            bestEpoch = number;
        }
        if (number == 1 && Collapse.isWhole(sums)) {
            note = Collapse.words(options);
            Screen.current().say(note);
        }
        // first what must not be lost, then what is shown of it
        if (checkpoints != null && checkpoints.due(number)) {
            save(checkpoints);
        }
        show(note);
        listeners.tell(l -> l.epochEnded(epoch, () -> training.model(Ending.INTERRUPTED, history(""), false)));
        return stopsEarly() ? Ending.EARLY : Ending.COMPLETED;
    }

    /** A full disk must not cost what has been learned: the next checkpoint is tried in its turn. */
    private void save(Checkpoints into) {
        try {
            into.save(training.model(Ending.INTERRUPTED, history(""), false), training.optimizer(), best);
        } catch (UncheckedIOException e) {
            Screen.current().say(e.getMessage() + ". The training goes on; the last checkpoint is as it was.");
        }
    }

    private boolean stopsEarly() {
        return options.patience() > 0
                && !epochs.isEmpty()
                && epochs.size() < options.epochs()
                && epochs.size() - bestEpoch >= options.patience();
    }

    private String progress(int epoch, long images, long since) {
        return String.format(
                Locale.ROOT,
                "epoch %d of %d, loss %.2f, %.0f images/s",
                Math.min(epoch, options.epochs()),
                options.epochs(),
                shownLoss,
                images / seconds(since));
    }

    private static double seconds(long since) {
        return Math.max(1, System.nanoTime() - since) * 1e-9;
    }

    private void show(String note) {
        if (live == null) {
            live = Screen.current().show(history(note));
        } else {
            live.update(history(note));
        }
    }

    private History history(String note) {
        return new History(
                plan.title() + ", " + options.bits() + " bits",
                epochs,
                options.epochs(),
                options.objective().unit(),
                note);
    }

    private HashModel model(Ending ending) {
        String note = note(ending);
        if (!note.isEmpty()) {
            if (!epochs.isEmpty()) {
                show(note);
            }
            Screen.current().say(note);
        }
        if (ending == Ending.DIVERGED) {
            if (good == null) {
                throw new ArithmeticException(note);
            }
            training.weights(good);
        } else if (best != null && ending != Ending.INTERRUPTED) {
            training.weights(best);
        }
        return training.model(ending, history(note), ending != Ending.INTERRUPTED);
    }

    private String note(Ending ending) {
        String of = "epoch " + epochs.size() + " of " + options.epochs();
        return switch (ending) {
            case INTERRUPTED ->
                epochs.isEmpty()
                        ? "Interrupted before the end of epoch 1 of " + options.epochs() + "."
                        : "Interrupted after " + of + ".";
            case DIVERGED ->
                "The loss diverged in epoch " + (epochs.size() + 1) + ", so training stopped"
                        + (good == null ? "" : " and kept epoch " + epochs.size()) + ". Try learningRate("
                        + String.format(Locale.ROOT, "%.1g", plan.learningRate() / 10) + ") or clip(1).";
            case EARLY ->
                "Stopped after " + of + ": the validation loss has not fallen since epoch " + bestEpoch
                        + ", whose weights were kept.";
            case COMPLETED, UNTRAINED -> collapse();
        };
    }

    /** What to say if units have collapsed; else empty. */
    private String collapse() {
        return epochs.isEmpty() ? "" : Collapse.ofUnits(options, epochs.get(epochs.size() - 1));
    }

    /** The listeners of a run. One that fails is told of no more: watching a training must not end it. */
    private static final class Listeners {

        private final List<TrainListener> listeners;

        Listeners(TrainListener... listeners) {
            this.listeners = new ArrayList<>(List.of(listeners));
        }

        void tell(Consumer<TrainListener> what) {
            listeners.removeIf(listener -> !told(listener, what));
        }

        /** Other errors than these are a stop of the thread, and pass. */
        private static boolean told(TrainListener listener, Consumer<TrainListener> what) {
            try {
                what.accept(listener);
                return true;
            } catch (CancellationException e) {
                // the run sees the same stop, and ends with what it has reached
                return true;
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError | OutOfMemoryError e) {
                Screen.current()
                        .say("A listener failed (" + e + ", in "
                                + listener.getClass().getName() + "). The training goes on without it.");
                return false;
            }
        }
    }
}
