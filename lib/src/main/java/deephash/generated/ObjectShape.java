package deephash.generated;

/**
 * Where an object is and how it is lit.
 *
 * @param mask 1 inside, 0 outside, shape ({@link Canvas#SIDE}, {@link Canvas#SIDE})
 * @param shading brightness to add to its content
 */
record ObjectShape(float[] mask, float[] shading) {

    static ObjectShape any(Dice dice, Textures textures, Fractals fractals) {
        float kind = dice.uniform();
        if (kind < 0.5f) {
            return body(dice, textures.window(dice));
        }
        if (kind < 0.75f) {
            Leaves leaves = new Leaves(dice, dice.between(2, 9), 14, 55);
            return new ObjectShape(leaves.covered(), slope(0.12f * dice.normal(), 0.12f * dice.normal()));
        }
        float[] mask = new float[Canvas.AREA];
        float[] shading = new float[Canvas.AREA];
        if (kind < 0.88f) {
            float[] density = fractals.any(dice).density();
            for (int i = 0; i < Canvas.AREA; i++) {
                mask[i] = Math.min(1, 3 * density[i]);
                shading[i] = 0.2f * density[i];
            }
        } else {
            float[] texture = textures.window(dice);
            float level = 0.7f * dice.normal();
            float sharp = dice.uniform(1, 8);
            for (int i = 0; i < Canvas.AREA; i++) {
                mask[i] = Math.max(0, Math.min(1, (texture[i] - level) * sharp));
            }
        }
        return new ObjectShape(mask, shading);
    }

    private static float[] slope(float across, float down) {
        float[] shading = new float[Canvas.AREA];
        for (int i = 0; i < Canvas.AREA; i++) {
            shading[i] = across * Canvas.place(i % Canvas.SIDE) + down * Canvas.place(i / Canvas.SIDE);
        }
        return shading;
    }

    /** A rounded body: a diamond, an ellipse or nearly a box, with a rough outline, lit from a side. */
    private static ObjectShape body(Dice dice, float[] outline) {
        float[] turn = dice.direction();
        float left = 0.45f * dice.normal();
        float top = 0.45f * dice.normal();
        float wide = dice.uniform(0.15f, 0.8f);
        float high = dice.uniform(0.15f, 0.8f);
        int power = new int[] {1, 2, 2, 2, 4}[dice.below(5)];
        float rough = dice.uniform(0, 0.25f);
        float strength = dice.uniform(0, 0.25f);
        float litAcross = strength * dice.normal();
        float litDown = strength * dice.normal();
        float rounded = dice.uniform(0, 0.2f);
        float sharp = dice.uniform(3, 12);
        float[] mask = new float[Canvas.AREA];
        float[] shading = new float[Canvas.AREA];
        for (int i = 0; i < Canvas.AREA; i++) {
            float x = Canvas.place(i % Canvas.SIDE) - left;
            float y = Canvas.place(i / Canvas.SIDE) - top;
            float u = (x * turn[0] + y * turn[1]) / wide;
            float v = (y * turn[0] - x * turn[1]) / high;
            float distance = raised(u, power) + raised(v, power) + rough * outline[i];
            mask[i] = Math.max(0, Math.min(1, (1 - distance) * sharp));
            shading[i] = u * litAcross + v * litDown - Math.min(1, distance) * rounded;
        }
        return new ObjectShape(mask, shading);
    }

    private static float raised(float value, int power) {
        float size = Math.abs(value);
        return switch (power) {
            case 1 -> size;
            case 2 -> size * size;
            default -> size * size * size * size;
        };
    }

    /** The factor by which its shadow darkens what it falls on, moved by some pixels. */
    float[] shadow(int right, int below) {
        float[] factor = new float[Canvas.AREA];
        for (int i = 0; i < Canvas.AREA; i++) {
            int x = Math.floorMod(i % Canvas.SIDE - right, Canvas.SIDE);
            int y = Math.floorMod(i / Canvas.SIDE - below, Canvas.SIDE);
            factor[i] = 1 - 0.4f * mask[y * Canvas.SIDE + x];
        }
        return factor;
    }
}
