package deephash.data.source;

import deephash.data.pixel.Bitmap;
import deephash.data.pixel.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Images that lie in files of their own.
 *
 * @param root what names are relative to
 * @param files one an image
 */
public record ImageFiles(Path root, List<Path> files) implements Originals {

    /** A file larger than this is no photo. */
    private static final long LARGEST = 512L << 20;

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public String name(int index) {
        Path file = files.get(index);
        Path name = file.startsWith(root) ? root.relativize(file) : file;
        return name.toString().replace('\\', '/');
    }

    @Override
    public Bitmap decode(int index, boolean grey) throws IOException {
        return ImageDecoder.decode(bytes(files.get(index)), grey);
    }

    /** The content of a file that may be a photo by its size. */
    static byte[] bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            throw new IOException("the file is empty (0 bytes)");
        }
        if (size > LARGEST) {
            throw new IOException("the file has " + (size >> 20) + " MB, more than any photo");
        }
        try {
            return Files.readAllBytes(file);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "the file has " + (size >> 20) + " MB, too much for the memory of this process; start it with more"
                            + " (-Xmx)",
                    e);
        }
    }

    @Override
    public String stamp(int index) {
        try {
            return FileStamp.of(files.get(index));
        } catch (IOException e) {
            return files.get(index) + "|unreadable";
        }
    }

    @Override
    public boolean isRaw() {
        return false;
    }
}
