package deephash.kernel.eval.run;

import deephash.kernel.eval.jshell.CellClass;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the static fields of a class that is declared again. If the JVM can change the class in place, they
 * keep their values, and initialisers do not run again; if it cannot, there is a second class, whose fields begin anew.
 * Either may surprise, so the user is told.
 */
public final class StaticFields {

    private static final int LONGEST_SHOWN = 40;

    private record Known(String className, ClassStatics statics) {}

    private final CellLoader loader;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    public StaticFields(CellLoader loader) {
        this.loader = loader;
    }

    /** What happened since it was last asked, in sentences. */
    public synchronized List<String> takeNotes() {
        List<String> taken = List.copyOf(notes.values());
        notes.clear();
        return taken;
    }

    /** Takes note of a class that is loaded, perhaps in place of an earlier form. */
    synchronized void loaded(String className, byte[] classFile) {
        CellClass name = CellClass.of(className);
        if (name == null || !name.isDeclared()) {
            return;
        }
        String key = name.anyForm();
        Known old = known.put(key, new Known(className, ClassStatics.of(classFile)));
        if (old == null || old.className().equals(className)) {
            return;
        }
        Class<?> type = loader.defined(old.className());
        notes.remove(key);
        if (type == null || !initialised(type, old.statics())) {
            return;
        }
        String plain = name.plainName();
        if (old.statics().isEnum()) {
            notes.put(key, plain + ": its constants are new objects; what holds the old ones must be made again.");
        } else if (!old.statics().state().isEmpty()) {
            notes.put(key, plain + ": its static fields begin anew.");
        }
    }

    /** Whether a change in place would leave an enumeration with the constants that it has. */
    boolean mustBeReplaced(Class<?> type, byte[] classFile) {
        Known old = known(type.getName());
        return old != null
                && old.statics().isEnum()
                && Initialised.has(type)
                && !old.statics()
                        .initialisers()
                        .equals(ClassStatics.of(classFile).initialisers());
    }

    /** Takes note of a class that was changed in place. */
    synchronized void changed(Class<?> type, byte[] classFile) {
        CellClass name = CellClass.of(type.getName());
        Known old = known(type.getName());
        if (old == null || name == null) {
            return;
        }
        String key = name.anyForm();
        String plain = name.plainName();
        ClassStatics now = ClassStatics.of(classFile);
        known.put(key, new Known(type.getName(), now));
        Set<String> constants = different(old.statics().constants(), now.constants());
        Set<String> initialisers =
                Initialised.has(type) ? different(old.statics().initialisers(), now.initialisers()) : Set.of();
        if (!constants.isEmpty()) {
            notes.put(
                    key,
                    plain + ": the new " + String.join(", ", constants)
                            + " is in what is compiled from now on; run the cells that use it again.");
        } else if (!initialisers.isEmpty()) {
            notes.put(key, plain + ": " + kept(type, initialisers) + ", since the JVM initialises a class once.");
        }
    }

    private static String kept(Class<?> type, Set<String> fields) {
        Set<String> named = new TreeSet<>(fields);
        named.remove("");
        if (named.isEmpty()) {
            return "its static block does not run again";
        }
        return named.size() == 1
                ? named.iterator().next() + " keeps its value"
                        + shown(type, named.iterator().next())
                : String.join(", ", named) + " keep their values";
    }

    private static String shown(Class<?> type, String name) {
        try {
            Field field = field(type, name);
            Object value = field.get(null);
            String text = String.valueOf(value);
            boolean plain = field.getType().isPrimitive() || value instanceof String;
            return plain && text.length() <= LONGEST_SHOWN ? " " + text : "";
        } catch (ReflectiveOperationException | LinkageError e) {
            return "";
        }
    }

    private static Set<String> different(Map<String, ?> before, Map<String, ?> after) {
        Set<String> found = new TreeSet<>();
        after.forEach((name, value) -> {
            if (!Objects.equals(value, before.get(name)) && !name.startsWith("$")) {
                found.add(name);
            }
        });
        return found;
    }

    private @Nullable Known known(String className) {
        CellClass name = CellClass.of(className);
        return name != null && name.isDeclared() ? known.get(name.anyForm()) : null;
    }

    /** Whether the fields have had values; not so if the initialiser failed. */
    private boolean initialised(Class<?> type, ClassStatics statics) {
        boolean begun = Initialised.has(type);
        // Reading a field would run the initialisers; without any in this class or a superclass of cells, it is safe.
        boolean silent = statics.initialisers().isEmpty()
                && type.getSuperclass() != null
                && type.getSuperclass().getClassLoader() != loader;
        if (!begun && !silent) {
            return false;
        }
        try {
            boolean changed = begun && statics.state().isEmpty();
            for (String each : statics.state()) {
                Object value = field(type, each).get(null);
                changed |= begun || !isDefault(value);
            }
            return changed;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }

    private static boolean isDefault(@Nullable Object value) {
        return value == null
                || Boolean.FALSE.equals(value)
                || (value instanceof Character letter && letter == 0)
                || (value instanceof Number number && number.doubleValue() == 0);
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
