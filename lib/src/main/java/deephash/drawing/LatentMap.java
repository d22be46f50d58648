package deephash.drawing;

import deephash.code.Labels;
import deephash.code.Pictures;
import deephash.result.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A latent space in two dimensions, with images where they lie, framed in the colour of their class. Images that would
 * cover one drawn before are left out.
 *
 * @param title whose latent space
 * @param points where each item lies, shape (items, 2)
 * @param shares of the whole variance that lie along the two axes, 0 to 1
 * @param labels of the items, perhaps none
 * @param pictures of the items
 */
public record LatentMap(String title, float[][] points, double[] shares, Labels labels, Pictures pictures)
        implements Viewable {

    private static final int PLOT = 620;
    private static final int LEFT = 62;
    private static final int TOP = 34;
    private static final int BOTTOM = 54;
    private static final int LEGEND = 150;
    private static final int SIDE = 26;
    private static final int CLASSES = 12;

    /** Checks the sizes. */
    public LatentMap {
        if (points.length != pictures.size() || points.length != labels.size() || points.length == 0) {
            throw new IllegalArgumentException("A map needs a point, a picture and a label for each of at least one"
                    + " item, not " + points.length + ", " + pictures.size() + " and " + labels.size() + ".");
        }
    }

    /** The picture. */
    public BufferedImage image() {
        boolean labelled = labels.isPresent();
        Sheet sheet = new Sheet(LEFT + PLOT + (labelled ? LEGEND : 20), TOP + PLOT + BOTTOM);
        sheet.title(title, LEFT, 20);
        double[] x = range(0);
        double[] y = range(1);
        axis(sheet, x, true);
        axis(sheet, y, false);
        sheet.centred(label(0), LEFT + PLOT / 2, TOP + PLOT + 40);
        sheet.upwards(label(1), 18, TOP + PLOT / 2);
        List<int[]> drawn = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            int px = LEFT + (int) Math.round((points[i][0] - x[0]) / (x[1] - x[0]) * (PLOT - SIDE));
            int py = TOP + (int) Math.round((y[1] - points[i][1]) / (y[1] - y[0]) * (PLOT - SIDE));
            if (drawn.stream().noneMatch(p -> Math.abs(p[0] - px) < SIDE && Math.abs(p[1] - py) < SIDE)) {
                drawn.add(new int[] {px, py});
                sheet.picture(pictures.picture(i), px + 2, py + 2, SIDE - 4);
                sheet.g.setColor(colour(i));
                sheet.g.setStroke(new BasicStroke(2));
                sheet.g.drawRect(px + 1, py + 1, SIDE - 3, SIDE - 3);
            }
        }
        for (int c = 0; labelled && c < Math.min(CLASSES, labels.classes().size()); c++) {
            sheet.g.setColor(colourOfClass(c));
            sheet.g.fillRect(LEFT + PLOT + 12, TOP + 10 + 20 * c, 12, 12);
            sheet.text(labels.classes().get(c), LEFT + PLOT + 30, TOP + 21 + 20 * c);
        }
        sheet.centred(
                Numbers.count(drawn.size()) + " of " + Numbers.count(points.length) + " images shown",
                LEFT + PLOT / 2,
                TOP + PLOT + 53);
        return sheet.done();
    }

    private double[] range(int axis) {
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (float[] point : points) {
            least = Math.min(least, point[axis]);
            largest = Math.max(largest, point[axis]);
        }
        return new double[] {least, Math.max(largest, least + 1e-6)};
    }

    private String label(int axis) {
        return String.format(
                Locale.ROOT,
                "principal component %d of the latent means (%.0f %% of their variance)",
                axis + 1,
                100 * shares[axis]);
    }

    private static void axis(Sheet sheet, double[] range, boolean across) {
        double span = range[1] - range[0];
        for (Tick tick : ticks(range)) {
            int at = (int) Math.round((tick.value - range[0]) / span * (PLOT - SIDE)) + SIDE / 2;
            sheet.g.setColor(Sheet.GRID);
            sheet.g.setStroke(new BasicStroke(1));
            if (across) {
                sheet.g.drawLine(LEFT + at, TOP, LEFT + at, TOP + PLOT);
                sheet.centred(tick.text, LEFT + at, TOP + PLOT + 18);
            } else {
                int y = TOP + PLOT - at;
                sheet.g.drawLine(LEFT, y, LEFT + PLOT, y);
                sheet.right(tick.text, LEFT - 6, y + 4);
            }
        }
    }

    /** A line across the map, and what is written beside it. */
    record Tick(double value, String text) {}

    /** Three to eight values between the ends of an axis, written with as many decimals as tell them apart. */
    static List<Tick> ticks(double[] range) {
        double span = range[1] - range[0];
        int power = (int) Math.floor(Math.log10(span / 4));
        double step = Math.pow(10, power);
        step *= span / step > 12 ? 5 : span / step > 6 ? 2 : 1;
        String format = "%." + Math.max(0, -power) + "f";
        List<Tick> ticks = new ArrayList<>();
        for (double tick = Math.ceil(range[0] / step) * step; tick <= range[1]; tick += step) {
            ticks.add(new Tick(
                    tick, String.format(Locale.ROOT, format, tick + 0.0).replace("-", "−")));
        }
        return ticks;
    }

    private Color colour(int item) {
        int first = labels.isPresent() ? labels.of(item).nextSetBit(0) : -1;
        return first < 0 || first >= CLASSES ? Sheet.GRID : colourOfClass(first);
    }

    /**
     * Ten hues far apart, in two shades: neighbours differ in their shade too, and so does the second ten from the
     * first.
     */
    static Color colourOfClass(int index) {
        boolean dark = (index + index / 10) % 2 == 0;
        return Color.getHSBColor(index % 10 * 0.1f, dark ? 0.85f : 0.65f, dark ? 0.75f : 0.95f);
    }

    @Override
    public View view() {
        return new View(
                String.format(
                        Locale.ROOT,
                        "%s: %,d images on two axes with %.0f %% of the variance",
                        title,
                        points.length,
                        100 * (shares[0] + shares[1])),
                null,
                image());
    }
}
