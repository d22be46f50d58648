package deephash.data.pixel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A PNG file without all that is not its picture (W3C PNG, third edition). The JDK's reader refuses files whose texts
 * or colour profiles are damaged, and does not look at checksums; so it is given the chunks of the picture, checked.
 */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    private static final Set<String> PICTURE = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    /** Chunk length, name and checksum. */
    private static final int AROUND = 12;

    private static final int LONGEST_TEXT = 1 << 20;

    private final byte[] picture;
    private final int orientation;

    private PngFile(byte[] picture, int orientation) {
        this.picture = picture;
        this.orientation = orientation;
    }

    /** The file, or null if it is of another kind. */
    static @Nullable PngFile of(byte[] file) throws IOException {
        return file.length >= SIGNATURE.length && Arrays.equals(Arrays.copyOf(file, SIGNATURE.length), SIGNATURE)
                ? read(file)
                : null;
    }

    private static PngFile read(byte[] file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        ByteArrayOutputStream picture = new ByteArrayOutputStream(file.length);
        picture.writeBytes(SIGNATURE);
        int exif = 0;
        int xmp = 0;
        int profile = 0;
        Set<String> seen = new HashSet<>();
        boolean ended = false;
        int at = SIGNATURE.length;
        while (!ended) {
            if (at + AROUND > file.length) {
                throw new IOException("cut off: the file ends before the picture does");
            }
            int length = bytes.getInt(at);
            String name = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (length < 0 || length > file.length - at - AROUND) {
                throw new IOException("cut off: the file ends before the picture does");
            }
            if (PICTURE.contains(name)) {
                requireChecksum(file, at, length, name);
                if (name.equals("IHDR")) {
                    requireKnown(file, at + 8, length);
                }
                // a second palette is no part of the picture
                if (name.equals("IDAT") || seen.add(name)) {
                    picture.write(file, at, length + AROUND);
                }
            } else if (name.equals("eXIf")) {
                exif = Orientation.ofTiff(file, at + 8, at + 8 + length);
            } else if (name.equals("iTXt")) {
                xmp = Math.max(xmp, ofText(file, at + 8, length));
            } else if (name.equals("tEXt") || name.equals("zTXt")) {
                profile = Math.max(profile, ofRawProfile(file, at + 8, length, name.equals("zTXt")));
            } else if (Character.isUpperCase(name.charAt(0)) && Character.isLetter(name.charAt(1))) {
                throw new IOException("needs a chunk " + name + ", which is not known");
            }
            ended = name.equals("IEND");
            at += length + AROUND;
        }
        return new PngFile(picture.toByteArray(), exif > 0 ? exif : Math.max(1, Math.max(xmp, profile)));
    }

    /** Refuses what the JDK's reader would, in words. */
    private static void requireKnown(byte[] file, int header, int length) throws IOException {
        if (length != 13 || file[header + 10] != 0 || file[header + 11] != 0 || (file[header + 12] & 255) > 1) {
            throw new IOException(
                    "damaged (its header names a compression, filter or interlace that PNG does not have)");
        }
    }

    private static void requireChecksum(byte[] file, int at, int length, String name) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(file, at + 4, length + 4);
        if ((int) crc.getValue() != ByteBuffer.wrap(file).getInt(at + 8 + length)) {
            throw new IOException("damaged (the checksum of its " + name + " is wrong)");
        }
    }

    /** The orientation in an XMP text, which may be compressed; 0 if it is another text. */
    private static int ofText(byte[] file, int from, int length) {
        byte[] keyword = "XML:com.adobe.xmp\0".getBytes(StandardCharsets.ISO_8859_1);
        if (length < keyword.length + 4
                || !Arrays.equals(file, from, from + keyword.length, keyword, 0, keyword.length)) {
            return 0;
        }
        int text = from + keyword.length + 2;
        boolean compressed = file[text - 2] == 1;
        // a language and a translated keyword, each with a zero behind it
        for (int zeros = 0; zeros < 2 && text < from + length; text++) {
            zeros += file[text] == 0 ? 1 : 0;
        }
        byte[] content = Arrays.copyOfRange(file, text, from + length);
        return Orientation.ofXmp(new String(compressed ? inflate(content) : content, StandardCharsets.UTF_8));
    }

    /**
     * The orientation in Exif as ImageMagick wrote it before PNG had a place for it: a text of hexadecimal digits
     * behind the profile's name and length; 0 if it is another text.
     */
    private static int ofRawProfile(byte[] file, int from, int length, boolean compressed) {
        String keyword = "Raw profile type exif\0";
        String other = "Raw profile type APP1\0";
        String found = new String(file, from, Math.min(length, keyword.length()), StandardCharsets.ISO_8859_1);
        int text = from + keyword.length() + (compressed ? 1 : 0);
        if ((!found.equals(keyword) && !found.equals(other)) || text > from + length) {
            return 0;
        }
        byte[] content = Arrays.copyOfRange(file, text, from + length);
        String[] lines = new String(compressed ? inflate(content) : content, StandardCharsets.ISO_8859_1)
                .strip()
                .split("\\s+", 3);
        if (lines.length < 3) {
            return 0;
        }
        byte[] exif;
        try {
            exif = HexFormat.of().parseHex(lines[2].replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            return 0;
        }
        boolean named = new String(exif, 0, Math.min(6, exif.length), StandardCharsets.ISO_8859_1).equals("Exif\0\0");
        return Orientation.ofTiff(exif, named ? 6 : 0, exif.length);
    }

    private static byte[] inflate(byte[] content) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(content);
            byte[] text = new byte[LONGEST_TEXT];
            return Arrays.copyOf(text, inflater.inflate(text));
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }

    /** The same picture as a file of nothing else. */
    byte[] picture() {
        return picture;
    }

    /** As Exif numbers it; 1 if the file does not say. */
    int orientation() {
        return orientation;
    }
}
