package deephash.generated;

/** Curves that are as smooth as need be and give the same bits everywhere, which {@link Math#sin} need not. */
final class Curves {

    private static final float TURN = (float) (1 / (2 * Math.PI));

    private Curves() {}

    /** The sine to within 0.001, from two parabolas. */
    static float sine(float angle) {
        float turns = angle * TURN;
        turns -= (float) Math.floor(turns + 0.5f);
        float y = 8 * turns - 16 * turns * Math.abs(turns);
        return y * (0.775f + 0.225f * Math.abs(y));
    }

    /** Like the hyperbolic tangent: an odd curve of slope 1 at 0 that levels off at 1. */
    static float sigmoid(float x) {
        return x / (1 + Math.abs(x));
    }
}
