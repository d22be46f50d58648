package deephash.kernel.eval;

import deephash.kernel.eval.jshell.ShellLock;
import deephash.kernel.eval.state.AfterEvaluation;
import deephash.kernel.eval.state.SealedTypes;
import deephash.kernel.eval.text.CellSource;
import deephash.kernel.eval.text.TypeHeader;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/** Evaluates declarations in JShell, repairs what they break in earlier cells, and tells the user about it. */
final class SnippetEvaluation {

    private final JShell shell;
    private final ShellLock lock;
    private final AfterEvaluation aftermath;
    private final SealedTypes sealedTypes;

    /**
     * Events of sealed types. They break each other until the last of the family is declared, so they are handled then.
     */
    private final List<SnippetEvent> unfollowed = new ArrayList<>();

    /**
     * Evaluates in a shell.
     *
     * @param lock held by whoever uses the shell
     */
    SnippetEvaluation(JShell shell, ShellLock lock, AfterEvaluation aftermath) {
        this.shell = shell;
        this.lock = lock;
        this.aftermath = aftermath;
        sealedTypes = new SealedTypes(shell);
    }

    /** Prepares the shell for the sealed types of a cell, and returns the pieces that are still to be evaluated. */
    List<CellSource.Piece> begin(List<CellSource.Piece> pieces) {
        lock.lock();
        try {
            SealedTypes.Plan plan = sealedTypes.plan(pieces);
            unfollowed.addAll(sealedTypes.begin(plan));
            return plan.pieces();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what the next snippet replaces. */
    void drop(List<? extends Snippet> old) {
        old.forEach(each -> unfollowed.addAll(shell.drop(each)));
    }

    /** Evaluates a snippet; what happened then. */
    List<SnippetEvent> eval(String text) {
        lock.lock();
        try {
            List<SnippetEvent> events = shell.eval(text);
            if (!unfollowed.isEmpty() && TypeHeader.of(text).isPresent()) {
                unfollowed.addAll(events);
            } else {
                follow(events);
            }
            return events;
        } finally {
            lock.unlock();
        }
    }

    /** Drops a variable whose initialiser failed; what the user should know. */
    String failed(VarSnippet variable) {
        return aftermath.failed(variable);
    }

    /** Looks after what the cell has left. */
    void end() {
        if (!unfollowed.isEmpty()) {
            follow(List.of());
        }
    }

    private void follow(List<SnippetEvent> events) {
        List<SnippetEvent> all = new ArrayList<>(unfollowed);
        unfollowed.clear();
        all.addAll(events);
        aftermath.follow(all).forEach(StatementRunner::tell);
    }
}
