package deephash.data.image;

import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import deephash.data.source.ImageFiles;
import deephash.data.source.ParallelDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Images of single files that belong to no data set, prepared as those of one.
 *
 * @param alike how they are prepared
 * @param files where they lie
 * @param prepared their pixels
 */
record OwnImages(Images alike, ImageFiles files, Images prepared) implements Images {

    static Images read(Images alike, List<Path> paths) {
        if (paths.isEmpty()) {
            throw new DatasetException("No file is given. Name at least one: prepare(Path.of(\"mine.jpg\")).");
        }
        ImageFiles files = new ImageFiles(Path.of(""), paths);
        int count = alike.pixels().count();
        byte[] values = new byte[Math.multiplyExact(paths.size(), count)];
        for (int i = 0; i < paths.size(); i++) {
            try {
                // grey is decoded as grey, as in loading: by way of colours it differs by rounding
                byte[] one = alike.prepare(
                        files.decode(i, alike.pixels().channels() == 1).toImage());
                System.arraycopy(one, 0, values, i * count, count);
            } catch (IOException e) {
                throw new DatasetException(
                        "\"" + paths.get(i) + "\" cannot be read: " + ParallelDecoder.reason(e)
                                + ". JPEG, PNG, WebP, BMP and GIF files are read; give one of these.",
                        e);
            }
        }
        return new OwnImages(alike, files, new MemoryImages(alike.pixels(), values));
    }

    @Override
    public Pixels pixels() {
        return alike.pixels();
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public String name(int index) {
        return files.name(index);
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        prepared.read(index, to, offset);
    }

    @Override
    public BufferedImage original(int index) {
        return files.picture(index);
    }

    @Override
    public byte[] prepare(BufferedImage picture) {
        return alike.prepare(picture);
    }
}
