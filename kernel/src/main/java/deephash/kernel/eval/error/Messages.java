package deephash.kernel.eval.error;

import deephash.kernel.eval.jshell.CellClass;
import deephash.kernel.eval.run.CellLoader;
import deephash.kernel.eval.run.KeyboardInterrupt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and messages of exceptions, with classes named as in the cells. */
public final class Messages {

    private static final Pattern ANONYMOUS = Pattern.compile(".*\\$\\d+");

    private static final Pattern CAST =
            Pattern.compile("class (\\S+) cannot be cast to class (\\S+) \\(.*", Pattern.DOTALL);

    private final CellLoader loader;

    public Messages(CellLoader loader) {
        this.loader = loader;
    }

    /** The name of an exception's class; of the class that it extends if it has none itself. */
    static String name(Throwable thrown) {
        Class<?> type = thrown.getClass();
        while (ANONYMOUS.matcher(type.getName()).matches() && type.getSuperclass() != null) {
            type = type.getSuperclass();
        }
        // Classes of a method's body are numbered.
        return plain(type.getName()).replaceAll("^\\d+", "");
    }

    /** The message of an exception; empty if it has none. */
    String of(Throwable thrown) {
        String message = said(thrown);
        Throwable cause = thrown.getCause();
        if (thrown instanceof ExceptionInInitializerError && message.isEmpty() && cause != null) {
            message = cause.toString();
        }
        Matcher cast = CAST.matcher(message);
        if (!(thrown instanceof ClassCastException) || plain(message).equals(message) || !cast.matches()) {
            return plain(message);
        }
        String from = plain(cast.group(1));
        String both = from + " cannot be cast to " + plain(cast.group(2));
        return isOld(cast.group(1))
                ? both + ": it is an object of the old form of " + from + "; run the cell that made it again"
                : both;
    }

    /** The message; {@code getMessage()} may be the user's code, and fail. */
    static String said(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (VirtualMachineError | KeyboardInterrupt e) {
            throw e;
        } catch (Throwable e) {
            return "(its getMessage() threw " + name(e) + ")";
        }
    }

    private boolean isOld(String className) {
        CellClass name = CellClass.of(className);
        return name != null && loader.isReplaced(name.outer());
    }

    /** Without what a cell is wrapped in. */
    static String plain(String text) {
        return CellClass.plain(text);
    }
}
