package deephash.code;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Packed words with a header, labels behind them; can be mapped into memory. See {@link CodeFile}. */
final class WordFile {

    private static final byte[] MAGIC = "DHCODES1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 24;
    /** 2^27 words, 1 GB, in a piece of a mapped file. */
    private static final int PIECE_SHIFT = 27;

    private WordFile() {}

    static void write(HashCodes codes, OutputStream out) throws IOException {
        @Nullable Labels labels = codes.labels().orElse(null);
        out.write(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(codes.bits())
                .putInt(labels == null ? 0 : LabelBytes.kind(labels))
                .putLong(codes.size())
                .array());
        for (int i = 0; i < codes.size(); i++) {
            out.write(bytes(codes, i));
        }
        if (labels != null) {
            LabelBytes.write(labels, out);
        }
    }

    /** A bit beyond the length of a code would count in distances, and show nowhere. */
    private static void requireNoUnusedBits(Path file, Words words, int bits) {
        if (bits % 64 == 0) {
            return;
        }
        int perCode = (bits + 63) / 64;
        long unused = -1L << (bits % 64);
        for (long i = perCode - 1L; i < words.length(); i += perCode) {
            if ((words.get(i) & unused) != 0) {
                throw new IllegalArgumentException(
                        file + " is damaged: code " + i / perCode + " has a bit set beyond its " + bits + " bits.");
            }
        }
    }

    static byte[] bytes(HashCodes codes, int i) {
        byte[] bytes = new byte[8 * codes.wordsPerCode()];
        ByteBuffer code = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int w = 0; w < codes.wordsPerCode(); w++) {
            code.putLong(8 * w, codes.wordAt(i, w));
        }
        return bytes;
    }

    static HashCodes open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            while (header.hasRemaining() && channel.read(header) >= 0) {}
            byte[] magic = Arrays.copyOf(header.array(), MAGIC.length);
            if (header.hasRemaining() || !Arrays.equals(magic, MAGIC)) {
                throw new IllegalArgumentException(file + " holds no codes: it does not start with DHCODES1. Codes are"
                        + " saved with CodeFile.save(codes, file); .csv and .npy files are read, not opened.");
            }
            int bits = header.getInt(8);
            int labelKind = header.getInt(12);
            long size = header.getLong(16);
            if (bits < 1 || size < 0 || size > Integer.MAX_VALUE || labelKind < 0 || labelKind > LabelBytes.MULTI) {
                throw new IllegalArgumentException(file + " is damaged: its header says " + size + " codes of " + bits
                        + " bits with labels of kind " + labelKind + ".");
            }
            long words = size * ((bits + 63L) / 64);
            long end = HEADER + 8 * words;
            if (labelKind == 0 ? channel.size() != end : channel.size() < end) {
                throw new IllegalArgumentException(file + " is damaged: " + size + " codes of " + bits + " bits take "
                        + end + " bytes" + (labelKind == 0 ? "" : " and labels follow") + ", but it has "
                        + channel.size() + ".");
            }
            Words mapped = map(file, channel, HEADER, words);
            requireNoUnusedBits(file, mapped, bits);
            HashCodes codes = HashCodes.in(bits, mapped);
            if (labelKind == 0) {
                return codes;
            }
            ByteBuffer behind = channel.map(FileChannel.MapMode.READ_ONLY, end, channel.size() - end);
            return codes.labelled(LabelBytes.read(file, behind.order(ByteOrder.LITTLE_ENDIAN), labelKind, (int) size));
        }
    }

    /** Words that begin with byte {@code start} of a file, where they lie. */
    static Words map(Path file, FileChannel channel, long start, long words) throws IOException {
        LongBuffer[] pieces = new LongBuffer[(int) ((words + (1L << PIECE_SHIFT) - 1) >>> PIECE_SHIFT)];
        for (int p = 0; p < pieces.length; p++) {
            long from = (long) p << PIECE_SHIFT;
            pieces[p] = channel.map(
                            FileChannel.MapMode.READ_ONLY,
                            start + 8 * from,
                            8 * Math.min(1L << PIECE_SHIFT, words - from))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer();
        }
        return new Words.Mapped(file, pieces, PIECE_SHIFT, words);
    }
}
