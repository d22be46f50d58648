package deephash.kernel.eval.jshell;

import java.util.Locale;
import jdk.jshell.Diag;

/** Reads what the compiler says about a snippet. */
public final class Diagnostics {

    private Diagnostics() {}

    /** The compiler's message in English. A locale without a translation would give the user's own language. */
    public static String message(Diag diag) {
        return diag.getMessage(Locale.ROOT).strip();
    }
}
