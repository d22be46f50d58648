package deephash.manipulation;

import deephash.code.Pictures;
import deephash.picture.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * One picture and what manipulations make of it, to look at: a notebook shows it as a strip with captions.
 *
 * @param names {@code "original"}, then the manipulations
 * @param images as many
 */
public record Strip(List<String> names, List<BufferedImage> images) implements Pictures {

    /** Copies the lists. */
    public Strip {
        names = List.copyOf(names);
        images = List.copyOf(images);
    }

    /**
     * Makes the strip.
     *
     * @param original is not changed
     * @param seed of what is left to chance
     * @param manipulations each applied to the original
     * @return the original and its copies
     */
    public static Strip of(BufferedImage original, long seed, List<Manipulation> manipulations) {
        Picture picture = Picture.of(original);
        List<String> names = new ArrayList<>(List.of("original"));
        List<BufferedImage> images = new ArrayList<>(List.of(picture.toImage()));
        for (Manipulation manipulation : manipulations) {
            names.add(manipulation.name());
            images.add(manipulation.apply(picture, seed).toImage());
        }
        return new Strip(names, images);
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public BufferedImage picture(int index) {
        return images.get(index);
    }

    @Override
    public String name(int index) {
        return names.get(index);
    }
}
