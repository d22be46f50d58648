package deephash.kernel.display;

import java.io.IOException;

/** A {@code System.in} that asks the user itself, and says what for where the answer is written. */
@FunctionalInterface
public interface Asking {

    /**
     * Asks for a line.
     *
     * @throws IOException if whoever runs the cell allows no question, or the cell is stopped meanwhile
     */
    String ask(String prompt) throws IOException;
}
