package deephash.code;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Codes in files, without labels and pictures. Three formats, chosen by the ending of the name:
 *
 * <ul>
 *   <li>{@code .csv}: a bit string a line, bit 0 first.
 *   <li>{@code .npy}: NumPy's format, an array of unsigned bytes, shape (size, bits / 8), bit j being bit j mod 8 (least
 *       significant first) of byte j / 8: what FAISS's binary indexes take. Bits must be a multiple of 8.
 *   <li>anything else: the bytes {@code DHCODES1}; bits (32-bit integer); 0 (32-bit integer); size (64-bit integer); then
 *       ceil(bits / 64) 64-bit words a code. All little-endian. Can be opened at once, however large.
 * </ul>
 *
 * A file is written beside its place and then moved there, so that it is never half written.
 */
public final class CodeFile {

    private static final byte[] MAGIC = "DHCODES1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 24;
    private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\((\\d+), *(\\d+)\\)");
    /** 2^27 words, 1 GB, in a piece of a mapped file. */
    private static final int PIECE_SHIFT = 27;

    private CodeFile() {}

    /**
     * Saves codes.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the format cannot hold codes of this length
     */
    public static void save(HashCodes codes, Path file) throws IOException {
        if (ending(file).equals("npy") && codes.bits() % 8 != 0) {
            throw new IllegalArgumentException("A .npy file of packed bytes holds codes of 8, 16, 24, ... bits, not of "
                    + codes.bits() + "; save as .csv, or under a name without either ending.");
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(next), 1 << 16)) {
            switch (ending(file)) {
                case "csv" -> writeCsv(codes, out);
                case "npy" -> writeNpy(codes, out);
                default -> writeWords(codes, out);
            }
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads codes into memory.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is of another kind, or damaged; says what was found
     */
    public static HashCodes read(Path file) throws IOException {
        return switch (ending(file)) {
            case "csv" ->
                HashCodes.ofBitStrings(Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
            case "npy" -> readNpy(file);
            default -> {
                HashCodes mapped = open(file);
                yield HashCodes.of(mapped.bits(), mapped.toWords());
            }
        };
    }

    /**
     * Opens codes where they lie: takes no memory, and no time however many there are. The file must stay as it is.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is of another kind, or damaged; says what was found
     */
    public static HashCodes open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            while (header.hasRemaining() && channel.read(header) >= 0) {}
            byte[] magic = Arrays.copyOf(header.array(), MAGIC.length);
            if (header.hasRemaining() || !Arrays.equals(magic, MAGIC)) {
                throw new IllegalArgumentException(file + " holds no codes: it does not start with DHCODES1. Codes are"
                        + " saved with CodeFile.save(codes, file); .csv and .npy files are read, not opened.");
            }
            int bits = header.getInt(8);
            long size = header.getLong(16);
            if (bits < 1 || size < 0 || size > Integer.MAX_VALUE || header.getInt(12) != 0) {
                throw new IllegalArgumentException(
                        file + " is damaged: its header says " + size + " codes of " + bits + " bits.");
            }
            long words = size * ((bits + 63L) / 64);
            if (channel.size() != HEADER + 8 * words) {
                throw new IllegalArgumentException(file + " is damaged: " + size + " codes of " + bits + " bits take "
                        + (HEADER + 8 * words) + " bytes, but it has " + channel.size() + ".");
            }
            LongBuffer[] pieces = new LongBuffer[(int) ((words + (1L << PIECE_SHIFT) - 1) >>> PIECE_SHIFT)];
            for (int p = 0; p < pieces.length; p++) {
                long from = (long) p << PIECE_SHIFT;
                pieces[p] = channel.map(
                                FileChannel.MapMode.READ_ONLY,
                                HEADER + 8 * from,
                                8 * Math.min(1L << PIECE_SHIFT, words - from))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer();
            }
            return HashCodes.in(bits, new Words.Mapped(pieces, PIECE_SHIFT, words));
        }
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") ? "csv" : name.endsWith(".npy") ? "npy" : "";
    }

    private static void writeCsv(HashCodes codes, OutputStream out) throws IOException {
        for (int i = 0; i < codes.size(); i++) {
            out.write((codes.get(i) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void writeWords(HashCodes codes, OutputStream out) throws IOException {
        out.write(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(codes.bits())
                .putInt(0)
                .putLong(codes.size())
                .array());
        for (int i = 0; i < codes.size(); i++) {
            out.write(bytes(codes, i));
        }
    }

    private static byte[] bytes(HashCodes codes, int i) {
        byte[] bytes = new byte[8 * codes.wordsPerCode()];
        ByteBuffer code = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int w = 0; w < codes.wordsPerCode(); w++) {
            code.putLong(8 * w, codes.word(i, w));
        }
        return bytes;
    }

    private static void writeNpy(HashCodes codes, OutputStream out) throws IOException {
        int width = codes.bits() / 8;
        String text = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + codes.size() + ", " + width + "), }";
        // the format wants the header, its newline included, to end at a multiple of 64 bytes
        int length = (NPY.length + 2 + text.length() + 1 + 63) / 64 * 64 - NPY.length - 2;
        out.write(NPY);
        out.write(length & 255);
        out.write(length >>> 8);
        out.write((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < codes.size(); i++) {
            out.write(bytes(codes, i), 0, width);
        }
    }

    private static HashCodes readNpy(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        if (all.length < NPY.length + 2 || !Arrays.equals(Arrays.copyOf(all, 6), Arrays.copyOf(NPY, 6))) {
            throw new IllegalArgumentException(file + " is no .npy file: it does not start with \\x93NUMPY.");
        }
        int start = NPY.length + 2 + (all[8] & 255) + 256 * (all[9] & 255);
        String header = new String(all, 10, Math.max(0, Math.min(all.length, start) - 10), StandardCharsets.US_ASCII);
        Matcher shape = SHAPE.matcher(header);
        if (all[6] != 1 || !header.contains("u1'") || header.contains("'fortran_order': True") || !shape.find()) {
            throw new IllegalArgumentException(file + " is no array of unsigned bytes of two dimensions, which codes"
                    + " are; its header says " + header.strip() + ". Save with np.save(file, codes.astype(np.uint8)).");
        }
        int size = Integer.parseInt(shape.group(1));
        int width = Integer.parseInt(shape.group(2));
        if (width == 0 || all.length != start + (long) size * width) {
            throw new EOFException(file + " is damaged: " + size + " codes of " + width + " bytes take "
                    + (start + (long) size * width) + " bytes, but it has " + all.length + ".");
        }
        int perCode = (width + 7) / 8;
        long[] words = new long[Math.multiplyExact(size, perCode)];
        for (int i = 0; i < size; i++) {
            for (int b = 0; b < width; b++) {
                words[i * perCode + b / 8] |= (all[start + i * width + b] & 255L) << (8 * (b % 8));
            }
        }
        return HashCodes.of(8 * width, words);
    }
}
