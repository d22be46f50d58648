package deephash.kernel.eval;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the cell itself that begin as what is being written. JShell's own completion knows no local variables,
 * parameters of lambdas, or declarations of the same cell; a name that a cell uses is likely to be used again.
 */
final class LocalNames {

    /** A name, unless it is a member; strings and remarks are matched to be skipped. */
    private static final Pattern NAME = Pattern.compile(
            "\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"?|//[^\n]*|/\\*.*?\\*/|(?<![.\\w$])[\\p{L}_$][\\w$]+",
            Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    private LocalNames() {}

    static Set<String> beginning(String prefix, String cell, int start) {
        Set<String> found = new LinkedHashSet<>();
        Matcher name = NAME.matcher(cell);
        while (name.find()) {
            if (name.start() != start
                    && name.group().startsWith(prefix)
                    && !name.group().equals(prefix)) {
                found.add(name.group());
            }
        }
        return found;
    }
}
