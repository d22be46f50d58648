package deephash.data.source;

import deephash.code.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** The short name of a content, from its SHA-256. */
public final class Fingerprint {

    private Fingerprint() {}

    /** The first 64 bits of the SHA-256 of some bytes; never 0. */
    public static long of(byte[] bytes, int offset, int length) {
        MessageDigest digest = Digests.sha256();
        digest.update(bytes, offset, length);
        long first = ByteBuffer.wrap(digest.digest()).getLong();
        return first == PixelStore.BROKEN ? 1 : first;
    }
}
