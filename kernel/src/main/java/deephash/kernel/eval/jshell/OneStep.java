package deephash.kernel.eval.jshell;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
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

    private final JShell shell;
    private boolean possible = true;
    private @Nullable Parts parts;

    /** Compiles in the scope of a shell. */
    public OneStep(JShell shell) {
        this.shell = shell;
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
    private record Parts(
            Object outerMap,
            Object taskFactory,
            Object classTracker,
            Method methodWrap,
            Method trialClass,
            Method compile,
            Class<?> worker) {

        static Parts of(JShell shell) throws ReflectiveOperationException {
            Class<?> wrap = Class.forName("jdk.jshell.Wrap");
            Class<?> worker = Class.forName("jdk.jshell.TaskFactory$Worker");
            Object outerMap = Inside.field(shell, "outerMap");
            Object taskFactory = Inside.field(shell, "taskFactory");
            return new Parts(
                    outerMap,
                    taskFactory,
                    Inside.field(shell, "classTracker"),
                    method(wrap, "methodWrap", String.class),
                    method(outerMap.getClass(), "wrapInTrialClass", wrap),
                    method(taskFactory.getClass(), "compile", java.util.Collection.class, worker),
                    worker);
        }
    }

    /** Compiles a statement; empty if it does not compile so, for whatever reason. Not to be used while a cell runs. */
    public Optional<Compiled> compile(String statement) {
        if (!possible) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(compile(parts(), statement));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            possible = false;
            System.getLogger(OneStep.class.getName())
                    .log(System.Logger.Level.DEBUG, "Cells are compiled in several steps: {0}", e.toString());
            return Optional.empty();
        }
    }

    private Parts parts() throws ReflectiveOperationException {
        Parts known = parts;
        if (known == null) {
            known = Parts.of(shell);
            parts = known;
        }
        return known;
    }

    /**
     * The errors of a snippet that has not been evaluated, as JShell itself would find them; none also if there is no way
     * to tell. Not to be used while a cell runs.
     */
    public List<Diag> errors(Snippet unevaluated) {
        if (!possible) {
            return List.of();
        }
        try {
            Parts known = parts();
            Object wrap = call(method(unevaluated.getClass(), "guts"), unevaluated);
            Object outer = call(known.trialClass(), known.outerMap(), wrap);
            return taskOf(known, outer, OneStep::errorsOf);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return List.of();
        }
    }

    private static List<Diag> errorsOf(Object task) throws ReflectiveOperationException {
        List<Diag> errors = new ArrayList<>();
        if (!Boolean.TRUE.equals(call(method(task.getClass(), "compile"), task))
                && call(method(task.getClass(), "getDiagnostics"), task) instanceof List<?> found) {
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
    private static <T> T taskOf(Parts known, Object outer, Work<T> work) throws ReflectiveOperationException {
        Object worker = Proxy.newProxyInstance(
                known.worker().getClassLoader(), new Class<?>[] {known.worker()}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("hashCode") ? 0 : method.getName();
                    }
                    return work.with(arguments[0]);
                });
        return (T) call(known.compile(), known.taskFactory(), List.of(outer), worker);
    }

    private @Nullable Compiled compile(Parts known, String statement) throws ReflectiveOperationException {
        Object outer = call(known.trialClass(), known.outerMap(), call(known.methodWrap(), null, statement));
        String source = (String) call(method(outer.getClass(), "wrapped"), outer);
        int start = source.lastIndexOf(statement);
        if (start < 0) {
            return null;
        }
        int linesBefore =
                (int) source.substring(0, start).chars().filter(c -> c == '\n').count();
        String main = (String) call(method(outer.getClass(), "classFullName"), outer);
        Map<String, byte[]> found = taskOf(known, outer, task -> classFiles(known, outer, task));
        return found.isEmpty() ? null : new Compiled(main, found, linesBefore);
    }

    /** The classes that a task compiles; none if there are errors. */
    private static Map<String, byte[]> classFiles(Parts known, Object outer, Object task)
            throws ReflectiveOperationException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        if (Boolean.TRUE.equals(call(method(task.getClass(), "compile"), task))
                && call(method(task.getClass(), "classList", outer.getClass()), task, outer) instanceof List<?> names) {
            for (Object name : names) {
                Object info =
                        call(method(known.classTracker().getClass(), "get", String.class), known.classTracker(), name);
                found.put((String) name, (byte[]) call(method(info.getClass(), "getCurrentBytes"), info));
            }
        }
        return found;
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.getName().equals(name) && accepts(method.getParameterTypes(), parameters)) {
                    method.setAccessible(true);
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name);
    }

    private static boolean accepts(Class<?>[] declared, Class<?>[] given) {
        if (declared.length != given.length) {
            return false;
        }
        for (int i = 0; i < declared.length; i++) {
            if (!declared[i].isAssignableFrom(given[i])) {
                return false;
            }
        }
        return true;
    }

    private static Object call(Method method, @Nullable Object on, Object... arguments)
            throws ReflectiveOperationException {
        try {
            Object returned = method.invoke(on, arguments);
            if (returned == null) {
                throw new NoSuchMethodException(method + " returned nothing");
            }
            return returned;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
