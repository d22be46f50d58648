package deephash.kernel.eval.run;

import org.jspecify.annotations.Nullable;

/**
 * Memory that is kept for the moment at which a cell has used up the heap: it is given up then, so that the kernel can
 * answer, and is taken again when there is room.
 */
public final class MemoryReserve {

    /** What an answer and the next cells' compilations need. */
    private static final int BYTES = 8 << 20;

    /** Small pieces lie anywhere in the heap; a single large array would need a place of its own. */
    private static final int PIECE = 64 << 10;

    /** With less room than this many times the reserve, taking it would only exhaust the heap again. */
    private static final int ROOM = 3;

    private static final int MOST_CAUSES = 20;

    private static byte @Nullable [] @Nullable [] kept;

    private MemoryReserve() {}

    /** Takes the reserve, if it is not held and the heap has room for it. */
    public static synchronized void take() {
        if (kept != null || room() < (long) ROOM * BYTES) {
            return;
        }
        try {
            byte[][] pieces = new byte[BYTES / PIECE][];
            for (int i = 0; i < pieces.length; i++) {
                pieces[i] = new byte[PIECE];
            }
            kept = pieces;
        } catch (OutOfMemoryError e) {
            // Another cell takes the room; the next call tries again.
        }
    }

    /** Gives the reserve up. To be called as soon as the heap is found to be exhausted; it allocates nothing. */
    public static synchronized void give() {
        kept = null;
    }

    /** How many bytes the heap can still take, garbage that has not been collected yet counted as used. */
    static long room() {
        Runtime jvm = Runtime.getRuntime();
        return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    }

    /** Whether an exception says that the heap is exhausted, itself or by its causes. */
    public static boolean isExhausted(@Nullable Throwable thrown) {
        Throwable each = thrown;
        for (int i = 0; each != null && i < MOST_CAUSES; i++, each = each.getCause()) {
            if (each instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }
}
