package deephash.kernel.eval.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the declaration of a type says before its body.
 *
 * @param kind {@code class}, {@code interface}, {@code enum} or {@code record}
 * @param sealed whether only some types may extend it
 * @param above simple names of what it extends and implements
 * @param permits simple names of what it permits; empty also if it does not say
 * @param body where its opening brace stands
 */
public record TypeHeader(String kind, String name, boolean sealed, List<String> above, List<String> permits, int body) {

    private static final Set<String> KINDS = Set.of("class", "interface", "enum", "record");

    private static final Set<String> CLAUSES = Set.of("extends", "implements", "permits");

    /** Copies the lists. */
    public TypeHeader {
        above = List.copyOf(above);
        permits = List.copyOf(permits);
    }

    /** The header of the type that a snippet declares; empty if it declares none. */
    public static Optional<TypeHeader> of(String snippet) {
        List<JavaToken> tokens = code(snippet);
        int at = 0;
        boolean sealed = false;
        while (at < tokens.size() && !isKind(snippet, tokens, at)) {
            JavaToken token = tokens.get(at);
            if (token.is(snippet, '@')) {
                at = afterAnnotation(snippet, tokens, at + 1);
                continue;
            }
            boolean modifier = token.kind() == JavaToken.Kind.WORD || token.is(snippet, '-');
            if (!modifier) {
                return Optional.empty();
            }
            sealed |= token.of(snippet).equals("sealed")
                    && (at == 0 || !tokens.get(at - 1).is(snippet, '-'));
            at++;
        }
        return at + 1 < tokens.size() ? read(snippet, tokens, at, sealed) : Optional.empty();
    }

    private static Optional<TypeHeader> read(String snippet, List<JavaToken> tokens, int kind, boolean sealed) {
        List<String> above = new ArrayList<>();
        List<String> permits = new ArrayList<>();
        String clause = "";
        String last = "";
        int depth = 0;
        for (int at = kind + 2; at < tokens.size(); at++) {
            JavaToken token = tokens.get(at);
            String word = token.of(snippet);
            boolean ends = depth == 0 && (word.equals("{") || word.equals(",") || CLAUSES.contains(word));
            if (ends && !last.isEmpty() && !clause.isEmpty()) {
                (clause.equals("permits") ? permits : above).add(last);
            }
            if (depth == 0 && word.equals("{")) {
                return Optional.of(new TypeHeader(
                        tokens.get(kind).of(snippet),
                        tokens.get(kind + 1).of(snippet),
                        sealed,
                        above,
                        permits,
                        token.start()));
            }
            depth += word.equals("<") || word.equals("(") ? 1 : word.equals(">") || word.equals(")") ? -1 : 0;
            clause = depth == 0 && CLAUSES.contains(word) ? word : clause;
            last = ends ? "" : depth == 0 && token.isName(snippet) ? word : last;
        }
        return Optional.empty();
    }

    private static boolean isKind(String snippet, List<JavaToken> tokens, int at) {
        return KINDS.contains(tokens.get(at).of(snippet))
                && at + 1 < tokens.size()
                && tokens.get(at + 1).isName(snippet);
    }

    private static int afterAnnotation(String snippet, List<JavaToken> tokens, int name) {
        int at = name + 1;
        while (at + 1 < tokens.size() && tokens.get(at).is(snippet, '.')) {
            at += 2;
        }
        if (at < tokens.size() && tokens.get(at).is(snippet, '(')) {
            int depth = 0;
            do {
                depth += tokens.get(at).is(snippet, '(') ? 1 : tokens.get(at).is(snippet, ')') ? -1 : 0;
                at++;
            } while (depth > 0 && at < tokens.size());
        }
        return at;
    }

    /** The tokens that mean something to the compiler. */
    static List<JavaToken> code(String text) {
        List<JavaToken> tokens = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            JavaToken token = JavaToken.at(text, at);
            if (token.isCode()) {
                tokens.add(token);
            }
            at = token.end();
        }
        return tokens;
    }
}
