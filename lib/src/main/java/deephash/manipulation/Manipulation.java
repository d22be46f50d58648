package deephash.manipulation;

import deephash.data.source.DatasetException;
import deephash.data.source.PictureFile;
import deephash.file.WholeFile;
import deephash.picture.Jpeg;
import deephash.picture.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/**
 * One way to change a picture, at one strength. What it leaves to chance (where it cuts, what it writes where) follows
 * from a seed: the same picture, manipulation and seed give the same pixels. Two of one name count as equal.
 */
public final class Manipulation {

    private static final int FILE_QUALITY = 95;

    private final String kind;
    private final double strength;
    private final String name;
    private final Step step;

    /** What is done to the pixels. */
    @FunctionalInterface
    public interface Step {
        /**
         * Makes a changed picture; called from several threads.
         *
         * @param picture must not change
         * @param random the only source of chance
         * @return the changed picture
         */
        Picture apply(Picture picture, SplittableRandom random);
    }

    private Manipulation(String kind, double strength, String name, Step step) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A manipulation needs a name, for tables and captions.");
        }
        this.kind = kind;
        this.strength = strength;
        this.name = name;
        this.step = step;
    }

    /**
     * A manipulation of one's own.
     *
     * @param kind what is done, the same at all strengths: {@code "JPEG"}
     * @param strength how much of it; orders a kind's rows and charts
     * @param name kind and strength in words: {@code "JPEG quality 20"}
     * @param step does it
     * @return the manipulation
     */
    public static Manipulation of(String kind, double strength, String name, Step step) {
        return new Manipulation(kind, strength, name, step);
    }

    /**
     * A manipulation of one's own that leaves nothing to chance: {@code Manipulation.of("edges", image -> ...)}.
     *
     * @param name for tables and captions
     * @param change returns a changed image, and leaves the one it is given as it is
     * @return the manipulation
     */
    public static Manipulation of(String name, UnaryOperator<BufferedImage> change) {
        return new Manipulation(name, 1, name, (picture, random) -> Picture.of(change.apply(picture.toImage())));
    }

    /**
     * What is done, the same at all strengths.
     *
     * @return such as {@code "JPEG"}
     */
    public String kind() {
        return kind;
    }

    /**
     * How much of it is done, in the unit that {@link #name} says.
     *
     * @return a number that orders manipulations of one kind
     */
    public double strength() {
        return strength;
    }

    /**
     * Kind and strength in words.
     *
     * @return such as {@code "JPEG quality 20"}
     */
    public String name() {
        return name;
    }

    /**
     * The same manipulation under another name.
     *
     * @param other for tables and captions
     * @return the renamed manipulation; draws as before for a seed
     */
    public Manipulation named(String other) {
        return new Manipulation(kind, strength, other, step);
    }

    /**
     * This, and then others.
     *
     * @param others in their order
     * @return the chain, of a kind of its own
     */
    public Manipulation then(Manipulation... others) {
        Manipulation chain = this;
        for (Manipulation next : others) {
            Step before = chain.step;
            String both = chain.name + ", " + next.name;
            chain = new Manipulation(
                    both, 1, both, (picture, random) -> next.step.apply(before.apply(picture, random), random));
        }
        return chain;
    }

    /**
     * Changes a picture.
     *
     * @param picture is not changed
     * @param seed of what is left to chance
     * @return the changed picture
     */
    public Picture apply(Picture picture, long seed) {
        return step.apply(picture, new SplittableRandom(seed));
    }

    /**
     * Changes an image.
     *
     * @param image is not changed
     * @param seed of what is left to chance
     * @return the changed image
     */
    public BufferedImage apply(BufferedImage image, long seed) {
        return apply(Picture.of(image), seed).toImage();
    }

    /**
     * Changes the picture in a file and writes another file: PNG, or JPEG of quality 95 if its name ends in .jpg.
     *
     * @param from is not changed
     * @param to where to; replaced if it exists
     * @param seed of what is left to chance
     * @throws DatasetException if {@code from} cannot be read, or {@code to} is the same file; says why
     * @throws IOException if {@code to} cannot be written
     */
    public void apply(Path from, Path to, long seed) throws IOException {
        if (from.toAbsolutePath().normalize().equals(to.toAbsolutePath().normalize())) {
            throw new DatasetException("\"" + from + "\" would be written over itself. Name another file to write to.");
        }
        Picture original;
        try {
            original = Picture.read(from);
        } catch (IOException e) {
            throw new DatasetException(
                    "\"" + from + "\" cannot be read: " + PictureFile.reason(e)
                            + ". Give a JPEG, PNG, WebP, BMP or GIF file.",
                    e);
        }
        Picture changed = apply(original, seed);
        String ending = to.toString().toLowerCase(Locale.ROOT);
        if (ending.endsWith(".jpg") || ending.endsWith(".jpeg")) {
            WholeFile.write(to, Jpeg.encode(changed, FILE_QUALITY));
        } else if (ending.endsWith(".png")) {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(changed.toImage(), "png", png);
            WholeFile.write(to, png.toByteArray());
        } else {
            throw new DatasetException("\"" + to + "\" ends neither in .png nor in .jpg, so its format is not known.");
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Manipulation other && name.equals(other.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
