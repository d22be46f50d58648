package deephash.picture;

/** The eight ways to lay a picture down: turned by quarters, mirrored or not. Exact: no pixel is changed. */
public enum Orientation {
    /** As it is. */
    UPRIGHT(0, false),
    /** Turned by 90° to the left. */
    TURNED_90(1, false),
    /** Turned by 180°. */
    TURNED_180(2, false),
    /** Turned by 270° to the left, which is 90° to the right. */
    TURNED_270(3, false),
    /** Left and right exchanged. */
    MIRRORED(0, true),
    /** Mirrored, then turned by 90° to the left. */
    MIRRORED_90(1, true),
    /** Mirrored, then turned by 180°: top and bottom exchanged. */
    MIRRORED_180(2, true),
    /** Mirrored, then turned by 270° to the left. */
    MIRRORED_270(3, true);

    private final int quarters;
    private final boolean mirror;

    Orientation(int quarters, boolean mirror) {
        this.quarters = quarters;
        this.mirror = mirror;
    }

    /**
     * Lays a picture down so.
     *
     * @param picture of any size
     * @return the turned picture; width and height are exchanged for odd quarters
     */
    public Picture apply(Picture picture) {
        Picture result = mirror ? mirrored(picture) : picture;
        for (int quarter = 0; quarter < quarters; quarter++) {
            result = turned(result);
        }
        return result;
    }

    private static Picture mirrored(Picture picture) {
        int width = picture.width();
        int height = picture.height();
        return picture.eachPlane(width, height, plane -> {
            byte[] to = new byte[plane.length];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    to[y * width + x] = plane[y * width + width - 1 - x];
                }
            }
            return to;
        });
    }

    private static Picture turned(Picture picture) {
        Picture mirrored = mirrored(picture);
        int width = picture.width();
        int height = picture.height();
        return mirrored.eachPlane(height, width, plane -> transposed(plane, width, height));
    }

    /** Rows become columns. */
    static byte[] transposed(byte[] plane, int width, int height) {
        byte[] to = new byte[plane.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                to[x * height + y] = plane[y * width + x];
            }
        }
        return to;
    }
}
