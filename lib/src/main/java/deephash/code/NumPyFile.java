package deephash.code;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packed bytes as NumPy saves them, and FAISS takes them; see {@link CodeFile}. */
final class NumPyFile {

    private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\((\\d+), *(\\d+)\\)");

    private NumPyFile() {}

    static void requireWholeBytes(HashCodes codes) {
        if (codes.bits() % 8 != 0) {
            throw new IllegalArgumentException("A .npy file of packed bytes holds codes of 8, 16, 24, ... bits, not of "
                    + codes.bits() + "; save as .csv, or under a name without either ending.");
        }
    }

    static void write(HashCodes codes, OutputStream out) throws IOException {
        int width = codes.bits() / 8;
        String text = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + codes.size() + ", " + width + "), }";
        // the format wants the header, its newline included, to end at a multiple of 64 bytes
        int length = (NPY.length + 2 + text.length() + 1 + 63) / 64 * 64 - NPY.length - 2;
        out.write(NPY);
        out.write(length & 255);
        out.write(length >>> 8);
        out.write((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < codes.size(); i++) {
            out.write(WordFile.bytes(codes, i), 0, width);
        }
    }

    static HashCodes read(Path file) throws IOException {
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
