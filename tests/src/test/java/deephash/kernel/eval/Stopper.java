package deephash.kernel.eval;

/** Somebody who presses stop while a cell runs. */
public final class Stopper {

    private Stopper() {}

    /** Presses after a time, on the thread that is returned. */
    public static Thread pressesAfter(long millis, CellEvaluator cells) {
        Thread stopper = new Thread(() -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                return;
            }
            cells.interrupt();
        });
        stopper.start();
        return stopper;
    }
}
