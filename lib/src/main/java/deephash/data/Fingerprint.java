package deephash.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which tells two contents apart. */
final class Fingerprint {

    private Fingerprint() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** The first 64 bits of the SHA-256 of some bytes; never 0. */
    static long of(byte[] bytes, int offset, int length) {
        MessageDigest digest = sha256();
        digest.update(bytes, offset, length);
        long first = ByteBuffer.wrap(digest.digest()).getLong();
        return first == PixelStore.BROKEN ? 1 : first;
    }
}
