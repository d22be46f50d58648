package deephash.kernel.eval.state;

import deephash.kernel.eval.jshell.CellClass;
import deephash.kernel.eval.jshell.Inside;
import deephash.kernel.eval.run.CellLoader;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * Lets go of snippets that nothing can refer to any more: statements, and the {@code $1}, {@code $2}, ... of
 * expressions. JShell keeps each for the life of the session, with its source, its class file and, for an expression, a
 * line in every later compilation; and it keeps its compiler, with all that this gathers. There is no public way to make
 * it forget; where its fields are not open to us, it keeps them.
 */
public final class Forgetting {

    /** So many remain, for traces that pass through them later. */
    private static final int KEPT = 100;

    /** After so many snippets the compiler is a new one: each leaves listeners at the packages that it imports from. */
    private static final int COMPILED_BY_ONE = 1_000;

    /** Chains of causes can be circular. */
    private static final int MOST_CAUSES = 20;

    /** So many {@code $N} remain to be used. */
    private static final int KEPT_VALUES = 3;

    private final JShell shell;
    private final CellLoader loader;
    private final Consumer<Snippet> forgotten;
    private final ArrayDeque<Snippet> passing = new ArrayDeque<>();
    private final ArrayDeque<VarSnippet> values = new ArrayDeque<>();
    private final ArrayDeque<Replaced> replaced = new ArrayDeque<>();
    private boolean possible = true;
    private int compiled;

    /** A declaration that a later one has replaced, and the name that its class had. */
    private record Replaced(Snippet snippet, String className) {}

    /**
     * Forgets what a shell need not keep.
     *
     * @param forgotten told of each snippet that no trace can pass through any more
     */
    public Forgetting(JShell shell, CellLoader loader, Consumer<Snippet> forgotten) {
        this.shell = shell;
        this.loader = loader;
        this.forgotten = forgotten;
    }

    /** Takes note of a snippet that has been evaluated. */
    public void evaluated(Snippet snippet) {
        if (snippet instanceof VarSnippet value && snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            values.add(value);
            if (values.size() > KEPT_VALUES) {
                VarSnippet old = values.remove();
                if (shell.status(old) == Snippet.Status.VALID) {
                    shell.drop(old);
                }
                passing.add(old);
            }
        } else if (snippet.kind() == Snippet.Kind.STATEMENT
                || snippet.kind() == Snippet.Kind.EXPRESSION
                || snippet.kind() == Snippet.Kind.ERRONEOUS) {
            passing.add(snippet);
        }
        while (possible && passing.size() > KEPT) {
            possible = forget(passing.remove());
        }
        if (++compiled % COMPILED_BY_ONE == 0) {
            renewCompiler();
        }
    }

    /** Takes note of a declaration that a later one has replaced; the later one has its place and its class. */
    void overwritten(Snippet snippet) {
        replaced.add(new Replaced(snippet, className(snippet)));
        // What still refers to an old class by its name gets it for a while.
        if (replaced.size() > KEPT) {
            Replaced old = replaced.remove();
            if (loader.isReplaced(old.className())) {
                loader.forget(old.className());
                forgotten.accept(old.snippet());
                if (possible) {
                    possible = forgetClass(old.className());
                }
            }
        }
        try {
            if (possible && Inside.field(Inside.field(shell, "maps"), "snippets") instanceof Set<?> all) {
                all.remove(snippet);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            possible = kept(e);
        }
    }

    /**
     * Takes note of a declaration of a class. JShell keeps the name of one that it has refused or dropped; newer ones
     * then fail whenever they write the name of a type: help is empty, and a {@code var} is an {@code Object}.
     */
    void declared(TypeDeclSnippet type) {
        if (shell.status(type).isActive()
                || shell.types().anyMatch(each -> each.name().equals(type.name()))) {
            return;
        }
        try {
            if (Inside.field(Inside.field(shell, "keyMap"), "classMap") instanceof Map<?, ?> keys) {
                keys.remove(type.name());
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            kept(e);
        }
    }

    private boolean forget(Snippet snippet) {
        try {
            forgotten.accept(snippet);
            String name = className(snippet);
            Object maps = Inside.field(shell, "maps");
            if (Inside.field(maps, "snippets") instanceof Set<?> all) {
                all.remove(snippet);
            }
            forgetIndex(maps, snippet);
            if (name.isEmpty()) {
                return true;
            }
            if (!forgetClass(name)) {
                return false;
            }
            loader.forget(name);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return kept(e);
        }
    }

    private boolean forgetClass(String name) {
        try {
            // this one is keyed without the package
            remove(
                    Inside.field(Inside.field(shell, "outerMap"), "classOuters"),
                    name.substring(name.lastIndexOf('.') + 1));
            remove(Inside.field(Inside.field(shell, "classTracker"), "map"), name);
            remove(Inside.field(Inside.field(Inside.field(shell, "taskFactory"), "fileManager"), "classObjects"), name);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return kept(e);
        }
    }

    /**
     * Takes note of an exception. If it comes from the static initialiser of a cell's class, the class is of no use any
     * more, and JShell is to load it anew when it is declared again, even if the text is the same.
     */
    public void thrown(Throwable thrown) {
        Throwable each = thrown;
        for (int i = 0; each != null && i < MOST_CAUSES; i++, each = each.getCause()) {
            for (StackTraceElement frame : each.getStackTrace()) {
                if (frame.getMethodName().equals("<clinit>") && CellClass.isOne(frame.getClassName())) {
                    outdate(frame.getClassName());
                }
            }
        }
    }

    /** JShell compares what it compiles with what it takes for loaded. */
    private void outdate(String className) {
        try {
            Object info = Inside.field(Inside.field(shell, "classTracker"), "map") instanceof Map<?, ?> all
                    ? all.get(className)
                    : null;
            if (info != null) {
                Field loaded = info.getClass().getDeclaredField("loadedBytes");
                loaded.setAccessible(true);
                loaded.set(info, new byte[0]);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            kept(e);
        }
    }

    /** Takes a new compiler. */
    public void renewCompiler() {
        try {
            Object factory = Inside.field(shell, "taskFactory");
            Method renew = factory.getClass().getDeclaredMethod("initTaskPool");
            renew.setAccessible(true);
            renew.invoke(factory);
        } catch (ReflectiveOperationException | RuntimeException e) {
            kept(e);
        }
    }

    private static boolean kept(Exception e) {
        System.getLogger(Forgetting.class.getName())
                .log(System.Logger.Level.DEBUG, "JShell keeps what nobody needs: {0}", e.toString());
        return false;
    }

    private static void forgetIndex(Object maps, Snippet snippet) throws ReflectiveOperationException {
        if (Inside.field(maps, "keyIndexToSnippet") instanceof List<?> byIndex) {
            int index = byIndex.indexOf(snippet);
            if (index >= 0) {
                byIndex.set(index, null);
                if (Inside.field(maps, "dependencies") instanceof Map<?, ?> dependencies) {
                    dependencies
                            .values()
                            .removeIf(each -> each instanceof Set<?> set && set.remove(index) && set.isEmpty());
                }
            }
        }
    }

    private String className(Snippet snippet) {
        if (snippet.kind() == Snippet.Kind.ERRONEOUS) {
            return "";
        }
        return shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
    }

    /** Removes a class and those nested in it. */
    private static void remove(Object map, String name) {
        if (map instanceof Map<?, ?> classes) {
            classes.keySet()
                    .removeIf(each -> each.equals(name) || each.toString().startsWith(name + "$"));
        }
    }
}
