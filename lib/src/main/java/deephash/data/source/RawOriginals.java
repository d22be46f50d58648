package deephash.data.source;

import deephash.data.pixel.Bitmap;
import deephash.data.pixel.Pixels;
import java.util.List;

/**
 * Images that lie in memory as plain pixels, in one array a part.
 *
 * @param files what each part is called in names
 * @param sizes how many images each part has
 * @param shapes the shape of the images of each part
 * @param values the pixels of each part, image by image, channel by channel, row by row
 * @param stamps of the files
 */
public record RawOriginals(
        List<String> files, int[] sizes, List<Pixels> shapes, List<byte[]> values, List<String> stamps)
        implements Originals {

    @Override
    public int size() {
        int all = 0;
        for (int size : sizes) {
            all += size;
        }
        return all;
    }

    @Override
    public String name(int index) {
        int file = file(index);
        return files.get(file) + "/" + within(index, file);
    }

    @Override
    public Bitmap decode(int index, boolean grey) {
        int file = file(index);
        Pixels shape = shapes.get(file);
        byte[] samples = new byte[shape.count()];
        System.arraycopy(values.get(file), within(index, file) * samples.length, samples, 0, samples.length);
        Bitmap image = new Bitmap(shape.channels(), shape.height(), shape.width(), samples);
        return grey ? image.grey() : image;
    }

    @Override
    public String stamp(int index) {
        int file = file(index);
        return stamps.get(file) + "#" + within(index, file);
    }

    @Override
    public boolean isRaw() {
        return true;
    }

    private int file(int index) {
        int file = 0;
        for (int left = index; left >= sizes[file]; file++) {
            left -= sizes[file];
        }
        return file;
    }

    private int within(int index, int file) {
        int left = index;
        for (int f = 0; f < file; f++) {
            left -= sizes[f];
        }
        return left;
    }
}
