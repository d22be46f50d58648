package deephash.data.pixel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BMP files as OS/2 2 writes them. Their header has 64 bytes (16 in its short form), of which the first 40 mean what they do
 * in Windows' own, and the JDK's reader knows only that. The others are about printing.
 */
final class BmpFile {

    private static final int FILE_HEADER = 14;
    private static final int WINDOWS = 40;
    private static final int OS2 = 64;
    private static final int OS2_SHORT = 16;

    /** In OS/2's files other compressions than in Windows', from this one on. */
    private static final int FIRST_OTHER = 3;

    private BmpFile() {}

    /** The same picture under Windows' header; the file itself if it is of another kind. */
    static byte[] usual(byte[] file) {
        if (file.length < FILE_HEADER + OS2_SHORT || file[0] != 'B' || file[1] != 'M') {
            return file;
        }
        ByteBuffer from = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = from.getInt(FILE_HEADER);
        int end = FILE_HEADER + header;
        boolean other = header == OS2 && end <= file.length && from.getInt(FILE_HEADER + 16) >= FIRST_OTHER;
        if ((header != OS2 && header != OS2_SHORT) || end > file.length || other) {
            return file;
        }
        byte[] usual = new byte[file.length - header + WINDOWS];
        System.arraycopy(file, 0, usual, 0, FILE_HEADER + Math.min(header, WINDOWS));
        System.arraycopy(file, end, usual, FILE_HEADER + WINDOWS, file.length - end);
        ByteBuffer to = ByteBuffer.wrap(usual).order(ByteOrder.LITTLE_ENDIAN);
        to.putInt(2, usual.length);
        to.putInt(10, from.getInt(10) - header + WINDOWS);
        to.putInt(FILE_HEADER, WINDOWS);
        return usual;
    }
}
