package deephash.kernel.eval.jshell;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * Names the snippets that a stack leads through. JShell does so for what a snippet throws, and only for that; here it is
 * asked about any stack, such as that of another thread. Where that part of JShell is not open to us, stacks stay as they
 * are.
 */
public final class CellFrames {

    private static final long PATIENCE_MILLIS = 500;

    private final JShell shell;
    private final ReentrantLock compiler;
    private @Nullable Translation translation;

    /** The part of JShell that names snippets in the stack of an exception. */
    private record Translation(Object eval, Method translate) {

        static Translation of(JShell shell) throws ReflectiveOperationException {
            Object eval = Inside.field(shell, "eval");
            Method translate = eval.getClass().getDeclaredMethod("translateExceptionStack", Exception.class);
            translate.setAccessible(true);
            return new Translation(eval, translate);
        }
    }

    /**
     * Asks a shell.
     *
     * @param compiler held by whoever uses the shell
     */
    public CellFrames(JShell shell, ReentrantLock compiler) {
        this.shell = shell;
        this.compiler = compiler;
    }

    /** The stack from the innermost frame to the outermost of a cell, whose frames have the file {@code #id}. */
    public StackTraceElement[] of(StackTraceElement[] stack) {
        return asked(() -> translated(stack), stack);
    }

    /** The text of a snippet; empty if there is none. */
    public String source(String id) {
        return asked(
                () -> shell.snippets()
                        .filter(each -> id.equals(each.id()))
                        .map(Snippet::source)
                        .findFirst()
                        .orElse(""),
                "");
    }

    /** What JShell answers, or something else if it cannot be asked now. */
    private <T> T asked(Callable<T> question, T otherwise) {
        boolean interrupted = Thread.interrupted();
        try {
            if (compiler.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    return question.call();
                } finally {
                    compiler.unlock();
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (Exception e) {
            // Then it is not known.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return otherwise;
    }

    private StackTraceElement[] translated(StackTraceElement[] stack) throws ReflectiveOperationException {
        Translation known = translation;
        if (known == null) {
            known = Translation.of(shell);
            translation = known;
        }
        Exception carrier = new Exception();
        carrier.setStackTrace(stack);
        return known.translate().invoke(known.eval(), carrier) instanceof StackTraceElement[] named ? named : stack;
    }
}
