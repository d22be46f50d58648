package deephash.kernel.eval.state;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how much of the heap an object holds, from samples of its arrays and collections: in a fraction of a
 * second, and with little memory of its own, since it is asked when there is hardly any.
 */
final class HeldMemory {

    private static final int MOST_OBJECTS = 50_000;
    private static final int SAMPLE = 500;
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int HEADER = 16;
    private static final int REFERENCE = 4;

    /** What an entry of a map, a set or a linked list takes beside what it holds. */
    private static final int ENTRY = 36;

    /** How much of the heap a collection's part beyond its sample is taken to hold. */
    private record Part(Object object, double times) {}

    private final ArrayDeque<Part> left = new ArrayDeque<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Class<?>, List<Field>> fields = new HashMap<>();
    private double bytes;

    private HeldMemory() {}

    /**
     * An estimate in bytes.
     *
     * @param root null holds nothing
     */
    static long of(@Nullable Object root) {
        HeldMemory held = new HeldMemory();
        held.add(root, 1);
        long end = System.nanoTime() + MOST_NANOS;
        try {
            while (!held.left.isEmpty() && held.seen.size() < MOST_OBJECTS && System.nanoTime() < end) {
                Part part = held.left.remove();
                held.look(part.object(), part.times());
            }
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // Changed by another thread meanwhile, or too large to look at: what was found so far counts.
        }
        return (long) held.bytes;
    }

    private void add(@Nullable Object object, double times) {
        if (object != null && !isOfTheJvm(object) && seen.add(object)) {
            left.add(new Part(object, times));
        }
    }

    private static boolean isOfTheJvm(Object object) {
        return object instanceof Class
                || object instanceof ClassLoader
                || object instanceof Thread
                || object instanceof java.lang.ref.Reference
                || object.getClass().getName().startsWith("deephash.kernel.");
    }

    private void look(Object object, double times) {
        Class<?> type = object.getClass();
        if (type.isArray()) {
            array(object, type.getComponentType(), times);
        } else if (object instanceof CharSequence text) {
            bytes += times * (2 * HEADER + (object instanceof String ? 1L : 2L) * text.length());
        } else if (object instanceof BufferedImage image) {
            DataBuffer data = image.getRaster().getDataBuffer();
            bytes += times
                    * ((long) data.getSize() * data.getNumBanks() * DataBuffer.getDataTypeSize(data.getDataType()) / 8);
        } else if (type.getName().startsWith("java.util.") && object instanceof Map<?, ?> map) {
            bytes += times * map.size() * ENTRY;
            sample(map.entrySet(), map.size(), times);
        } else if (type.getName().startsWith("java.util.") && object instanceof Collection<?> all) {
            bytes += times * all.size() * (all instanceof ArrayList ? REFERENCE : ENTRY);
            sample(all, all.size(), times);
        } else {
            fieldsOf(object, type, times);
        }
    }

    private void array(Object array, Class<?> component, double times) {
        int length = Array.getLength(array);
        bytes += times * (HEADER + (long) length * size(component));
        if (!component.isPrimitive()) {
            int step = Math.max(1, length / SAMPLE);
            List<@Nullable Object> some = new ArrayList<>();
            for (int i = 0; i < length; i += step) {
                some.add(Array.get(array, i));
            }
            addAll(some, length, times);
        }
    }

    private void sample(Iterable<?> all, int size, double times) {
        List<@Nullable Object> some = new ArrayList<>();
        Iterator<?> each = all.iterator();
        while (each.hasNext() && some.size() < SAMPLE) {
            Object next = each.next();
            if (next instanceof Map.Entry<?, ?> entry) {
                some.add(entry.getKey());
                some.add(entry.getValue());
            } else {
                some.add(next);
            }
        }
        addAll(some, all instanceof Set && !some.isEmpty() && size < some.size() ? some.size() : size, times);
    }

    /** An object that occurs several times counts once. */
    private void addAll(List<@Nullable Object> some, int of, double times) {
        Set<@Nullable Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(some);
        boolean alike = distinct.size() * 2 < some.size();
        double each = alike || some.isEmpty() ? times : times * Math.max(1.0, (double) of / some.size());
        distinct.forEach(object -> add(object, each));
    }

    private void fieldsOf(Object object, Class<?> type, double times) {
        bytes += times * HEADER;
        for (Field field : fields.computeIfAbsent(type, HeldMemory::readable)) {
            bytes += times * size(field.getType());
            if (!field.getType().isPrimitive()) {
                try {
                    add(field.get(object), times);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static List<Field> readable(Class<?> type) {
        List<Field> found = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    try {
                        field.setAccessible(true);
                        found.add(field);
                    } catch (InaccessibleObjectException e) {
                        // The fields of a class of the JDK are closed, and take little.
                    }
                }
            }
        }
        return found;
    }

    private static int size(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        } else if (type == int.class || type == float.class) {
            return Integer.BYTES;
        } else if (type == short.class || type == char.class) {
            return Short.BYTES;
        }
        return type.isPrimitive() ? 1 : REFERENCE;
    }
}
