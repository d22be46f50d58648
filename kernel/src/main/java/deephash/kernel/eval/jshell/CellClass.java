package deephash.kernel.eval.jshell;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a class that JShell made from a cell. {@code REPL.$JShell$5} wraps snippet 5. When a change elsewhere
 * makes JShell compile the snippet again, the new class is {@code REPL.$JShell$5B}, then {@code $5C}, and so on. A
 * class that the user wrote is a member: {@code REPL.$JShell$5B$Point}. No other class reads these names.
 *
 * @param snippet the first form of the wrapper, such as {@code REPL.$JShell$5}
 * @param form empty for the first form of the snippet, then {@code B}, {@code C}, ...
 * @param member what is inside the wrapper, such as {@code Point$Inner} or {@code 1}; empty for the wrapper itself
 */
public record CellClass(String snippet, String form, String member) {

    /** The package of all of them. */
    public static final String PACKAGE = "REPL";

    private static final String PREFIX = PACKAGE + ".$JShell$";

    private static final Pattern NAME = Pattern.compile("(REPL\\.\\$JShell\\$\\d+)([A-Z]*)(?:\\$(.*))?");

    private static final Pattern WRAPPER = Pattern.compile("\\bREPL[./]\\$JShell\\$[0-9A-Z]+[.$]");

    private static final Pattern NEW_FORM = Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]+\\$");

    private static final Pattern FORM = Pattern.compile("(\\$JShell\\$\\d+)[A-Z]*");

    private static final Pattern MEMBER =
            Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]*\\$(\\w+)", Pattern.UNICODE_CHARACTER_CLASS);

    /** The parts of a class's name; null if it is not the class of a cell. */
    public static @Nullable CellClass of(String className) {
        Matcher name = NAME.matcher(className);
        if (!name.matches()) {
            return null;
        }
        String member = name.group(3);
        return new CellClass(name.group(1), name.group(2), member == null ? "" : member);
    }

    /** Whether a class was made from a cell; quicker than {@link #of}. */
    public static boolean isOne(String className) {
        return className.startsWith(PREFIX);
    }

    /** Whether a simple name is that of a wrapper, which completion would offer. */
    public static boolean isWrapper(String simpleName) {
        return simpleName.startsWith("$JShell$");
    }

    /** The name of the wrapper. */
    public String outer() {
        return snippet + form;
    }

    /** Whether it is the wrapper itself. */
    public boolean isOuter() {
        return member.isEmpty();
    }

    /** Whether the user wrote it as a named class; the compiler numbers anonymous classes and lambdas. */
    public boolean isDeclared() {
        return !member.isEmpty() && !Character.isDigit(member.charAt(0));
    }

    /** The name of a declared class in every form of the snippet. */
    public String anyForm() {
        return snippet + member;
    }

    /** The member as the user writes it, such as {@code Point.Inner}. */
    public String plainName() {
        return member.replace('$', '.');
    }

    /** A text without the wrappers of the classes that it mentions. */
    public static String plain(String text) {
        return WRAPPER.matcher(text).replaceAll("");
    }

    /** A text in which every class is called as in the first form of its snippet. */
    public static String withoutForms(String text) {
        return FORM.matcher(text).replaceAll("$1");
    }

    /** Whether the name of a type mentions a second or later form of a class of a cell. */
    static boolean mentionsNewForm(String typeName) {
        return NEW_FORM.matcher(typeName).find();
    }

    /** The simple names of the outermost classes of cells that the name of a type mentions. */
    static Set<String> mentionedIn(String typeName) {
        Set<String> found = new HashSet<>();
        Matcher members = MEMBER.matcher(typeName);
        while (members.find()) {
            found.add(members.group(1));
        }
        return found;
    }
}
