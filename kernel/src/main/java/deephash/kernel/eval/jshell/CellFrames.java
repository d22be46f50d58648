package deephash.kernel.eval.jshell;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Callable;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * Names the snippets that a stack leads through. JShell does so for what a snippet throws, and only for that; here it
 * is asked about any stack, such as that of another thread. Where that part of JShell is not open to us, stacks stay as
 * they are.
 */
public final class CellFrames {

    private static final long PATIENCE_MILLIS = 500;

    private final JShell shell;
    private final ShellLock lock;
    private final @Nullable Translation translation;
    private final @Nullable String closed;

    /** The part of JShell that names snippets in the stack of an exception. */
    private record Translation(Object eval, Method translate) {

        static Translation of(JShell shell) throws ReflectiveOperationException {
            Object eval = PrivateParts.value(shell, "eval");
            return new Translation(
                    eval, PrivateParts.method(eval.getClass(), "translateExceptionStack", Exception.class));
        }
    }

    /**
     * Asks a shell.
     *
     * @param lock held by whoever uses the shell
     */
    CellFrames(JShell shell, ShellLock lock) {
        this.shell = shell;
        this.lock = lock;
        Translation found = null;
        String reason = null;
        try {
            found = Translation.of(shell);
        } catch (ReflectiveOperationException | RuntimeException e) {
            reason = PrivateParts.reason("the snippets in a stack", e);
        }
        translation = found;
        closed = reason;
    }

    Optional<String> closed() {
        return Optional.ofNullable(closed);
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
            if (lock.tryLock(PATIENCE_MILLIS)) {
                try {
                    return question.call();
                } finally {
                    lock.unlock();
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
            return stack;
        }
        Exception carrier = new Exception();
        carrier.setStackTrace(stack);
        return known.translate().invoke(known.eval(), carrier) instanceof StackTraceElement[] named ? named : stack;
    }
}
