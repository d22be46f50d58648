package deephash.bench.faults;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small colour drawings, another for each seed. */
final class Drawn {

    private Drawn() {}

    static BufferedImage picture(int seed) {
        BufferedImage picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(
                    random.nextInt(60) - 8, random.nextInt(44) - 8, 8 + random.nextInt(30), 8 + random.nextInt(24));
        }
        graphics.dispose();
        return picture;
    }

    /** Written in the format that the name ends with. */
    static void write(Path file, int seed) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String name = file.getFileName().toString();
        ImageIO.write(picture(seed), name.substring(name.lastIndexOf('.') + 1), file.toFile());
    }
}
