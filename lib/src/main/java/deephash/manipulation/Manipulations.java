package deephash.manipulation;

import deephash.picture.Blur;
import deephash.picture.Jpeg;
import deephash.picture.Layout;
import deephash.picture.Orientation;
import deephash.picture.Picture;
import deephash.picture.Resize;
import deephash.picture.Tones;
import deephash.picture.Transform;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The manipulations by name. Brightness, contrast, saturation, sharpness, grey, blur, resizing, turning and JPEG have
 * Pillow's values; text depends on the fonts of the machine.
 */
public final class Manipulations {

    private static final String WORDS = "SAMPLE TEXT";

    private Manipulations() {}

    private static Manipulation of(String kind, double strength, String unit, Manipulation.Step step) {
        return Manipulation.of(kind, strength, kind + " " + number(strength) + unit, step);
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.3g", value).replaceAll("(\\.\\d*?)0+$", "$1");
    }

    private static void require(boolean holds, String what, String range, double found) {
        if (!holds) {
            throw new IllegalArgumentException(what + " is " + range + ", not " + number(found) + ".");
        }
    }

    private static double share(String what, double share) {
        require(share > 0 && share < 1, what, "a share above 0 and below 1", share);
        return share;
    }

    private static double factor(String what, double factor) {
        require(factor >= 0 && factor <= 100, what, "a factor of 0 to 100, 1 for no change", factor);
        return factor;
    }

    /** Leaves the picture as it is. */
    public static Manipulation none() {
        return Manipulation.of("none", 0, "none", (picture, random) -> picture);
    }

    /**
     * Saves as JPEG of a {@code quality} of 1 to 100 and reads it again.
     *
     * @param quality of 1 to 100, as Pillow and libjpeg count
     * @return the manipulation
     */
    public static Manipulation jpeg(int quality) {
        require(quality >= 1 && quality <= 100, "A JPEG quality", "1 to 100", quality);
        return of("JPEG quality", quality, "", (picture, random) -> Jpeg.saved(picture, quality));
    }

    /**
     * Multiplies width and height by {@code scale}, above 0 and at most 10, bicubically; at least 8 pixels are left.
     *
     * @param scale above 0, at most 10
     * @return the manipulation
     */
    public static Manipulation resize(double scale) {
        require(scale > 0 && scale <= 10, "A scale", "above 0 and at most 10", scale);
        return of(
                "resize",
                100 * scale,
                " %",
                (picture, random) ->
                        Resize.BICUBIC.apply(picture, Math.max(8, (int) (picture.width() * scale)), Math.max(8, (int)
                                (picture.height() * scale))));
    }

    /**
     * Keeps a part of this {@code area} (0 to 1) of the picture, of its shape, anywhere.
     *
     * @param area the share that stays, above 0, at most 1
     * @return the manipulation
     */
    public static Manipulation crop(double area) {
        return of(
                "crop to",
                100 * share("The area that a crop keeps", area),
                " % of the area",
                (picture, random) -> part(picture, area, random));
    }

    private static Picture part(Picture picture, double area, SplittableRandom random) {
        // a little more than the root, so that 0.81 of 100 pixels are 90 and not 89
        double side = Math.sqrt(area) + 1e-9;
        int width = Math.max(1, (int) (picture.width() * side));
        int height = Math.max(1, (int) (picture.height() * side));
        int left = random.nextInt(picture.width() - width + 1);
        int top = random.nextInt(picture.height() - height + 1);
        return Layout.part(picture, left, top, width, height);
    }

    /**
     * Keeps the middle part of this {@code area} (0 to 1).
     *
     * @param area the share that stays, above 0, at most 1
     * @return the manipulation
     */
    public static Manipulation centreCrop(double area) {
        double side = Math.sqrt(share("The area that a crop keeps", area)) + 1e-9;
        return of("centre crop to", 100 * area, " % of the area", (picture, random) -> {
            int width = Math.max(1, (int) (picture.width() * side));
            int height = Math.max(1, (int) (picture.height() * side));
            return Layout.part(picture, (picture.width() - width) / 2, (picture.height() - height) / 2, width, height);
        });
    }

    /**
     * Turns by any angle to the left in {@code degrees}; the size stays, corners become black.
     *
     * @param degrees to the left
     * @return the manipulation
     */
    public static Manipulation rotate(double degrees) {
        return of("rotate", degrees, "°", (picture, random) -> Transform.turned(picture, degrees, 0));
    }

    /**
     * Turns by 1, 2 or 3 {@code quarters} to the left; exact.
     *
     * @param quarters 1, 2 or 3
     * @return the manipulation
     */
    public static Manipulation turn(int quarters) {
        require(quarters >= 1 && quarters <= 3, "The number of quarter turns", "1 to 3", quarters);
        Orientation turned =
                quarters == 1 ? Orientation.TURNED_90 : quarters == 2 ? Orientation.TURNED_180 : Orientation.TURNED_270;
        return of("turn", 90 * quarters, "°", (picture, random) -> turned.apply(picture));
    }

    /** Exchanges left and right. */
    public static Manipulation flip() {
        return Manipulation.of("flip", 1, "flip", (picture, random) -> Orientation.MIRRORED.apply(picture));
    }

    /**
     * Multiplies values by {@code factor}.
     *
     * @param factor 1 for no change
     * @return the manipulation
     */
    public static Manipulation brightness(double factor) {
        return of("brightness ×", factor("Brightness", factor), "", (p, random) -> Tones.brightness(p, factor));
    }

    /**
     * Spreads values about the mean by {@code factor}.
     *
     * @param factor 1 for no change, 0 for one grey
     * @return the manipulation
     */
    public static Manipulation contrast(double factor) {
        return of("contrast ×", factor("Contrast", factor), "", (p, random) -> Tones.contrast(p, factor));
    }

    /**
     * Raises values (of 0 to 1) to the power {@code exponent}, above 0 and at most 10.
     *
     * @param exponent above 0, at most 10
     * @return the manipulation
     */
    public static Manipulation gamma(double exponent) {
        require(exponent > 0 && exponent <= 10, "An exponent", "above 0 and at most 10", exponent);
        return of("gamma", exponent, "", (picture, random) -> Tones.gamma(picture, exponent));
    }

    /**
     * Spreads colours about grey by {@code factor}.
     *
     * @param factor 1 for no change, 0 for grey
     * @return the manipulation
     */
    public static Manipulation saturation(double factor) {
        return of("saturation ×", factor("Saturation", factor), "", (p, random) -> Tones.saturation(p, factor));
    }

    /** Takes the colour away. */
    public static Manipulation grey() {
        return Manipulation.of("grey", 1, "grey", (picture, random) -> Tones.grey(picture));
    }

    /**
     * Blurs by a Gaussian with a standard deviation of {@code sigma} pixels, up to 100.
     *
     * @param sigma in pixels, 0 to 100
     * @return the manipulation
     */
    public static Manipulation blur(double sigma) {
        require(sigma > 0 && sigma <= 100, "A blur", "above 0 and at most 100 pixels", sigma);
        return of("blur", sigma, " px", (picture, random) -> Blur.gaussian(picture, sigma));
    }

    /**
     * Adds normally distributed noise with a standard deviation of {@code sigma}, up to 255, to each value of 0 to 255.
     *
     * @param sigma 0 to 255
     * @return the manipulation
     */
    public static Manipulation noise(double sigma) {
        require(sigma > 0 && sigma <= 255, "Noise", "above 0 and at most 255", sigma);
        return of("noise", sigma, "", (picture, random) -> Paper.noise(picture, sigma, random));
    }

    /**
     * Sharpens by {@code factor}: 1 for no change, 2 for once as much detail more.
     *
     * @param factor 1 for no change
     * @return the manipulation
     */
    public static Manipulation sharpen(double factor) {
        return of("sharpen ×", factor("Sharpness", factor), "", (p, random) -> Tones.sharpness(p, factor));
    }

    /**
     * A border of one colour on all sides, as wide as this {@code share} (0 to 1) of the shorter side.
     *
     * @param share of the shorter side, 0 to 1
     * @return the manipulation
     */
    public static Manipulation border(double share) {
        return of("border", 100 * share("A border", share), " %", (p, random) -> Frames.border(p, share, random));
    }

    /**
     * Black bands that bring the picture to a {@code ratio} of width to height, 0.1 to 10.
     *
     * @param ratio width to height, 0.1 to 10
     * @return the manipulation
     */
    public static Manipulation letterbox(double ratio) {
        require(ratio >= 0.1 && ratio <= 10, "A ratio of width to height", "0.1 to 10", ratio);
        return of("letterbox", ratio, ":1", (picture, random) -> Frames.letterbox(picture, ratio));
    }

    /**
     * Bands of one colour over the upper and lower {@code share} (0 to 0.5) of the picture.
     *
     * @param share of the height, 0 to 0.5
     * @return the manipulation
     */
    public static Manipulation bars(double share) {
        require(share > 0 && share < 0.5, "A bar", "a share above 0 and below 0.5", share);
        return of("bars", 100 * share, " %", (picture, random) -> Frames.bars(picture, share, random));
    }

    /**
     * Words of this {@code size} (a share of the height; 12 pixels at least) somewhere on the picture.
     *
     * @param size a share of the height
     * @return the manipulation
     */
    public static Manipulation text(double size) {
        return text(WORDS, size);
    }

    /**
     * {@code words} of this {@code size} (a share of the height; 12 pixels at least) somewhere on the picture.
     *
     * @param words what is written
     * @param size a share of the height
     * @return the manipulation
     */
    public static Manipulation text(String words, double size) {
        return of(
                "text",
                100 * share("The size of text", size),
                " %",
                (picture, random) -> Overlays.text(picture, words, size, random));
    }

    /**
     * A badge of this {@code share} (0 to 1) of the area in a corner.
     *
     * @param share of the area, 0 to 1
     * @return the manipulation
     */
    public static Manipulation logo(double share) {
        return of(
                "logo",
                100 * share("The area of a logo", share),
                " %",
                (picture, random) -> Overlays.logo(picture, share, random));
    }

    /**
     * The picture on a telephone's screen, of which it takes this {@code share} (0 to 1).
     *
     * @param share of the screen, 0 to 1
     * @return the manipulation
     */
    public static Manipulation screenshot(double share) {
        return of(
                "screenshot",
                100 * share("The picture's part of a screen", share),
                " %",
                (picture, random) -> Frames.screenshot(picture, share, random));
    }

    /**
     * The picture as one of {@code side} · {@code side} cells (2 to 10 a side), the others filled with discs.
     *
     * @param side cells on each side, 2 to 10
     * @return the manipulation
     */
    public static Manipulation collage(int side) {
        require(side >= 2 && side <= 10, "The side of a collage", "2 to 10 cells", side);
        return of("collage", side, "×" + side, (picture, random) -> Frames.collage(picture, side, random));
    }

    /**
     * Moves the corners by up to this {@code share} (0 to 0.3) of the shorter side; white shows behind.
     *
     * @param share of the shorter side, 0 to 0.3
     * @return the manipulation
     */
    public static Manipulation warp(double share) {
        require(share > 0 && share <= 0.3, "A warp", "a share above 0 and at most 0.3", share);
        return of("warp", 100 * share, " %", (picture, random) -> Paper.warp(picture, share, random));
    }

    /**
     * As printed and scanned, or photographed from a screen: warp, dull colours, uneven light, blur, grain; {@code
     *     strength} 0 to 3.
     *
     * @param strength 1 for a usual print, 0 for none
     * @return the manipulation
     */
    public static Manipulation printAndScan(double strength) {
        require(strength > 0 && strength <= 3, "The strength of print and scan", "above 0 and at most 3", strength);
        return of("print and scan", strength, "", (picture, random) -> Paper.scanned(picture, strength, random));
    }

    /**
     * The fifteen manipulations that the project's figures for copies rest on.
     *
     * @return with the short names of the tables
     */
    public static List<Manipulation> fifteen() {
        return List.of(
                jpeg(20).named("jpeg20"),
                resize(0.5).named("resize50"),
                brightness(1.4).named("bright1.4"),
                contrast(0.6).named("contrast0.6"),
                grey(),
                blur(2).named("blur2"),
                crop(0.95 * 0.95).named("crop90"),
                crop(0.64).named("crop64"),
                crop(0.36).named("crop36"),
                rotate(5).named("rot5"),
                rotate(15).named("rot15"),
                text(1 / 6.0).named("text"),
                border(0.12).named("border"),
                flip(),
                brightness(1.2).then(crop(0.85 * 0.85), text(1 / 6.0), jpeg(40)).named("combo"));
    }

    /**
     * One of each kind at a middling strength: what a strip shows.
     *
     * @return each manipulation here, and a chain
     */
    public static List<Manipulation> eachKind() {
        return List.of(
                jpeg(20),
                resize(0.5),
                crop(0.64),
                rotate(10),
                turn(1),
                flip(),
                brightness(1.4),
                contrast(0.6),
                gamma(0.6),
                saturation(2),
                grey(),
                blur(2),
                noise(15),
                sharpen(4),
                border(0.1),
                letterbox(2.4),
                bars(0.12),
                text(0.17),
                logo(0.05),
                screenshot(0.5),
                collage(2),
                warp(0.08),
                printAndScan(1),
                crop(0.7).then(brightness(1.2), text(0.17), jpeg(40)));
    }
}
