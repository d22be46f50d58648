package deephash.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Small image files for tests, no two alike. */
public final class Drawings {

    private Drawings() {}

    /** Random noise in large blocks, which survives JPEG. */
    public static BufferedImage noise(int width, int height, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y += 4) {
            for (int x = 0; x < width; x += 4) {
                int rgb = random.nextInt(1 << 24);
                for (int i = 0; i < 16; i++) {
                    if (x + i % 4 < width && y + i / 4 < height) {
                        image.setRGB(x + i % 4, y + i / 4, rgb);
                    }
                }
            }
        }
        return image;
    }

    /** Writes an image in the format that its ending says. */
    public static Path write(Path file, BufferedImage image) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        String name = file.getFileName().toString();
        String format = name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
        if (!ImageIO.write(image, format, file.toFile())) {
            throw new IOException("no writer for " + format);
        }
        return file;
    }

    /** Writes {@code count} images 0.png, 1.png, ... into a folder. */
    public static void fill(Path folder, int count, long seed) throws IOException {
        for (int i = 0; i < count; i++) {
            write(folder.resolve(i + ".png"), noise(20 + i % 5, 20, seed * 1_000_003 + i));
        }
    }

    /** An image as a JPEG file of a quality from 0 to 1. */
    public static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        writer.setOutput(ImageIO.createImageOutputStream(bytes));
        writer.write(null, new IIOImage(image, null, null), param);
        writer.dispose();
        return bytes.toByteArray();
    }
}
