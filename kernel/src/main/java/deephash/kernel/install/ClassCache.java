package deephash.kernel.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An archive of loaded classes, which a JVM maps instead of loading them again: AppCDS, and from JDK 25 an AOT cache,
 * which also holds what the classes were linked to. It belongs to one JDK and one class path, and the JVM ignores it
 * when either has changed; an application folder is made again by every build, and for each JDK, so that it fits.
 */
final class ClassCache {

    private static final int FIRST_WITH_AOT = 25;
    private static final long PATIENCE_SECONDS = 180;

    private ClassCache() {}

    /**
     * Makes the archive for the JDK that runs this, from a rehearsed session.
     *
     * @param folder the application folder, where the archive goes
     * @param arguments a file with the JVM's arguments
     * @return the options that use it; none if it could not be made, since it only saves time
     */
    static List<String> make(Path folder, Path arguments) throws IOException {
        String version = System.getProperty("java.version");
        boolean aot = Runtime.version().feature() >= FIRST_WITH_AOT;
        // A name of its own: a running JVM may have an older one mapped.
        Path cache = folder.resolve("cache-" + version + "-" + System.currentTimeMillis() + (aot ? ".aot" : ".jsa"));
        Path log = folder.resolve("cache-" + version + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + arguments);
        command.add((aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + cache);
        command.add("deephash.kernel.protocol.Rehearsal");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean made = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && Files.exists(cache);
            if (!made) {
                System.err.println("Every start will take longer: the archive of loaded classes could not be made, see "
                        + log + ". To try again, remove " + folder + ".");
                return List.of();
            }
            return List.of((aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache, quiet(aot));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A cache that no longer fits only costs time, so the JVM must not print a warning into a program's output. */
    private static String quiet(boolean aot) {
        return aot ? "-Xlog:cds=off,aot=off" : "-Xlog:cds=off,cds+dynamic=off";
    }
}
