package deephash.generated;

/** Marks that look like text: short lines of made-up letters of a few strokes, or bars like lines seen from afar. */
final class Letters {

    private Letters() {}

    /** Writes one or two marks. */
    static void mark(Dice dice, Canvas canvas) {
        int marks = dice.between(1, 2);
        for (int m = 0; m < marks; m++) {
            if (dice.chance(0.65f)) {
                word(dice, canvas);
            } else {
                bars(dice, canvas);
            }
        }
    }

    private static float[] ink(Dice dice) {
        float grey = dice.below(2);
        return dice.chance(0.5f)
                ? new float[] {dice.uniform(), dice.uniform(), dice.uniform()}
                : new float[] {grey, grey, grey};
    }

    private static void word(Dice dice, Canvas canvas) {
        float height = dice.uniform(5, 18);
        float width = height * dice.uniform(0.45f, 0.7f);
        float thick = height * dice.uniform(0.06f, 0.12f) + 0.2f;
        float[] ink = ink(dice);
        float x = dice.uniform(-5, 40);
        float y = dice.uniform(0, 60 - height);
        int letters = dice.between(2, 8);
        for (int l = 0; l < letters; l++) {
            int strokes = dice.between(2, 4);
            int from = dice.below(12);
            for (int s = 0; s < strokes; s++) {
                int to = dice.below(12);
                // points of a letter lie on a grid of three columns and four rows
                stroke(
                        canvas,
                        x + from % 3 * width / 2,
                        y + from / 3 * height / 3,
                        x + to % 3 * width / 2,
                        y + to / 3 * height / 3,
                        thick,
                        ink);
                from = to;
            }
            x += width * 1.35f;
        }
    }

    private static void bars(Dice dice, Canvas canvas) {
        float x = dice.uniform(0, 50);
        float y = dice.uniform(0, 50);
        float[] ink = ink(dice);
        int count = dice.between(2, 7);
        for (int i = 0; i < count; i++) {
            stroke(canvas, x, y + 4 * i, x + dice.uniform(5, 40), y + 4 * i, dice.uniform(0.5f, 1.2f), ink);
        }
    }

    /** A line with round ends; {@code thick} is half its width. */
    private static void stroke(Canvas canvas, float x0, float y0, float x1, float y1, float thick, float[] ink) {
        float dx = x1 - x0;
        float dy = y1 - y0;
        float square = dx * dx + dy * dy + 1e-6f;
        int reach = (int) Math.ceil(thick) + 1;
        for (int y = Math.max(0, (int) Math.min(y0, y1) - reach);
                y < Math.min(Canvas.SIDE, Math.max(y0, y1) + reach);
                y++) {
            for (int x = Math.max(0, (int) Math.min(x0, x1) - reach);
                    x < Math.min(Canvas.SIDE, Math.max(x0, x1) + reach);
                    x++) {
                float along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / square));
                float px = x - x0 - along * dx;
                float py = y - y0 - along * dy;
                float cover = Math.max(0, Math.min(1, thick + 0.5f - (float) Math.sqrt(px * px + py * py)));
                for (int c = 0; c < 3 && cover > 0; c++) {
                    float[] plane = canvas.planes[c];
                    plane[y * Canvas.SIDE + x] += cover * (ink[c] - plane[y * Canvas.SIDE + x]);
                }
            }
        }
    }
}
