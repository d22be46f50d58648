package deephash.data.jpeg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * Rewrites a JPEG file so that every decoder reads it. Colour profiles are left out: they are not used, and the JDK's
 * decoder refuses files in which their parts are numbered wrongly. Frames of Motion JPEG do not state the usual Huffman
 * tables (ITU-T T.81, annex K.3); they get them.
 */
final class UsualJpeg {

    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private static final int APP2 = 0xE2;
    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int SCAN = 0xDA;

    private UsualJpeg() {}

    /** The file itself where nothing has to be changed, or where its segments cannot be followed. */
    static byte[] of(byte[] file) {
        ByteArrayOutputStream usual = null;
        int copied = 0;
        boolean tables = false;
        boolean sequential = false;
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 255) == 0xFF) {
            int marker = file[at + 1] & 255;
            int end = marker == 0xFF ? at + 1 : at + 2 + ((file[at + 2] & 255) << 8 | (file[at + 3] & 255));
            if (end > file.length) {
                return file;
            }
            boolean profile = marker == APP2 && starts(file, at + 4, end);
            boolean needsTables = marker == SCAN && sequential && !tables;
            if (profile || needsTables) {
                usual = usual == null ? new ByteArrayOutputStream(file.length) : usual;
                usual.write(file, copied, at - copied);
                copied = profile ? end : at;
            }
            if (needsTables && usual != null) {
                usual.writeBytes(usualTables());
            }
            if (marker == SCAN) {
                break;
            }
            tables |= marker == HUFFMAN_TABLES;
            sequential |= marker == BASELINE || marker == EXTENDED;
            at = end;
        }
        if (usual == null) {
            return file;
        }
        usual.write(file, copied, file.length - copied);
        return usual.toByteArray();
    }

    private static boolean starts(byte[] file, int from, int end) {
        return end - from >= PROFILE.length
                && Arrays.equals(file, from, from + PROFILE.length, PROFILE, 0, PROFILE.length);
    }

    private static byte[] usualTables() {
        ByteArrayOutputStream tables = new ByteArrayOutputStream();
        List<JPEGHuffmanTable> usual = List.of(
                JPEGHuffmanTable.StdDCLuminance,
                JPEGHuffmanTable.StdDCChrominance,
                JPEGHuffmanTable.StdACLuminance,
                JPEGHuffmanTable.StdACChrominance);
        for (int i = 0; i < usual.size(); i++) {
            short[] lengths = usual.get(i).getLengths();
            short[] values = usual.get(i).getValues();
            int size = 2 + 1 + 16 + values.length;
            tables.write(0xFF);
            tables.write(HUFFMAN_TABLES);
            tables.write(size >> 8);
            tables.write(size & 255);
            // the kind of table, 0 or 1 for alternating coefficients, and its number
            tables.write((i / 2) << 4 | i % 2);
            for (int length = 0; length < 16; length++) {
                tables.write(length < lengths.length ? lengths[length] : 0);
            }
            for (short value : values) {
                tables.write(value);
            }
        }
        return tables.toByteArray();
    }
}
