package deephash.code.file;

import deephash.code.HashCodes;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Binary indexes as {@code faiss.write_index_binary} saves them: writes {@code IndexBinaryFlat}, reads that and {@code
 * IndexBinaryIVF}. Little-endian: four letters of the kind; bits (32-bit), bytes a code (32-bit), size (64-bit),
 * whether trained (a byte), metric (32-bit); then, for a flat index, the number of bytes (64-bit) and the codes. Bit j
 * of a code is bit j mod 8 (least significant first) of its byte j / 8, so the bytes of our words are theirs.
 */
final class FaissFile {

    private static final String FLAT = "IBxF";
    private static final String IVF = "IBwF";
    private static final int HEADER = 25;
    private static final int METRIC_L2 = 1;
    private static final int AT_A_TIME = 1024;

    private final Path file;
    private final FileChannel channel;
    private int bits;
    private int width;
    private int size;

    private FaissFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static void requireWholeBytes(HashCodes codes) {
        if (codes.bits() % 8 != 0) {
            throw new IllegalArgumentException("FAISS's binary indexes hold codes of 8, 16, 24, ... bits, not of "
                    + codes.bits() + "; save as .csv, or as .codes.");
        }
    }

    static void write(HashCodes codes, OutputStream out) throws IOException {
        int width = codes.bits() / 8;
        out.write(ByteBuffer.allocate(HEADER + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(FLAT.getBytes(StandardCharsets.US_ASCII))
                .putInt(codes.bits())
                .putInt(width)
                .putLong(codes.size())
                .put((byte) 1)
                .putInt(METRIC_L2)
                .putLong((long) codes.size() * width)
                .array());
        for (int i = 0; i < codes.size(); i++) {
            out.write(WordFile.bytes(codes, i), 0, width);
        }
    }

    /** Reads codes into memory. */
    static HashCodes read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new FaissFile(file, channel).read();
        }
    }

    /** Opens a flat index where it lies. */
    static HashCodes open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FaissFile faiss = new FaissFile(file, channel);
            if (!faiss.header().equals(FLAT) || faiss.bits % 64 != 0) {
                throw new IllegalArgumentException(file + " cannot be opened in place: only flat indexes of 64, 128,"
                        + " 192, ... bits can. Read it with CodeFile.read(file).");
            }
            faiss.requireBytes((long) faiss.size * faiss.width);
            return HashCodes.in(
                    faiss.bits, WordFile.map(file, channel, HEADER + 8, (long) faiss.size * faiss.width / Long.BYTES));
        }
    }

    private HashCodes read() throws IOException {
        String kind = header();
        if (!kind.equals(FLAT) && !kind.equals(IVF)) {
            throw new IllegalArgumentException(file + " holds no codes that can be read: it starts with \"" + kind
                    + "\". Read are FAISS's IndexBinaryFlat (IBxF) and IndexBinaryIVF (IBwF), saved with"
                    + " faiss.write_index_binary; others do not keep their codes in one place.");
        }
        if ((long) size * width > channel.size()) {
            throw new EOFException(file + " is damaged: " + size + " codes of " + width + " bytes do not fit into its "
                    + channel.size() + " bytes.");
        }
        long[] words = new long[Math.multiplyExact(size, (width + 7) / 8)];
        if (kind.equals(FLAT)) {
            requireBytes((long) size * width);
            for (int from = 0; from < size; from += AT_A_TIME) {
                int count = Math.min(AT_A_TIME, size - from);
                ByteBuffer some = fill(buffer(count * width));
                for (int i = 0; i < count; i++) {
                    put(some.position(i * width).slice(), words, from + i);
                }
            }
        } else {
            lists(words);
        }
        return HashCodes.of(bits, words);
    }

    private String header() throws IOException {
        ByteBuffer header = fill(buffer(HEADER));
        String kind = letters(header);
        bits = header.getInt(4);
        width = header.getInt(8);
        long many = header.getLong(12);
        if (kind.startsWith("IB")
                && (bits < 1 || width < 1 || bits != 8L * width || many < 0 || many > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(file + " is damaged: its header says " + many + " codes of " + bits
                    + " bits in " + width + " bytes.");
        }
        size = (int) many;
        return kind;
    }

    private void requireBytes(long expected) throws IOException {
        long found = fill(buffer(8)).getLong(0);
        if (found != expected || channel.size() - channel.position() < expected) {
            throw new EOFException(file + " is damaged: " + size + " codes of " + width + " bytes take " + expected
                    + " bytes, but it announces " + found + " and has " + (channel.size() - channel.position()) + ".");
        }
    }

    /** The lists of an IVF index: for each its codes, then their places. */
    private void lists(long... words) throws IOException {
        long lists = fill(buffer(16)).getLong(0);
        FaissFile centres = new FaissFile(file, channel);
        if (!centres.header().equals(FLAT)) {
            throw new IllegalArgumentException(file + " has another quantizer than a flat one; save the codes with"
                    + " faiss.write_index_binary of an IndexBinaryFlat.");
        }
        centres.requireBytes((long) centres.size * centres.width);
        channel.position(channel.position() + (long) centres.size * centres.width);
        // a direct map, which says again where each code is
        fill(buffer(1));
        skip(fill(buffer(8)).getLong(0), 8);
        String kind = letters();
        long again = fill(buffer(8)).getLong(0);
        long bytes = fill(buffer(8)).getLong(0);
        String sizes = letters();
        if (!kind.equals("ilar") || again != lists || bytes != width || lists < 0 || lists > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(file + " keeps its lists as \"" + kind
                    + "\", or is damaged; lists are read that lie in the file itself (ilar).");
        }
        read(sizes(sizes, (int) lists), words);
    }

    private long[] sizes(String kind, int lists) throws IOException {
        long[] sizes = new long[lists];
        long count = fill(buffer(8)).getLong(0);
        boolean sparse = kind.equals("sprs");
        if (count < 0 || count > (sparse ? 2L * lists : lists)) {
            throw new EOFException(file + " is damaged: it has " + lists + " lists, and " + count + " sizes.");
        }
        for (long i = 0; i < count; i += sparse ? 2 : 1) {
            long list = sparse ? fill(buffer(8)).getLong(0) : i;
            long many = fill(buffer(8)).getLong(0);
            if (list < 0 || list >= lists || many < 0 || many > size) {
                throw new EOFException(
                        file + " is damaged: list " + list + " of " + lists + " has " + many + " codes.");
            }
            sizes[(int) list] = many;
        }
        return sizes;
    }

    private void read(long[] sizes, long... words) throws IOException {
        boolean[] seen = new boolean[size];
        int total = 0;
        for (long many : sizes) {
            if (channel.size() - channel.position() < many * (width + 8)) {
                throw new EOFException(file + " is damaged: it ends within its lists.");
            }
            ByteBuffer codes = fill(buffer(Math.toIntExact(many * width)));
            ByteBuffer places = fill(buffer(Math.toIntExact(8 * many)));
            for (int i = 0; i < many; i++, total++) {
                long place = places.getLong(8 * i);
                if (place < 0 || place >= size || seen[(int) place]) {
                    throw new IllegalArgumentException(file + " gives its codes numbers of its own (" + place
                            + " among "
                            + size + "), but codes here are numbered from 0; read it in Python, and save the codes"
                            + " in the order you want.");
                }
                seen[(int) place] = true;
                put(codes.position(i * width).slice(), words, (int) place);
            }
        }
        if (total != size) {
            throw new EOFException(file + " is damaged: it announces " + size + " codes, and lists " + total + ".");
        }
    }

    private void put(ByteBuffer code, long[] words, int i) {
        int perCode = (width + 7) / 8;
        for (int b = 0; b < width; b++) {
            words[i * perCode + b / 8] |= (code.get(b) & 255L) << (8 * (b % 8));
        }
    }

    private String letters() throws IOException {
        return letters(fill(buffer(4)));
    }

    private static String letters(ByteBuffer buffer) {
        byte[] letters = new byte[4];
        buffer.get(0, letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    private void skip(long count, int bytes) throws IOException {
        if (count < 0 || count > (channel.size() - channel.position()) / bytes) {
            throw new EOFException(file + " is damaged: it announces " + count + " more numbers than it has.");
        }
        channel.position(channel.position() + count * bytes);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException(
                        file + " is damaged, or no FAISS index: it ends after " + channel.size() + " bytes.");
            }
        }
        return buffer;
    }
}
