package deephash.kernel.eval.assist;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Keeps answers by the text that was asked about, until something that they depend on changes. */
public final class AnswerCache<T> {

    /** How many answers are kept; the one asked for longest ago goes first. */
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
        // If something changed meanwhile, the answer may rest on a part of the change.
        if (changes == before) {
            known.put(text, answer);
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    /** Forgets the answers about texts that match. */
    public synchronized void forget(Predicate<String> texts) {
        changes++;
        known.keySet().removeIf(texts);
    }
}
