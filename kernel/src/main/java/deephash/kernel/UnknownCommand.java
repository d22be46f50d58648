package deephash.kernel;

import deephash.kernel.eval.text.NearNames;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what to do instead, where a first word is no command. */
final class UnknownCommand implements IParameterExceptionHandler {

    private final IParameterExceptionHandler others;

    /**
     * Handles first words.
     *
     * @param others of everything else
     */
    UnknownCommand(IParameterExceptionHandler others) {
        this.others = others;
    }

    @Override
    public int handleParseException(ParameterException fault, String[] arguments) throws Exception {
        CommandLine command = fault.getCommandLine();
        List<String> unmatched =
                fault instanceof UnmatchedArgumentException unknown ? unknown.getUnmatched() : List.<String>of();
        if (command.getParent() != null
                || unmatched.isEmpty()
                || unmatched.get(0).startsWith("-")) {
            return others.handleParseException(fault, arguments);
        }
        PrintWriter err = command.getErr();
        String word = unmatched.get(0);
        err.println(command.getColorScheme()
                .errorText(advice(word, command.getSubcommands().keySet())));
        if (!isFile(word)) {
            command.usage(err);
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static boolean isFile(String word) {
        return word.matches(".*\\.(?:ipynb|java|jsh|jshell)");
    }

    private static String advice(String word, Set<String> commands) {
        if (isFile(word)) {
            boolean notebook = word.endsWith(".ipynb");
            return "To run " + (notebook ? "a notebook" : "a script") + ": ./deephash " + (notebook ? "run " : "repl ")
                    + word;
        }
        return "There is no command " + word + ". "
                + NearNames.nearest(word, commands)
                        .map(near -> "Did you mean ./deephash " + near + "?")
                        .orElse("Commands: " + String.join(", ", commands) + ".");
    }
}
