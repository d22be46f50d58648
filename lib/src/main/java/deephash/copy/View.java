package deephash.copy;

import java.util.SplittableRandom;

/**
 * One view of a picture: what a copier might have done to it, at random. Reads 64×64 pixels, so that even a crop to 30 %
 * of the area is as sharp at 32×32 as that of a photo would be.
 *
 * @param least share of the area that a crop leaves, 0 to 1
 * @param turn most degrees, to either side
 * @param mirrored the chance of a flip
 * @param framed the chance of a border or bars around it
 * @param marked the chance of each of two bars or lines across it
 * @param jitter most by which contrast, brightness and saturation are changed, as a factor
 * @param grey the chance of no colour
 */
record View(float least, float turn, float mirrored, float framed, float marked, float jitter, float grey) {

    private static final int FROM = 64;
    private static final int SIDE = 32;
    private static final int AREA = SIDE * SIDE;

    /** Nearly the picture itself. */
    static final View LIGHT = new View(0.7f, 3, 0, 0, 0, 0.15f, 0.05f);

    /** A copy that is hard to recognise. */
    static final View HEAVY = new View(0.25f, 18, 0.5f, 0.35f, 0.24f, 0.45f, 0.3f);

    /**
     * Makes the view.
     *
     * @param planes shape (3, 64, 64), in [0, 1]
     * @param to where its (3, 32, 32) numbers go, standardised
     */
    void make(float[] planes, SplittableRandom random, float[] to, int offset) {
        float[] view = geometry(planes, random);
        if (chance(random, framed)) {
            view = frame(view, random);
        }
        for (int k = 0; k < 2; k++) {
            if (chance(random, marked)) {
                mark(view, random);
            }
        }
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int at = (c * FROM + 2 * y) * FROM + 2 * x;
                    to[offset + (c * SIDE + y) * SIDE + x] =
                            (view[at] + view[at + 1] + view[at + FROM] + view[at + FROM + 1]) / 4;
                }
            }
        }
        Recolouring.random(random, jitter, grey).apply(to, offset, AREA);
        if (chance(random, 0.3f)) {
            blur(to, offset);
        }
        float noise = 0.02f * (float) random.nextDouble();
        for (int i = offset; i < offset + 3 * AREA; i++) {
            // the sum of three uniform numbers is close to normal, and quick
            to[i] += noise * 2 * (float) (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
        }
        Planes.standardise(to, offset, AREA);
    }

    static boolean chance(SplittableRandom random, float probability) {
        return random.nextDouble() < probability;
    }

    static float uniform(SplittableRandom random, float low, float high) {
        return low + (float) random.nextDouble() * (high - low);
    }

    /** Crop, stretch, flip and turn at once: a linear map from the places of the view to those of the picture. */
    private float[] geometry(float[] planes, SplittableRandom random) {
        float side = (float) Math.sqrt(uniform(random, least, 1));
        float stretch = (float) Math.exp(uniform(random, -0.075f, 0.075f));
        float across = Math.min(1, side * stretch);
        float down = Math.min(1, side / stretch);
        float right = uniform(random, -1, 1) * (1 - across);
        float below = uniform(random, -1, 1) * (1 - down);
        if (chance(random, mirrored)) {
            across = -across;
        }
        double angle = Math.toRadians(uniform(random, -turn, turn));
        float cosine = (float) Math.cos(angle);
        float sine = (float) Math.sin(angle);
        boolean reflect = turn < 5 || chance(random, 0.5f);
        float[] fill = colour(random);
        // the turn is that of the copy, so the corners that it uncovers lie in the view
        float half = FROM / 2f;
        float stepX = cosine * across;
        float stepY = sine * down;
        float[] view = new float[3 * FROM * FROM];
        for (int y = 0; y < FROM; y++) {
            float u = 1f / FROM - 1;
            float v = (2f * y + 1) / FROM - 1;
            float px = ((u * cosine - v * sine) * across + right + 1) * half - 0.5f;
            float py = ((u * sine + v * cosine) * down + below + 1) * half - 0.5f;
            for (int x = 0; x < FROM; x++) {
                int to = y * FROM + x;
                if (reflect || (px >= -0.5f && py >= -0.5f && px <= FROM - 0.5f && py <= FROM - 0.5f)) {
                    bilinear(planes, mirror(px), mirror(py), view, to);
                } else {
                    view[to] = fill[0];
                    view[to + FROM * FROM] = fill[1];
                    view[to + 2 * FROM * FROM] = fill[2];
                }
                px += stepX;
                py += stepY;
            }
        }
        return view;
    }

    private static float mirror(float place) {
        float inside = place < 0 ? -place : place;
        return inside > FROM - 1 ? Math.max(0, 2 * (FROM - 1) - inside) : inside;
    }

    private static void bilinear(float[] planes, float x, float y, float[] to, int at) {
        int left = Math.min(FROM - 2, (int) x);
        int top = Math.min(FROM - 2, (int) y);
        float fx = x - left;
        float fy = y - top;
        for (int c = 0; c < 3; c++) {
            int from = (c * FROM + top) * FROM + left;
            float above = planes[from] + fx * (planes[from + 1] - planes[from]);
            float below = planes[from + FROM] + fx * (planes[from + FROM + 1] - planes[from + FROM]);
            to[c * FROM * FROM + at] = above + fy * (below - above);
        }
    }

    private static float[] colour(SplittableRandom random) {
        if (chance(random, 0.4f)) {
            float grey = chance(random, 0.6f) ? 0 : 1;
            return new float[] {grey, grey, grey};
        }
        return new float[] {uniform(random, 0, 1), uniform(random, 0, 1), uniform(random, 0, 1)};
    }

    /** A border on all sides, or bars on two. */
    private static float[] frame(float[] view, SplittableRandom random) {
        float across = uniform(random, 0.03f, 0.16f);
        float down = uniform(random, 0.03f, 0.16f);
        float kind = (float) random.nextDouble();
        if (kind < 0.15f) {
            across = 0;
        } else if (kind < 0.3f) {
            down = 0;
        }
        int left = Math.round(across * FROM);
        int top = Math.round(down * FROM);
        float[] fill = colour(random);
        float[] framed = new float[view.length];
        for (int y = 0; y < FROM; y++) {
            for (int x = 0; x < FROM; x++) {
                int at = y * FROM + x;
                if (x < left || y < top || x >= FROM - left || y >= FROM - top) {
                    for (int c = 0; c < 3; c++) {
                        framed[c * FROM * FROM + at] = fill[c];
                    }
                } else {
                    float px = (x - left + 0.5f) * FROM / (FROM - 2f * left) - 0.5f;
                    float py = (y - top + 0.5f) * FROM / (FROM - 2f * top) - 0.5f;
                    bilinear(view, mirror(px), mirror(py), framed, at);
                }
            }
        }
        return framed;
    }

    /** A filled bar, or a row of short strokes that looks like a line of text. */
    private static void mark(float[] view, SplittableRandom random) {
        int height = 2 + random.nextInt(FROM / 6 - 1);
        int width = FROM / 6 + random.nextInt(FROM - FROM / 6);
        int top = random.nextInt(FROM - height);
        int left = random.nextInt(FROM - width + 1);
        float[] fill = colour(random);
        boolean text = chance(random, 0.6f);
        boolean[] stroke = new boolean[width * height];
        for (int i = 0; i < stroke.length; i++) {
            int x = i % width;
            // letters are columns that are mostly there, with gaps between them
            stroke[i] = !text || (x % 4 != 3 && random.nextInt(10) < 6);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (stroke[y * width + x]) {
                    for (int c = 0; c < 3; c++) {
                        view[(c * FROM + top + y) * FROM + left + x] = fill[c];
                    }
                }
            }
        }
    }

    /** One pass of the kernel 1 2 1 along both axes. */
    private static void blur(float[] to, int offset) {
        for (int c = 0; c < 3; c++) {
            int plane = offset + c * AREA;
            for (int i = 0; i < SIDE; i++) {
                smooth(to, plane + i * SIDE, 1);
            }
            for (int i = 0; i < SIDE; i++) {
                smooth(to, plane + i, SIDE);
            }
        }
    }

    private static void smooth(float[] values, int start, int step) {
        float before = values[start];
        for (int i = 0; i < SIDE; i++) {
            float here = values[start + i * step];
            float after = values[start + Math.min(SIDE - 1, i + 1) * step];
            values[start + i * step] = (before + 2 * here + after) / 4;
            before = here;
        }
    }
}
