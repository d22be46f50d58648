package deephash.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** White paper to draw on, in the house style, for pictures that are no charts. */
final class Sheet {

    static final Color INK = new Color(0x33, 0x33, 0x33);
    static final Color GRID = new Color(0xe4, 0xe4, 0xe4);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    final BufferedImage image;
    final Graphics2D g;

    Sheet(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(INK);
        g.setStroke(new BasicStroke(1));
        g.setFont(PLAIN);
    }

    /** How wide text will be: {@code small} is for tick labels and captions. */
    static int width(String text, boolean small) {
        BufferedImage none = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = none.createGraphics();
        int width = graphics.getFontMetrics(small ? SMALL : PLAIN).stringWidth(text);
        graphics.dispose();
        return width;
    }

    /** The measures of {@link #text}. */
    FontMetrics plain() {
        return g.getFontMetrics(PLAIN);
    }

    void title(String text, int x, int y) {
        g.setFont(TITLE);
        g.setColor(INK);
        g.drawString(text, x, y);
    }

    void text(String text, int x, int y) {
        g.setFont(PLAIN);
        g.setColor(INK);
        g.drawString(text, x, y);
    }

    /** Small text with its middle at x. */
    void centred(String text, int x, int y) {
        g.setFont(SMALL);
        g.setColor(INK);
        g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
    }

    /** Small text that ends at x. */
    void right(String text, int x, int y) {
        g.setFont(SMALL);
        g.setColor(INK);
        g.drawString(text, x - g.getFontMetrics().stringWidth(text), y);
    }

    /** Text that reads upwards, its middle at (x, y). */
    void upwards(String text, int x, int y) {
        g.setFont(PLAIN);
        g.setColor(INK);
        g.rotate(-Math.PI / 2, x, y);
        g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
        g.rotate(Math.PI / 2, x, y);
    }

    /** A picture in a square; small ones enlarged as squares, so that what the model saw is what is seen. */
    void picture(BufferedImage picture, int x, int y, int side) {
        double scale = Math.min((double) side / picture.getWidth(), (double) side / picture.getHeight());
        int w = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int h = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                scale >= 1
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(picture, x + (side - w) / 2, y + (side - h) / 2, w, h, null);
    }

    /** The picture. */
    BufferedImage done() {
        g.dispose();
        return image;
    }
}
