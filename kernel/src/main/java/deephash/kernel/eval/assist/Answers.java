package deephash.kernel.eval.assist;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers by the text that was asked about, each for as long as nothing that it rests on has changed. */
public final class Answers<T> {

    /** The one that was not asked for longest goes first. */
    private static final int MOST = 64;

    private final Map<String, T> known = new LinkedHashMap<>(MOST, 0.75f, true);
    private int changes;

    /**
     * The answer known, or the one that is found now.
     *
     * @param lasts whether an answer that was found now may be kept
     */
    public T get(String text, Supplier<T> finder, Predicate<T> lasts) {
        int before;
        synchronized (this) {
            T answer = known.get(text);
            if (answer != null) {
                return answer;
            }
            before = changes;
        }
        T found = finder.get();
        if (lasts.test(found)) {
            keep(text, found, before);
        }
        return found;
    }

    private synchronized void keep(String text, T answer, int before) {
        // What has changed meanwhile may have been seen in part only.
        if (changes == before) {
            known.put(text, answer);
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    /** Forgets the answers about such texts. */
    public synchronized void forget(Predicate<String> texts) {
        changes++;
        known.keySet().removeIf(texts);
    }
}
