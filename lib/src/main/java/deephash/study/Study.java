package deephash.study;

import deephash.data.RetrievalDataset;
import deephash.hash.Retriever;
import deephash.progress.Screen;
import deephash.result.Evaluation;
import deephash.train.Trainer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs many trials on one data set, one after the other, and scores them all alike. A trial that fails is recorded
 * beside those that succeed. With a file, every outcome is kept at once: a study that was killed,
 * interrupted or enlarged goes on where it stopped, and several processes may work on one file.
 */
public final class Study {

    private final RetrievalDataset data;
    private final @Nullable Path file;
    private final boolean retryFailures;

    private Study(RetrievalDataset data, @Nullable Path file, boolean retryFailures) {
        this.data = data;
        this.file = file;
        this.retryFailures = retryFailures;
    }

    /**
     * A study on {@code data}, kept in memory only.
     *
     * @param data to train and evaluate on
     * @return a study without outcomes
     * @throws IllegalArgumentException if the data set is not labelled
     */
    public static Study on(RetrievalDataset data) {
        if (!data.database().labels().isPresent() || !data.query().labels().isPresent()) {
            throw new IllegalArgumentException("\"" + data.name()
                    + "\" has no labels, so nothing can be scored; give a folder with one subfolder a class.");
        }
        return new Study(data, null, false);
    }

    /**
     * Keeps outcomes in {@code file} (JSON, a line an outcome), and does not repeat those that are there.
     *
     * @param file made if it is missing
     * @return the changed study
     */
    public Study keptIn(Path file) {
        return new Study(data, file, retryFailures);
    }

    /** Makes runs that failed earlier again, instead of keeping their failure. */
    public Study retryingFailures() {
        return new Study(data, file, true);
    }

    /**
     * Makes the runs that are missing. If the thread is interrupted, the runs finished so far are returned, with a note
     * that says so, and the thread's interrupt flag stays set.
     *
     * @param trials in the order of the table; of equal runs only one is made
     * @return the outcome of every trial that was made, in their order
     */
    public StudyResult run(List<Trial> trials) {
        String fingerprint = data.fingerprint();
        Map<Run, Outcome> done = new HashMap<>(kept(fingerprint));
        Map<Run, Trial> missing = new LinkedHashMap<>();
        for (Trial trial : trials) {
            if (!done.containsKey(trial.run())) {
                missing.putIfAbsent(trial.run(), trial);
            }
        }
        try (Screen.Bar bar = Screen.current().bar("Study on " + data.name(), missing.size(), "runs")) {
            long start = System.nanoTime();
            int made = 0;
            for (Trial trial : missing.values()) {
                bar.note(trial.run() + timeLeft(start, made, missing.size()));
                if (file != null && made > 0) {
                    // another process may have made this run meanwhile
                    kept(fingerprint).forEach(done::putIfAbsent);
                    if (done.containsKey(trial.run())) {
                        made++;
                        bar.step(1);
                        continue;
                    }
                }
                Optional<Outcome> ended = outcome(trial, fingerprint);
                if (ended.isEmpty()) {
                    break;
                }
                Outcome outcome = ended.get();
                done.put(trial.run(), outcome);
                if (file != null) {
                    Journal.append(file, outcome);
                }
                made++;
                bar.step(1);
            }
            bar.note("");
        }
        return result(trials.stream().map(Trial::run).distinct().toList(), done);
    }

    /** The outcomes in the file that need not be made again. */
    private Map<Run, Outcome> kept(String fingerprint) {
        Map<Run, Outcome> kept = new HashMap<>();
        for (Outcome outcome : file == null ? List.<Outcome>of() : Journal.read(file)) {
            if (outcome.data().equals(fingerprint) && (outcome.succeeded() || !retryFailures)) {
                kept.put(outcome.run(), outcome);
            }
        }
        return kept;
    }

    private StudyResult result(List<Run> runs, Map<Run, Outcome> done) {
        List<Outcome> outcomes =
                runs.stream().filter(done::containsKey).map(done::get).toList();
        if (outcomes.size() == runs.size()) {
            return new StudyResult(outcomes);
        }
        String note = "Stopped after " + outcomes.size() + " of " + runs.size() + " runs. "
                + (file == null
                        ? "With a file, compare(data, Path.of(\"study.jsonl\"), ...), it goes on later where it "
                                + "was stopped."
                        : "They are kept in " + file + ": the same call goes on from there.");
        Screen.current().say(note);
        return new StudyResult(outcomes, note);
    }

    /** How a trial ended; empty if it was stopped before it had. */
    private Optional<Outcome> outcome(Trial trial, String fingerprint) {
        Optional<Scores> scores = Optional.empty();
        Optional<String> failure = Optional.empty();
        try {
            Screen.checkInterrupted("The study");
            long start = System.nanoTime();
            Retriever made = trial.maker().make(data);
            double seconds = (System.nanoTime() - start) / 1e9;
            // an interrupted training returns what it has reached, which is no outcome of this run
            Screen.checkInterrupted("The study");
            scores = Optional.of(Scores.of(Evaluation.of(made, data), seconds, Trainer.learningRate(made)));
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            if (Thread.currentThread().isInterrupted()) {
                // a stop can make a run fail, as when it interrupts the reading of a file: such a failure is not
                // recorded
                return Optional.empty();
            }
            String said = e.getMessage();
            failure = Optional.of(e.getClass().getSimpleName() + (said == null ? "" : ": " + said));
            Screen.current().say(trial.run() + " failed: " + failure.get());
        }
        return Optional.of(new Outcome(
                trial.run(), fingerprint, data.toString(), data.protocol().splits(), scores, failure));
    }

    private static String timeLeft(long start, int made, int all) {
        if (made == 0) {
            return "";
        }
        double seconds = (System.nanoTime() - start) / 1e9 / made * (all - made);
        return seconds < 90
                ? String.format(Locale.ROOT, ", about %.0f s left", seconds)
                : seconds < 5400
                        ? String.format(Locale.ROOT, ", about %.0f min left", seconds / 60)
                        : String.format(Locale.ROOT, ", about %.1f h left", seconds / 3600);
    }
}
