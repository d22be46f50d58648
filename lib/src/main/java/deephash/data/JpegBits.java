package deephash.data;

/**
 * The entropy-coded part of a JPEG file, bit by bit. After its end there come zeros, and {@link #isBeyond} says so.
 */
final class JpegBits {

    private final byte[] file;
    private int at;
    private long bits;
    private int count;
    private int invented;

    JpegBits(byte[] file, int at) {
        this.file = file;
        this.at = at;
    }

    /** Whether more was read than there was: the file is damaged. */
    boolean isBeyond() {
        return invented > count;
    }

    private void fill() {
        while (count <= 48) {
            int next = 0;
            if (at < file.length && (file[at] != -1 || (at + 1 < file.length && file[at + 1] == 0))) {
                next = file[at] & 255;
                at += file[at] == -1 ? 2 : 1;
            } else {
                invented += 8;
            }
            bits = (bits << 8) | next;
            count += 8;
        }
    }

    /** The next code's value; -1 if it is in no table. */
    int decode(HuffmanTable table) {
        if (count < 32) {
            fill();
        }
        int quick = table.quick((int) (bits >>> (count - HuffmanTable.QUICK)) & ((1 << HuffmanTable.QUICK) - 1));
        if (quick != 0) {
            count -= quick >> 8;
            return quick & 255;
        }
        for (int length = HuffmanTable.QUICK + 1; length <= 16; length++) {
            int value = table.value((int) (bits >>> (count - length)) & ((1 << length) - 1), length);
            if (value >= 0) {
                count -= length;
                return value;
            }
        }
        return -1;
    }

    /** A signed number of so many bits, right after a code. */
    int receive(int size) {
        if (size == 0) {
            return 0;
        }
        count -= size;
        int value = (int) (bits >>> count) & ((1 << size) - 1);
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }

    void skip(int size) {
        count -= size;
    }

    /**
     * Ends a part: what is left of its last byte is padding, and the next thing in the file must be a marker.
     *
     * @return the marker's second byte; -1 if there is something else
     */
    int marker() {
        boolean whole = count - invented >= 0 && count - invented < 8;
        bits = 0;
        count = 0;
        invented = 0;
        while (whole && at + 1 < file.length && file[at] == -1 && file[at + 1] == -1) {
            at++;
        }
        if (!whole || at + 1 >= file.length || file[at] != -1) {
            return -1;
        }
        at += 2;
        return file[at - 1] & 255;
    }
}
