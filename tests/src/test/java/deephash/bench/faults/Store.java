package deephash.bench.faults;

import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Something on disk that is written again and again, and whose n-th content is known beforehand. */
interface Store {

    /** Makes what the contents are made of; once, before anything else. */
    void prepare() throws Exception;

    /** Puts the n-th content there. */
    void write(int n) throws Exception;

    /**
     * Looks at what is there.
     *
     * @param least the last content that was reported as written; −1 for none
     * @param alone whether nobody else writes, so that what is there is that content or the next
     * @throws Wrong if something else is there, or nothing although something was written
     */
    void check(int least, boolean alone) throws Exception;

    /** Puts a content there while another process does the same. */
    default void writeBeside(int n) throws Exception {
        write(n);
    }

    /** How many contents one write makes. */
    default int contents() {
        return 1;
    }

    /** Writes one content after another and reports each. */
    default void run(int from, int step, IntConsumer done) throws Exception {
        for (int n = from; ; n += step) {
            write(n);
            done.accept(n);
        }
    }

    /** What was written is gone, or another content is read without a word. */
    final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    /** The store of a kind, in a folder of its own. */
    static Store of(String kind, Path folder) throws Exception {
        return switch (kind) {
            case "model" -> new ModelStore(folder);
            case "training" -> new TrainingStore(folder);
            case "study" -> new StudyStore(folder);
            case "cache" -> new CacheStore(folder);
            case "index" -> new IndexStore(folder);
            case "codes" -> new CodesStore(folder);
            default -> throw new IllegalArgumentException("no store " + kind);
        };
    }
}
