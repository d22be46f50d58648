package deephash.objective;

/** Ranges of parameters. */
final class Require {

    private Require() {}

    static void above(double least, String name, double value) {
        if (!(value > least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is above " + least + ", not " + value + ".");
        }
    }

    static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is at least 0, not " + value + ".");
        }
    }
}
