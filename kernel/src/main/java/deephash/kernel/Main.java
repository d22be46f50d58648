package deephash.kernel;

import deephash.kernel.install.EncoderCommand;
import deephash.kernel.install.FileFault;
import deephash.kernel.install.KernelCommand;
import deephash.kernel.install.LabCommand;
import deephash.kernel.install.ShareCommand;
import deephash.kernel.notebook.ExercisesCommand;
import deephash.kernel.notebook.ExportCommand;
import deephash.kernel.notebook.RunCommand;
import deephash.kernel.photos.DuplicatesCommand;
import deephash.kernel.photos.SearchCommand;
import deephash.kernel.repl.ReplCommand;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code ./deephash} starts. */
@Command(
        name = "deephash",
        description = "Learn, try and compare learning to hash images, in Java.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            LabCommand.class,
            RunCommand.class,
            ReplCommand.class,
            KernelCommand.class,
            ExercisesCommand.class,
            ExportCommand.class,
            DuplicatesCommand.class,
            SearchCommand.class,
            EncoderCommand.class,
            ShareCommand.class
        },
        footer = {
            "",
            "Begin with: ./deephash lab, and open 00-quickstart.ipynb.",
            "Settings: JAVA_HOME (which JDK), DEEPHASH_JAVA_OPTIONS (options for the JVM, such as -Xmx8g)."
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Runs one command and exits with its status: 0, 1 if it failed, 2 if it was not understood. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The commands, ready to parse arguments. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText(whatToSay(exception)));
            if (System.getenv("DEEPHASH_DEBUG") != null) {
                exception.printStackTrace(command.getErr());
            }
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        commandLine.setParameterExceptionHandler(new UnknownCommand(commandLine.getParameterExceptionHandler()));
        return commandLine;
    }

    /** An error made for the user says all in its message; any other has its name in front. */
    private static String whatToSay(Exception exception) {
        if (exception instanceof FileSystemException fault) {
            return FileFault.of(fault);
        }
        return exception instanceof IllegalArgumentException || exception instanceof IllegalStateException
                ? String.valueOf(exception.getMessage())
                : exception.toString();
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    /** The version that the jar carries. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "DeepHash " + (version == null ? "(not from its jar)" : version),
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }
}
