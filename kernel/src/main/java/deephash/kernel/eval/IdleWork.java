package deephash.kernel.eval;

import deephash.kernel.eval.assist.Assistance;
import deephash.kernel.eval.jshell.Shell;

/**
 * Work for idle time, a little at a time: after the start it warms the compiler, and after each cell it completes
 * ahead.
 */
final class IdleWork {

    private static final int WARMINGS = 40;

    /** Help is slow to load, so it is loaded after this many idle rounds. */
    private static final int WARM_FOR_HELP = 8;

    private final StatementRunner statements;
    private final Shell shell;
    private final Runnable readTypes;
    private final Assistance assistance;
    private int warmings;

    IdleWork(StatementRunner statements, Shell shell, Runnable readTypes, Assistance assistance) {
        this.statements = statements;
        this.shell = shell;
        this.readTypes = readTypes;
        this.assistance = assistance;
    }

    /**
     * Does some of it.
     *
     * @return whether there is more
     */
    boolean doSome() {
        if (warmings < WARMINGS) {
            warmings++;
            warm();
        }
        boolean looked = assistance.lookAhead();
        return looked || warmings < WARMINGS;
    }

    /** Evaluates and completes something of no consequence. */
    private void warm() {
        statements.warmUp();
        shell.packages().read();
        shell.analysis().completionSuggestions("String.val", 10, new int[1]);
        if (warmings == WARM_FOR_HELP) {
            readTypes.run();
        }
        if (warmings >= WARM_FOR_HELP) {
            assistance.warmHelp();
        }
        if (warmings == WARMINGS) {
            // The heap has grown to a multiple of the live data. Nobody notices the pause here, a tenth of a second.
            System.gc();
        }
    }
}
