package deephash.kernel.eval.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the constructors of a record public. JShell declares every type of a cell public, and a record's canonical
 * constructor must be as accessible as the record; written at the top of a file, it need not say so.
 */
public final class RecordConstructors {

    private RecordConstructors() {}

    /** A snippet in which the constructors of the record that it declares are public; any other as it is. */
    public static CellSource.Piece made(CellSource.Piece piece) {
        Optional<TypeHeader> header = TypeHeader.of(piece.text());
        return header.isPresent() && header.get().kind().equals("record")
                ? piece.with("public ", constructors(piece.text(), header.get()))
                : piece;
    }

    private static List<Integer> constructors(String text, TypeHeader header) {
        List<Integer> found = new ArrayList<>();
        List<JavaToken> tokens = TypeHeader.code(text);
        int depth = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            JavaToken token = tokens.get(i);
            if (token.start() >= header.body()) {
                depth += token.is(text, '{') || token.is(text, '(') ? 1 : 0;
                depth -= token.is(text, '}') || token.is(text, ')') ? 1 : 0;
                JavaToken next = tokens.get(i + 1);
                boolean named = depth == 1 && i > 0 && token.of(text).equals(header.name());
                if (named && (next.is(text, '(') || next.is(text, '{')) && beginsMember(text, tokens, i)) {
                    found.add(token.start());
                }
            }
        }
        return found;
    }

    /** Whether a member begins with this token, or with an annotation before it. */
    private static boolean beginsMember(String text, List<JavaToken> tokens, int at) {
        JavaToken before = tokens.get(at - 1);
        return before.is(text, '{')
                || before.is(text, '}')
                || before.is(text, ';')
                || before.is(text, ')')
                || (at > 1 && tokens.get(at - 2).is(text, '@'));
    }
}
