package deephash.spark;

import static deephash.train.TrainOptions.options;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.train.Trainer;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Colourful photos with noise, in two folders, and what one process makes of them. */
final class Photos {

    private Photos() {}

    static List<Path> make(Path folder, int count, long seed) {
        try {
            Random random = new Random(seed);
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int width = 40 + random.nextInt(40);
                BufferedImage image = new BufferedImage(width, 47, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setPaint(
                        new GradientPaint(0, 0, new Color(random.nextInt()), width, 47, new Color(random.nextInt())));
                graphics.fillRect(0, 0, width, 47);
                graphics.dispose();
                for (int p = 0; p < 600; p++) {
                    image.setRGB(random.nextInt(width), random.nextInt(47), random.nextInt());
                }
                String format = i % 4 == 3 ? "png" : "jpg";
                Path file = folder.resolve(i % 2 == 0 ? "even numbers" : "odd").resolve(i + "." + format);
                Files.createDirectories(file.getParent());
                ImageIO.write(image, format, file.toFile());
                files.add(file);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HashModel model(Architecture architecture, Pixels pixels, long seed) {
        byte[] values = new byte[64 * pixels.count()];
        new Random(seed).nextBytes(values);
        Split noise = new Split("noise", Images.of(pixels, values), Labels.none(64));
        return Trainer.untrained(architecture, noise, options().bits(64).seed(seed));
    }

    /** Code by file name, as hexadecimal bytes; errors with "! " before. */
    static Map<String, String> byName(Dataset<Row> table) {
        Map<String, String> codes = new TreeMap<>();
        for (Row row : table.select("path", "code", "error").collectAsList()) {
            String path = row.getString(0);
            byte[] code = row.getAs(1);
            String value =
                    code == null ? "! " + row.getString(2) : HexFormat.of().formatHex(code);
            if (code != null && row.getString(2) != null) {
                throw new AssertionError(path + " has a code and an error.");
            }
            if (codes.put(path.substring(path.lastIndexOf('/') + 1), value) != null) {
                throw new AssertionError(path + " is there twice.");
            }
        }
        return codes;
    }

    static Map<String, String> byName(List<Path> files, HashCodes codes) {
        Map<String, String> named = new TreeMap<>();
        for (int i = 0; i < files.size(); i++) {
            named.put(files.get(i).getFileName().toString(), HexFormat.of().formatHex(CodeBytes.of(codes, i)));
        }
        return named;
    }
}
