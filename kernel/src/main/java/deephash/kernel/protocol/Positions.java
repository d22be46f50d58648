package deephash.kernel.protocol;

/** Cursor positions: Jupyter counts code points, Java counts UTF-16 units. */
final class Positions {

    private Positions() {}

    static int toJava(String text, int codePoints) {
        int whole = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, whole)));
    }

    static int toJupyter(String text, int units) {
        return text.codePointCount(0, Math.max(0, Math.min(units, text.length())));
    }
}
