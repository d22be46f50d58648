package deephash.drawing;

import deephash.code.Pictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How an attention weighs the positions of images: the images in the first row, and below them a row a layer with its
 * weights in colour over the grey image. One scale of colours for all, drawn beside them.
 *
 * @param title whose attention
 * @param images what was looked at
 * @param layers first layer first
 */
public record AttentionMaps(String title, Pictures images, List<Layer> layers) implements Viewable {

    private static final int CELL = 84;
    private static final int GAP = 8;
    private static final int LEFT = 130;
    private static final int TOP = 34;
    private static final int SCALE = 112;
    private static final double OPACITY = 0.7;

    /** Points of the viridis scale (Smith and van der Walt, 2015), dark to light. */
    private static final List<Color> VIRIDIS = List.of(
            new Color(0x44, 0x01, 0x54),
            new Color(0x3b, 0x52, 0x8b),
            new Color(0x21, 0x91, 0x8c),
            new Color(0x5e, 0xc9, 0x62),
            new Color(0xfd, 0xe7, 0x25));

    /**
     * The weights of one layer.
     *
     * @param name {@code "after layer 2"}
     * @param weights mean over the channels, shape (images, rows, columns)
     */
    public record Layer(String name, float[][][] weights) {}

    /** Copies the list. */
    public AttentionMaps {
        layers = List.copyOf(layers);
        for (Layer layer : layers) {
            if (layer.weights.length != images.size()) {
                throw new IllegalArgumentException("There are " + images.size() + " images, but weights for "
                        + layer.weights.length + " " + layer.name + ".");
            }
        }
    }

    /** The least weight in the picture. */
    public double least() {
        return weights().min().orElse(Double.POSITIVE_INFINITY);
    }

    /** The largest weight in the picture. */
    public double largest() {
        return weights().max().orElse(Double.NEGATIVE_INFINITY);
    }

    private DoubleStream weights() {
        return layers.stream()
                .flatMap(layer -> Arrays.stream(layer.weights))
                .flatMap(Arrays::stream)
                .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]));
    }

    /** The picture. */
    public BufferedImage image() {
        int rows = 1 + layers.size();
        int height = TOP + rows * (CELL + GAP);
        int scaleAt = LEFT + images.size() * (CELL + GAP) + 12;
        Sheet sheet = new Sheet(Math.max(scaleAt + SCALE, 9 * title.length()), height);
        sheet.title(title, GAP, 20);
        sheet.text("image", GAP, TOP + CELL / 2 + 4);
        double least = least();
        double largest = largest();
        for (int i = 0; i < images.size(); i++) {
            BufferedImage picture = images.picture(i);
            int x = LEFT + i * (CELL + GAP);
            sheet.picture(picture, x, TOP, CELL);
            for (int l = 0; l < layers.size(); l++) {
                sheet.picture(
                        heat(picture, layers.get(l).weights[i], least, largest), x, TOP + (l + 1) * (CELL + GAP), CELL);
            }
        }
        for (int l = 0; l < layers.size(); l++) {
            int y = TOP + (l + 1) * (CELL + GAP) + CELL / 2;
            float[][] map = layers.get(l).weights[0];
            sheet.text(layers.get(l).name, GAP, y);
            sheet.text(map.length + "×" + map[0].length + " positions", GAP, y + 16);
        }
        scale(sheet, scaleAt, TOP + CELL + GAP, height - GAP, least, largest);
        return sheet.done();
    }

    private static void scale(Sheet sheet, int x, int top, int bottom, double least, double largest) {
        for (int y = top; y < bottom; y++) {
            sheet.g.setColor(colour((double) (bottom - 1 - y) / (bottom - 1 - top)));
            sheet.g.drawLine(x, y, x + 12, y);
        }
        for (int tick = 0; tick <= 2; tick++) {
            double weight = least + tick / 2.0 * (largest - least);
            int y = (int) Math.round(bottom - 1 - tick / 2.0 * (bottom - 1 - top));
            sheet.text(String.format(Locale.ROOT, "%.2f", weight), x + 18, Math.min(bottom, Math.max(top + 10, y + 4)));
        }
        sheet.upwards(bottom - top < 160 ? "mean weight" : "weight, mean over channels", x + 66, (top + bottom) / 2);
    }

    /** The image in grey, with the weights in colour over it. */
    private static BufferedImage heat(BufferedImage picture, float[][] weights, double least, double largest) {
        int w = picture.getWidth();
        int h = picture.getHeight();
        BufferedImage heat = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double weight = weights[y * weights.length / h][x * weights[0].length / w];
                Color over = colour(largest > least ? (weight - least) / (largest - least) : 0);
                Color under = new Color(picture.getRGB(x, y));
                int grey = (under.getRed() * 299 + under.getGreen() * 587 + under.getBlue() * 114) / 1000;
                heat.setRGB(
                        x,
                        y,
                        new Color(mixed(over.getRed(), grey), mixed(over.getGreen(), grey), mixed(over.getBlue(), grey))
                                .getRGB());
            }
        }
        return heat;
    }

    private static int mixed(int over, int under) {
        return (int) Math.round(OPACITY * over + (1 - OPACITY) * under);
    }

    private static Color colour(double share) {
        double at = Math.min(1, Math.max(0, share)) * (VIRIDIS.size() - 1);
        int below = (int) Math.min(VIRIDIS.size() - 2, Math.floor(at));
        Color a = VIRIDIS.get(below);
        Color b = VIRIDIS.get(below + 1);
        double t = at - below;
        return new Color(
                (int) Math.round(a.getRed() + t * (b.getRed() - a.getRed())),
                (int) Math.round(a.getGreen() + t * (b.getGreen() - a.getGreen())),
                (int) Math.round(a.getBlue() + t * (b.getBlue() - a.getBlue())));
    }

    @Override
    public View view() {
        return new View(
                String.format(
                        Locale.ROOT,
                        "%s: %d images, %d layers, weights %.2f to %.2f",
                        title,
                        images.size(),
                        layers.size(),
                        least(),
                        largest()),
                null,
                image());
    }
}
