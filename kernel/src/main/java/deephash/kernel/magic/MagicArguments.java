package deephash.kernel.magic;

import deephash.kernel.eval.assist.Completion;
import deephash.kernel.eval.assist.Completion.Candidate;
import deephash.kernel.eval.assist.PathCompletion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Completes the arguments of magics from their usage text. */
final class MagicArguments {

    /** The options before the Java that a magic takes, as {@code -n 3}. */
    private static final Pattern BEFORE_JAVA = Pattern.compile("\\s*(?:-[a-z]\\s*\\d+\\s+)*");

    private static final Pattern OPTION = Pattern.compile("--?[a-z]+");
    private static final Pattern OPTION_BEGUN = Pattern.compile("--?[a-z]*");

    private final Environment environment;

    MagicArguments(Environment environment) {
        this.environment = environment;
    }

    /** The length of the options that precede the Java code in the arguments of a magic. */
    static int beforeJava(String arguments) {
        Matcher options = BEFORE_JAVA.matcher(arguments);
        return options.lookingAt() ? options.end() : 0;
    }

    /**
     * Completions after the given arguments; empty where Java code follows.
     *
     * @param arguments up to the cursor
     * @param next the character at the cursor
     */
    Optional<Completion> after(Magic magic, String arguments, int cursor, char next) {
        Word word = Word.last(arguments);
        boolean option = word.quote() == 0 && OPTION_BEGUN.matcher(word.text()).matches();
        boolean beforeJava =
                beforeJava(arguments) == arguments.length() - word.text().length();
        if (option && (beforeJava || !magic.takesJava())) {
            return Optional.of(named(options(magic.usage()), word.text(), cursor));
        } else if (magic.takesJava()) {
            return Optional.empty();
        } else if (magic.usage().contains("FILE")) {
            return Optional.of(paths(word, cursor, next));
        }
        boolean variable =
                magic.usage().contains("NAME[=VALUE]") && arguments.strip().equals(word.text());
        TreeSet<String> names = new TreeSet<>();
        if (variable) {
            names.addAll(System.getenv().keySet());
            names.addAll(environment.set().keySet());
        }
        return Optional.of(named(names, word.text(), cursor));
    }

    private static List<String> options(String usage) {
        return OPTION.matcher(usage).results().map(found -> found.group() + " ").toList();
    }

    private static Completion named(Iterable<String> names, String typed, int cursor) {
        List<Candidate> candidates = new ArrayList<>();
        for (String each : names) {
            if (each.startsWith(typed)) {
                candidates.add(new Candidate(each, "magic", ""));
            }
        }
        return new Completion(candidates, cursor - typed.length(), cursor);
    }

    /** Paths with spaces need quotes, which are inserted if the user has not typed them. */
    private static Completion paths(Word word, int cursor, char next) {
        Completion found = PathCompletion.of(word.text(), cursor);
        if (word.quote() == 0 && found.candidates().stream().noneMatch(each -> hasBlank(each.text()))) {
            return found;
        }
        boolean begun = word.quote() != 0;
        String folder = begun ? "" : word.text().substring(0, word.text().length() - (cursor - found.start()));
        List<Candidate> quoted = new ArrayList<>();
        for (Candidate each : found.candidates()) {
            String text = folder + each.text();
            char quote = begun ? word.quote() : '"';
            if (begun || hasBlank(text)) {
                String end = text.endsWith("/") || next == quote ? "" : String.valueOf(quote);
                text = (begun ? "" : quote) + text + end;
            }
            quoted.add(new Candidate(text, each.type(), each.signature()));
        }
        return new Completion(quoted, found.start() - folder.length(), cursor);
    }

    private static boolean hasBlank(String text) {
        return text.indexOf(' ') >= 0;
    }

    /**
     * The word that is being written.
     *
     * @param quote that it began with and that is still open; 0 for none
     */
    private record Word(char quote, String text) {

        static Word last(String arguments) {
            char quote = 0;
            int start = 0;
            for (int i = 0; i < arguments.length(); i++) {
                char c = arguments.charAt(i);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '"' || c == '\'') {
                    quote = c;
                    start = i + 1;
                } else if (Character.isWhitespace(c)) {
                    start = i + 1;
                }
            }
            return new Word(quote, arguments.substring(start));
        }
    }
}
