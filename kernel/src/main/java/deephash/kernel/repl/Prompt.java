package deephash.kernel.repl;

import deephash.kernel.eval.Completeness;
import deephash.kernel.eval.assist.Completion;
import deephash.kernel.eval.text.BeforeCursor;
import deephash.kernel.magic.SlashCommands;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jline.reader.Buffer;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;

/** The prompt: the user edits lines until they form a whole cell, which is then evaluated. */
final class Prompt {

    private final Session session;
    private final Terminal terminal;
    private final TerminalDisplay display;
    private final LineReader reader;
    private final Commands commands;

    Prompt(Session session, Terminal terminal, TerminalDisplay display, Path history) {
        this.session = session;
        this.terminal = terminal;
        this.display = display;
        commands = new Commands(session);
        reader = LineReaderBuilder.builder()
                .appName("deephash")
                .terminal(terminal)
                .parser(this::parse)
                .completer((lines, line, candidates) -> complete(line, candidates))
                .history(new DefaultHistory())
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "    ...> ")
                .variable(LineReader.INDENTATION, 2)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
        Widget outdenting = Objects.requireNonNull(reader.getWidgets().get(LineReader.INSERT_CLOSE_CURLY));
        reader.getWidgets().put(LineReader.INSERT_CLOSE_CURLY, () -> closeCurly(outdenting));
        Widget deleting = Objects.requireNonNull(reader.getWidgets().get(LineReader.DELETE_CHAR_OR_LIST));
        reader.getWidgets().put(LineReader.DELETE_CHAR_OR_LIST, () -> endInput(deleting));
    }

    /** JLine removes blanks before every closing bracket. Only blanks at the start of a line are indentation. */
    private boolean closeCurly(Widget outdenting) {
        String before = reader.getBuffer().upToCursor();
        if (before.substring(before.lastIndexOf('\n') + 1).isBlank()) {
            return outdenting.apply();
        }
        reader.getBuffer().write('}');
        return true;
    }

    /**
     * Ctrl-D in an empty line that goes on with others drops them: there is nothing to delete and nothing to complete.
     */
    private boolean endInput(Widget deleting) {
        Buffer buffer = reader.getBuffer();
        String before = buffer.upToCursor();
        int line = before.lastIndexOf('\n');
        boolean empty = line >= 0
                && before.length() == buffer.length()
                && before.substring(line).isBlank();
        if (!empty) {
            return deleting.apply();
        }
        reader.callWidget(LineReader.SEND_BREAK);
        return true;
    }

    /** Reads and evaluates until the user leaves. */
    void run() {
        terminal.handle(Terminal.Signal.INT, signal -> session.cells().interrupt());
        while (true) {
            String entered;
            try {
                entered = reader.readLine("deephash> ").strip();
                display.takeOpenLine();
            } catch (UserInterruptException lineDropped) {
                continue;
            } catch (EndOfFileException left) {
                return;
            }
            if (SlashCommands.isOne(entered)) {
                commands.run(entered);
            } else if (commands.isMeant(entered)) {
                commands.explain(entered);
            } else if (!entered.isEmpty()) {
                session.eval(entered, true);
            }
            if (session.isLeft()) {
                return;
            }
        }
    }

    private ParsedLine parse(String line, int cursor, Parser.ParseContext context) {
        if (context == Parser.ParseContext.ACCEPT_LINE
                && !line.isBlank()
                && !SlashCommands.isOne(line)
                && session.dialect()
                                .isComplete(session.cells(), line)
                                .orElseGet(() -> session.cells().isComplete(line))
                        == Completeness.INCOMPLETE) {
            throw new EOFError(-1, -1, "more must follow");
        }
        return new JavaLine(line, line.offsetByCodePoints(0, cursor));
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        Completion completion = session.dialect()
                .complete(session.cells(), line.line(), line.cursor())
                .orElseGet(() -> session.cells().complete(line.line(), line.cursor()));
        int wordStart = line.cursor() - line.wordCursor();
        int start = completion.start();
        String written = line.line().substring(Math.min(start, wordStart), Math.max(start, wordStart));
        for (Completion.Candidate each : completion.candidates()) {
            String text = each.text();
            // The candidate may start before the word that the line editor replaces, or within it.
            if (start <= wordStart && !text.startsWith(written)) {
                continue;
            }
            String value = start <= wordStart ? text.substring(written.length()) : written + text;
            String about = each.signature().isEmpty() ? null : each.signature();
            candidates.add(new Candidate(value, text, null, about, null, null, false));
        }
    }

    /**
     * A line whose word is the identifier before the cursor.
     *
     * @param cursor in characters; the line editor counts whole symbols
     */
    private record JavaLine(String line, int cursor) implements CompletingParsedLine {

        @Override
        public String word() {
            return line.substring(BeforeCursor.nameStart(line, cursor), cursor);
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        /** Nothing is quoted: a word is a Java identifier. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }
    }
}
