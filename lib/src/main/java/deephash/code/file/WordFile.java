package deephash.code.file;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.NameList;
import deephash.code.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/** Packed words with a header, names and labels behind them; can be mapped into memory. See {@link CodeFile}. */
final class WordFile {

    private static final String MAGIC = "DHCODES2";
    /** Neither names nor a checksum. */
    private static final String FIRST = "DHCODES1";

    private static final int HEADER = 24;
    private static final int CHECKSUM = 4;
    /** Added to the kind of labels where names come before them. */
    private static final int NAMED = 4;
    /** 2^27 words, 1 GB, in a piece of a mapped file. */
    private static final int PIECE_SHIFT = 27;
    /** Larger files are opened without a look at all of their bytes. */
    private static final long CHECKED_AT_OPENING = 1L << 30;

    private WordFile() {}

    static void write(HashCodes codes, OutputStream to) throws IOException {
        CheckedOutputStream out = new CheckedOutputStream(to, new CRC32C());
        @Nullable Labels labels = codes.labels().orElse(null);
        @Nullable List<String> names = codes.names().orElse(null);
        out.write(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .putInt(codes.bits())
                .putInt((labels == null ? 0 : LabelBytes.kind(labels)) + (names == null ? 0 : NAMED))
                .putLong(codes.size())
                .array());
        for (int i = 0; i < codes.size(); i++) {
            out.write(bytes(codes, i));
        }
        if (names != null) {
            NameList.write(names, out);
        }
        if (labels != null) {
            LabelBytes.write(labels, out);
        }
        to.write(ByteBuffer.allocate(CHECKSUM)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) out.getChecksum().getValue())
                .array());
    }

    static byte[] bytes(HashCodes codes, int i) {
        byte[] bytes = new byte[8 * codes.wordsPerCode()];
        ByteBuffer code = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int w = 0; w < codes.wordsPerCode(); w++) {
            code.putLong(8 * w, codes.wordAt(i, w));
        }
        return bytes;
    }

    /** Reads codes into memory. */
    static HashCodes read(Path file) throws IOException {
        HashCodes mapped = open(file, Long.MAX_VALUE);
        HashCodes copy = HashCodes.of(mapped.bits(), mapped.toWords());
        if (mapped.names().isPresent()) {
            copy = copy.named(List.copyOf(mapped.names().get().subList(0, copy.size())));
        }
        return mapped.labels().map(copy::labelled).orElse(copy);
    }

    static HashCodes open(Path file) throws IOException {
        return open(file, CHECKED_AT_OPENING);
    }

    private static HashCodes open(Path file, long checked) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            while (header.hasRemaining() && channel.read(header) >= 0) {}
            String magic = new String(Arrays.copyOf(header.array(), MAGIC.length()), StandardCharsets.ISO_8859_1);
            boolean first = magic.equals(FIRST);
            if (header.hasRemaining() || !(first || magic.equals(MAGIC))) {
                throw new IllegalArgumentException(file + " holds no codes: it does not start with " + MAGIC
                        + ". Codes are saved with CodeFile.save(codes, file); .csv and .npy files are read, not"
                        + " opened.");
            }
            int bits = header.getInt(8);
            int kind = header.getInt(12);
            long size = header.getLong(16);
            boolean named = !first && (kind & NAMED) != 0;
            int labels = named ? kind - NAMED : kind;
            if (bits < 1 || size < 0 || size > Integer.MAX_VALUE || labels < 0 || labels > LabelBytes.MULTI) {
                throw new IllegalArgumentException(file + " is damaged: its header says " + size + " codes of " + bits
                        + " bits with labels of kind " + kind + ".");
            }
            long words = size * ((bits + 63L) / 64);
            long start = HEADER + 8 * words;
            long end = channel.size() - (first ? 0 : CHECKSUM);
            requireLength(file, channel.size(), size, bits, start, end, named || labels != 0);
            if (!first && channel.size() <= checked) {
                requireChecksum(file, channel, end);
            }
            Words mapped = map(file, channel, HEADER, words);
            requireNoUnusedBits(file, mapped, bits);
            if (end - start > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        file + " has names and labels of more than 2 GB, which are not read here.");
            }
            ByteBuffer behind = channel.map(FileChannel.MapMode.READ_ONLY, start, end - start)
                    .order(ByteOrder.LITTLE_ENDIAN);
            HashCodes codes = HashCodes.in(bits, mapped);
            codes = named ? codes.named(names(file, behind, (int) size)) : codes;
            return labels == 0 ? codes : codes.labelled(LabelBytes.read(file, behind, labels, (int) size));
        }
    }

    private static void requireLength(Path file, long found, long size, int bits, long start, long end, boolean more) {
        if (more ? end < start : end != start) {
            throw new IllegalArgumentException(file + " is damaged: " + size + " codes of " + bits + " bits take "
                    + (start + found - end) + " bytes" + (more ? " and names or labels follow" : "") + ", but it has "
                    + found + ".");
        }
    }

    private static void requireChecksum(Path file, FileChannel channel, long end) throws IOException {
        CRC32C checksum = new CRC32C();
        try {
            for (long from = 0; from < end; from += 8L << PIECE_SHIFT) {
                checksum.update(
                        channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(8L << PIECE_SHIFT, end - from)));
            }
            int stated = channel.map(FileChannel.MapMode.READ_ONLY, end, CHECKSUM)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt(0);
            if (stated != (int) checksum.getValue()) {
                throw new IllegalArgumentException(file + " is damaged: its bytes have not the checksum that was saved"
                        + " with them. Take it from a backup, or hash the images again.");
            }
        } catch (InternalError e) {
            throw Words.Mapped.cut(file, e);
        }
    }

    private static NameList names(Path file, ByteBuffer behind, int size) {
        try {
            return NameList.read(file, behind, size);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(file + " is damaged: it ends within its names.", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is damaged in its names: " + e.getMessage() + ".", e);
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
