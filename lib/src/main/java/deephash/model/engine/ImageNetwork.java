package deephash.model.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A network of a file that others trained, which computes features of pictures in batches. */
public interface ImageNetwork {

    /**
     * One result of a network.
     *
     * @param name as the network names it; empty if it has no names
     * @param shape with the batch first
     * @param values row by row
     */
    record Output(String name, long[] shape, float[] values) {
        @Override
        public String toString() {
            return (name.isEmpty() ? "" : name + " ")
                    + Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /**
     * How pictures become what the network takes.
     *
     * @param bytes whether it takes unsigned bytes; else 32-bit numbers, (byte · scale − mean) / deviation
     * @param channelsFirst whether it takes (batch, channels, height, width); else (batch, height, width, channels)
     * @param scale of a byte
     * @param mean of each channel, after scaling
     * @param deviation of each channel, after scaling
     */
    record Input(boolean bytes, boolean channelsFirst, float scale, float[] mean, float[] deviation) {
        @Override
        public String toString() {
            return (bytes ? "bytes" : "32-bit numbers") + " with channels " + (channelsFirst ? "first" : "last");
        }
    }

    /**
     * Runs the network on a batch.
     *
     * @param pictures (batch, height, width, 3) bytes, a direct buffer
     * @param batch the number of pictures
     * @param height of each
     * @param width of each
     * @param input what the network takes
     * @return what it gives, one result or several
     * @throws IllegalArgumentException if the network does not take such pictures; says what the engine said
     */
    List<Output> run(ByteBuffer pictures, int batch, int height, int width, Input input);
}
