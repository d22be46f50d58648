package deephash.kernel.eval.jshell;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a statement that declares nothing in one step, in the scope of the shell. JShell itself takes four (it
 * parses, tries, analyses and compiles), which a user waits for at every cell. There is no public way; where JShell's
 * own parts are not open to us, or refuse the statement, the usual way is taken.
 */
public final class OneStep {

    private @Nullable Internals parts;
    private final @Nullable String closed;

    /** Compiles in the scope of a shell. */
    OneStep(JShell shell) {
        Internals found = null;
        String reason = null;
        try {
            found = Internals.of(shell);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            reason = PrivateParts.reason("compiling in one step", e);
        }
        parts = found;
        closed = reason;
    }

    Optional<String> closed() {
        return Optional.ofNullable(closed);
    }

    /**
     * What was compiled.
     *
     * @param main the class whose method {@value #METHOD} runs it
     * @param classFiles all classes by name
     * @param linesBefore how many lines stand before the statement's first, for the numbers in traces
     */
    public record Compiled(String main, Map<String, byte[]> classFiles, int linesBefore) {}

    /** The method that runs the statement. */
    public static final String METHOD = "do_it$";

    /** JShell's parts that this needs. */
    private record Internals(
            Object outerMap,
            Object taskFactory,
            Object classTracker,
            Class<?> worker,
            Method snippetWrap,
            Method methodWrap,
            Method trialClass,
            Method wrapped,
            Method classFullName,
            Method withTask,
            Method compile,
            Method diagnostics,
            Method classList,
            Method classInfo,
            Method classFile) {

        static Internals of(JShell shell) throws ReflectiveOperationException {
            Class<?> wrap = PrivateParts.type("Wrap");
            Class<?> outerWrap = PrivateParts.type("OuterWrap");
            Class<?> task = PrivateParts.type("TaskFactory$CompileTask");
            Class<?> worker = PrivateParts.type("TaskFactory$Worker");
            Object outerMap = PrivateParts.value(shell, "outerMap");
            Object taskFactory = PrivateParts.value(shell, "taskFactory");
            Object classTracker = PrivateParts.value(shell, "classTracker");
            return new Internals(
                    outerMap,
                    taskFactory,
                    classTracker,
                    worker,
                    PrivateParts.method(Snippet.class, "guts"),
                    PrivateParts.method(wrap, "methodWrap", String.class),
                    PrivateParts.method(outerMap.getClass(), "wrapInTrialClass", wrap),
                    PrivateParts.method(outerWrap, "wrapped"),
                    PrivateParts.method(outerWrap, "classFullName"),
                    PrivateParts.method(taskFactory.getClass(), "compile", Collection.class, worker),
                    PrivateParts.method(task, "compile"),
                    PrivateParts.method(task, "getDiagnostics"),
                    PrivateParts.method(task, "classList", outerWrap),
                    PrivateParts.method(classTracker.getClass(), "get", String.class),
                    PrivateParts.method(PrivateParts.type("ClassTracker$ClassInfo"), "getCurrentBytes"));
        }
    }

    /** Compiles a statement; empty if it does not compile so, for whatever reason. Not to be used while a cell runs. */
    public Optional<Compiled> compile(String statement) {
        Internals known = parts;
        if (known == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(compile(known, statement));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            parts = null;
            System.getLogger(OneStep.class.getName())
                    .log(System.Logger.Level.DEBUG, "Cells are compiled in several steps: {0}", e.toString());
            return Optional.empty();
        }
    }

    /**
     * The errors of a snippet that has not been evaluated, as JShell itself would find them; none also if there is no
     * way to tell. Not to be used while a cell runs.
     */
    public List<Diag> errors(Snippet unevaluated) {
        Internals known = parts;
        if (known == null) {
            return List.of();
        }
        try {
            Object wrap = PrivateParts.call(known.snippetWrap(), unevaluated);
            Object outer = PrivateParts.call(known.trialClass(), known.outerMap(), wrap);
            return taskOf(known, outer, task -> errorsOf(known, task));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return List.of();
        }
    }

    private static List<Diag> errorsOf(Internals known, Object task) throws ReflectiveOperationException {
        List<Diag> errors = new ArrayList<>();
        if (!Boolean.TRUE.equals(PrivateParts.call(known.compile(), task))
                && PrivateParts.call(known.diagnostics(), task) instanceof List<?> found) {
            for (Object each : found) {
                if (each instanceof Diag diag && diag.isError()) {
                    errors.add(diag);
                }
            }
        }
        return errors;
    }

    /** What is done with the compiler's task. */
    private interface Work<T> {
        T with(Object task) throws ReflectiveOperationException;
    }

    @SuppressWarnings("unchecked")
    private static <T> T taskOf(Internals known, Object outer, Work<T> work) throws ReflectiveOperationException {
        Object worker = Proxy.newProxyInstance(
                known.worker().getClassLoader(), new Class<?>[] {known.worker()}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("hashCode") ? 0 : method.getName();
                    }
                    return work.with(arguments[0]);
                });
        return (T) PrivateParts.call(known.withTask(), known.taskFactory(), List.of(outer), worker);
    }

    private static @Nullable Compiled compile(Internals known, String statement) throws ReflectiveOperationException {
        Object wrap = PrivateParts.call(known.methodWrap(), null, statement);
        Object outer = PrivateParts.call(known.trialClass(), known.outerMap(), wrap);
        String source = (String) PrivateParts.call(known.wrapped(), outer);
        int start = source.lastIndexOf(statement);
        if (start < 0) {
            return null;
        }
        int linesBefore =
                (int) source.substring(0, start).chars().filter(c -> c == '\n').count();
        String main = (String) PrivateParts.call(known.classFullName(), outer);
        Map<String, byte[]> found = taskOf(known, outer, task -> classFiles(known, outer, task));
        return found.isEmpty() ? null : new Compiled(main, found, linesBefore);
    }

    /** The classes that a task compiles; none if there are errors. */
    private static Map<String, byte[]> classFiles(Internals known, Object outer, Object task)
            throws ReflectiveOperationException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        if (Boolean.TRUE.equals(PrivateParts.call(known.compile(), task))
                && PrivateParts.call(known.classList(), task, outer) instanceof List<?> names) {
            for (Object name : names) {
                Object info = PrivateParts.call(known.classInfo(), known.classTracker(), name);
                found.put((String) name, (byte[]) PrivateParts.call(known.classFile(), info));
            }
        }
        return found;
    }
}
