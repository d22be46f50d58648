package deephash.kernel.eval.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import jdk.jshell.SourceCodeAnalysis;

/**
 * JShell's index of the packages on the class path, which completion uses. JShell reads it from the start on, beside
 * the first cell; here it waits until nobody else does. There is no public way; where there is none, it does not wait.
 */
public final class LateIndex {

    private final SourceCodeAnalysis analysis;
    private boolean waiting;

    /** Lets the index of a shell wait. */
    public LateIndex(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
        waiting = tell("suspendIndexing");
    }

    /** Lets it be read, from the first call on. */
    public synchronized void read() {
        if (waiting) {
            waiting = false;
            tell("resumeIndexing");
        }
    }

    /** Whether all of the class path is in the index; no if there is no way to know. */
    public boolean isRead() {
        try {
            return version("indexVersion") == version("classpathVersion");
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private int version(String field) throws ReflectiveOperationException {
        Field version = analysis.getClass().getDeclaredField(field);
        version.setAccessible(true);
        return version.getInt(analysis);
    }

    private boolean tell(String method) {
        try {
            Method told = analysis.getClass().getMethod(method);
            told.setAccessible(true);
            told.invoke(analysis);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }
}
