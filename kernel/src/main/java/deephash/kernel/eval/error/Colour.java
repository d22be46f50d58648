package deephash.kernel.eval.error;

/** The escapes that colour a trace, as notebooks and terminals show them. */
public final class Colour {

    public static final String RED = "\u001b[0;31m";
    static final String GREEN = "\u001b[0;32m";
    static final String BLUE = "\u001b[0;34m";
    static final String BOLD = "\u001b[1m";
    public static final String PLAIN = "\u001b[0m";

    private Colour() {}

    /** A text without colours, for where they would be seen as signs. */
    public static String without(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
