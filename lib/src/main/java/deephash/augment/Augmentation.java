package deephash.augment;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.drawing.Gallery;
import deephash.model.engine.SeededDraws;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is done to a picture at random to make another view of it: first its geometry, then frames and bars, then
 * colours, blur and noise. The same seed gives the same view on every machine.
 *
 * <pre>{@code
 * HEAVY.strip(data.train().images())         // look at it first
 * options().objective(NT_XENT).augment(LIGHT, HEAVY.turn(45))
 * }</pre>
 *
 * @param crop the least share of the image's area that is kept, in (0, 1]; 1 keeps all
 * @param aspect how far the sides of the cut-out may differ: their ratio is exp of a number within ± this, at least 0
 * @param flip the probability of left and right changing places
 * @param turn the largest turn in degrees either way, 0 to 180; corners are filled by reflection
 * @param border the probability of a plain frame, up to a sixth of a side wide
 * @param bars the probability, twice, of a filled bar: it stands for text and logos
 * @param erase the probability of a rectangle of noise over 2 to 20 % of the area (Zhong et al., AAAI 2020)
 * @param jitter how far brightness, contrast and saturation change: each times a number within 1 ± this, 0 to 1. Four
 *     in five images are changed
 * @param hue the largest change of hue either way, in turns of the colour circle, 0 to 0.5
 * @param grey the probability of losing all colour
 * @param blur the probability of a 3×3 binomial blur
 * @param noise the largest standard deviation of added normal noise, as a share of white, at least 0
 */
public record Augmentation(
        double crop,
        double aspect,
        double flip,
        double turn,
        double border,
        double bars,
        double erase,
        double jitter,
        double hue,
        double grey,
        double blur,
        double noise) {

    /** Nothing is changed. */
    public static final Augmentation NONE = new Augmentation(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Cut-outs and flips: for learning from labels. */
    public static final Augmentation CROP_FLIP = NONE.crop(0.5).aspect(0.25).flip(0.5);

    /** Small cut-outs, flips, other colours and blur: for views that only share what is shown (as in SimCLR). */
    public static final Augmentation CONTRAST = NONE.crop(0.25)
            .aspect(0.25)
            .flip(0.5)
            .jitter(0.4)
            .hue(0.1)
            .grey(0.2)
            .blur(0.3);

    /** What a picture suffers on its way: slight cut-outs, turns, other colours, blur and noise. */
    public static final Augmentation LIGHT = NONE.crop(0.7)
            .aspect(0.15)
            .turn(3)
            .jitter(0.15)
            .hue(0.05)
            .grey(0.05)
            .blur(0.3)
            .noise(0.02);

    /** What a copy may have been through: cut down to 30 %, turned, flipped, framed, written on, in other colours. */
    public static final Augmentation HEAVY = NONE.crop(0.3)
            .aspect(0.15)
            .flip(0.5)
            .turn(18)
            .border(0.2)
            .bars(0.24)
            .jitter(0.4)
            .hue(0.05)
            .grey(0.15)
            .blur(0.3)
            .noise(0.02);

    private static final long PURPOSE = 0xA06;
    private static final int SHOWN = 12;
    private static final int ROWS = 5;

    /** Checks the ranges. */
    public Augmentation {
        require(crop > 0 && crop <= 1, "crop", crop, "above 0 and at most 1");
        require(aspect >= 0 && aspect <= 2, "aspect", aspect, "0 to 2");
        require(turn >= 0 && turn <= 180, "turn", turn, "0 to 180 degrees");
        require(jitter >= 0 && jitter <= 1, "jitter", jitter, "0 to 1");
        require(hue >= 0 && hue <= 0.5, "hue", hue, "0 to 0.5 turns");
        require(noise >= 0 && noise <= 1, "noise", noise, "0 to 1");
        requireProbability("flip", flip);
        requireProbability("border", border);
        requireProbability("bars", bars);
        requireProbability("erase", erase);
        requireProbability("grey", grey);
        requireProbability("blur", blur);
    }

    private static void requireProbability(String name, double value) {
        require(value >= 0 && value <= 1, name, value, "a probability, 0 to 1");
    }

    private static void require(boolean holds, String name, double found, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(name + "(" + found + ") is not possible: it is " + allowed + ".");
        }
    }

    /**
     * The same with cut-outs of at least this share of the area.
     *
     * @param share the least share of the image's area that is kept, in (0, 1]; 1 keeps all
     * @return the changed augmentation
     */
    public Augmentation crop(double share) {
        return new Augmentation(share, aspect, flip, turn, border, bars, erase, jitter, hue, grey, blur, noise);
    }

    /**
     * The same with cut-outs of other proportions.
     *
     * @param range how far the sides of the cut-out may differ: their ratio is exp of a number within ± this, at least
     *     0
     * @return the changed augmentation
     */
    public Augmentation aspect(double range) {
        return new Augmentation(crop, range, flip, turn, border, bars, erase, jitter, hue, grey, blur, noise);
    }

    /**
     * The same with another probability of a flip.
     *
     * @param probability the probability of left and right changing places
     * @return the changed augmentation
     */
    public Augmentation flip(double probability) {
        return new Augmentation(crop, aspect, probability, turn, border, bars, erase, jitter, hue, grey, blur, noise);
    }

    /**
     * The same with turns of up to {@code degrees} to either side.
     *
     * @param degrees the largest turn in degrees either way, 0 to 180; corners are filled by reflection
     * @return the changed augmentation
     */
    public Augmentation turn(double degrees) {
        return new Augmentation(crop, aspect, flip, degrees, border, bars, erase, jitter, hue, grey, blur, noise);
    }

    /**
     * The same with another probability of a frame.
     *
     * @param probability the probability of a plain frame, up to a sixth of a side wide
     * @return the changed augmentation
     */
    public Augmentation border(double probability) {
        return new Augmentation(crop, aspect, flip, turn, probability, bars, erase, jitter, hue, grey, blur, noise);
    }

    /**
     * The same with another probability of bars.
     *
     * @param probability the probability, twice, of a filled bar: it stands for text and logos
     * @return the changed augmentation
     */
    public Augmentation bars(double probability) {
        return new Augmentation(crop, aspect, flip, turn, border, probability, erase, jitter, hue, grey, blur, noise);
    }

    /**
     * The same with another probability of an erased rectangle.
     *
     * @param probability the probability of a rectangle of noise over 2 to 20 % of the area (Zhong et al., AAAI 2020)
     * @return the changed augmentation
     */
    public Augmentation erase(double probability) {
        return new Augmentation(crop, aspect, flip, turn, border, bars, probability, jitter, hue, grey, blur, noise);
    }

    /**
     * The same with colours changed more or less.
     *
     * @param strength how far brightness, contrast and saturation change: each times a number within 1 ± this, 0 to 1.
     * @return the changed augmentation
     */
    public Augmentation jitter(double strength) {
        return new Augmentation(crop, aspect, flip, turn, border, bars, erase, strength, hue, grey, blur, noise);
    }

    /**
     * The same with other changes of hue.
     *
     * @param turns the largest change of hue either way, in turns of the colour circle, 0 to 0.5
     * @return the changed augmentation
     */
    public Augmentation hue(double turns) {
        return new Augmentation(crop, aspect, flip, turn, border, bars, erase, jitter, turns, grey, blur, noise);
    }

    /**
     * The same with another probability of losing all colour.
     *
     * @param probability the probability of losing all colour
     * @return the changed augmentation
     */
    public Augmentation grey(double probability) {
        return new Augmentation(crop, aspect, flip, turn, border, bars, erase, jitter, hue, probability, blur, noise);
    }

    /**
     * The same with another probability of blur.
     *
     * @param probability the probability of a 3×3 binomial blur
     * @return the changed augmentation
     */
    public Augmentation blur(double probability) {
        return new Augmentation(crop, aspect, flip, turn, border, bars, erase, jitter, hue, grey, probability, noise);
    }

    /**
     * The same with another largest deviation of noise.
     *
     * @param deviation the largest standard deviation of added normal noise, as a share of white, at least 0
     * @return the changed augmentation
     */
    public Augmentation noise(double deviation) {
        return new Augmentation(crop, aspect, flip, turn, border, bars, erase, jitter, hue, grey, blur, deviation);
    }

    /** Whether it leaves pictures as they are. */
    public boolean changesNothing() {
        return equals(NONE);
    }

    /**
     * Another view of one image.
     *
     * @param image channel by channel, row by row, unsigned bytes; not changed
     * @param pixels its shape, with 1 or 3 channels
     * @param draws decide what is done
     * @return as many bytes
     */
    public byte[] apply(byte[] image, Pixels pixels, SeededDraws draws) {
        if (changesNothing()) {
            return image.clone();
        }
        float[] values = Warp.of(this, image, pixels, draws);
        Overlay.draw(this, values, pixels, draws);
        Colour.change(this, values, pixels, draws);
        Overlay.erase(this, values, pixels, draws);
        Smoothing.blur(this, values, pixels, draws);
        return Smoothing.bytes(this, values, draws);
    }

    /**
     * Views of images, one each, made anew whenever one is read.
     *
     * @param images of 1 or 3 channels
     * @param seed another seed gives other views
     * @return as many views as images
     */
    public Images of(Images images, long seed) {
        return new AugmentedImages(images, this, seed);
    }

    /** The view of image {@code index} in {@link #of}. */
    byte[] view(byte[] image, Pixels pixels, long seed, int index) {
        return apply(image, pixels, new SeededDraws(seed, PURPOSE, index));
    }

    /**
     * The first images, and below each five views of it.
     *
     * @param images to look at
     * @return the rows of pictures
     */
    public Gallery strip(Images images) {
        Images some =
                images.select(IntStream.range(0, Math.min(SHOWN, images.size())).toArray());
        List<String> titles = new ArrayList<>(List.of("images"));
        List<Images> rows = new ArrayList<>(List.of(some));
        for (int row = 1; row <= ROWS; row++) {
            titles.add("view " + row);
            rows.add(of(some, row));
        }
        return Gallery.rows(titles, rows, SHOWN);
    }

    /** What differs from {@link #NONE}: {@code "crop=0.5 aspect=0.25 flip=0.5"}, or {@code "none"}. */
    @Override
    public String toString() {
        String text = Arrays.stream(Augmentation.class.getRecordComponents())
                .filter(c -> value(c, this) != value(c, NONE))
                .map(c -> c.getName() + "=" + value(c, this))
                .collect(Collectors.joining(" "));
        return text.isEmpty() ? "none" : text;
    }

    private static double value(RecordComponent component, Augmentation of) {
        try {
            return (double) component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The augmentation that writes itself so.
     *
     * @param text as {@code toString} gives it
     * @return the changed augmentation
     * @throws IllegalArgumentException if the text is of none
     */
    public static Augmentation named(String text) {
        Map<String, Double> given = new TreeMap<>();
        if (!text.equals("none")) {
            for (String part : text.trim().split("[ ,]+")) {
                String[] both = part.split("=", 2);
                if (both.length < 2) {
                    throw new IllegalArgumentException(
                            "No augmentation \"" + text + "\": write it as \"" + CROP_FLIP + "\".");
                }
                given.put(both[0], Double.valueOf(both[1]));
            }
        }
        RecordComponent[] known = Augmentation.class.getRecordComponents();
        double[] v = Arrays.stream(known)
                .mapToDouble(c -> given.containsKey(c.getName()) ? given.remove(c.getName()) : value(c, NONE))
                .toArray();
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("An augmentation has no " + given.keySet() + ". Known: "
                    + Arrays.stream(known).map(RecordComponent::getName).toList() + ".");
        }
        return new Augmentation(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]);
    }
}
