package deephash.duplicates;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A photo that an index knows.
 *
 * @param file absolute
 * @param bytes the length of the file
 * @param modified when the file was last changed
 * @param width in pixels
 * @param height in pixels
 */
public record Photo(Path file, long bytes, Instant modified, int width, int height) {

    /**
     * How many pixels it has.
     *
     * @return width · height
     */
    public long pixels() {
        return (long) width * height;
    }
}
