package deephash.kernel.agent;

import java.lang.instrument.Instrumentation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Started by the JVM with {@code -javaagent:deephash-kernel.jar} (or attached later). Without it everything works, but
 * variables lose their values when a class they depend on is declared anew.
 */
public final class Agent {

    private static volatile @Nullable Instrumentation instrumentation;

    private Agent() {}

    /** Called by the JVM before main. */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Called by the JVM when attached to a running process. */
    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** What the JVM gave, if it was started with the agent and can redefine classes. */
    public static Optional<Instrumentation> instrumentation() {
        return Optional.ofNullable(instrumentation).filter(Instrumentation::isRedefineClassesSupported);
    }
}
