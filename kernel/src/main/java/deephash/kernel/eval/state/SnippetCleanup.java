package deephash.kernel.eval.state;

import deephash.kernel.eval.jshell.CellClass;
import deephash.kernel.eval.jshell.Shell;
import deephash.kernel.eval.jshell.ShellMemory;
import deephash.kernel.eval.run.CellLoader;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * Makes JShell forget snippets that nothing can refer to any more: statements, and the {@code $1}, {@code $2}, ... of
 * expressions. Otherwise a long session would slow down and fill the heap; see {@link ShellMemory}.
 */
public final class SnippetCleanup {

    /** How many snippets are kept for traces that pass through them later. */
    private static final int KEPT = 100;

    /** How many snippets one compiler serves; each leaves listeners at the packages that it imports from. */
    private static final int COMPILED_BY_ONE = 1_000;

    /** Chains of causes can be circular. */
    private static final int MOST_CAUSES = 20;

    /** How many of the last {@code $N} can still be used. */
    private static final int KEPT_VALUES = 3;

    private final JShell shell;
    private final ShellMemory memory;
    private final CellLoader loader;
    private final Consumer<Snippet> forgotten;
    private final ArrayDeque<Snippet> passing = new ArrayDeque<>();
    private final ArrayDeque<VarSnippet> values = new ArrayDeque<>();
    private final ArrayDeque<Replaced> replaced = new ArrayDeque<>();
    private int compiled;

    /** A declaration that a later one has replaced, and the name that its class had. */
    private record Replaced(Snippet snippet, String className) {}

    /**
     * Forgets what a shell need not keep.
     *
     * @param forgotten told of each snippet that no trace can pass through any more
     */
    public SnippetCleanup(Shell shell, CellLoader loader, Consumer<Snippet> forgotten) {
        this.shell = shell.jshell();
        memory = shell.memory();
        this.loader = loader;
        this.forgotten = forgotten;
    }

    /** Takes note of a snippet that has been evaluated. */
    public void evaluated(Snippet snippet) {
        if (snippet instanceof VarSnippet value && snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            values.add(value);
            if (values.size() > KEPT_VALUES) {
                VarSnippet old = values.remove();
                if (shell.status(old) == Snippet.Status.VALID) {
                    shell.drop(old);
                }
                passing.add(old);
            }
        } else if (snippet.kind() == Snippet.Kind.STATEMENT
                || snippet.kind() == Snippet.Kind.EXPRESSION
                || snippet.kind() == Snippet.Kind.ERRONEOUS) {
            passing.add(snippet);
        }
        while (memory.isOpen() && passing.size() > KEPT) {
            forget(passing.remove());
        }
        if (++compiled % COMPILED_BY_ONE == 0) {
            memory.renewCompiler();
        }
    }

    /** Takes note of a declaration that a later one has replaced; the later one has its place and its class. */
    void overwritten(Snippet snippet) {
        replaced.add(new Replaced(snippet, className(snippet)));
        // What still refers to an old class by its name gets it for a while.
        if (replaced.size() > KEPT) {
            Replaced old = replaced.remove();
            if (loader.isReplaced(old.className())) {
                loader.forget(old.className());
                forgotten.accept(old.snippet());
                memory.forgetClass(old.className());
            }
        }
        memory.forgetSnippet(snippet);
    }

    /** Takes note of a declaration of a class. JShell keeps the name of one that it has refused or dropped. */
    public void declared(TypeDeclSnippet type) {
        if (!shell.status(type).isActive()
                && shell.types().noneMatch(each -> each.name().equals(type.name()))) {
            memory.forgetName(type.name());
        }
    }

    private void forget(Snippet snippet) {
        forgotten.accept(snippet);
        String name = className(snippet);
        memory.forgetWholly(snippet);
        if (!name.isEmpty()) {
            memory.forgetClass(name);
            loader.forget(name);
        }
    }

    /**
     * Takes note of an exception. If it comes from the static initialiser of a cell's class, the class is of no use any
     * more, and JShell is to load it anew when it is declared again, even if the text is the same.
     */
    public void thrown(Throwable thrown) {
        Throwable each = thrown;
        for (int i = 0; each != null && i < MOST_CAUSES; i++, each = each.getCause()) {
            for (StackTraceElement frame : each.getStackTrace()) {
                if (frame.getMethodName().equals("<clinit>") && CellClass.isOne(frame.getClassName())) {
                    memory.outdate(frame.getClassName());
                }
            }
        }
    }

    /** Takes a new compiler. */
    public void renewCompiler() {
        memory.renewCompiler();
    }

    /** Changes the class file of a snippet as later snippets see it; what runs is not changed. */
    void changeClassFile(Snippet snippet, UnaryOperator<byte[]> change) {
        memory.changeClassFile(className(snippet), change);
    }

    private String className(Snippet snippet) {
        if (snippet.kind() == Snippet.Kind.ERRONEOUS) {
            return "";
        }
        return shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
    }
}
