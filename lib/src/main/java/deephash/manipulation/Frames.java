package deephash.manipulation;

import deephash.picture.Layout;
import deephash.picture.Picture;
import deephash.picture.Resize;
import java.util.SplittableRandom;

/** What is put around a picture. */
final class Frames {

    private static final int DARK = 0x181818;
    private static final int LIGHT = 0xf4f4f4;

    private Frames() {}

    static int colour(SplittableRandom random) {
        return random.nextInt(0x1000000);
    }

    /** A border on all sides. */
    static Picture border(Picture picture, double share, SplittableRandom random) {
        int b = (int) (share * Math.min(picture.width(), picture.height()));
        Picture paper = Picture.filled(picture.width() + 2 * b, picture.height() + 2 * b, colour(random));
        return Layout.put(paper, picture, b, b);
    }

    /** Black bands on two sides that bring the picture to a ratio of width to height. */
    static Picture letterbox(Picture picture, double ratio) {
        int width = Math.max(picture.width(), (int) Math.round(picture.height() * ratio));
        int height = Math.max(picture.height(), (int) Math.round(picture.width() / ratio));
        return Layout.put(
                Picture.filled(width, height, 0),
                picture,
                (width - picture.width()) / 2,
                (height - picture.height()) / 2);
    }

    /** Bands over the upper and lower edge. */
    static Picture bars(Picture picture, double share, SplittableRandom random) {
        int band = Math.max(1, (int) Math.round(share * picture.height()));
        Picture bar = Picture.filled(picture.width(), band, colour(random));
        return Layout.put(Layout.put(picture, bar, 0, 0), bar, 0, picture.height() - band);
    }

    /**
     * A telephone's screen: a status line above, the picture in the middle, a row of buttons and lines of text below.
     */
    static Picture screenshot(Picture picture, double share, SplittableRandom random) {
        int w = picture.width();
        int h = picture.height();
        int height = (int) Math.round(h / share);
        int free = height - h;
        int top = (int) (free * (0.2 + 0.4 * random.nextDouble()));
        boolean dark = random.nextBoolean();
        int ink = dark ? 0x8a8a8a : 0x4a4a4a;
        Picture screen = Picture.filled(w, height, dark ? DARK : LIGHT);
        int unit = Math.max(1, free / 16);
        // the clock, and three symbols on the right
        screen = rectangle(screen, unit, unit / 2 + 1, w / 8, unit, ink);
        for (int i = 1; i <= 3; i++) {
            screen = rectangle(screen, w - 2 * i * (unit + 1), unit / 2 + 1, unit, unit, ink);
        }
        screen = Layout.put(screen, picture, 0, top);
        int y = top + h + unit;
        for (int i = 0; i < 4; i++) {
            screen = rectangle(screen, unit + 3 * unit * i, y, 2 * unit, 2 * unit, ink);
        }
        for (y += 4 * unit; y < height - unit; y += 2 * unit) {
            int length = (int) (w * (0.3 + 0.6 * random.nextDouble()));
            screen = rectangle(screen, unit, y, length, Math.max(1, unit / 2), ink);
        }
        return screen;
    }

    private static Picture rectangle(Picture on, int left, int top, int width, int height, int rgb) {
        return Layout.put(on, Picture.filled(Math.max(1, width), Math.max(1, height), rgb), left, top);
    }

    /** One cell of a square grid, the other cells filled with discs before a colour. */
    static Picture collage(Picture picture, int side, SplittableRandom random) {
        int gap = Math.max(2, Math.min(picture.width(), picture.height()) / 40);
        int w = Math.max(1, picture.width() / side);
        int h = Math.max(1, picture.height() / side);
        Picture sheet = Picture.filled(side * w + (side + 1) * gap, side * h + (side + 1) * gap, 0xffffff);
        int chosen = random.nextInt(side * side);
        for (int cell = 0; cell < side * side; cell++) {
            Picture part = cell == chosen ? Resize.BICUBIC.apply(picture, w, h) : discs(w, h, random);
            sheet = Layout.put(sheet, part, gap + cell % side * (w + gap), gap + cell / side * (h + gap));
        }
        return sheet;
    }

    private static Picture discs(int width, int height, SplittableRandom random) {
        byte[][] planes = new byte[3][];
        Picture ground = Picture.filled(width, height, colour(random));
        for (int c = 0; c < 3; c++) {
            planes[c] = ground.plane(c).clone();
        }
        for (int disc = 0; disc < 12; disc++) {
            double x = random.nextDouble() * width;
            double y = random.nextDouble() * height;
            double r = (0.05 + 0.3 * random.nextDouble()) * Math.min(width, height);
            int rgb = colour(random);
            for (int row = (int) Math.max(0, y - r); row < Math.min(height, y + r); row++) {
                for (int column = (int) Math.max(0, x - r); column < Math.min(width, x + r); column++) {
                    if ((row - y) * (row - y) + (column - x) * (column - x) < r * r) {
                        for (int c = 0; c < 3; c++) {
                            planes[c][row * width + column] = (byte) (rgb >> (16 - 8 * c));
                        }
                    }
                }
            }
        }
        return new Picture(width, height, planes);
    }
}
