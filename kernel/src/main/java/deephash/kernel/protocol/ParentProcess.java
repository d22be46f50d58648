package deephash.kernel.protocol;

import java.util.Map;
import java.util.Optional;

/** The process that started the kernel. When it has ended, the kernel must end too: nothing else would end it. */
public final class ParentProcess {

    /** Where Jupyter says who it is, unless the kernel is to outlive it. */
    public static final String VARIABLE = "JPY_PARENT_PID";

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private ParentProcess() {}

    /**
     * Does something when the parent has ended. A parent that is not named, or not seen from here (another container),
     * is not watched; nor is any on Windows, where Jupyter names no process but a handle of one.
     *
     *
     * @return whether it is watched
     */
    static boolean afterItsEnd(Map<String, String> environment, Runnable action) {
        return afterItsEnd(environment.getOrDefault(VARIABLE, "0"), action);
    }

    /** The same for a parent whose process number is known. */
    static boolean afterItsEnd(String number, Runnable action) {
        Optional<ProcessHandle> parent = WINDOWS ? Optional.empty() : parent(number);
        parent.ifPresent(process -> {
            var unused = process.onExit().thenRun(action);
        });
        return parent.isPresent();
    }

    private static Optional<ProcessHandle> parent(String number) {
        try {
            long pid = Long.parseLong(number.strip());
            return pid > 1 ? ProcessHandle.of(pid) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
