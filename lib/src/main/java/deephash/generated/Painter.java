package deephash.generated;

/** Paints one picture after another: a ground, some objects on it, light, and now and then a mark. */
final class Painter {

    private final Textures textures;
    private final Fractals fractals;

    Painter(long seed) {
        textures = new Textures(seed);
        fractals = new Fractals(seed);
    }

    /** The kinds of pictures, each for itself, for looking at; {@link #MIXTURE} is what is learned from. */
    enum Kind {
        LEAVES,
        NOISE,
        NETWORK,
        WARP,
        FRACTAL,
        MIXTURE
    }

    Canvas paint(Kind kind, Dice dice) {
        Canvas canvas = switch (kind) {
            case LEAVES -> leaves(dice);
            case NOISE -> noise(dice);
            case NETWORK -> CoordinateNetwork.paint(dice, textures);
            case WARP -> warped(dice);
            case FRACTAL -> fractal(dice);
            case MIXTURE -> mixture(dice);
        };
        return light(dice, canvas);
    }

    private Canvas noise(Dice dice) {
        return Palette.coloured(
                dice, new float[][] {textures.window(dice), textures.window(dice), textures.window(dice)});
    }

    /** Dead leaves, each with a colour, a texture and a slope of light of its own. */
    private Canvas leaves(Dice dice) {
        Leaves leaves = new Leaves(dice);
        float[][] colours = Palette.of(dice, leaves.count + 1);
        float[][] texture = {textures.window(dice), textures.window(dice), textures.window(dice)};
        float rough = dice.uniform(0, 0.12f);
        float sloped = dice.uniform(0, 0.25f);
        float[][] own = new float[leaves.count + 1][];
        for (int k = 0; k < own.length; k++) {
            own[k] = new float[] {
                Math.abs(rough * dice.normal()), sloped * dice.normal(), sloped * dice.normal(), dice.below(3)
            };
        }
        Canvas canvas = new Canvas();
        for (int i = 0; i < leaves.top.length; i++) {
            int y = i / Leaves.SIDE / 2;
            int x = i % Leaves.SIDE / 2;
            int at = y * Canvas.SIDE + x;
            int leaf = leaves.top[i];
            float[] of = own[leaf];
            float shade = of[0] * texture[(int) of[3]][at] + of[1] * Canvas.place(x) + of[2] * Canvas.place(y);
            for (int c = 0; c < 3; c++) {
                canvas.planes[c][at] += 0.25f * (colours[leaf][c] + shade);
            }
        }
        return canvas;
    }

    private Canvas warped(Dice dice) {
        float[] right = textures.window(dice);
        float[] below = textures.window(dice);
        float strength = dice.uniform(2, 14);
        for (int i = 0; i < Canvas.AREA; i++) {
            right[i] *= strength;
            below[i] *= strength;
        }
        return (dice.chance(0.5f) ? leaves(dice) : noise(dice)).warp(right, below);
    }

    private Canvas fractal(Dice dice) {
        Fractals.Shape shape = fractals.any(dice);
        float[][] colours = Palette.of(dice, 6);
        float contrast = dice.uniform(1, 2.5f);
        Canvas ground = dice.chance(0.6f)
                ? Canvas.of(colours[5]).add(textures.window(dice), dice.uniform(0, 0.12f))
                : noise(dice);
        Canvas drawn = new Canvas();
        float[] mask = new float[Canvas.AREA];
        for (int i = 0; i < Canvas.AREA; i++) {
            mask[i] = Math.min(1, shape.density()[i] * contrast);
            for (int c = 0; c < 3; c++) {
                drawn.planes[c][i] = colours[shape.map()[i]][c] + 0.2f * shape.density()[i];
            }
        }
        return ground.cover(drawn, mask);
    }

    private Canvas base(Dice dice) {
        float kind = dice.uniform();
        if (kind < 0.42f) {
            return leaves(dice);
        }
        if (kind < 0.57f) {
            return noise(dice);
        }
        if (kind < 0.71f) {
            return CoordinateNetwork.paint(dice, textures);
        }
        return kind < 0.85f ? warped(dice) : fractal(dice);
    }

    /** What objects stand before: a horizon, a slope of colour, or any picture. */
    private Canvas ground(Dice dice) {
        float kind = dice.uniform();
        if (kind < 0.25f) {
            return horizon(dice);
        }
        if (kind >= 0.45f) {
            return base(dice);
        }
        float[][] colours = Palette.of(dice, 3);
        float[] across = new float[3];
        float[] down = new float[3];
        for (int c = 0; c < 3; c++) {
            across[c] = 0.4f * (colours[1][c] - colours[0][c]);
            down[c] = 0.4f * (colours[2][c] - colours[0][c]);
        }
        return Canvas.of(colours[0]).slope(across, down).add(textures.window(dice), dice.uniform(0, 0.04f));
    }

    private Canvas horizon(Dice dice) {
        float[][] colours = Palette.of(dice, 2);
        float[] outline = textures.window(dice);
        float height = dice.uniform(-0.6f, 0.6f);
        float rough = dice.uniform(0, 0.15f);
        float tilt = 0.2f * dice.normal();
        float light = 0.15f * dice.normal();
        Canvas land = Canvas.of(colours[0]).add(textures.window(dice), dice.uniform(0.02f, 0.15f));
        Canvas sky = Canvas.of(colours[1])
                .add(textures.window(dice), dice.uniform(0, 0.08f))
                .slope(new float[3], new float[] {light, light, light});
        float[] mask = new float[Canvas.AREA];
        for (int i = 0; i < Canvas.AREA; i++) {
            int x = i % Canvas.SIDE;
            float edge = height + rough * outline[Canvas.AREA / 2 + x] + tilt * Canvas.place(x);
            mask[i] = Canvas.place(i / Canvas.SIDE) > edge ? 1 : 0;
        }
        return sky.cover(land, mask);
    }

    private Canvas mixture(Dice dice) {
        Canvas canvas;
        if (dice.chance(0.3f)) {
            canvas = base(dice);
        } else {
            canvas = ground(dice);
            if (dice.chance(0.35f)) {
                canvas.clip().blur(dice.uniform(0.5f, 3));
            }
            int objects = 2;
            while (objects < 8 && dice.chance(0.6f)) {
                objects++;
            }
            for (int k = 0; k < objects; k++) {
                place(dice, canvas);
            }
            if (dice.chance(0.2f)) {
                canvas.add(textures.window(dice), dice.uniform(0, 0.08f));
            }
        }
        if (dice.chance(0.14f)) {
            Letters.mark(dice, canvas.clip());
        }
        return canvas;
    }

    /** Puts an object with content and shading of its own on the canvas, some with a shadow. */
    private void place(Dice dice, Canvas canvas) {
        ObjectShape shape = ObjectShape.any(dice, textures, fractals);
        Canvas content = dice.chance(0.4f)
                ? base(dice)
                : Canvas.of(Palette.of(dice, 1)[0]).add(textures.window(dice), Math.abs(0.1f * dice.normal()));
        content.add(shape.shading(), 1);
        if (dice.chance(0.3f)) {
            canvas.times(shape.shadow(dice.between(-4, 4), dice.between(-4, 4)));
        }
        canvas.cover(content, shape.mask());
    }

    /** Light from a side, dark corners, softness, exposure, and now and then no colour. */
    private static Canvas light(Dice dice, Canvas canvas) {
        if (dice.chance(0.35f)) {
            float across = 0.25f * dice.normal();
            float down = 0.25f * dice.normal();
            float corners = Math.abs(0.15f * dice.normal());
            float[] light = new float[Canvas.AREA];
            for (int i = 0; i < Canvas.AREA; i++) {
                float x = Canvas.place(i % Canvas.SIDE);
                float y = Canvas.place(i / Canvas.SIDE);
                light[i] = 1 + across * x + down * y - corners * (x * x + y * y);
            }
            canvas.times(light);
        }
        canvas.clip();
        if (dice.chance(0.25f)) {
            canvas.blur(dice.uniform(0.4f, 1.3f)).clip();
        }
        canvas.gamma((float) StrictMath.exp(0.25f * dice.normal()));
        return dice.chance(0.06f) ? canvas.grey() : canvas;
    }
}
