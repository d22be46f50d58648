package deephash.data.fetch;

import java.net.URI;

/**
 * A file on a server, and what its publisher says about it.
 *
 * @param address http or https
 * @param file the name it gets here
 * @param bytes its length; 0 if that is not published
 * @param algorithm of the checksum: {@code "SHA-256"}, or {@code "MD5"} where nothing better is published
 * @param checksum in hexadecimal
 */
public record Remote(URI address, String file, long bytes, String algorithm, String checksum) {

    /** Checks that the file's name is only a name. */
    public Remote {
        if (file.isEmpty() || file.contains("/") || file.contains("\\") || file.startsWith(".")) {
            throw new IllegalArgumentException("\"" + file + "\" is no plain file name.");
        }
    }
}
