package deephash.kernel.eval.doc;

import deephash.kernel.eval.text.JavaToken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documentation comments in one source text. They are found by its words and brackets: to parse the text of a large
 * class takes the compiler longer than anyone waits for help.
 */
public final class SourceComments {

    private static final Set<String> TYPES = Set.of("class", "interface", "enum", "record");

    private final String source;
    private final List<SourceComment> all = new ArrayList<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();

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
        private int angles;

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
            angles = 0;
        }

        /** After a comma, another variable of the same type may be declared. */
        void nextVariable() {
            word = "";
            name = "";
            value = false;
        }
    }

    /** Reads a source text; of what is no Java, as much as can be. */
    public SourceComments(String source) {
        this.source = source;
        scopes.push(new Scope("", null, false));
        int at = 0;
        while (at < source.length()) {
            at = take(JavaToken.at(source, at));
        }
    }

    /** What stands before the first class, such as imports. */
    String head() {
        return source.substring(0, Math.max(0, source.indexOf('{')));
    }

    /** All declarations, in their order. */
    public List<SourceComment> all() {
        return List.copyOf(all);
    }

    /** The comment of a class. */
    public Optional<SourceComment> ofClass(String name) {
        return named(SourceComment.Kind.TYPE, name).findFirst();
    }

    /** The comment of a field or of a constant of an enum. */
    Optional<SourceComment> ofField(String name) {
        return named(SourceComment.Kind.FIELD, name).findFirst();
    }

    /**
     * The comment of a method.
     *
     * @param parameters its types, perhaps with names
     */
    public Optional<SourceComment> ofMethod(String name, List<String> parameters) {
        List<SourceComment> candidates = named(SourceComment.Kind.METHOD, name)
                .filter(each -> each.parameters().size() == parameters.size())
                .toList();
        return candidates.size() == 1
                ? Optional.of(candidates.get(0))
                : candidates.stream().filter(each -> each.takes(parameters)).findFirst();
    }

    /** The declarations of one name. */
    Stream<SourceComment> named(SourceComment.Kind kind, String name) {
        return all.stream().filter(each -> each.kind() == kind && each.name().equals(name));
    }

    /** Takes one token and returns where the next begins. */
    private int take(JavaToken token) {
        Scope scope = scopes.getFirst();
        if (token.kind() == JavaToken.Kind.COMMENT) {
            comment(scope, token);
        } else if (token.is(source, '{')) {
            open(scope, token.start());
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
        if (c == ',' && !scope.constants) {
            anotherVariable(scope);
            return token.end();
        } else if (c == ';' || c == ',') {
            member(scope, token.start());
            field(scope);
            scope.constants &= c != ';';
            scope.next();
            return token.end();
        }
        if (scope.header < 0) {
            scope.header = token.start();
        }
        if (c == '@' && !source.startsWith("interface", token.end())) {
            return afterAnnotation(token.end());
        } else if (c == '=' && !scope.value) {
            scope.value = true;
            scope.name = scope.word;
        } else if (c == '<' || c == '>') {
            angle(scope, token.start());
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

    /** Handles an angle bracket: commas between type arguments do not separate variables. */
    private void angle(Scope scope, int at) {
        if (source.charAt(at) == '>') {
            scope.angles -= scope.angles > 0 && source.charAt(at - 1) != '-' ? 1 : 0;
        } else if (!scope.value || isTypeArgument(at)) {
            scope.angles++;
        }
    }

    private boolean isTypeArgument(int at) {
        char before = source.charAt(at - 1);
        char after = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
        return (before == '.' || Character.isJavaIdentifierPart(before))
                && after != '<'
                && after != '='
                && !Character.isWhitespace(after);
    }

    private void anotherVariable(Scope scope) {
        if (scope.angles == 0 && scope.kind.isEmpty() && scope.parameters == null) {
            field(scope);
            scope.nextVariable();
        }
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

    private void open(Scope scope, int at) {
        member(scope, at);
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
            Scope ended = scopes.pop();
            if (ended.constants) {
                field(ended);
            }
        }
    }

    /** Notes the class or the method that has been declared. */
    private void member(Scope scope, int end) {
        if (scope.type == null || scope.header < 0 || scope.value || scope.constants) {
            return;
        }
        String type = scope.type.replaceFirst("\\.$", "");
        String simple = type.replaceFirst(".*\\.", "");
        if (!scope.kind.isEmpty()) {
            add(SourceComment.Kind.TYPE, scope.type + scope.name, source.substring(scope.header, end), scope);
        } else if (scope.parameters != null) {
            String name = scope.name.equals(simple) ? type : scope.type + scope.name;
            add(SourceComment.Kind.METHOD, name, scope.parameters, scope);
        } else if (scope.components != null && scope.word.equals(simple) && source.charAt(end) == '{') {
            add(SourceComment.Kind.METHOD, type, scope.components, scope);
        }
    }

    /** Notes the field or the constant that has been declared. */
    private void field(Scope scope) {
        boolean method = scope.parameters != null && !scope.constants;
        boolean member = scope.type != null && !scope.type.isEmpty() && scope.header >= 0;
        String name = scope.name.isEmpty() ? scope.word : scope.name;
        if (member && !method && scope.kind.isEmpty() && !name.isEmpty()) {
            add(SourceComment.Kind.FIELD, scope.type + name, "", scope);
        }
    }

    private void add(SourceComment.Kind kind, String name, String written, Scope scope) {
        all.add(new SourceComment(kind, name, written, scope.comment));
    }
}
