package deephash.kernel.protocol;

/** The white space with which the next line of an incomplete cell should begin. */
final class Indent {

    private static final String STEP = "    ";

    private Indent() {}

    static String after(String code) {
        String last = code.substring(code.lastIndexOf('\n') + 1);
        String indent = last.substring(0, last.length() - last.stripLeading().length());
        String end = last.stripTrailing();
        return end.endsWith("{") || end.endsWith("(") ? indent + STEP : indent;
    }
}
