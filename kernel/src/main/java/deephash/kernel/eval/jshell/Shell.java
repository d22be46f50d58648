package deephash.kernel.eval.jshell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * One JShell, its lock, and what is done with its private parts. Which of these can be opened is found out once, here;
 * where one cannot, everything works, but more slowly or with less memory given back.
 */
public final class Shell implements AutoCloseable {

    private final JShell jshell;
    private final ShellLock lock;
    private final OneStep oneStep;
    private final CellFrames frames;
    private final ShellMemory memory;
    private final LateIndex packages;
    private final JdkSources sources;

    /**
     * Starts JShell.
     *
     * @param control runs what is compiled
     * @param lock is held by whoever uses JShell, and released by {@code control} while a cell runs
     * @param compilerOptions passed to the Java compiler
     * @param files makes the compiler's file manager from the standard one
     */
    public Shell(
            ExecutionControl control,
            ShellLock lock,
            List<String> compilerOptions,
            UnaryOperator<StandardJavaFileManager> files) {
        this.lock = lock;
        jshell = JShell.builder()
                .executionEngine(new Given(control), Map.of())
                .compilerOptions(compilerOptions.toArray(String[]::new))
                .fileManager(files)
                .build();
        oneStep = new OneStep(jshell);
        frames = new CellFrames(jshell, lock);
        memory = new ShellMemory(jshell);
        packages = new LateIndex(jshell.sourceCodeAnalysis());
        sources = new JdkSources(jshell.sourceCodeAnalysis());
        report(closedParts());
    }

    /** What of JShell cannot be opened here, in words; empty on a JDK that the kernel was tested with. */
    public List<String> closedParts() {
        return Stream.of(oneStep.closed(), frames.closed(), memory.closed(), packages.closed(), sources.closed())
                .flatMap(Optional::stream)
                .toList();
    }

    private static void report(List<String> closed) {
        if (closed.isEmpty()) {
            return;
        }
        boolean opened = JShell.class.getModule().isOpen("jdk.jshell", Shell.class.getModule());
        System.getLogger(Shell.class.getName())
                .log(
                        opened ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                        "JShell of Java {0} differs from what the kernel knows; cells run, but slower. Closed: {1}",
                        Runtime.version(),
                        String.join("; ", closed));
    }

    /** JShell's public API; not to be used while a cell runs. */
    public JShell jshell() {
        return jshell;
    }

    /** JShell's public API for text that is not evaluated. */
    public SourceCodeAnalysis analysis() {
        return jshell.sourceCodeAnalysis();
    }

    /** Is held by whoever uses JShell. */
    public ShellLock lock() {
        return lock;
    }

    /** Compiles statements faster than JShell does. */
    public OneStep oneStep() {
        return oneStep;
    }

    /** Names the snippets in a stack. */
    public CellFrames frames() {
        return frames;
    }

    /** Makes JShell forget. */
    public ShellMemory memory() {
        return memory;
    }

    /** The index of packages that completion uses. */
    public LateIndex packages() {
        return packages;
    }

    /** Where JShell finds the JDK's documentation. */
    public JdkSources sources() {
        return sources;
    }

    /**
     * Makes imports. JShell takes several in one snippet although it says it takes one, and that saves half a second;
     * should a future JShell refuse, each is made by itself.
     */
    public void importAll(List<String> imports) {
        if (imports.isEmpty()) {
            return;
        }
        List<SnippetEvent> events = jshell.eval(String.join(" ", imports));
        boolean taken = events.size() == 1
                && events.get(0).status() == Snippet.Status.VALID
                && events.get(0)
                        .snippet()
                        .source()
                        .contains(imports.get(imports.size() - 1).replace(";", ""));
        if (!taken) {
            imports.forEach(jshell::eval);
        }
    }

    @Override
    public void close() {
        // One thread reads the packages of all shells in turn, so a closed shell must not block it.
        packages.read();
        jshell.close();
    }

    /** Hands JShell the control that was made for it. */
    private record Given(ExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "here";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
