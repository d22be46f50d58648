package deephash.code.file;

import deephash.code.Labels;
import deephash.file.WholeFile;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An array in NumPy's {@code .npy} format (versions 1 to 3).
 *
 * @param file it was read from
 * @param type of its values as NumPy writes it: {@code "<f4"}, {@code "|u1"}
 * @param shape its lengths
 * @param data its values, row by row, in the byte order that {@code type} says
 */
public record NumPyArray(Path file, String type, int[] shape, ByteBuffer data) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCR = Pattern.compile("'descr': *'([^']*)'");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([^)]*)\\)");

    /**
     * Reads the header of a file, and maps its values.
     *
     * @param file to read
     * @return the array; its values are read when they are asked for
     * @throws IOException if the file cannot be read, or ends too early
     * @throws IllegalArgumentException if it is no such file, holds objects, or stands in Fortran's order
     */
    public static NumPyArray open(Path file) throws IOException {
        NumPyArray array = all(file).get(0);
        if (array.isText()) {
            throw new IllegalArgumentException(file + " holds values of type " + array.type
                    + "; numbers and truth values are read. Save it with np.save(file, a.astype(np.float32)).");
        }
        return array;
    }

    /** All arrays of a file: {@code np.save} may be called several times for one open file. */
    static List<NumPyArray> all(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(file + " has " + channel.size()
                        + " bytes; arrays of up to 2 GB are read. Split it, np.save(\"part.npy\", a[:n]).");
            }
            ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            List<NumPyArray> arrays = new ArrayList<>();
            do {
                arrays.add(next(file, all, arrays.size()));
            } while (all.hasRemaining());
            return arrays;
        }
    }

    private static NumPyArray next(Path file, ByteBuffer all, int before) throws IOException {
        all.order(ByteOrder.LITTLE_ENDIAN);
        int found = all.remaining();
        byte[] start = new byte[Math.min(MAGIC.length, found)];
        all.get(start);
        if (!Arrays.equals(start, MAGIC)) {
            throw new IllegalArgumentException(
                    before == 0
                            ? file + " is no .npy file: it does not start with \\x93NUMPY."
                            : file + " is damaged: the " + found + " bytes behind its array are not another one.");
        }
        if (all.remaining() < 6) {
            throw new EOFException(file + " ends inside of its header.");
        }
        int version = all.get();
        all.get();
        int length = version == 1 ? all.getShort() & 0xFFFF : all.getInt();
        if (length < 0 || length > all.remaining()) {
            throw new EOFException(file + " ends inside of its header.");
        }
        byte[] bytes = new byte[length];
        all.get(bytes);
        return of(file, new String(bytes, StandardCharsets.UTF_8), all);
    }

    private static NumPyArray of(Path file, String header, ByteBuffer all) throws IOException {
        Matcher descr = DESCR.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!descr.find() || !shape.find()) {
            throw new IllegalArgumentException(file + " holds no plain array; its header says " + header.strip() + ".");
        }
        String type = descr.group(1);
        int[] lengths = lengths(file, shape.group(1));
        if (header.contains("'fortran_order': True") && lengths.length > 1) {
            throw new IllegalArgumentException(file + " stands in Fortran's order, column by column. Save it with"
                    + " np.save(file, np.ascontiguousarray(a)).");
        }
        BigInteger size = BigInteger.valueOf(bytes(type, file));
        for (int many : lengths) {
            size = size.multiply(BigInteger.valueOf(many));
        }
        if (size.compareTo(BigInteger.valueOf(all.remaining())) > 0) {
            throw new EOFException(file + " is damaged: an array of shape " + Arrays.toString(lengths) + " and type "
                    + type + " takes " + size + " bytes, but it has " + all.remaining() + ".");
        }
        ByteBuffer data = all.slice(all.position(), size.intValue());
        all.position(all.position() + size.intValue());
        return new NumPyArray(
                file, type, lengths, data.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
    }

    private static int[] lengths(Path file, String shape) {
        try {
            return Arrays.stream(shape.split(","))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .mapToInt(Integer::parseUnsignedInt)
                    .peek(length -> {
                        if (length < 0) {
                            throw new NumberFormatException();
                        }
                    })
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    file + " has the shape (" + shape + "); lengths up to 2,147,483,647 are read.", e);
        }
    }

    private boolean isText() {
        return type.charAt(1) == 'U';
    }

    /**
     * Texts of one dimension, as {@code np.array([...])} of strings has them: 32-bit characters, filled up with zeros.
     */
    Optional<List<String>> texts() {
        if (!isText() || shape.length != 1) {
            return Optional.empty();
        }
        int width = Integer.parseInt(type.substring(2));
        List<String> texts = new ArrayList<>(shape[0]);
        for (int i = 0; i < shape[0]; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < width; j++) {
                int c = data.getInt(4 * (i * width + j));
                if (!Character.isValidCodePoint(c)) {
                    throw new IllegalArgumentException(
                            file + " is damaged: its name " + i + " has the character " + c + ".");
                }
                text.appendCodePoint(c);
            }
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == 0) {
                end--;
            }
            texts.add(text.substring(0, end));
        }
        return Optional.of(texts);
    }

    private static int bytes(String type, Path file) {
        if (type.matches("[<>=]U\\d{1,7}")) {
            return 4 * Integer.parseInt(type.substring(2));
        }
        if (!type.matches("[<>|=][fiub][1248]")) {
            throw new IllegalArgumentException(file + " holds values of type " + type
                    + "; numbers and truth values are read. Save it with np.save(file, a.astype(np.float32)).");
        }
        return type.charAt(2) - '0';
    }

    /**
     * One value as a number.
     *
     * @param index row by row
     * @return the value; true is 1
     * @throws IllegalArgumentException if the type has no such numbers here
     */
    public double value(int index) {
        return switch (type.substring(1)) {
            case "f8" -> data.getDouble(8 * index);
            case "f4" -> data.getFloat(4 * index);
            case "f2" -> half(data.getShort(2 * index));
            case "i8", "u8" -> data.getLong(8 * index);
            case "i4" -> data.getInt(4 * index);
            case "u4" -> data.getInt(4 * index) & 0xFFFFFFFFL;
            case "i2" -> data.getShort(2 * index);
            case "u2" -> data.getShort(2 * index) & 0xFFFF;
            case "i1" -> data.get(index);
            case "u1", "b1" -> data.get(index) & 255;
            default ->
                throw new IllegalArgumentException(
                        file + " holds values of type " + type + ", which are not read here.");
        };
    }

    /** A 16-bit floating-point number (IEEE 754 binary16). */
    private static double half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? Math.scalb((double) fraction, -24) : Math.scalb(1 + fraction / 1024.0, exponent - 15);
        return bits < 0 ? -size : size;
    }

    /**
     * The array as rows of real numbers.
     *
     * @return shape (items, d)
     * @throws IllegalArgumentException if it has other than two dimensions, or a value that is not finite
     */
    public float[][] rows() {
        if (shape.length != 2) {
            throw new IllegalArgumentException(file + " has the shape " + Arrays.toString(shape)
                    + "; features have two dimensions, (items, values).");
        }
        float[][] rows = new float[shape[0]][shape[1]];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < shape[1]; j++) {
                rows[i][j] = (float) value(i * shape[1] + j);
                if (!Float.isFinite(rows[i][j])) {
                    throw new IllegalArgumentException(file + " has the value " + rows[i][j] + " in row " + i
                            + ", column " + j + "; features are finite. Look at np.isfinite(a).all(axis=1).");
                }
            }
        }
        return rows;
    }

    /**
     * The array as labels.
     *
     * @param classes how many there are: of one dimension, each value is the class of an item, 0 to {@code classes} −
     *     1; of two, shape (items, classes), 1 stands for each class of an item
     * @return labels whose classes are called by their numbers
     * @throws IllegalArgumentException if the shape or a value is another
     */
    public Labels labels(int classes) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        if (shape.length == 1) {
            return Labels.single(
                    names, IntStream.range(0, shape[0]).map(i -> (int) value(i)).toArray());
        }
        if (shape.length != 2 || shape[1] != classes) {
            throw new IllegalArgumentException(file + " has the shape " + Arrays.toString(shape) + "; labels of "
                    + classes + " classes have the shape (items) or (items, " + classes + ").");
        }
        return Labels.multi(
                names,
                IntStream.range(0, shape[0])
                        .mapToObj(i -> IntStream.range(0, classes)
                                .filter(c -> value(i * classes + c) == 1)
                                .collect(BitSet::new, BitSet::set, BitSet::or))
                        .toList());
    }

    /**
     * Writes rows of real numbers as 32-bit floating point. The file is written beside its place and then moved there.
     *
     * @param rows shape (items, d), of one length
     * @param file whose folder exists
     * @throws IOException if it cannot be written
     */
    public static void write(float[][] rows, Path file) throws IOException {
        int width = rows.length == 0 ? 0 : rows[0].length;
        WholeFile.write(file, channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            out.write(header("<f4", rows.length, width));
            byte[] bytes = new byte[4 * width];
            ByteBuffer line = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (float[] row : rows) {
                line.asFloatBuffer().put(row);
                out.write(bytes);
            }
            out.flush();
        });
    }

    /** The magic bytes, the version and the header of an array of two dimensions. */
    static byte[] header(String type, int rows, int columns) {
        return header(type, rows + ", " + columns);
    }

    /** The same for any shape, as Python writes it. */
    static byte[] header(String type, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        // the format wants the header, its newline included, to end at a multiple of 64 bytes
        int before = MAGIC.length + 4;
        int length = (before + text.length() + 1 + 63) / 64 * 64 - before;
        ByteBuffer bytes = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
        bytes.put((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        return bytes.array();
    }
}
