package deephash.code;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pictures of several collections, one after another.
 *
 * @param parts none of them empty or joined itself, so that any number of joins costs one search
 * @param starts the place of the first picture of each part
 * @param size how many pictures there are
 */
record JoinedPictures(List<Pictures> parts, int[] starts, int size) implements Pictures {

    static JoinedPictures of(Pictures first, Pictures second) {
        List<Pictures> parts = new ArrayList<>();
        for (Pictures each : List.of(first, second)) {
            if (each instanceof JoinedPictures joined) {
                parts.addAll(joined.parts);
            } else if (each.size() > 0) {
                parts.add(each);
            }
        }
        int[] starts = new int[parts.size()];
        int size = 0;
        for (int p = 0; p < starts.length; p++) {
            starts[p] = size;
            size = Math.addExact(size, parts.get(p).size());
        }
        return new JoinedPictures(List.copyOf(parts), starts, size);
    }

    private int part(int index) {
        int found = Arrays.binarySearch(starts, index);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public BufferedImage picture(int index) {
        int part = part(index);
        return parts.get(part).picture(index - starts[part]);
    }

    @Override
    public String name(int index) {
        int part = part(index);
        return parts.get(part).name(index - starts[part]);
    }
}
