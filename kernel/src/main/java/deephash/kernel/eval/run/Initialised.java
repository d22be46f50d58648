package deephash.kernel.eval.run;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Which classes of cells have begun their static initialisers; Java itself does not say. */
public final class Initialised {

    private static final Set<Class<?>> ALL =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private Initialised() {}

    /** Woven into the start of every static initialiser. */
    public static void begun(Class<?> type) {
        ALL.add(type);
    }

    static boolean has(Class<?> type) {
        return ALL.contains(type);
    }
}
