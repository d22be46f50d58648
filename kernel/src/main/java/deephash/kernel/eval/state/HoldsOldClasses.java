package deephash.kernel.eval.state;

import deephash.kernel.eval.run.CellLoader;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a value is, or visibly holds, an object of a cell's class that has been replaced. Looks into arrays,
 * collections, maps and optionals, a few levels deep.
 */
final class HoldsOldClasses {

    private static final int DEEPEST = 3;

    /** In a long list the first elements speak for the rest. */
    private static final int MOST = 20;

    private HoldsOldClasses() {}

    static boolean in(Object value, ClassLoader cells) {
        return in(value, cells, DEEPEST);
    }

    private static boolean in(Object value, ClassLoader cells, int depth) {
        if (value == null || depth == 0) {
            return false;
        }
        Class<?> type = value.getClass();
        if (isReplaced(type, cells)) {
            return true;
        }
        if (value instanceof Object[] array) {
            return any(java.util.Arrays.asList(array), cells, depth) || isReplaced(type.getComponentType(), cells);
        }
        if (value instanceof Collection<?> list && type.getName().startsWith("java.")) {
            return any(list, cells, depth);
        }
        if (value instanceof Map<?, ?> map && type.getName().startsWith("java.")) {
            return any(map.keySet(), cells, depth) || any(map.values(), cells, depth);
        }
        return value instanceof Optional<?> held && held.isPresent() && in(held.get(), cells, depth - 1);
    }

    private static boolean any(Collection<?> values, ClassLoader cells, int depth) {
        int looked = 0;
        for (Object each : values) {
            if (each != null && in(each, cells, depth - 1)) {
                return true;
            }
            if (++looked == MOST) {
                return false;
            }
        }
        return false;
    }

    private static boolean isReplaced(Class<?> type, ClassLoader cells) {
        if (type.getClassLoader() != cells || !(cells instanceof CellLoader loader)) {
            return false;
        }
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return loader.isReplaced(outer.getName());
    }
}
