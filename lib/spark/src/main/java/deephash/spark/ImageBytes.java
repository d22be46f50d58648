package deephash.spark;

import deephash.data.image.Images;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of image files on a worker, and their pixels. Whatever is wrong with one ends in a sentence about it, not
 * in the end of the job; one that does not fit into the worker's memory is told by its size before it is read or
 * decoded.
 */
final class ImageBytes {

    /** What decoding takes for a pixel of the original, at most. */
    private static final long BYTES_A_PIXEL = 12;

    private static final String CANNOT = "cannot be read: ";

    private static final double MEGA = 1 << 20;

    /** Large images are decoded one at a time in a process, however many tasks it runs. */
    private static final ReentrantLock LARGE = new ReentrantLock();

    private final long memory;

    /**
     * On a worker.
     *
     * @param memory bytes of heap that the process has
     */
    ImageBytes(long memory) {
        this.memory = memory;
    }

    /** Why there are no pixels. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }

    /** Reads a file. */
    byte[] read(String path, Configuration configuration) throws Refused {
        try {
            Path file = new Path(path);
            FileSystem system = file.getFileSystem(configuration);
            long length = system.getFileStatus(file).getLen();
            if (length > memory / 8) {
                throw new Refused(String.format(
                        Locale.ROOT,
                        "%.0f MB are more than a worker with %.0f MB of memory reads as one image",
                        length / MEGA,
                        memory / MEGA));
            }
            byte[] bytes = new byte[(int) length];
            try (FSDataInputStream in = system.open(file)) {
                in.readFully(0, bytes);
            }
            return bytes;
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused(CANNOT + e.getMessage());
        }
    }

    /** Brings an image to a shape: the pixels that loading gives. */
    byte[] decode(byte @Nullable [] file, Pixels pixels, Fit fit) throws Refused {
        if (file == null) {
            throw new Refused("there are no bytes (null)");
        }
        long need = pixelsOf(file) * BYTES_A_PIXEL;
        if (need > memory / 2) {
            throw new Refused(String.format(
                    Locale.ROOT,
                    "decoding it can take %.0f MB, too much for a worker with %.0f MB of memory "
                            + "(spark.executor.memory)",
                    need / MEGA,
                    memory / MEGA));
        }
        boolean alone = need > memory / 32;
        if (alone) {
            LARGE.lock();
        }
        try {
            byte[] values = new byte[pixels.count()];
            Images.ofFiles(pixels, fit, List.of(file)).read(0, values, 0);
            return values;
        } catch (DatasetException e) {
            throw new Refused(reason(e));
        } finally {
            if (alone) {
                LARGE.unlock();
            }
        }
    }

    /** What the library says of "image 0", without that name: the path stands beside it. */
    private static String reason(DatasetException e) {
        String message = String.valueOf(e.getMessage());
        int from = message.indexOf(CANNOT);
        int to = message.indexOf(". The bytes of JPEG");
        return from < 0 || to < from ? message : message.substring(from + CANNOT.length(), to);
    }

    /** What the file says of itself; 0 where no reader understands it, which decoding then explains. */
    private static long pixelsOf(byte[] file) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return 0;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return (long) reader.getWidth(0) * reader.getHeight(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }
}
