package deephash.kernel.eval.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;
import org.jspecify.annotations.Nullable;

/**
 * JShell's index of the packages on the class path, which completion uses. JShell reads it from the start on, while the
 * first cell runs and waits for the same cores; here it is read when that cell has ended. Where JShell's parts are
 * closed, it is read from the start.
 */
public final class LateIndex {

    private final SourceCodeAnalysis analysis;
    private final @Nullable Internals parts;
    private final @Nullable String closed;
    private boolean waiting;

    private record Internals(Method suspend, Method resume, Field indexVersion, Field classPathVersion) {

        static Internals of(Class<?> type) throws ReflectiveOperationException {
            return new Internals(
                    PrivateParts.method(type, "suspendIndexing"),
                    PrivateParts.method(type, "resumeIndexing"),
                    PrivateParts.field(type, "indexVersion"),
                    PrivateParts.field(type, "classpathVersion"));
        }
    }

    /** Lets the index of a shell wait. */
    LateIndex(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
        Internals found = null;
        String reason = null;
        try {
            found = Internals.of(analysis.getClass());
            found.suspend().invoke(analysis);
        } catch (ReflectiveOperationException | RuntimeException e) {
            found = null;
            reason = PrivateParts.reason("the index of packages", e);
        }
        parts = found;
        closed = reason;
        waiting = found != null;
    }

    Optional<String> closed() {
        return Optional.ofNullable(closed);
    }

    /** Lets it be read, from the first call on. */
    public synchronized void read() {
        if (waiting && parts != null) {
            waiting = false;
            try {
                parts.resume().invoke(analysis);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Whether all of the class path is in the index; no if there is no way to know. */
    public boolean isRead() {
        try {
            return parts != null
                    && parts.indexVersion().getInt(analysis)
                            == parts.classPathVersion().getInt(analysis);
        } catch (IllegalAccessException e) {
            return false;
        }
    }
}
