package deephash.kernel.notebook;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.error.Colour;
import deephash.kernel.install.Root;
import deephash.kernel.magic.Magics;
import deephash.kernel.magic.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deephash run}: a notebook without Jupyter and without Python. */
@Command(
        name = "run",
        description = "Runs a notebook from top to bottom without Jupyter, and stops at the first cell that fails.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The cells run in the notebook's folder. The status is 0 if all went well and 1 if a cell failed; the"
                    + " executed notebook is written either way."
        })
public final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NOTEBOOK", description = "An .ipynb file with cells in Java. It is only read.")
    private Path notebook = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes the executed notebook here, with outputs and pictures; may be NOTEBOOK itself.")
    private @Nullable Path output;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME VALUE",
            arity = "2",
            hideParamSyntax = true,
            description = "Sets a variable that the cell tagged \"parameters\" declares, in a cell behind it; may be"
                    + " given several times.")
    private List<String> parameters = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        // The terminal: what cells print goes into the notebook.
        PrintStream terminal = System.err;
        boolean isTerminal = Boolean.getBoolean("deephash.terminal");
        Notebook read = Notebook.read(checked(Root.given(notebook)));
        if (!parameters.isEmpty()) {
            read = NotebookParameters.set(read, parameters);
        }
        Path written = output == null ? null : Root.given(output);
        if (written != null) {
            NotebookWriter.checkWritable(written);
        }
        Optional<NotebookRun.Failure> failure;
        try (CellEvaluator cells = CellEvaluator.prepare(Settings.evaluator())) {
            Signals.register("INT", cells::interrupt);
            Magics magics = new Magics();
            cells.runStartup(magics);
            try {
                failure = new NotebookRun(read, cells, magics, new RunProgress(terminal, isTerminal)).run();
            } finally {
                // Written after a failure too: hours of outputs may be in it.
                if (written != null) {
                    NotebookWriter.write(read, written);
                }
            }
        }
        failure.ifPresent(failed -> explain(failed, terminal, isTerminal));
        if (written != null) {
            terminal.println("Wrote " + written);
        }
        return failure.isPresent() ? 1 : 0;
    }

    private static Path checked(Path file) {
        if (file.toString().matches(".*\\.(?:jsh|jshell|java)")) {
            throw new IllegalArgumentException(file + " is a script: deephash repl " + file + " runs it.");
        } else if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder. Give a notebook in it.");
        }
        return file;
    }

    private void explain(NotebookRun.Failure failure, PrintStream terminal, boolean colours) {
        terminal.println();
        terminal.println("Cell " + failure.number() + " of " + notebook.getFileName() + " failed:");
        terminal.println();
        List<String> lines = failure.cell().source().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            terminal.printf("%5d  %s%n", i + 1, lines.get(i));
        }
        terminal.println();
        for (String line : failure.trace()) {
            terminal.println(colours ? line : Colour.without(line));
        }
        terminal.println();
    }
}
