package deephash.data.image;

import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import deephash.data.source.ImageFiles;
import deephash.data.source.Listing;
import deephash.data.source.PictureFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Photos in files, read when they are asked for: what manipulations and hashers of whole pictures are given. For
 * hashers of one shape they are brought to {@link #pixels}.
 *
 * @param root what names are relative to
 * @param files one a photo
 * @param pixels the shape for hashers that need one
 */
public record Photos(Path root, List<Path> files, Pixels pixels) implements Images {

    /** Copies the list. */
    public Photos {
        files = List.copyOf(files);
    }

    /**
     * The image files of a folder and of the folders in it, by name; hidden ones are left out.
     *
     * @param folder of photos
     * @return in colour, 64×64 pixels for hashers that need one shape
     * @throws DatasetException if the folder cannot be read, or has no image files
     */
    public static Photos in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("\"" + folder + "\" is no folder. Give a folder of photos.");
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Listing::isImage)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
            if (files.isEmpty()) {
                throw new DatasetException("There are no image files (JPEG, PNG, WebP, BMP, GIF) in \"" + folder
                        + "\" or the folders in it.");
            }
            return new Photos(folder, files, Pixels.colour(64));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new DatasetException("Folder \"" + folder + "\" could not be read: " + e.getMessage(), e);
        }
    }

    /**
     * The same photos in another shape.
     *
     * @param shape for hashers that need one
     * @return the photos
     */
    public Photos pixels(Pixels shape) {
        return new Photos(root, files, shape);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public String name(int index) {
        return new ImageFiles(root, files).name(index);
    }

    /**
     * The photo at its full size.
     *
     * @throws DatasetException if its file cannot be read; says which and why
     */
    @Override
    public BufferedImage original(int index) {
        try {
            return PictureFile.read(files.get(index));
        } catch (IOException e) {
            throw new DatasetException(
                    "\"" + files.get(index) + "\" cannot be read: " + PictureFile.reason(e)
                            + ". Move it elsewhere or leave it out.",
                    e);
        }
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        byte[] prepared = prepare(original(index));
        System.arraycopy(prepared, 0, to, offset, prepared.length);
    }
}
