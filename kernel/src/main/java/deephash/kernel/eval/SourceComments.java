package deephash.kernel.eval;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The documentation comments in one source text. They are found by its words and brackets: to parse the text of a large
 * class takes the compiler longer than anyone waits for help.
 */
final class SourceComments {

    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(?:\\([^()]*\\))?\\s*");
    private static final Pattern QUALIFIER = Pattern.compile("\\b[a-z]\\w*\\.(?=\\w)");
    private static final Pattern REMARK = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern UNICODE = Pattern.compile("(?<!\\\\)\\\\u+([0-9a-fA-F]{4})");
    private static final int HEXADECIMAL = 16;
    private static final Set<String> TYPES = Set.of("class", "interface", "enum", "record");

    private final String source;
    private final List<Comment> all = new ArrayList<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();

    /**
     * A class or a method with its comment.
     *
     * @param name with those of the classes around it: {@code Outer.Inner.method}
     * @param written the parameters as they are written; null of a class
     * @param comment as it is written; empty if there is none
     */
    record Comment(String name, @Nullable String written, String comment) {

        /** Types and names. */
        List<String> parameters() {
            String text = written == null ? "" : REMARK.matcher(written).replaceAll("");
            return split(withoutAnnotations(text)).stream()
                    .map(each -> each.replaceFirst("^final ", "").replaceAll("\\s+", " "))
                    .toList();
        }

        /** What the comment says, without the stars. */
        @Nullable
        String text() {
            if (comment.isEmpty()) {
                return null;
            }
            String text = comment.startsWith("///")
                    ? comment.replaceAll("(?m)^\\s*/// ?", "")
                    : comment.substring("/**".length(), comment.length() - "*/".length())
                            .replaceAll("(?m)^[ \\t]*\\*+", "");
            return UNICODE.matcher(text)
                    .replaceAll(code -> Matcher.quoteReplacement(
                            String.valueOf((char) Integer.parseInt(code.group(1), HEXADECIMAL))));
        }
    }

    /** What stands between two brackets; {@link #type} is null where no member is declared. */
    private static final class Scope {
        private final @Nullable String type;
        private final @Nullable String components;
        private boolean constants;
        private String comment = "";

        /** Where the words of the declaration begin that is being read; negative if it has none yet. */
        private int header = -1;

        private String word = "";
        private String kind = "";
        private String name = "";
        private @Nullable String parameters;
        private boolean value;

        Scope(@Nullable String type, @Nullable String components, boolean constants) {
            this.type = type;
            this.components = components;
            this.constants = constants;
        }

        void next() {
            comment = "";
            header = -1;
            word = "";
            kind = "";
            name = "";
            parameters = null;
            value = false;
        }
    }

    /** Reads a source text; of what is no Java, as much as can be. */
    SourceComments(String source) {
        this.source = source;
        scopes.push(new Scope("", null, false));
        int at = 0;
        while (at < source.length()) {
            at = take(JavaToken.at(source, at));
        }
    }

    /** All classes and methods, in their order. */
    List<Comment> all() {
        return List.copyOf(all);
    }

    /** The comment of a class. */
    Optional<Comment> ofClass(String name) {
        return all.stream()
                .filter(each -> each.written() == null && each.name().equals(name))
                .findFirst();
    }

    /**
     * The comment of a method.
     *
     * @param parameters its types, perhaps with names
     */
    Optional<Comment> ofMethod(String name, List<String> parameters) {
        List<Comment> candidates = all.stream()
                .filter(each -> each.written() != null
                        && each.name().equals(name)
                        && each.parameters().size() == parameters.size())
                .toList();
        return candidates.size() == 1
                ? Optional.of(candidates.get(0))
                : candidates.stream()
                        .filter(each -> types(each.parameters()).equals(types(parameters)))
                        .findFirst();
    }

    /** The parameters of a list; commas between type arguments part none. */
    static List<String> split(String parameters) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < parameters.length(); i++) {
            char c = parameters.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                found.add(parameters.substring(start, i).strip());
                start = i + 1;
            }
        }
        String last = parameters.substring(start).strip();
        if (!last.isEmpty()) {
            found.add(last);
        }
        return found;
    }

    /** Types as both a compiled class and its source say them. */
    private static List<String> types(List<String> parameters) {
        return parameters.stream()
                .map(each -> withoutAnnotations(each).replaceFirst("(?<=[\\w>\\].])\\s+\\w+$", ""))
                .map(each -> QUALIFIER.matcher(each).replaceAll(""))
                .map(each -> each.replaceAll("\\s", "").replace("...", "[]"))
                .toList();
    }

    /** A signature or a type as users think of it. */
    static String withoutAnnotations(String signature) {
        return ANNOTATION.matcher(signature).replaceAll("");
    }

    /** Takes one token and returns where the next begins. */
    private int take(JavaToken token) {
        Scope scope = scopes.getFirst();
        if (token.kind() == JavaToken.Kind.COMMENT) {
            comment(scope, token);
        } else if (token.is(source, '{')) {
            open(scope);
        } else if (token.is(source, '}')) {
            close();
        } else if (scope.type != null && token.isCode()) {
            return declare(scope, token);
        }
        return token.end();
    }

    private void comment(Scope scope, JavaToken token) {
        boolean lines = source.startsWith("///", token.start());
        if (scope.type == null || scope.header >= 0) {
            return;
        } else if (lines && scope.comment.startsWith("///")) {
            scope.comment += "\n" + token.of(source);
        } else if (lines
                || (source.startsWith("/**", token.start()) && token.end() - token.start() > "/**/".length())) {
            scope.comment = token.closed() ? token.of(source) : "";
        }
    }

    private int declare(Scope scope, JavaToken token) {
        char c = source.charAt(token.start());
        if (c == ';' || (c == ',' && scope.constants)) {
            member(scope);
            scope.constants &= c != ';';
            scope.next();
            return token.end();
        }
        if (scope.header < 0) {
            scope.header = token.start();
        }
        if (c == '@' && !source.startsWith("interface", token.end())) {
            return afterAnnotation(token.end());
        } else if (c == '=') {
            scope.value = true;
        } else if (c == '(') {
            int end = afterBracket(token.start());
            if (scope.parameters == null && !scope.value) {
                scope.name = scope.name.isEmpty() ? scope.word : scope.name;
                scope.parameters = source.substring(token.end(), Math.max(token.end(), end - 1));
            }
            return end;
        } else if (token.isName(source)) {
            word(scope, token.of(source));
        }
        return token.end();
    }

    private static void word(Scope scope, String word) {
        if (TYPES.contains(scope.word) && scope.kind.isEmpty() && !scope.value) {
            scope.kind = scope.word;
            scope.name = word;
        }
        scope.word = word;
    }

    /** Where an annotation ends: a name of words and dots, and perhaps a bracket. */
    private int afterAnnotation(int start) {
        int at = start;
        boolean named = false;
        while (at < source.length()) {
            JavaToken token = JavaToken.at(source, at);
            boolean word = token.kind() == JavaToken.Kind.WORD;
            if (token.is(source, '(')) {
                return afterBracket(at);
            } else if (token.isCode() && (named ? !token.is(source, '.') : !word)) {
                return at;
            }
            named = token.isCode() ? word : named;
            at = token.end();
        }
        return at;
    }

    /** Where a round bracket's partner ends. */
    private int afterBracket(int start) {
        int depth = 0;
        int at = start;
        while (at < source.length()) {
            JavaToken token = JavaToken.at(source, at);
            depth += token.is(source, '(') ? 1 : token.is(source, ')') ? -1 : 0;
            at = token.end();
            if (depth == 0) {
                break;
            }
        }
        return at;
    }

    private void open(Scope scope) {
        member(scope);
        boolean declares = scope.type != null && !scope.kind.isEmpty();
        scopes.push(
                declares
                        ? new Scope(scope.type + scope.name + ".", scope.parameters, scope.kind.equals("enum"))
                        : new Scope(null, null, false));
        if (scope.type != null && !scope.value && !scope.constants) {
            scope.next();
        }
    }

    private void close() {
        if (scopes.size() > 1) {
            scopes.pop();
        }
    }

    /** Notes what has been declared. */
    private void member(Scope scope) {
        if (scope.type == null || scope.header < 0 || scope.value || scope.constants) {
            return;
        }
        String simple = scope.type.replaceFirst("\\.$", "").replaceFirst(".*\\.", "");
        if (!scope.kind.isEmpty()) {
            all.add(new Comment(scope.type + scope.name, null, scope.comment));
        } else if (scope.parameters != null) {
            String name = scope.name.equals(simple) ? scope.type.replaceFirst("\\.$", "") : scope.type + scope.name;
            all.add(new Comment(name, scope.parameters, scope.comment));
        } else if (scope.components != null && scope.word.equals(simple)) {
            all.add(new Comment(scope.type.replaceFirst("\\.$", ""), scope.components, scope.comment));
        }
    }
}
