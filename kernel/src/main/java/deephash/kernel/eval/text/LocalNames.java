package deephash.kernel.eval.text;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Names of the cell itself that begin as what is being written. JShell's own completion knows no local variables,
 * parameters of lambdas, or declarations of the same cell; a name that a cell uses is likely to be used again.
 */
public final class LocalNames {

    private LocalNames() {}

    /**
     * The names, in the order of the cell.
     *
     * @param start where in the cell the one begins that is being written
     */
    public static Set<String> beginning(String prefix, String cell, int start) {
        Set<String> found = new LinkedHashSet<>();
        boolean member = false;
        JavaToken token;
        for (int at = 0; at < cell.length(); at = token.end()) {
            token = JavaToken.at(cell, at);
            if (!member && token.isName(cell) && at != start) {
                String name = token.of(cell);
                if (name.length() > Math.max(1, prefix.length()) && name.startsWith(prefix)) {
                    found.add(name);
                }
            }
            member = token.is(cell, '.');
        }
        return found;
    }
}
