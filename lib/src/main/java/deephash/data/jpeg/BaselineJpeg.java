package deephash.data.jpeg;

import org.jspecify.annotations.Nullable;

/**
 * A decoder for the JPEG files that nearly all photos are: baseline or extended Huffman coding, 8 bits, one scan, grey
 * or YCbCr. Where grey is wanted, chroma is parsed, but not transformed. It gives the same values, bit for bit, as
 * libjpeg, and photos take two thirds (grey) or four fifths (colour) of the time that the JDK's copy of it does. It
 * declines everything else, and every file in which anything is odd; the slower decoders then decide whether the file
 * is damaged.
 */
final class BaselineJpeg {

    private final byte[] file;
    private final boolean grey;
    private final boolean eighth;
    private final int[][] quantisation = new int[4][];
    private final HuffmanTable[] dc = HuffmanTable.none(4);
    private final HuffmanTable[] ac = HuffmanTable.none(4);
    private byte[] samples = {};
    private InverseDct blocks = new InverseDct(samples);
    private Component @Nullable [] components;
    private int width;
    private int height;
    private int interval;

    /** One component of the frame. */
    private static final class Component {
        final int id;
        final int across;
        final int down;
        final int[] steps;
        int blocksWide;
        int blocksHigh;
        int start = -1;
        HuffmanTable dc = HuffmanTable.NONE;
        HuffmanTable ac = HuffmanTable.NONE;
        int last;

        Component(int id, int across, int down, int[] steps) {
            this.id = id;
            this.across = across;
            this.down = down;
            this.steps = steps;
        }
    }

    private BaselineJpeg(byte[] file, boolean grey, boolean eighth) {
        this.file = file;
        this.grey = grey;
        this.eighth = eighth;
    }

    /**
     * Decodes a file that {@link JpegHeader} calls grey or YCbCr.
     *
     * @param grey whether luma is all that is wanted
     * @param eighth whether the means of blocks of 8×8 pixels are all that is wanted; they need no transform
     * @return one channel if it is grey, else three; null if this decoder is not for it, or something is wrong with it
     */
    static @Nullable Samples decode(byte[] file, boolean grey, boolean eighth) {
        try {
            return new BaselineJpeg(file, grey, eighth).decode();
        } catch (IndexOutOfBoundsException e) {
            // a header or a scan that goes on beyond its own end
            return null;
        }
    }

    private @Nullable Samples decode() {
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 255) == 0xFF) {
            int marker = file[at + 1] & 255;
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int body = at + 4;
            int end = at + 2 + u16(at + 2);
            if (end < body || end > file.length) {
                return null;
            }
            boolean fine = switch (marker) {
                case 0xDB -> quantisation(body, end);
                case 0xC4 -> huffman(body, end);
                case 0xC0, 0xC1 -> frame(body, end);
                case 0xDD -> end - body == 2;
                // other frames, and parts that this decoder does not know
                case 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xDC, 0xDE, 0xDF ->
                    false;
                default -> marker == 0xDA || marker == 0xFE || (marker & 0xF0) == 0xE0;
            };
            if (!fine) {
                return null;
            }
            if (marker == 0xDD) {
                interval = u16(body);
            }
            if (marker == 0xDA) {
                return scan(body, end) ? picture() : null;
            }
            at = end;
        }
        return null;
    }

    private boolean quantisation(int body, int end) {
        int at = body;
        while (at < end) {
            int wide = (file[at] & 255) >> 4;
            int which = file[at] & 15;
            at++;
            if (wide > 1 || which > 3 || at + 64 * (wide + 1) > end) {
                return false;
            }
            int[] steps = new int[64];
            for (int k = 0; k < 64; k++, at += wide + 1) {
                steps[k] = wide == 0 ? file[at] & 255 : u16(at);
            }
            quantisation[which] = steps;
        }
        return true;
    }

    private boolean huffman(int body, int end) {
        int at = body;
        while (at < end) {
            int kind = (file[at] & 255) >> 4;
            int which = file[at] & 15;
            HuffmanTable table = kind > 1 || which > 3 || at + 17 > end ? null : HuffmanTable.of(file, at + 1, end);
            if (table == null) {
                return false;
            }
            (kind == 0 ? dc : ac)[which] = table;
            at += 17 + table.size();
        }
        return true;
    }

    private boolean frame(int body, int end) {
        height = u16(body + 1);
        width = u16(body + 3);
        int count = file[body + 5] & 255;
        if (components != null
                || file[body] != 8
                || height == 0
                || width == 0
                || (count != 1 && count != 3)
                || end - body != 6 + 3 * count) {
            return false;
        }
        Component[] found = new Component[count];
        for (int c = 0; c < count; c++) {
            int at = body + 6 + 3 * c;
            int across = (file[at + 1] & 255) >> 4;
            int down = file[at + 1] & 15;
            int[] steps = (file[at + 2] & 255) > 3 ? null : quantisation[file[at + 2]];
            // luma has one, two or four blocks a unit; a picture that is only grey has one, whatever its header says
            boolean known = c > 0
                    ? across == 1 && down == 1
                    : count == 1 || (across == 1 && down == 1) || (across == 2 && down <= 2 && down > 0);
            if (steps == null || !known) {
                return false;
            }
            found[c] = count == 1 ? new Component(file[at], 1, 1, steps) : new Component(file[at], across, down, steps);
        }
        int wide = 8 * found[0].across;
        int high = 8 * found[0].down;
        for (Component component : found) {
            component.blocksWide = (width + wide - 1) / wide * component.across;
            component.blocksHigh = (height + high - 1) / high * component.down;
        }
        components = found;
        return true;
    }

    private boolean scan(int body, int end) {
        Component[] all = components;
        int count = end > body ? file[body] & 255 : 0;
        if (all == null || count != all.length || end - body != 4 + 2 * count) {
            return false;
        }
        if ((long) all[0].blocksWide * all[0].blocksHigh > 4L * file.length) {
            // a block takes at least two bits, so the file cannot hold as many as it promises
            return false;
        }
        for (int c = 0; c < count; c++) {
            int tables = file[body + 2 + 2 * c] & 255;
            if (file[body + 1 + 2 * c] != all[c].id || tables >> 4 > 3 || (tables & 15) > 3) {
                return false;
            }
            all[c].dc = dc[tables >> 4];
            all[c].ac = ac[tables & 15];
            if (all[c].dc == HuffmanTable.NONE || all[c].ac == HuffmanTable.NONE) {
                return false;
            }
        }
        int size = 0;
        for (int c = 0; c < (grey ? 1 : count); c++) {
            all[c].start = size;
            size += stride(all[c]) * (eighth ? 1 : 8) * all[c].blocksHigh;
        }
        samples = new byte[size];
        blocks = new InverseDct(samples);
        int at = body + 1 + 2 * count;
        return file[at] == 0 && file[at + 1] == 63 && file[at + 2] == 0 && units(new JpegBits(file, end), all);
    }

    /** All the minimum coded units: for each component its blocks, from left to right and from top to bottom. */
    private boolean units(JpegBits bits, Component[] all) {
        int wide = all[0].blocksWide / all[0].across;
        int high = all[0].blocksHigh / all[0].down;
        for (int y = 0; y < high; y++) {
            if (!row(bits, all, y, wide)) {
                return false;
            }
        }
        blocks.flush();
        return !bits.isBeyond() && bits.marker() == 0xD9;
    }

    /** A row of them, in a method of its own, which the JIT compiler compiles early. */
    private boolean row(JpegBits bits, Component[] all, int y, int wide) {
        for (int x = 0; x < wide; x++) {
            int before = y * wide + x;
            if (interval > 0 && before > 0 && before % interval == 0 && !restart(bits, all, before / interval - 1)) {
                return false;
            }
            if (!unit(bits, all, x, y)) {
                return false;
            }
        }
        return true;
    }

    private static boolean restart(JpegBits bits, Component[] all, int number) {
        for (Component component : all) {
            component.last = 0;
        }
        return !bits.isBeyond() && bits.marker() == 0xD0 + (number & 7);
    }

    private boolean unit(JpegBits bits, Component[] all, int x, int y) {
        for (Component component : all) {
            for (int v = 0; v < component.down; v++) {
                for (int u = 0; u < component.across; u++) {
                    if (!block(bits, component, x * component.across + u, y * component.down + v)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean block(JpegBits bits, Component component, int x, int y) {
        int difference = bits.first(component.dc);
        if (difference == Integer.MIN_VALUE) {
            return false;
        }
        component.last += difference;
        if (component.start < 0) {
            return bits.skip(component.ac);
        }
        int mean = component.last * component.steps[0];
        if (eighth) {
            samples[component.start + y * stride(component) + x] = InverseDct.flat(mean);
            return bits.skip(component.ac);
        }
        int to = component.start + 8 * (y * stride(component) + x);
        int last = bits.others(component.ac, component.steps, blocks.coefficients(), blocks.lane());
        if (last > 0) {
            blocks.coefficients()[blocks.lane()] = mean;
            blocks.add(to, stride(component));
        } else if (last == 0) {
            blocks.addFlat(mean, to, stride(component));
        }
        return last >= 0;
    }

    private @Nullable Samples picture() {
        Component[] all = components;
        if (all == null) {
            return null;
        }
        // at an eighth only whole blocks count: those at the edges hold padding, so their mean is not of the picture
        Assembly assembly = new Assembly(samples, eighth ? height / 8 : height, eighth ? width / 8 : width);
        if (grey || all.length == 1) {
            return assembly.light(plane(all[0], 1, 1));
        }
        return assembly.colours(
                plane(all[0], 1, 1),
                plane(all[1], all[0].across, all[0].down),
                plane(all[2], all[0].across, all[0].down));
    }

    private Assembly.Plane plane(Component component, int across, int down) {
        return new Assembly.Plane(component.start, stride(component), across, down);
    }

    /** From one row of a component's samples to the next. */
    private int stride(Component component) {
        return eighth ? component.blocksWide + component.blocksWide % 2 : 8 * component.blocksWide;
    }

    private int u16(int at) {
        return (file[at] & 255) << 8 | (file[at + 1] & 255);
    }
}
