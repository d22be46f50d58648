package deephash.picture;

/** Numbers as unsigned bytes. */
final class Bytes {

    private Bytes() {}

    static byte clamp(int value) {
        return (byte) (value < 0 ? 0 : Math.min(value, 255));
    }

    /** Fractions are cut off. */
    static byte truncate(double value) {
        return (byte) (value <= 0 ? 0 : value >= 255 ? 255 : (int) value);
    }

    static byte round(double value) {
        return truncate(value + 0.5);
    }
}
