package deephash.data.jpeg;

/** Puts the decoded planes of a picture together: rows without their padding, chroma at full size, colours. */
final class Assembly {

    private final byte[] samples;
    private final int height;
    private final int width;

    /**
     * Where the samples of a component lie.
     *
     * @param start the first
     * @param stride from one row to the next; even
     * @param across how many columns of the picture a column stands for
     * @param down how many rows
     */
    record Plane(int start, int stride, int across, int down) {}

    /** Of a picture of this size, whose planes lie in {@code samples}. */
    Assembly(byte[] samples, int height, int width) {
        this.samples = samples;
        this.height = height;
        this.width = width;
    }

    /** One channel. */
    Samples light(Plane luma) {
        byte[] light = new byte[height * width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(samples, luma.start + y * luma.stride, light, y * width, width);
        }
        return new Samples(1, height, width, light);
    }

    /** Red, green and blue. */
    Samples colours(Plane luma, Plane blueness, Plane redness) {
        Chroma light = rows(luma);
        Chroma blue = rows(blueness);
        Chroma red = rows(redness);
        YCbCr even = new YCbCr((width + 1) / 2);
        YCbCr odd = new YCbCr((width + 1) / 2);
        int plane = height * width;
        byte[] colours = new byte[3 * plane];
        for (int y = 0; y < height; y++) {
            light.row(y, even.y, odd.y);
            blue.row(y, even.cb, odd.cb);
            red.row(y, even.cr, odd.cr);
            even.convert();
            odd.convert();
            int at = y * width;
            weave(even.red, odd.red, colours, at, width);
            weave(even.green, odd.green, colours, at + plane, width);
            weave(even.blue, odd.blue, colours, at + 2 * plane, width);
        }
        return new Samples(3, height, width, colours);
    }

    private Chroma rows(Plane plane) {
        return new Chroma(samples, plane.start, plane.stride, plane.across, plane.down, height, width);
    }

    private static void weave(int[] even, int[] odd, byte[] to, int at, int width) {
        for (int x = 0; x < width / 2; x++) {
            to[at + 2 * x] = (byte) even[x];
            to[at + 2 * x + 1] = (byte) odd[x];
        }
        if (width % 2 == 1) {
            to[at + width - 1] = (byte) even[width / 2];
        }
    }
}
