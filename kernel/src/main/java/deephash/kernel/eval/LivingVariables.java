package deephash.kernel.eval;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values where JShell would drop them. When something changes that a variable's declaration mentions, JShell
 * compiles the declaration anew, into a new class whose field is empty, or gives up on it. Here the value is carried
 * over; only a value of a class that itself changed its shape cannot be, and then the user is told.
 */
final class LivingVariables {

    private final JShell shell;
    private final ClassLoader loader;

    /** Where each variable lives; the field of a class that JShell has replaced still holds its last value. */
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** Names of variables that were lost, and the class whose change lost them. */
    private final Map<String, String> lost = new LinkedHashMap<>();

    LivingVariables(JShell shell, ClassLoader loader) {
        this.shell = shell;
        this.loader = loader;
    }

    /** The class by whose change a variable was lost, null if there was no such variable. */
    @Nullable
    String lostBy(String name) {
        return lost.get(name);
    }

    /**
     * Looks at what an evaluation changed, and repairs it.
     *
     * @return what the user should know, in sentences
     */
    List<String> follow(List<SnippetEvent> events) {
        List<SnippetEvent> dependents = new ArrayList<>();
        String changed = "";
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null) {
                dependents.add(event);
            } else if (event.snippet() instanceof VarSnippet variable) {
                remember(variable);
            } else if (event.snippet().kind() == Kind.TYPE_DECL) {
                changed = nameOf(event.snippet());
            }
        }
        Set<String> gone = new LinkedHashSet<>();
        for (SnippetEvent event : dependents) {
            if (event.snippet() instanceof VarSnippet variable && event.status() != Snippet.Status.OVERWRITTEN) {
                if (!carryOver(variable, event.status())) {
                    gone.add(variable.name());
                }
            }
        }
        if (gone.isEmpty()) {
            return List.of();
        }
        String cause = changed.isEmpty() ? "a class" : changed;
        for (String each : gone) {
            lost.put(each, cause);
            shell.variables().filter(v -> v.name().equals(each)).toList().forEach(shell::drop);
        }
        return List.of("The new form of " + cause + " has other members, which the JVM cannot give to living objects."
                + " Gone with the old form: " + String.join(", ", gone)
                + ". Run the cells that make them again.");
    }

    private static String nameOf(Snippet snippet) {
        return snippet instanceof jdk.jshell.DeclarationSnippet declaration ? declaration.name() : "";
    }

    private void remember(VarSnippet variable) {
        if (shell.status(variable).isDefined()) {
            Field field = field(variable);
            if (field != null) {
                fields.put(variable.name(), field);
                lost.remove(variable.name());
            }
        }
    }

    private @Nullable Field field(VarSnippet variable) {
        try {
            String className = shell.sourceCodeAnalysis().wrapper(variable).fullClassName();
            Field field = loader.loadClass(className).getDeclaredField(variable.name());
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** Whether the variable still has, or again has, its value. */
    private boolean carryOver(VarSnippet variable, Snippet.Status status) {
        Field before = fields.get(variable.name());
        if (before == null) {
            return true;
        }
        Object value = value(before);
        if (!status.isDefined()) {
            return value == null || declareAgain(variable, value);
        }
        Field after = field(variable);
        if (after == null || after.equals(before)) {
            return true;
        }
        return put(variable.name(), after, value);
    }

    private boolean put(String name, Field field, @Nullable Object value) {
        try {
            if (value != null) {
                if (!fits(field, value)) {
                    return false;
                }
                field.set(null, value);
            }
            fields.put(name, field);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** A list of objects of an old class would fit, and fail at the first look into it. */
    private boolean fits(Field field, Object value) {
        if (!field.getType().isPrimitive() && !field.getType().isInstance(value)) {
            return false;
        }
        return !HoldsOldClasses.in(value, loader);
    }

    /** Declares the variable with its type and without the initializer that no longer compiles. */
    private boolean declareAgain(VarSnippet variable, Object value) {
        String type = variable.typeName();
        if (type == null || type.isBlank()) {
            return false;
        }
        for (SnippetEvent event : shell.eval(type + " " + variable.name() + ";")) {
            if (event.causeSnippet() == null
                    && event.snippet() instanceof VarSnippet again
                    && event.status() == Snippet.Status.VALID) {
                Field field = field(again);
                return field != null && put(again.name(), field, value);
            }
        }
        return false;
    }

    private static @Nullable Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
