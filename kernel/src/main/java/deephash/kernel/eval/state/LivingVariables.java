package deephash.kernel.eval.state;

import deephash.kernel.eval.jshell.TypeNames;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
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
public final class LivingVariables {

    private final JShell shell;
    private final ClassLoader loader;

    /** Where each variable lives; the field of a class that JShell has replaced still holds its last value. */
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** Names of variables that were lost, and the rest of a sentence that says how. */
    private final Map<String, String> lost = new LinkedHashMap<>();

    public LivingVariables(JShell shell, ClassLoader loader) {
        this.shell = shell;
        this.loader = loader;
    }

    /**
     * How a variable was lost: the rest of a sentence that begins with its name; null if there was no such variable.
     */
    @Nullable
    public String lostHow(String name) {
        return lost.get(name);
    }

    /**
     * Looks at what an evaluation changed, and repairs it.
     *
     * @return what the user should know, in sentences
     */
    List<String> follow(List<SnippetEvent> events) {
        Map<String, VarSnippet> dependents = new LinkedHashMap<>();
        Snippet changed = null;
        Set<String> dropped = new HashSet<>();
        for (SnippetEvent event : events) {
            if (event.snippet() instanceof VarSnippet variable) {
                if (event.causeSnippet() != null) {
                    dependents.put(variable.name(), variable);
                } else {
                    remember(variable);
                }
            }
            if (event.status() == Snippet.Status.DROPPED && event.snippet().kind() == Kind.TYPE_DECL) {
                dropped.add(nameOf(event.snippet()));
            }
            if (event.causeSnippet() == null && changed == null) {
                changed = event.snippet();
            }
        }
        dropped.removeIf(name -> shell.types().anyMatch(type -> type.name().equals(name)));
        List<String> gone = new ArrayList<>();
        dependents.forEach((name, variable) -> {
            if (shell.status(variable).isActive() && !carryOver(variable, dropped)) {
                gone.add(name);
            }
        });
        return gone.isEmpty() || changed == null ? List.of() : List.of(lose(gone, changed));
    }

    private String lose(List<String> gone, Snippet changed) {
        String name = nameOf(changed);
        boolean imported = changed.kind() == Kind.IMPORT;
        String cause = (imported ? "what was called " : "the old form of ") + name;
        for (String each : gone) {
            lost.put(each, "went with " + cause);
            shell.variables().filter(v -> v.name().equals(each)).toList().forEach(shell::drop);
        }
        String why = changed.kind() == Kind.TYPE_DECL
                ? "The JVM cannot give the new form of " + name + " to living objects. "
                : "";
        return why + "Gone with " + (imported ? cause : "the old form" + (why.isEmpty() ? " of " + name : "")) + ": "
                + String.join(", ", gone) + ". Run the cells that make them again.";
    }

    /** Takes note of a variable that got no value. */
    void failed(VarSnippet variable) {
        fields.remove(variable.name());
        lost.put(variable.name(), "is not declared, since its initialiser failed");
    }

    private static String nameOf(Snippet snippet) {
        return snippet instanceof PersistentSnippet named ? named.name() : "a class";
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

    /**
     * Whether the variable still has, or again has, its value.
     *
     * @param dropped classes of cells that are no more
     */
    private boolean carryOver(VarSnippet variable, Set<String> dropped) {
        Field before = fields.get(variable.name());
        if (before == null) {
            return true;
        }
        Object value = value(before);
        if (value != null && TypeNames.namesAny(before.getGenericType(), dropped)) {
            return false;
        }
        if (shell.status(variable).isDefined()) {
            Field after = field(variable);
            if (after == null || after.equals(before) || put(variable.name(), after, value)) {
                return true;
            }
        }
        return declareAgain(variable.name(), before, value);
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

    /** A list of objects of an old class would fit where a list of the new one is meant, and fail at the first look. */
    private boolean fits(Field field, Object value) {
        if (!field.getType().isPrimitive() && !field.getType().isInstance(value)) {
            return false;
        }
        return !TypeNames.namesNewForm(field.getGenericType()) || !HoldsOldClasses.in(value, loader);
    }

    /**
     * Declares the variable without the initializer, which no longer compiles, and with the whole name of its type,
     * which the short name may no longer mean.
     */
    private boolean declareAgain(String name, Field before, @Nullable Object value) {
        String type = TypeNames.of(before.getGenericType()).orElse("");
        if (type.isEmpty()
                || (value != null
                        && before.getType().getClassLoader() == loader
                        && HoldsOldClasses.in(value, loader))) {
            return false;
        }
        return give(value, shell.eval(type + " " + name + ";"));
    }

    /** Gives what was just declared a value; whether it has it. */
    private boolean give(@Nullable Object value, List<SnippetEvent> declaration) {
        for (SnippetEvent event : declaration) {
            if (event.causeSnippet() == null
                    && event.snippet() instanceof VarSnippet again
                    && event.status() == Snippet.Status.VALID) {
                Field field = field(again);
                return field != null && put(again.name(), field, value);
            }
        }
        return false;
    }

    /** Declares a variable with another type, which its value has too; what happened then. */
    List<SnippetEvent> declareAs(String type, VarSnippet variable) {
        Field before = fields.get(variable.name());
        if (before == null) {
            return List.of();
        }
        Object value = value(before);
        List<SnippetEvent> declaration = shell.eval(type + " " + variable.name() + ";");
        give(value, declaration);
        return declaration;
    }

    /** Declares a variable as it was before something took its place. */
    void restore(VarSnippet variable) {
        Field before = fields.get(variable.name());
        if (before != null) {
            declareAgain(variable.name(), before, value(before));
        }
    }

    /** The names of the variables. */
    List<String> names() {
        return shell.variables()
                .map(VarSnippet::name)
                .filter(fields::containsKey)
                .toList();
    }

    /** What a variable holds; null also if there is no such variable. */
    @Nullable
    Object value(String name) {
        Field field = fields.get(name);
        return field == null ? null : value(field);
    }

    /** Lets a variable hold nothing; whether it can. */
    boolean empty(String name) {
        Field field = fields.get(name);
        try {
            if (field == null || field.getType().isPrimitive()) {
                return false;
            }
            field.set(null, null);
            return true;
        } catch (IllegalAccessException e) {
            return false;
        }
    }

    private static @Nullable Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
