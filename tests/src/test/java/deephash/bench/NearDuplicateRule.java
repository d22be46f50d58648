package deephash.bench;

import static deephash.data.LoadOptions.loading;

import deephash.code.Labels;
import deephash.data.Datasets;
import deephash.data.Drawings;
import deephash.data.LoadOptions;
import deephash.data.NearDuplicates;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/**
 * How the limit of {@link NearDuplicates} was found: for each limit the share of changed copies of photos that it
 * finds, and how many images of a set have a near-duplicate in another split. With a third argument, the pairs just
 * above and just below each limit are drawn there, to be judged by eye.
 */
public final class NearDuplicateRule {

    private static final double[] LIMITS = {0.90, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995};
    private static final int SHOWN = 24;

    private NearDuplicateRule() {}

    /**
     * Measures.
     *
     * @param args a folder or archive of photos no two of which are alike; or {@code pairs}, a set, and where to draw
     */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("pairs")) {
            pairs(
                    Datasets.load(args[1], loading().pixels(Integer.parseInt(args[2]))),
                    args.length > 3 ? args[3] : null);
            return;
        }
        LoadOptions options = loading().pixels(Integer.parseInt(args[1]));
        RetrievalDataset photos = Datasets.load(args[0], options);
        Split split = photos.train();
        System.out.println("| change | " + limits() + " |");
        for (Map.Entry<String, UnaryOperator<BufferedImage>> change : changes().entrySet()) {
            byte[] values = new byte[split.size() * photos.pixels().count()];
            for (int i = 0; i < split.size(); i++) {
                byte[] one = split.images()
                        .prepare(change.getValue().apply(split.images().original(i)));
                System.arraycopy(one, 0, values, i * one.length, one.length);
            }
            Split changed = new Split("changed", Images.of(photos.pixels(), values), Labels.none(split.size()));
            System.out.print("| " + change.getKey());
            for (double limit : LIMITS) {
                long found = NearDuplicates.between(changed, split, limit).pairs().stream()
                        .filter(pair -> pair.first() == pair.second())
                        .count();
                System.out.printf(Locale.ROOT, " | %.3f", (double) found / split.size());
            }
            System.out.println(" |");
        }
        System.out.print("| two different photos");
        for (double limit : LIMITS) {
            System.out.print(" | "
                    + photos.nearDuplicates(limit).stream()
                            .mapToInt(NearDuplicates::size)
                            .sum());
        }
        System.out.println(" |");
    }

    private static void pairs(RetrievalDataset data, String drawTo) throws IOException {
        System.out.println("| " + data.name().replaceAll(".*/", "") + " | " + limits() + " |");
        List<NearDuplicates> widest = data.nearDuplicates(LIMITS[0]);
        for (NearDuplicates near : widest) {
            System.out.print("| " + near.first().name() + " in " + near.second().name());
            for (double limit : LIMITS) {
                System.out.print(" | "
                        + near.pairs().stream()
                                .filter(pair -> pair.correlation() >= limit)
                                .count());
            }
            System.out.println(" |");
            for (int l = 0; drawTo != null && l < LIMITS.length; l++) {
                double limit = LIMITS[l];
                double above = l + 1 < LIMITS.length ? LIMITS[l + 1] : 1;
                draw(
                        near,
                        limit,
                        above,
                        new File(
                                drawTo,
                                near.first().name() + "-" + near.second().name() + "-" + limit + ".png"));
            }
        }
    }

    private static String limits() {
        List<String> texts = new ArrayList<>();
        for (double limit : LIMITS) {
            texts.add(Double.toString(limit));
        }
        return String.join(" | ", texts);
    }

    /** Pairs one above the other, from just above the limit on. */
    private static void draw(NearDuplicates near, double limit, double below, File file) throws IOException {
        List<NearDuplicates.Pair> shown = near.pairs().stream()
                .filter(pair -> pair.correlation() >= limit && pair.correlation() < below)
                .sorted(java.util.Comparator.comparingDouble(NearDuplicates.Pair::correlation))
                .limit(SHOWN)
                .toList();
        int side = 64;
        BufferedImage sheet = new BufferedImage(SHOWN * side, 2 * side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        for (int i = 0; i < shown.size(); i++) {
            graphics.drawImage(near.first().images().original(shown.get(i).first()), i * side, 0, side, side, null);
            graphics.drawImage(
                    near.second().images().original(shown.get(i).second()), i * side, side, side, side, null);
        }
        graphics.dispose();
        ImageIO.write(sheet, "png", file);
    }

    private static Map<String, UnaryOperator<BufferedImage>> changes() {
        Map<String, UnaryOperator<BufferedImage>> changes = new LinkedHashMap<>();
        changes.put("JPEG quality 50", image -> jpeg(image, 0.5f));
        changes.put("JPEG quality 10", image -> jpeg(image, 0.1f));
        changes.put("resized to a half", image -> drawn(image, image.getWidth() / 2, image.getHeight() / 2, 0));
        changes.put("resized to a quarter", image -> drawn(image, image.getWidth() / 4, image.getHeight() / 4, 0));
        changes.put("contrast × 0.6", image -> mapped(image, v -> 0.6 * v + 51));
        changes.put("brightness + 40", image -> mapped(image, v -> v + 40.0));
        changes.put("gamma 0.5", image -> mapped(image, v -> 255 * Math.sqrt(v / 255.0)));
        changes.put("cropped by 2.5 % a side", image -> drawn(image, image.getWidth(), image.getHeight(), 0.025));
        changes.put("cropped by 5 % a side", image -> drawn(image, image.getWidth(), image.getHeight(), 0.05));
        return changes;
    }

    private interface Level {
        double of(int value);
    }

    private static BufferedImage mapped(BufferedImage image, Level level) {
        BufferedImage changed = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int all = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    double value = level.of(image.getRGB(x, y) >> shift & 255);
                    all |= (int) Math.max(0, Math.min(255, Math.round(value))) << shift;
                }
                changed.setRGB(x, y, all);
            }
        }
        return changed;
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, double crop) {
        BufferedImage changed = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = changed.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        int left = (int) Math.round(crop * image.getWidth());
        int top = (int) Math.round(crop * image.getHeight());
        graphics.drawImage(
                image, 0, 0, width, height, left, top, image.getWidth() - left, image.getHeight() - top, null);
        graphics.dispose();
        return changed;
    }

    private static BufferedImage jpeg(BufferedImage image, float quality) {
        try {
            byte[] bytes = Drawings.jpeg(drawn(image, image.getWidth(), image.getHeight(), 0), quality);
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
