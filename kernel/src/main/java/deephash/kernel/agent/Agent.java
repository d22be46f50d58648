package deephash.kernel.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Started by the JVM with {@code -javaagent:deephash-kernel.jar} (or attached later). Without it everything works, but
 * variables lose their values when a class they depend on is declared again.
 */
public final class Agent {

    private static volatile @Nullable Instrumentation instrumentation;
    private static boolean tried;

    private Agent() {}

    /** Called by the JVM before main. */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Called by the JVM when attached to a running process. */
    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /**
     * What the JVM gives, if it can redefine classes. The agent is attached here if it was not started with the JVM and
     * the property {@code deephash.agent} names its jar.
     */
    public static Optional<Instrumentation> instrumentation() {
        if (instrumentation == null) {
            attach();
        }
        return Optional.ofNullable(instrumentation).filter(Instrumentation::isRedefineClassesSupported);
    }

    private static synchronized void attach() {
        String jar = System.getProperty("deephash.agent");
        if (jar == null || tried || instrumentation != null) {
            return;
        }
        tried = true;
        try {
            VirtualMachine self =
                    VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
            try {
                self.loadAgent(jar);
            } finally {
                self.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException | IOException e) {
            System.getLogger(Agent.class.getName())
                    .log(System.Logger.Level.WARNING, "Classes cannot be redefined: {0}", e.toString());
        }
    }
}
