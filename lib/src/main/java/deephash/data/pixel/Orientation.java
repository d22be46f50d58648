package deephash.data.pixel;

import deephash.data.jpeg.JpegFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a picture has to be turned, 1 to 8 as Exif numbers it, from where formats keep it; 1 is upright. */
final class Orientation {

    /** As an attribute or an element. */
    private static final Pattern XMP = Pattern.compile("tiff:Orientation(?:=[\"']|>)\\s{0,9}([1-8])\\b");

    private Orientation() {}

    /** From the TIFF block that Exif is. */
    static int ofTiff(byte[] file, int from, int to) {
        return JpegFile.orientation(file, from, Math.min(to, file.length));
    }

    /** From Adobe's XMP. */
    static int ofXmp(String xmp) {
        Matcher found = XMP.matcher(xmp);
        return found.find() ? Integer.parseInt(found.group(1)) : 1;
    }
}
