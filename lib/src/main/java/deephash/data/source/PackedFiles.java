package deephash.data.source;

import deephash.data.pixel.Bitmap;
import deephash.data.pixel.Pixels;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Images of one shape in files of fixed-length records, each a few bytes of labels and then the plain pixels: mapped,
 * not read.
 */
public final class PackedFiles implements Originals {

    private final Pixels shape;
    private final int labelBytes;
    private final List<String> names = new ArrayList<>();
    private final List<String> stamps = new ArrayList<>();
    private final List<MappedByteBuffer> maps = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private int size;

    /** None yet. */
    public PackedFiles(Pixels shape, int labelBytes) {
        this.shape = shape;
        this.labelBytes = labelBytes;
    }

    private int recordLength() {
        return labelBytes + shape.count();
    }

    /**
     * Adds a file.
     *
     * @param expected how many records it should have
     * @return how many it has
     * @throws DatasetException if its length is not that of whole records, or it has another number of them
     */
    public int add(Path file, int expected) throws IOException {
        long length = Files.size(file);
        if (length != (long) expected * recordLength()) {
            throw new DatasetException(String.format(
                    java.util.Locale.ROOT,
                    "%s has %,d bytes; %,d records of %,d bytes are %,d. It is cut off or another file; get it again.",
                    file,
                    length,
                    expected,
                    recordLength(),
                    (long) expected * recordLength()));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            maps.add(channel.map(FileChannel.MapMode.READ_ONLY, 0, length));
        }
        String name = file.getFileName().toString();
        names.add(name.endsWith(".bin") ? name.substring(0, name.length() - 4) : name);
        stamps.add(FileStamp.of(file));
        starts.add(size);
        size += expected;
        return expected;
    }

    /** One of the label bytes of a record. */
    public int label(int index, int which) {
        int file = file(index);
        return maps.get(file).get((index - starts.get(file)) * recordLength() + which) & 255;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String name(int index) {
        int file = file(index);
        return names.get(file) + "/" + (index - starts.get(file));
    }

    @Override
    public Bitmap decode(int index, boolean grey) {
        int file = file(index);
        byte[] samples = new byte[shape.count()];
        maps.get(file).get((index - starts.get(file)) * recordLength() + labelBytes, samples);
        Bitmap image = new Bitmap(shape.channels(), shape.height(), shape.width(), samples);
        return grey ? image.grey() : image;
    }

    @Override
    public String stamp(int index) {
        int file = file(index);
        return stamps.get(file) + "#" + (index - starts.get(file));
    }

    @Override
    public boolean isRaw() {
        return true;
    }

    private int file(int index) {
        int file = starts.size() - 1;
        while (starts.get(file) > index) {
            file--;
        }
        return file;
    }
}
