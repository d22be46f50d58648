package deephash.kernel.repl;

import deephash.kernel.display.Display;
import deephash.kernel.display.StandardStreams;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.install.Root;
import deephash.kernel.magic.Magics;
import deephash.kernel.magic.Settings;
import deephash.progress.Screen;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deephash repl}: Java in the terminal, with the library at hand. */
@Command(
        name = "repl",
        description = "A prompt for Java in the terminal, with the library imported; or runs a script.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A script also comes through a pipe. The status is 1 if a statement failed; those after it are not run.",
            "Of a class in a .java file with a main method, that is run. System.exit and /exit give their status."
        })
public final class ReplCommand implements Callable<Integer> {

    private static final Pattern MAIN = Pattern.compile("\\bstatic\\s+void\\s+main\\s*\\(\\s*(?:final\\s+)?String\\b");

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Java statements to run instead of a prompt; - for standard input.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        if (file != null && !file.toString().equals("-")) {
            return script(file.toString(), Script.text(Root.given(file)));
        }
        Terminal terminal =
                TerminalBuilder.builder().name("deephash").dumb(true).build();
        boolean piped = file != null || terminal.getType().startsWith(Terminal.TYPE_DUMB);
        if (piped) {
            terminal.close();
            return script("The script", standardInput());
        }
        return prompt(terminal);
    }

    private static String standardInput() throws IOException {
        StringWriter text = new StringWriter();
        new InputStreamReader(System.in, StandardCharsets.UTF_8).transferTo(text);
        return text.toString();
    }

    private static int script(String name, String text) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (CellEvaluator cells = CellEvaluator.prepare(Settings.evaluator())) {
            Signals.register("INT", cells::interrupt);
            Display.use(new TerminalDisplay(out));
            Screen.use(new TerminalScreen(null));
            try (StandardStreams streams = StandardStreams.capture()) {
                Magics magics = new Magics();
                cells.runStartup(magics);
                Session session = new Session(cells, magics, out, false);
                boolean well = Script.run(session, name, text)
                        && (!name.endsWith(".java") || session.isLeft() || runMain(session));
                return well ? session.status() : 1;
            }
        }
    }

    /** Runs the program that a script declared, if it is one. */
    private static boolean runMain(Session session) {
        return session.cells().declarations().types().stream()
                .filter(each -> MAIN.matcher(each.source()).find())
                .findFirst()
                .map(each -> session.eval(each.name() + ".main(new String[0])", false))
                .orElse(true);
    }

    private static int prompt(Terminal terminal) throws IOException {
        PrintWriter out = terminal.writer();
        try (terminal;
                CellEvaluator cells = CellEvaluator.prepare(Settings.evaluator())) {
            TerminalDisplay display = new TerminalDisplay(out);
            Display.use(display);
            Screen.use(new TerminalScreen(terminal));
            System.setIn(new TerminalInput(terminal, display::takeOpenLine, cells::interrupt));
            out.println("DeepHash " + ReplCommand.class.getPackage().getImplementationVersion() + ", Java "
                    + System.getProperty("java.version") + ". /help says what there is, Ctrl-D leaves.");
            try (StandardStreams streams = StandardStreams.capture()) {
                Magics magics = new Magics();
                cells.runStartup(magics);
                Session session = new Session(cells, magics, out, true);
                new Prompt(session, terminal, display, history()).run();
                return session.status();
            }
        }
    }

    /** Beside the kernel's own history. */
    private static Path history() throws IOException {
        Path folder = Path.of(System.getProperty("user.home"), ".deephash");
        Files.createDirectories(folder);
        return folder.resolve("terminal-history");
    }
}
