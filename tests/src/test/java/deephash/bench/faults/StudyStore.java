package deephash.bench.faults;

import deephash.baseline.Baseline;
import deephash.data.RetrievalDataset;
import deephash.study.Outcome;
import deephash.study.Study;
import deephash.study.StudyResult;
import deephash.study.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A study's file that gets one outcome after the other. */
final class StudyStore implements Store {

    private static final int LOOKED_AT = 3;

    private final RetrievalDataset data = Shapes.data();
    private final Path file;
    private final AtomicInteger made = new AtomicInteger();

    StudyStore(Path folder) {
        file = folder.resolve("study.jsonl");
    }

    @Override
    public void prepare() {
        // nothing is needed
    }

    private Trial trial(int n) {
        Trial trial = Trial.of(Baseline.LSH, 16, n);
        return new Trial(trial.run(), set -> {
            made.incrementAndGet();
            return trial.maker().make(set);
        });
    }

    @Override
    public void write(int n) {
        Study.on(data).keptIn(file).run(List.of(trial(n)));
    }

    @Override
    public void check(int least, boolean alone) throws Wrong {
        if (!alone) {
            // others write: what is there must be readable
            Study.on(data).keptIn(file).run(List.of());
            return;
        }
        requireAll(least, 1, 0);
    }

    /** The mAPs of the first outcomes, as the file has them. */
    List<Double> scores(int count) {
        List<Trial> trials = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            trials.add(trial(n));
        }
        return Study.on(data).keptIn(file).run(trials).outcomes().stream()
                .map(outcome -> outcome.scores().orElseThrow().map())
                .toList();
    }

    /** Every outcome of 0 to {@code last}, in steps, is there, and some of them are compared with new ones. */
    void requireAll(int last, int step, int first) throws Wrong {
        List<Trial> trials = new ArrayList<>();
        for (int n = first; n <= last; n += step) {
            trials.add(trial(n));
        }
        if (trials.isEmpty()) {
            return;
        }
        made.set(0);
        StudyResult kept = Study.on(data).keptIn(file).run(trials);
        if (made.get() > 0) {
            throw new Wrong(made.get() + " of " + trials.size() + " reported outcomes are gone");
        }
        Random random = new Random(last);
        for (int i = 0; i < LOOKED_AT; i++) {
            int n = random.nextInt(trials.size());
            Outcome right =
                    Study.on(data).run(List.of(trials.get(n))).outcomes().get(0);
            double found = kept.outcomes().get(n).scores().orElseThrow().map();
            if (found != right.scores().orElseThrow().map()) {
                throw new Wrong("outcome " + n + " has the mAP " + found);
            }
        }
    }
}
