package deephash.encoder;

import deephash.model.engine.ImageNetwork;
import deephash.picture.Layout;
import deephash.picture.Picture;
import deephash.picture.Resize;
import java.util.List;
import java.util.Locale;

/**
 * How images are prepared for a network, and what its output means. The weights do not tell, and each mistake costs
 * quality without an error: the filter some 2 % of the bits, a crop for a squash 12 %, BGR for RGB 11 %.
 *
 * @param size height and width of the network's input in pixels
 * @param fit how an image comes to that size
 * @param shortSide where {@code fit} is {@link Fit#CROP}, what the shorter side is resized to before the middle is cut
 *     out
 * @param filter for resizing, always antialiased, with Pillow's values
 * @param scale what a byte is multiplied by first: 1/255 for values in [0, 1]
 * @param mean then taken from each of the three channels
 * @param deviation then divided by, for each of the three channels
 * @param order of the channels
 * @param channels where the channels stand in the input
 * @param type of the numbers in the input; bytes are neither scaled nor normalised
 * @param output which result is the feature: empty for the only one, else its number from 0 or its key
 * @param pooling how a result with positions becomes one vector
 * @param normalise whether features are divided by their Euclidean length
 */
public record Preparation(
        int size,
        Fit fit,
        int shortSide,
        Resize filter,
        double scale,
        List<Double> mean,
        List<Double> deviation,
        Order order,
        Channels channels,
        Type type,
        String output,
        Pooling pooling,
        boolean normalise) {

    /** How an image comes to the network's size. */
    public enum Fit {
        /** The whole image, its sides scaled each for itself. */
        SQUASH,
        /** The shorter side is resized, and the middle cut out. */
        CROP
    }

    /** The order of the channels. */
    public enum Order {
        /** Red first. */
        RGB,
        /** Blue first. */
        BGR
    }

    /** Where the channels stand. */
    public enum Channels {
        /** (batch, channels, height, width). */
        FIRST,
        /** (batch, height, width, channels). */
        LAST
    }

    /** The numbers of the input. */
    public enum Type {
        /** 32-bit floating point. */
        FLOAT32,
        /** Unsigned bytes. */
        UINT8
    }

    /** How a result becomes one vector. */
    public enum Pooling {
        /** It is one already: (batch, d). */
        NONE,
        /** The mean over positions: (batch, d, height, width), or (batch, tokens, d). */
        MEAN,
        /** The first token, of (batch, tokens, d). */
        FIRST
    }

    /** Checks the ranges and copies the lists. */
    public Preparation {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (size < 1 || size > 4096) {
            throw new IllegalArgumentException("A network takes images of 1 to 4096 pixels, not " + size + ".");
        }
        if (fit == Fit.CROP && shortSide < size) {
            throw new IllegalArgumentException("To cut " + size
                    + " pixels out, the shorter side is resized to at least " + size + ", not " + shortSide + ".");
        }
        if (mean.size() != 3 || deviation.size() != 3 || deviation.stream().anyMatch(d -> !(d > 0))) {
            throw new IllegalArgumentException("The mean and the deviation have three values, one a channel, and"
                    + " deviations are above 0; not " + mean + " and " + deviation + ".");
        }
        if (!(scale > 0)) {
            throw new IllegalArgumentException("The scale is above 0, 1/255 for values in [0, 1]; not " + scale + ".");
        }
    }

    /**
     * What most networks of torchvision and timm want: the shorter side resized to 256/224 of the size, the middle cut
     * out, and ImageNet's mean and deviation.
     *
     * @param size 224 for most
     * @return the preparation; the filter is bilinear, the output a vector that is not normalised
     */
    public static Preparation imageNet(int size) {
        return new Preparation(
                size,
                Fit.CROP,
                (int) Math.round(size * 256.0 / 224),
                Resize.BILINEAR,
                1 / 255.0,
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225),
                Order.RGB,
                Channels.FIRST,
                Type.FLOAT32,
                "",
                Pooling.NONE,
                false);
    }

    /**
     * The same at another size; a crop keeps its proportion.
     *
     * @param other in pixels
     * @return the preparation
     */
    public Preparation size(int other) {
        Draft draft = new Draft(this);
        draft.size = other;
        draft.shortSide = (int) Math.round((double) shortSide * other / size);
        return draft.preparation();
    }

    /**
     * The same, with the whole image squashed to the size.
     *
     * @return the preparation
     */
    public Preparation squash() {
        Draft draft = new Draft(this);
        draft.fit = Fit.SQUASH;
        draft.shortSide = size;
        return draft.preparation();
    }

    /**
     * The same, with the middle cut out.
     *
     * @param resizedTo what the shorter side is resized to before
     * @return the preparation
     */
    public Preparation crop(int resizedTo) {
        Draft draft = new Draft(this);
        draft.fit = Fit.CROP;
        draft.shortSide = resizedTo;
        return draft.preparation();
    }

    /**
     * The same with another filter.
     *
     * @param other for resizing
     * @return the preparation
     */
    public Preparation filter(Resize other) {
        Draft draft = new Draft(this);
        draft.filter = other;
        return draft.preparation();
    }

    /**
     * The same with other numbers for the pixels: (byte · scale − mean) / deviation.
     *
     * @param newScale of a byte
     * @param newMean of each channel
     * @param newDeviation of each channel
     * @return the preparation
     */
    public Preparation numbers(double newScale, List<Double> newMean, List<Double> newDeviation) {
        Draft draft = new Draft(this);
        draft.scale = newScale;
        draft.mean = newMean;
        draft.deviation = newDeviation;
        return draft.preparation();
    }

    /**
     * The same with another order of the channels.
     *
     * @param other which comes first
     * @return the preparation
     */
    public Preparation order(Order other) {
        Draft draft = new Draft(this);
        draft.order = other;
        return draft.preparation();
    }

    /**
     * The same with another layout of the input.
     *
     * @param where the channels stand
     * @param numbers of which type
     * @return the preparation
     */
    public Preparation input(Channels where, Type numbers) {
        Draft draft = new Draft(this);
        draft.channels = where;
        draft.type = numbers;
        return draft.preparation();
    }

    /**
     * The same with another result as the feature.
     *
     * @param which its number from 0 or its key
     * @param how it becomes one vector
     * @return the preparation
     */
    public Preparation output(String which, Pooling how) {
        Draft draft = new Draft(this);
        draft.output = which;
        draft.pooling = how;
        return draft.preparation();
    }

    /**
     * The same with features of length 1, or as they come.
     *
     * @param toLengthOne whether features are divided by their length
     * @return the preparation
     */
    public Preparation normalise(boolean toLengthOne) {
        Draft draft = new Draft(this);
        draft.normalise = toLengthOne;
        return draft.preparation();
    }

    /** The picture at the network's size. */
    Picture apply(Picture picture) {
        if (fit == Fit.SQUASH) {
            return filter.apply(picture, size, size);
        }
        // as torchvision: the longer side is cut to a whole pixel, the margins are rounded
        int shorter = Math.min(picture.width(), picture.height());
        int width = (int) ((long) shortSide * picture.width() / shorter);
        int height = (int) ((long) shortSide * picture.height() / shorter);
        Picture resized = filter.apply(picture, width, height);
        return Layout.part(
                resized, (int) Math.rint((width - size) / 2.0), (int) Math.rint((height - size) / 2.0), size, size);
    }

    /**
     * What an engine has to do with bytes before the network sees them.
     *
     * @return type, layout, scale, means and deviations
     */
    public ImageNetwork.Input forEngine() {
        return new ImageNetwork.Input(
                type == Type.UINT8,
                channels == Channels.FIRST,
                (float) scale,
                new float[] {
                    mean.get(0).floatValue(),
                    mean.get(1).floatValue(),
                    mean.get(2).floatValue()
                },
                new float[] {
                    deviation.get(0).floatValue(),
                    deviation.get(1).floatValue(),
                    deviation.get(2).floatValue()
                });
    }

    /** In words, for a table of what was done. */
    @Override
    public String toString() {
        return size + "×" + size + " pixels, "
                + (fit == Fit.SQUASH ? "squashed" : "the shorter side resized to " + shortSide + ", the middle cut out")
                + ", " + filter.name().toLowerCase(Locale.ROOT) + ", " + order + ", "
                + (type == Type.UINT8
                        ? "as bytes"
                        : String.format(
                                Locale.ROOT, "(byte · %.6g − %s) / %s", scale, mean.toString(), deviation.toString()))
                + ", channels " + channels.name().toLowerCase(Locale.ROOT)
                + (output.isEmpty() ? "" : ", output " + output)
                + switch (pooling) {
                    case NONE -> "";
                    case MEAN -> ", mean over positions";
                    case FIRST -> ", first token";
                }
                + (normalise ? ", divided by its length" : "");
    }

    /** A preparation under change. */
    private static final class Draft {
        private int size;
        private Fit fit;
        private int shortSide;
        private Resize filter;
        private double scale;
        private List<Double> mean;
        private List<Double> deviation;
        private Order order;
        private Channels channels;
        private Type type;
        private String output;
        private Pooling pooling;
        private boolean normalise;

        Draft(Preparation from) {
            size = from.size;
            fit = from.fit;
            shortSide = from.shortSide;
            filter = from.filter;
            scale = from.scale;
            mean = from.mean;
            deviation = from.deviation;
            order = from.order;
            channels = from.channels;
            type = from.type;
            output = from.output;
            pooling = from.pooling;
            normalise = from.normalise;
        }

        Preparation preparation() {
            return new Preparation(
                    size, fit, shortSide, filter, scale, mean, deviation, order, channels, type, output, pooling,
                    normalise);
        }
    }
}
