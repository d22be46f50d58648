package deephash.drawing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pieces of HTML. */
public final class Html {

    private Html() {}

    /**
     * Plain text as HTML.
     *
     * @param text plain
     * @return the text with the characters escaped that HTML gives a meaning
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * An image inside the page, so that a notebook needs no file beside it.
     *
     * @param image to show
     * @param alternative the text where images are not shown
     * @return an {@code img} element
     */
    public static String image(BufferedImage image, String alternative) {
        return "<img width=\"" + image.getWidth() + "\" height=\"" + image.getHeight() + "\" alt=\""
                + escape(alternative) + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png(image)) + "\"/>";
    }

    /**
     * An image as a PNG file.
     *
     * @param image to write
     * @return the bytes of the file
     */
    public static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // without a stream of its own, ImageIO makes a file in the temporary folder, whose disk may be full
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to memory does not fail
        }
        return out.toByteArray();
    }
}
