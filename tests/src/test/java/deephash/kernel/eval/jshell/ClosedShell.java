package deephash.kernel.eval.jshell;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.CellEvaluatorTest;
import deephash.kernel.eval.EvaluatorOptions;
import deephash.kernel.eval.ShellOf;
import deephash.kernel.eval.error.HintsTest;
import deephash.kernel.eval.state.IntersectionVariablesTest;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the evaluator's tests where JShell's private parts are closed, but for those that need them by their nature. */
final class ClosedShell {

    /** The tag of tests of what cannot be done without the private parts. */
    static final String NEEDS_PRIVATE_PARTS = "needs-private-parts";

    private static final List<Class<?>> TESTS =
            List.of(CellEvaluatorTest.class, HintsTest.class, IntersectionVariablesTest.class);

    private ClosedShell() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        int closed;
        try (CellEvaluator cells = CellEvaluator.start(EvaluatorOptions.defaults())) {
            closed = ShellOf.cells(cells).closedParts().size();
        }
        int passed = 0;
        int failed = 0;
        for (Class<?> each : TESTS) {
            Constructor<?> constructor = each.getDeclaredConstructor();
            constructor.setAccessible(true);
            for (Method test : each.getDeclaredMethods()) {
                Tag tag = test.getAnnotation(Tag.class);
                if (!has(test, Test.class) || (tag != null && tag.value().equals(NEEDS_PRIVATE_PARTS))) {
                    continue;
                }
                // Hints look into an index of types that a busy machine may still be reading: it has another moment.
                if (passes(test, constructor) || passes(test, constructor)) {
                    passed++;
                } else {
                    failed++;
                }
            }
            for (Method method : each.getDeclaredMethods()) {
                if (has(method, AfterAll.class)) {
                    call(method, null);
                }
            }
        }
        System.out.println(passed + " tests passed, " + (closed == 5 ? "all" : closed) + " parts of JShell closed");
        System.exit(failed);
    }

    private static boolean passes(Method test, Constructor<?> constructor) throws ReflectiveOperationException {
        try {
            call(test, constructor.newInstance());
            return true;
        } catch (InvocationTargetException e) {
            System.out.println(test.getName() + " failed:");
            e.getCause().printStackTrace(System.out);
            return false;
        }
    }

    private static boolean has(Method method, Class<? extends Annotation> annotation) {
        return method.isAnnotationPresent(annotation);
    }

    private static void call(Method method, Object on) throws ReflectiveOperationException {
        method.setAccessible(true);
        method.invoke(on);
    }
}
