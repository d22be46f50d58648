package deephash.drawing;

import deephash.result.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A network drawn from left to right: a box a layer, as tall as its image is high and as wide as it has channels (both
 * on a logarithmic scale), with the shape of its output above and its name and number of parameters below.
 *
 * @param title the network, its code length, the shape of its images, its parameters
 * @param note what holds for all layers, such as the nonlinearity
 * @param stages from the image to the image
 */
public record NetworkDrawing(String title, String note, List<Stage> stages) implements Viewable {

    private static final int TOP = 62;
    private static final int TALLEST = 118;
    private static final int GAP = 20;
    private static final int LEFT = 14;

    /** Copies the list. */
    public NetworkDrawing {
        stages = List.copyOf(stages);
    }

    /** What a stage is, and so its colour. */
    public enum Kind {
        /** The image that goes in or comes out. */
        IMAGE(new Color(0x99, 0x99, 0x99)),
        /** A convolution, or its transpose. */
        CONVOLUTION(new Color(0x56, 0xb4, 0xe9)),
        /** A fully connected layer. */
        DENSE(new Color(0x00, 0x9e, 0x73)),
        /** An attention without parameters. */
        ATTENTION(new Color(0xd5, 0x5e, 0x00)),
        /** A transformer block, or what prepares its tokens. */
        TRANSFORMER(new Color(0xcc, 0x79, 0xa7)),
        /** The latent. */
        LATENT(new Color(0xe6, 0x9f, 0x00));

        private final Color colour;

        Kind(Color colour) {
            this.colour = colour;
        }
    }

    /**
     * One layer.
     *
     * @param name what it does, in a word or two
     * @param kind what it is
     * @param positions height · width of its output, or how many tokens; 1 for a vector
     * @param shape its output, for people: {@code "16×16×32"}
     * @param channels values a position
     * @param parameters how many numbers it learns
     */
    public record Stage(String name, Kind kind, long positions, String shape, long channels, long parameters) {

        private int height() {
            double size = positions > 1 ? 10 * log2(positions) : 8 * log2(channels);
            return (int) Math.round(Math.min(TALLEST, 16 + size));
        }

        private int width() {
            return positions > 1 ? (int) Math.round(8 + 4 * log2(channels)) : 10;
        }

        private String learned() {
            return parameters == 0 ? "–" : Numbers.count(parameters);
        }

        private int column() {
            return Math.max(
                    width(),
                    Math.max(
                            Sheet.width(shape, true), Math.max(Sheet.width(name, true), Sheet.width(learned(), true))));
        }

        private static double log2(double x) {
            return Math.log(Math.max(1, x)) / Math.log(2);
        }
    }

    /** The picture. */
    public BufferedImage image() {
        int width = 2 * LEFT + stages.stream().mapToInt(s -> s.column() + GAP).sum() - GAP;
        int below = TOP + 16 + TALLEST;
        Sheet sheet = new Sheet(
                Math.max(width, 2 * LEFT + Math.max(9 * title.length(), Sheet.width(note, false))), below + 50);
        sheet.title(title, LEFT, 20);
        sheet.text(note, LEFT, 40);
        int x = LEFT;
        int end = 0;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            int middle = x + stage.column() / 2;
            int centre = TOP + 16 + TALLEST / 2;
            if (i > 0) {
                sheet.g.setColor(Sheet.INK);
                sheet.g.setStroke(new BasicStroke(1));
                arrow(sheet, end + 4, middle - stage.width() / 2 - 3, centre);
            }
            end = middle + stage.width() / 2;
            sheet.g.setColor(stage.kind.colour);
            sheet.g.fillRect(middle - stage.width() / 2, centre - stage.height() / 2, stage.width(), stage.height());
            sheet.centred(stage.shape, middle, centre - stage.height() / 2 - 5);
            sheet.centred(stage.name, middle, below + 14);
            sheet.centred(stage.learned(), middle, below + 30);
            x += stage.column() + GAP;
        }
        sheet.text("below each box: what the layer does, and how many numbers it learns", LEFT, below + 47);
        return sheet.done();
    }

    private static void arrow(Sheet sheet, int from, int to, int y) {
        sheet.g.drawLine(from, y, to, y);
        sheet.g.drawLine(to, y, to - 3, y - 3);
        sheet.g.drawLine(to, y, to - 3, y + 3);
    }

    @Override
    public View view() {
        StringBuilder text = new StringBuilder(title).append(" (").append(note).append(')');
        for (Stage stage : stages) {
            text.append(String.format(
                    "\n%-14s %-12s %12s", stage.name, stage.shape, stage.parameters == 0 ? "" : stage.learned()));
        }
        return new View(text.toString(), null, image());
    }
}
