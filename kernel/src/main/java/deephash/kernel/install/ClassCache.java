package deephash.kernel.install;

import java.nio.file.Path;
import java.util.List;

/** An archive of loaded classes, which a JVM maps instead of loading them again. */
final class ClassCache {

    private ClassCache() {}

    /**
     * Makes the archive for the JDK that runs this.
     *
     * @param folder the application folder, where the archive goes
     * @param arguments a file with the JVM's arguments
     * @return the options that use it; none if it could not be made, since it only saves time
     */
    static List<String> make(Path folder, Path arguments) {
        return List.of();
    }
}
