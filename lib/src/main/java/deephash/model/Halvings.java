package deephash.model;

import deephash.data.pixel.Pixels;
import java.util.ArrayList;
import java.util.List;

/** How often an image can be halved: down to 2 pixels, or to the first odd side. */
final class Halvings {

    /** Where halving ends, there may be at most this many pixels a side. */
    private static final int LARGEST_REST = 7;

    private static final int LARGEST_NAMED = 512;

    private Halvings() {}

    /**
     * How many layers of stride 2 images of this shape take: 4 at 32 pixels, 6 at 128.
     *
     * @throws IllegalArgumentException if more than 7 pixels a side are left; names sizes that fit
     */
    static int of(String architecture, Pixels pixels) {
        int levels = count(pixels.height(), pixels.width());
        int rest = Math.max(pixels.height(), pixels.width()) >> levels;
        if (levels == 0 || rest > LARGEST_REST) {
            throw new IllegalArgumentException(architecture + " halves its images until 2 to " + LARGEST_REST
                    + " pixels a side are left, but " + pixels + " stops at " + (pixels.width() >> levels) + "×"
                    + (pixels.height() >> levels) + ". The nearest sizes that fit are " + nearest(pixels)
                    + "; load the images at one of them.");
        }
        return levels;
    }

    private static int count(int height, int width) {
        int levels = 0;
        while ((height | width) % 2 == 0 && Math.min(height, width) > 2) {
            height /= 2;
            width /= 2;
            levels++;
        }
        return levels;
    }

    private static boolean fits(int side) {
        int levels = count(side, side);
        return levels > 0 && side >> levels <= LARGEST_REST;
    }

    private static String nearest(Pixels pixels) {
        int side = Math.max(pixels.height(), pixels.width());
        List<String> sides = new ArrayList<>();
        for (int below = Math.min(side, LARGEST_NAMED); below >= 4 && sides.isEmpty(); below--) {
            if (fits(below)) {
                sides.add(below + "×" + below);
            }
        }
        for (int above = side + 1, found = 0; found < 2 && above <= 2 * side + 8; above++) {
            if (fits(above)) {
                sides.add(above + "×" + above);
                found++;
            }
        }
        return String.join(", ", sides);
    }
}
