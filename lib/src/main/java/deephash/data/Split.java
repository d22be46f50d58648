package deephash.data;

import deephash.code.Labels;

/**
 * One part of a data set: its images and their labels.
 *
 * @param name {@code "train"}, {@code "database"} or {@code "query"}
 * @param images shape (size, channels, height, width)
 * @param labels as many as images
 */
public record Split(String name, Images images, Labels labels) {

    /** Checks that there are as many labels as images. */
    public Split {
        if (images.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "Split \"" + name + "\" has " + images.size() + " images, but " + labels.size() + " labels.");
        }
    }

    /** How many images there are. */
    public int size() {
        return images.size();
    }

    /** The items at {@code indices}, in that order. */
    public Split select(int... indices) {
        return new Split(name, images.select(indices), labels.select(indices));
    }
}
