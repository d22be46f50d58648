package deephash.kernel.eval;

import deephash.kernel.eval.jshell.Shell;

/** The shell of an evaluator, for tests that compare with JShell itself. */
public final class ShellOf {

    private ShellOf() {}

    public static Shell cells(CellEvaluator cells) {
        return cells.shell();
    }
}
