package deephash.data.jpeg;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the segments before the picture say in a JPEG file (ITU-T T.81, JFIF, Adobe's APP14, Exif 2.3).
 *
 * @param width in pixels
 * @param height in pixels
 * @param components 1 grey, 3 colour, 4 CMYK
 * @param plain baseline, extended or progressive Huffman coding with 8 bits a sample: what the JDK decodes
 * @param progressive whether the picture comes in several scans, each finer
 * @param yCbCr whether three components are luma and two chroma; otherwise they are red, green, blue
 * @param adobe the colour transform that Adobe's marker names: 0 none, 1 YCbCr, 2 YCCK; -1 without the marker
 * @param orientation 1 to 8 as Exif numbers them; 1 is upright
 */
record JpegHeader(
        int width,
        int height,
        int components,
        boolean plain,
        boolean progressive,
        boolean yCbCr,
        int adobe,
        int orientation) {

    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;

    /** Reads the header of a file; null if it is no JPEG, or ends before its frame. */
    static @Nullable JpegHeader of(byte[] file) {
        if (file.length < 4 || u8(file, 0) != 0xFF || u8(file, 1) != 0xD8) {
            return null;
        }
        boolean jfif = false;
        int transform = -1;
        int orientation = 1;
        int at = 2;
        while (at + 4 <= file.length) {
            if (u8(file, at) != 0xFF) {
                return null;
            }
            int marker = u8(file, at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == 0xDA || marker == 0xD9) {
                return null;
            }
            if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
                at += 2;
                continue;
            }
            int length = u16(file, at + 2);
            int body = at + 4;
            int end = at + 2 + length;
            if (length < 2 || end > file.length) {
                return null;
            }
            if (marker == APP0 && starts(file, body, end, "JFIF\0")) {
                jfif = true;
            } else if (marker == APP1 && starts(file, body, end, "Exif\0\0")) {
                orientation = orientation(file, body + 6, end);
            } else if (marker == APP14 && starts(file, body, end, "Adobe") && end - body >= 12) {
                transform = u8(file, body + 11);
            } else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                return frame(file, marker, body, end, jfif, transform, orientation);
            }
            at = end;
        }
        return null;
    }

    private static @Nullable JpegHeader frame(
            byte[] file, int marker, int body, int end, boolean jfif, int transform, int orientation) {
        int components = end - body < 6 ? 0 : u8(file, body + 5);
        if (components == 0 || end - body < 6 + 3 * components) {
            return null;
        }
        boolean plain = marker <= 0xC2 && u8(file, body) == 8;
        return new JpegHeader(
                u16(file, body + 3),
                u16(file, body + 1),
                components,
                plain,
                marker == 0xC2,
                components == 3 && isYCbCr(file, body, jfif, transform),
                transform,
                orientation);
    }

    /** As libjpeg decides. */
    private static boolean isYCbCr(byte[] file, int body, boolean jfif, int transform) {
        if (jfif) {
            return true;
        }
        if (transform >= 0) {
            return transform != 0;
        }
        return !(u8(file, body + 6) == 'R' && u8(file, body + 9) == 'G' && u8(file, body + 12) == 'B');
    }

    /** Whether the mark of a picture's end stands somewhere behind its last scan's beginning. */
    static boolean ends(byte[] file) {
        for (int at = file.length - 2; at >= 2; at--) {
            if (u8(file, at) == 0xFF && u8(file, at + 1) == 0xD9) {
                return true;
            }
            if (u8(file, at) == 0xFF && u8(file, at + 1) == 0xDA) {
                return false;
            }
        }
        return false;
    }

    /** The orientation in the first directory of a TIFF block; 1 if there is none or it is nonsense. */
    static int orientation(byte[] file, int start, int end) {
        if (end - start < 14) {
            return 1;
        }
        boolean little = u8(file, start) == 'I';
        long directory = start + u32(file, start + 4, little);
        if (directory < start || directory + 2 > end) {
            return 1;
        }
        int entries = u16(file, (int) directory, little);
        for (int e = 0; e < entries; e++) {
            int entry = (int) directory + 2 + 12 * e;
            if (entry + 12 > end) {
                return 1;
            }
            if (u16(file, entry, little) == 0x0112) {
                int value = u16(file, entry + 8, little);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    private static boolean starts(byte[] file, int from, int end, String text) {
        byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
        return end - from >= expected.length
                && java.util.Arrays.equals(file, from, from + expected.length, expected, 0, expected.length);
    }

    private static int u8(byte[] file, int at) {
        return file[at] & 255;
    }

    private static int u16(byte[] file, int at) {
        return u8(file, at) << 8 | u8(file, at + 1);
    }

    private static int u16(byte[] file, int at, boolean little) {
        return little ? u8(file, at + 1) << 8 | u8(file, at) : u16(file, at);
    }

    private static long u32(byte[] file, int at, boolean little) {
        long first = u16(file, at, little);
        long second = u16(file, at + 2, little);
        return little ? second << 16 | first : first << 16 | second;
    }
}
