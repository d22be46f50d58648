package deephash.kernel.eval;

import java.util.regex.Pattern;

/** What a throwable is called and says, without the names of the classes that JShell wraps snippets in. */
final class Described {

    private static final Pattern WRAPPER = Pattern.compile("\\bREPL[./]\\$JShell\\$[0-9A-Z]+[.$]");
    private static final Pattern ANONYMOUS = Pattern.compile(".*\\$\\d+");

    private Described() {}

    /** The name of its class; of the class that it extends if it has none itself. */
    static String name(Throwable thrown) {
        Class<?> type = thrown.getClass();
        while (ANONYMOUS.matcher(type.getName()).matches() && type.getSuperclass() != null) {
            type = type.getSuperclass();
        }
        // Classes of a method's body are numbered.
        return plain(type.getName()).replaceAll("^\\d+", "");
    }

    /** Its message, empty if it has none. Asking for it runs the code of whoever wrote the class, which may fail. */
    static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : plain(message);
        } catch (VirtualMachineError | KeyboardInterrupt e) {
            throw e;
        } catch (Throwable e) {
            return "(its getMessage() threw " + name(e) + ")";
        }
    }

    /** A text of the JVM's as the user would have written it. */
    static String plain(String text) {
        return WRAPPER.matcher(text).replaceAll("");
    }
}
