package deephash.data.jpeg;

/**
 * A decoded picture as it is stored, not yet turned upright.
 *
 * @param channels 1 or 3
 * @param height in pixels
 * @param width in pixels
 * @param values channel by channel, row by row, unsigned bytes
 */
public record Samples(int channels, int height, int width, byte[] values) {}
