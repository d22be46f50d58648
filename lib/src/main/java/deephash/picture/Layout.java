package deephash.picture;

/** Cutting parts out of pictures, and putting pictures on others. */
public final class Layout {

    private Layout() {}

    /**
     * A part of a picture.
     *
     * @param picture to cut from
     * @param left first column
     * @param top first row
     * @param width in pixels
     * @param height in pixels
     * @return the part
     * @throws IllegalArgumentException if it does not lie inside
     */
    public static Picture part(Picture picture, int left, int top, int width, int height) {
        if (left < 0
                || top < 0
                || width < 1
                || height < 1
                || left + width > picture.width()
                || top + height > picture.height()) {
            throw new IllegalArgumentException("A part of " + width + "×" + height + " pixels at (" + left + ", " + top
                    + ") does not lie inside of a " + picture + ".");
        }
        return picture.eachPlane(width, height, plane -> {
            byte[] to = new byte[width * height];
            for (int y = 0; y < height; y++) {
                System.arraycopy(plane, (top + y) * picture.width() + left, to, y * width, width);
            }
            return to;
        });
    }

    /**
     * Puts one picture on another; what lies outside is cut off.
     *
     * @param on below
     * @param picture above
     * @param left column of {@code on} where it begins, may be negative
     * @param top row of {@code on} where it begins, may be negative
     * @return a new picture of the size of {@code on}
     */
    public static Picture put(Picture on, Picture picture, int left, int top) {
        int from = Math.max(0, left);
        int count = Math.min(on.width(), left + picture.width()) - from;
        byte[][] planes = new byte[3][];
        for (int c = 0; c < 3; c++) {
            planes[c] = on.plane(c).clone();
            for (int y = Math.max(0, top); count > 0 && y < Math.min(on.height(), top + picture.height()); y++) {
                System.arraycopy(
                        picture.plane(c),
                        (y - top) * picture.width() + from - left,
                        planes[c],
                        y * on.width() + from,
                        count);
            }
        }
        return new Picture(on.width(), on.height(), planes);
    }
}
