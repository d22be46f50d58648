package deephash.code;

import java.awt.image.BufferedImage;

/** What codes were made of, for looking at: one picture and one name an item. */
public interface Pictures {

    /** How many items there are. */
    int size();

    /**
     * The picture of one item, as the model sees it.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @return the picture
     */
    BufferedImage picture(int index);

    /**
     * A name for one item: a path, or the set and the number.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @return the name
     */
    String name(int index);
}
