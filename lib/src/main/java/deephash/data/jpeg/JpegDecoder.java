package deephash.data.jpeg;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads JPEG files that {@link BaselineJpeg} declines: the JDK's decoder, one instance a thread, asked for the
 * stored components instead of a finished image. A grey picture then is the luma component itself, and colours need no
 * profile. Embedded colour profiles are ignored, as Pillow does.
 */
final class JpegDecoder {

    private static final String JDK_READER = "com.sun.imageio.plugins.jpeg.JPEGImageReader";

    private static final ThreadLocal<@Nullable JpegDecoder> OWN = ThreadLocal.withInitial(JpegDecoder::create);

    private final ImageReader reader;
    private @Nullable String damage;

    private JpegDecoder(ImageReader reader) {
        this.reader = reader;
        reader.addIIOReadWarningListener((source, warning) -> {
            String found = damage(warning);
            if (found != null) {
                damage = found;
            }
        });
    }

    private static @Nullable JpegDecoder create() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().equals(JDK_READER)) {
                return new JpegDecoder(reader);
            }
        }
        return null;
    }

    /** What a decoder's warning means, or null for those that leave the picture whole. */
    static @Nullable String damage(String warning) {
        if (warning.contains("Premature end")) {
            return "cut off: the file ends before the picture does";
        }
        return warning.contains("Corrupt JPEG data") && !warning.contains("extraneous bytes")
                ? "damaged (" + warning + ")"
                : null;
    }

    /** Whether this decoder takes a file. */
    static boolean canRead(JpegHeader header) {
        return header.plain()
                && (header.components() == 1 || header.components() == 3 || header.components() == 4)
                && OWN.get() != null;
    }

    /** Decodes a file; not yet turned upright. */
    static Samples decode(byte[] file, JpegHeader header, boolean grey) throws IOException {
        JpegDecoder own = OWN.get();
        if (own == null) {
            throw new IOException("this Java has no JPEG decoder of its own");
        }
        return own.read(file, header, grey);
    }

    private Samples read(byte[] file, JpegHeader header, boolean grey) throws IOException {
        damage = null;
        if (header.progressive() && !JpegHeader.ends(file)) {
            // a file cut between two scans has all of a picture, but a coarse one
            throw new IIOException("cut off: the file ends before the picture does");
        }
        try (BoundedStream stream = new BoundedStream(file)) {
            reader.setInput(stream, true, true);
            Raster raster = reader.readRaster(0, null);
            if (damage != null) {
                throw new IIOException(damage);
            }
            byte[] values = ((java.awt.image.DataBufferByte) raster.getDataBuffer()).getData();
            if (raster.getNumBands() == 4 && values.length == 4 * raster.getHeight() * raster.getWidth()) {
                return Cmyk.toColours(values, raster.getHeight(), raster.getWidth(), header.adobe());
            }
            return unpack(values, raster.getNumBands(), raster.getHeight(), raster.getWidth(), header.yCbCr(), grey);
        } finally {
            reader.setInput(null);
        }
    }

    private static Samples unpack(byte[] values, int bands, int height, int width, boolean yCbCr, boolean grey)
            throws IOException {
        int plane = height * width;
        if (values.length != bands * plane) {
            throw new IOException("unexpected sample layout");
        }
        if (bands == 1) {
            return new Samples(1, height, width, values.clone());
        }
        boolean luma = grey && yCbCr;
        byte[] samples = new byte[luma ? plane : 3 * plane];
        YCbCr line = new YCbCr(yCbCr && !luma ? width : 0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                int a = values[3 * i] & 255;
                int b = values[3 * i + 1] & 255;
                int c = values[3 * i + 2] & 255;
                if (luma) {
                    samples[i] = (byte) a;
                } else if (yCbCr) {
                    line.y[x] = a;
                    line.cb[x] = b;
                    line.cr[x] = c;
                } else {
                    samples[i] = (byte) a;
                    samples[plane + i] = (byte) b;
                    samples[2 * plane + i] = (byte) c;
                }
            }
            line.convert();
            for (int x = 0; x < line.red.length; x++) {
                int i = y * width + x;
                samples[i] = (byte) line.red[x];
                samples[plane + i] = (byte) line.green[x];
                samples[2 * plane + i] = (byte) line.blue[x];
            }
        }
        return new Samples(luma ? 1 : 3, height, width, samples);
    }
}
