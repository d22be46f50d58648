package deephash.code.file;

import deephash.code.HashCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Codes in NumPy's arrays; see {@link CodeFile}. */
final class NumPyFile {

    private NumPyFile() {}

    static void requireWholeBytes(HashCodes codes) {
        if (codes.bits() % 8 != 0) {
            throw new IllegalArgumentException("A .npy file of packed bytes holds codes of 8, 16, 24, ... bits, not of "
                    + codes.bits() + "; save as .csv, or under a name without either ending.");
        }
    }

    static void write(HashCodes codes, OutputStream out) throws IOException {
        int width = codes.bits() / 8;
        out.write(NumPyArray.header("|u1", codes.size(), width));
        for (int i = 0; i < codes.size(); i++) {
            out.write(WordFile.bytes(codes, i), 0, width);
        }
        if (codes.names().isPresent()) {
            writeNames(codes.names().get(), out);
        }
    }

    /** A second array, which {@code np.load} gives when it is called once more for the same open file. */
    private static void writeNames(List<String> names, OutputStream out) throws IOException {
        int longest = 1;
        for (String name : names) {
            longest = Math.max(longest, name.codePointCount(0, name.length()));
        }
        out.write(NumPyArray.header("<U" + longest, names.size() + ","));
        ByteBuffer text = ByteBuffer.allocate(4 * longest).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : names) {
            text.clear();
            name.codePoints().forEach(text::putInt);
            while (text.hasRemaining()) {
                text.putInt(0);
            }
            out.write(text.array());
        }
    }

    /** Tells by the type and the values how the bits stand; {@link #read(Path, NumPyBits)} where that is not enough. */
    static HashCodes read(Path file) throws IOException {
        NumPyArray array = open(file);
        if (array.type().endsWith("u1") && isOfZerosAndOnes(array)) {
            int width = array.shape()[1];
            throw new IllegalArgumentException(file + " is an array of bytes that are all 0 or 1. Are they " + width
                    + " bits a code, or " + 8 * width + " bits packed into bytes? Say CodeFile.read(file,"
                    + " NumPyBits.UNPACKED), or NumPyBits.PACKED.");
        }
        return read(file, array.type().endsWith("u1") ? NumPyBits.PACKED : NumPyBits.UNPACKED);
    }

    static HashCodes read(Path file, NumPyBits bits) throws IOException {
        NumPyArray array = open(file);
        if (bits == NumPyBits.PACKED && !array.type().endsWith("u1")) {
            throw new IllegalArgumentException(
                    file + " holds values of type " + array.type() + "; packed bits are unsigned bytes, uint8.");
        }
        HashCodes codes = bits == NumPyBits.PACKED ? packed(array) : unpacked(array);
        List<NumPyArray> arrays = NumPyArray.all(file);
        Optional<List<String>> names = arrays.size() > 1 ? arrays.get(1).texts() : Optional.empty();
        if (names.isPresent() && names.get().size() != codes.size()) {
            throw new IllegalArgumentException(file + " is damaged: it has " + codes.size() + " codes and "
                    + names.get().size() + " names.");
        }
        return names.map(codes::named).orElse(codes);
    }

    private static NumPyArray open(Path file) throws IOException {
        NumPyArray array = NumPyArray.open(file);
        if (array.shape().length != 2 || array.shape()[1] == 0) {
            throw new IllegalArgumentException(file + " has the shape " + Arrays.toString(array.shape())
                    + "; codes have two dimensions, (items, bits) or (items, bits / 8).");
        }
        return array;
    }

    /**
     * Whether all bytes are 0 or 1, as of values that were not packed: packed codes of several bytes are never so by
     * chance. All zeros do not count, since they may be the codes of a collapsed hasher.
     */
    private static boolean isOfZerosAndOnes(NumPyArray array) {
        boolean ones = false;
        for (int i = 0; i < array.data().limit(); i++) {
            int value = array.data().get(i);
            if (value != 0 && value != 1) {
                return false;
            }
            ones |= value == 1;
        }
        return ones && array.shape()[1] > 1;
    }

    private static HashCodes packed(NumPyArray array) {
        int size = array.shape()[0];
        int width = array.shape()[1];
        int perCode = (width + 7) / 8;
        long[] words = new long[Math.multiplyExact(size, perCode)];
        for (int i = 0; i < size; i++) {
            for (int b = 0; b < width; b++) {
                words[i * perCode + b / 8] |= (array.data().get(i * width + b) & 255L) << (8 * (b % 8));
            }
        }
        return HashCodes.of(8 * width, words);
    }

    /** A value a bit: false and true, 0 and 1, or −1 and 1. */
    private static HashCodes unpacked(NumPyArray array) {
        int size = array.shape()[0];
        int bits = array.shape()[1];
        int perCode = (bits + 63) / 64;
        long[] words = new long[Math.multiplyExact(size, perCode)];
        boolean zero = false;
        boolean minus = false;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < bits; j++) {
                double value = array.value(i * bits + j);
                zero |= value == 0;
                minus |= value == -1;
                if ((value != 0 && value != 1 && value != -1) || (zero && minus)) {
                    throw new IllegalArgumentException(array.file() + " has the value " + value + " in row " + i
                            + ", column " + j + (zero && minus ? " beside 0 and −1" : "")
                            + "; bits are 0 and 1, or −1 and 1. Are they features? DeepHash.evaluate takes them as"
                            + " NumPyArray.open(file).rows(), and np.sign(a) makes bits of them.");
                }
                if (value == 1) {
                    words[i * perCode + j / 64] |= 1L << (j % 64);
                }
            }
        }
        return HashCodes.of(bits, words);
    }
}
