package deephash.code.file;

import deephash.code.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Labels behind the words of a {@link WordFile}; see {@link CodeFile} for the format. */
final class LabelBytes {

    static final int SINGLE = 1;
    static final int MULTI = 2;

    private LabelBytes() {}

    static int kind(Labels labels) {
        return labels.isSingle() ? SINGLE : MULTI;
    }

    static void write(Labels labels, OutputStream out) throws IOException {
        out.write(number(labels.classes().size()));
        for (String name : labels.classes()) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            out.write(number(utf8.length));
            out.write(utf8);
        }
        int width = (labels.classes().size() + 7) / 8;
        for (int i = 0; i < labels.size(); i++) {
            out.write(
                    labels.isSingle()
                            ? number(labels.classOf(i))
                            : java.util.Arrays.copyOf(labels.of(i).toByteArray(), width));
        }
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    static Labels read(Path file, ByteBuffer from, int kind, int size) {
        try {
            List<String> classes = new ArrayList<>();
            for (int left = count(from, Integer.BYTES); left > 0; left--) {
                byte[] name = new byte[count(from, 1)];
                from.get(name);
                classes.add(new String(name, StandardCharsets.UTF_8));
            }
            Labels labels = kind == SINGLE ? single(classes, from, size) : multi(classes, from, size);
            if (from.hasRemaining()) {
                throw new IllegalArgumentException(from.remaining() + " bytes follow the last label");
            }
            return labels;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(file + " is damaged: it ends within its labels.", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is damaged in its labels: " + e.getMessage(), e);
        }
    }

    /** A count of things that take {@code bytes} each at least, so that a damaged one cannot ask for all memory. */
    private static int count(ByteBuffer from, int bytes) {
        int count = from.getInt();
        if (count < 0 || (long) count * bytes > from.remaining()) {
            throw new BufferUnderflowException();
        }
        return count;
    }

    private static Labels single(List<String> classes, ByteBuffer from, int size) {
        int[] classOf = new int[size];
        for (int i = 0; i < size; i++) {
            classOf[i] = from.getInt();
        }
        return Labels.single(classes, classOf);
    }

    private static Labels multi(List<String> classes, ByteBuffer from, int size) {
        List<BitSet> rows = new ArrayList<>();
        byte[] row = new byte[(classes.size() + 7) / 8];
        for (int i = 0; i < size; i++) {
            from.get(row);
            rows.add(BitSet.valueOf(row));
        }
        return Labels.multi(classes, rows);
    }
}
