package deephash.code.file;

/** How the bits of codes stand in a NumPy array. */
public enum NumPyBits {
    /**
     * Eight bits a byte, shape (items, bits / 8), the first bit least significant: {@code np.packbits(bits, 1,
     * "little")}.
     */
    PACKED,
    /** A value a bit, shape (items, bits): truth values, 0 and 1, or −1 and 1. */
    UNPACKED
}
