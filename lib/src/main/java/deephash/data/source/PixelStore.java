package deephash.data.source;

/** Decoded pixels of many images of one shape, with a fingerprint each. */
public interface PixelStore {

    /** What {@link #fingerprint} gives for an image that could not be decoded. */
    long BROKEN = 0;

    /** Copies the pixels of one image. */
    void read(int index, byte[] to, int offset);

    /** The first 64 bits of the SHA-256 of an image's pixels; {@link #BROKEN} if it could not be decoded. */
    long fingerprint(int index);
}
