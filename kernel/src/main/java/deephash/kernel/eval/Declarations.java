package deephash.kernel.eval;

import deephash.kernel.eval.jshell.Shell;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/** What the cells of a session have declared, each in the order of declaration. Not to be asked while a cell runs. */
public final class Declarations {

    private final Shell shell;

    Declarations(Shell shell) {
        this.shell = shell;
    }

    /**
     * A variable.
     *
     * @param type as the user would write it
     * @param value as text; says so if the variable has none yet
     */
    public record Variable(String type, String name, String value) {}

    /** A class, an interface, an enumeration or a record. */
    public record Type(String name, String source) {}

    /** The variables with their values. */
    public List<Variable> variables() {
        return list(JShell::variables, each -> new Variable(each.typeName(), each.name(), value(each)));
    }

    private String value(VarSnippet variable) {
        return shell.jshell().status(variable) == Snippet.Status.VALID
                ? shell.jshell().varValue(variable)
                : "(cannot be used yet)";
    }

    /** The methods, such as {@code twice(int)int}. */
    public List<String> methods() {
        return list(JShell::methods, each -> each.name() + each.signature());
    }

    /** The types with the text that declares them. */
    public List<Type> types() {
        return list(JShell::types, each -> new Type(each.name(), each.source()));
    }

    /** What is imported, such as {@code java.util.*}. */
    public List<String> imports() {
        return list(JShell::imports, each -> each.fullname());
    }

    /** Whether a variable or a method has this name. */
    public boolean has(String name) {
        return Stream.concat(
                        list(JShell::variables, VarSnippet::name).stream(),
                        list(JShell::methods, each -> each.name()).stream())
                .anyMatch(name::equals);
    }

    private <S, T> List<T> list(Function<JShell, Stream<S>> kind, Function<? super S, T> listed) {
        shell.lock().lock();
        try {
            return kind.apply(shell.jshell()).<T>map(listed).toList();
        } finally {
            shell.lock().unlock();
        }
    }
}
