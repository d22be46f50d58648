package deephash.kernel.install;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Error messages for files that cannot be read or written. */
public final class FileFault {

    private FileFault() {}

    /** A sentence that names the file. */
    public static String of(IOException fault) {
        if (fault instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile() + ".";
        }
        if (fault instanceof AccessDeniedException denied) {
            return "You may not read or write " + denied.getFile() + ".";
        }
        return fault instanceof FileSystemException other && other.getReason() != null
                ? other.getFile() + ": " + other.getReason() + "."
                : fault.toString();
    }
}
