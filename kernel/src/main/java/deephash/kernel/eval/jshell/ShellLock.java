package deephash.kernel.eval.jshell;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The lock of a shell: JShell may be used by one thread at a time. A thread may take it more than once. */
public final class ShellLock {

    private final ReentrantLock lock = new ReentrantLock();

    /** Waits until no other thread uses JShell. */
    public void lock() {
        lock.lock();
    }

    /** Takes the lock if no other thread has it; returns whether it did. */
    public boolean tryLock() {
        return lock.tryLock();
    }

    /**
     * Takes the lock, unless another thread has it for longer than this.
     *
     * @return whether it was taken
     */
    boolean tryLock(long millis) throws InterruptedException {
        return lock.tryLock(millis, TimeUnit.MILLISECONDS);
    }

    /** Gives the lock back once. */
    public void unlock() {
        lock.unlock();
    }

    /** Work that may throw anything, as the code of a cell may. */
    public interface Work<T> {
        /** Does it. */
        @Nullable
        T run() throws Throwable;
    }

    /**
     * Runs a cell's code, which does not use JShell: meanwhile others may, so that completion does not wait for a loop.
     *
     * @param work runs without the lock
     * @param after runs without the lock too, before it is taken again
     */
    public <T> @Nullable T released(Work<T> work, Runnable after) throws Throwable {
        int holds = lock.getHoldCount();
        for (int i = 0; i < holds; i++) {
            lock.unlock();
        }
        try {
            return work.run();
        } finally {
            after.run();
            for (int i = 0; i < holds; i++) {
                lock.lock();
            }
        }
    }
}
