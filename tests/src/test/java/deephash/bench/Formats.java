package deephash.bench;

import deephash.data.source.PictureFile;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Decodes picture files for {@code tests/bench/formats.py}, which sets Pillow beside them. */
public final class Formats {

    private Formats() {}

    /**
     * Writes a file for each line of a list.
     *
     * @param args a text file with a path a line, and a folder: {@code N.rgb} gets width and height (32 bits,
     *     big-endian) and the pixels of line N (from 0) as bytes, {@code N.txt} the reason why there are none
     */
    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        Path out = Path.of(args[1]);
        for (int i = 0; i < lines.size(); i++) {
            BufferedImage picture;
            try {
                picture = PictureFile.read(Path.of(lines.get(i)));
            } catch (IOException e) {
                Files.writeString(out.resolve(i + ".txt"), PictureFile.reason(e));
                continue;
            } catch (RuntimeException | Error e) {
                Files.writeString(out.resolve(i + ".txt"), "CRASH " + e);
                continue;
            }
            try (DataOutputStream rgb =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(out.resolve(i + ".rgb"))))) {
                write(picture, rgb);
            }
        }
    }

    /** The raster's own values: getRGB would brighten grey ones. */
    private static void write(BufferedImage picture, DataOutputStream to) throws IOException {
        to.writeInt(picture.getWidth());
        to.writeInt(picture.getHeight());
        int bands = picture.getRaster().getNumBands();
        int[] row = new int[picture.getWidth() * bands];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRaster().getPixels(0, y, picture.getWidth(), 1, row);
            for (int x = 0; x < picture.getWidth(); x++) {
                for (int c = 0; c < 3; c++) {
                    to.writeByte(row[x * bands + (bands == 1 ? 0 : c)]);
                }
            }
        }
    }
}
