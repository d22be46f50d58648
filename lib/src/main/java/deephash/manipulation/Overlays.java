package deephash.manipulation;

import deephash.picture.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** What is drawn on a picture. */
final class Overlays {

    private Overlays() {}

    /** White words with a dark edge, as memes and watermarks have them. */
    static Picture text(Picture picture, String words, double size, SplittableRandom random) {
        BufferedImage image = picture.toImage();
        int h = picture.height();
        float points = (float) Math.max(12, (int) (h * size));
        double x = picture.width() * (0.02 + 0.28 * random.nextDouble());
        double y = h * (0.2 + 0.5 * random.nextDouble()) + points;
        Graphics2D g = smooth(image);
        Shape shape = new Font(Font.SANS_SERIF, Font.PLAIN, 1)
                .deriveFont(points)
                .createGlyphVector(g.getFontRenderContext(), words)
                .getOutline((float) x, (float) y);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(shape);
        g.setColor(Color.WHITE);
        g.fill(shape);
        g.dispose();
        return Picture.of(image);
    }

    /** A badge in one of the corners: a disc of one colour with a star of another. */
    static Picture logo(Picture picture, double share, SplittableRandom random) {
        BufferedImage image = picture.toImage();
        double side = Math.sqrt(share * picture.width() * picture.height());
        double margin = 0.03 * Math.min(picture.width(), picture.height());
        int corner = random.nextInt(4);
        double x = corner % 2 == 0 ? margin : picture.width() - margin - side;
        double y = corner / 2 == 0 ? margin : picture.height() - margin - side;
        Graphics2D g = smooth(image);
        g.setColor(new Color(Frames.colour(random)));
        g.fill(new Ellipse2D.Double(x, y, side, side));
        g.setColor(new Color(Frames.colour(random)));
        g.fill(AffineTransform.getTranslateInstance(x + side / 2, y + side / 2)
                .createTransformedShape(star(side * 0.42)));
        g.dispose();
        return Picture.of(image);
    }

    private static Shape star(double radius) {
        Path2D star = new Path2D.Double();
        for (int i = 0; i < 10; i++) {
            double r = i % 2 == 0 ? radius : radius * 0.4;
            double angle = Math.PI * i / 5;
            if (i == 0) {
                star.moveTo(r * Math.sin(angle), -r * Math.cos(angle));
            } else {
                star.lineTo(r * Math.sin(angle), -r * Math.cos(angle));
            }
        }
        star.closePath();
        return star;
    }

    private static Graphics2D smooth(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return g;
    }
}
