package deephash.kernel.eval.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * What JShell remembers of every snippet for as long as the session lives: its source, its class file, a line in each
 * later compilation, and a compiler that gathers more. Here it can be made to forget. Where the private parts are
 * closed, every method does nothing.
 */
public final class ShellMemory {

    private @Nullable Internals parts;
    private final @Nullable String closed;

    private record Internals(
            Set<?> snippets,
            List<?> snippetByIndex,
            Map<?, ?> dependencies,
            Map<?, ?> classKeys,
            Map<?, ?> classOuters,
            Map<?, ?> tracked,
            Map<?, ?> classFiles,
            Field loadedBytes,
            Field bytes,
            Object taskFactory,
            Method renewCompiler) {

        static Internals of(JShell shell) throws ReflectiveOperationException {
            Object maps = PrivateParts.value(shell, "maps");
            Object taskFactory = PrivateParts.value(shell, "taskFactory");
            return new Internals(
                    PrivateParts.value(maps, "snippets", Set.class),
                    PrivateParts.value(maps, "keyIndexToSnippet", List.class),
                    PrivateParts.value(maps, "dependencies", Map.class),
                    PrivateParts.value(PrivateParts.value(shell, "keyMap"), "classMap", Map.class),
                    PrivateParts.value(PrivateParts.value(shell, "outerMap"), "classOuters", Map.class),
                    PrivateParts.value(PrivateParts.value(shell, "classTracker"), "map", Map.class),
                    PrivateParts.value(PrivateParts.value(taskFactory, "fileManager"), "classObjects", Map.class),
                    PrivateParts.field(PrivateParts.type("ClassTracker$ClassInfo"), "loadedBytes"),
                    PrivateParts.field(PrivateParts.type("MemoryFileManager$OutputMemoryJavaFileObject"), "bytes"),
                    taskFactory,
                    PrivateParts.method(taskFactory.getClass(), "initTaskPool"));
        }
    }

    ShellMemory(JShell shell) {
        Internals found = null;
        String reason = null;
        try {
            found = Internals.of(shell);
        } catch (ReflectiveOperationException | RuntimeException e) {
            reason = PrivateParts.reason("what JShell remembers of snippets", e);
        }
        parts = found;
        closed = reason;
    }

    Optional<String> closed() {
        return Optional.ofNullable(closed);
    }

    /** Whether JShell can be made to forget. */
    public boolean isOpen() {
        return parts != null;
    }

    /** Forgets a snippet, but not its place among those that others depend on. */
    public void forgetSnippet(Snippet snippet) {
        with(known -> known.snippets().remove(snippet));
    }

    /** Forgets a snippet that no other depends on any more, with its place. */
    public void forgetWholly(Snippet snippet) {
        with(known -> {
            known.snippets().remove(snippet);
            int index = known.snippetByIndex().indexOf(snippet);
            if (index >= 0) {
                known.snippetByIndex().set(index, null);
                known.dependencies()
                        .values()
                        .removeIf(each -> each instanceof Set<?> set && set.remove(index) && set.isEmpty());
            }
        });
    }

    /**
     * Forgets the class of a snippet and those nested in it.
     *
     * @param className the name of the wrapper, with its package
     */
    public void forgetClass(String className) {
        with(known -> {
            // This map is keyed without the package.
            remove(known.classOuters(), className.substring(className.lastIndexOf('.') + 1));
            remove(known.tracked(), className);
            remove(known.classFiles(), className);
        });
    }

    private static void remove(Map<?, ?> classes, String name) {
        classes.keySet().removeIf(each -> each.equals(name) || each.toString().startsWith(name + "$"));
    }

    /**
     * Forgets the name of a class that is not declared any more. While JShell keeps it, newer versions fail wherever
     * they write the name of a type: help is empty, and a {@code var} is an {@code Object}.
     */
    public void forgetName(String simpleName) {
        with(known -> known.classKeys().remove(simpleName));
    }

    /**
     * Makes JShell load a class again when it is declared again, even if its text is the same. JShell compares what it
     * compiles with what it takes for loaded.
     */
    public void outdate(String className) {
        with(known -> {
            Object info = known.tracked().get(className);
            if (info != null) {
                known.loadedBytes().set(info, new byte[0]);
            }
        });
    }

    /**
     * Changes a class file as the compiler sees it when it compiles later snippets.
     *
     * @param className the name of the wrapper, with its package
     */
    public void changeClassFile(String className, UnaryOperator<byte[]> change) {
        with(known -> {
            Object file = known.classFiles().get(className);
            if (file != null && known.bytes().get(file) instanceof byte[] bytes) {
                known.bytes().set(file, change.apply(bytes));
            }
        });
    }

    /** Gives JShell a new compiler: each snippet leaves listeners in the old one. */
    public void renewCompiler() {
        with(known -> known.renewCompiler().invoke(known.taskFactory()));
    }

    private interface Work {
        void with(Internals parts) throws ReflectiveOperationException;
    }

    /** Does something where JShell is open. What fails once would fail again, and cells run without it. */
    private void with(Work work) {
        Internals known = parts;
        if (known != null) {
            try {
                work.with(known);
            } catch (ReflectiveOperationException | RuntimeException e) {
                parts = null;
                System.getLogger(ShellMemory.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "JShell keeps what no cell needs any more: {0}",
                                e.toString());
            }
        }
    }
}
