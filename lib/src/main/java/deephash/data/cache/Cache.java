package deephash.data.cache;

import deephash.data.fetch.Archive;
import deephash.data.fetch.Removal;
import deephash.file.WholeFile;
import deephash.progress.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is kept on disk so that the next load starts at once: decoded images, features of encoders and unpacked
 * archives. All of it can be removed at any time, and is made again when it is needed. Downloaded sets are not part of
 * it.
 *
 * @param folder where it lies
 * @param decoded how many sets of decoded images, each at one size, and of features
 * @param decodedBytes what these take
 * @param unpacked how many unpacked archives
 * @param unpackedBytes what these take
 */
public record Cache(Path folder, int decoded, long decodedBytes, int unpacked, long unpackedBytes) {

    /** A folder under a temporary name that has not changed for so long is of a process that was killed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** One thing that is kept: a file, or a folder with all that is in it. */
    private record Entry(Path path, boolean isArchive, Instant used) {
        boolean isPartial() {
            String name = path.getFileName().toString();
            return name.startsWith("partial-") || name.startsWith("unpacking-") || name.endsWith(".part");
        }

        /** Whether whoever was writing it is gone. */
        boolean isAbandoned(Instant now) {
            return Files.isRegularFile(path) ? WholeFile.isAbandoned(path) : isOlder(this, now, ABANDONED);
        }

        /** Removes it; false if files that are not ours are left. */
        boolean remove() throws IOException {
            if (isArchive && !isPartial()) {
                return Archive.remove(path);
            }
            Removal.of(path);
            return true;
        }

        long bytes() {
            long[] sum = {0};
            try {
                Files.walkFileTree(path, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        sum[0] += attributes.size();
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                // another process is clearing it too: what is gone needs no counting
            }
            return sum[0];
        }
    }

    public static Cache now() {
        int[] count = new int[2];
        long[] bytes = new long[2];
        for (Entry entry : entries()) {
            count[entry.isArchive() ? 1 : 0]++;
            bytes[entry.isArchive() ? 1 : 0] += entry.bytes();
        }
        return new Cache(StorageFolders.cache(), count[0], bytes[0], count[1], bytes[1]);
    }

    /**
     * Removes all of it, and nothing else that lies in the folder; says how much that was, and returns what is left:
     * what could not be removed, if anything.
     */
    public Cache clear() {
        return clear(Duration.ZERO);
    }

    /**
     * Removes what no load has used for a time: {@code clear(Duration.ofDays(30))}. Data sets in use stay usable,
     * except for the originals of an unpacked archive.
     */
    public Cache clear(Duration unused) {
        Instant now = Instant.now();
        List<Entry> old = entries().stream()
                .filter(entry -> !entry.isPartial() || entry.isAbandoned(now))
                .filter(entry -> isOlder(entry, now, unused))
                .toList();
        int removed = 0;
        long bytes = 0;
        for (Entry entry : old) {
            try {
                long size = entry.bytes();
                if (!entry.remove()) {
                    Screen.current()
                            .say(entry.path() + " stays, without what was unpacked there: it holds other files too.");
                }
                removed++;
                bytes += size;
            } catch (IOException e) {
                Screen.current().say(entry.path() + " could not be removed: " + e.getMessage());
            }
        }
        Screen.current()
                .say("Removed " + megabytes(bytes) + " in " + removed + (removed == 1 ? " entry" : " entries") + " of "
                        + folder + ".");
        return now();
    }

    /** Removes what killed processes left under temporary names. */
    static void sweep() {
        Instant now = Instant.now();
        for (Entry entry : entries()) {
            if (entry.isPartial() && entry.isAbandoned(now)) {
                try {
                    entry.remove();
                } catch (IOException e) {
                    // it does no harm where it is, and the next load tries again
                }
            }
        }
    }

    /**
     * A folder of the cache for one kind of things.
     *
     * @param kind its name, {@code "features"}
     * @return where it lies, whether it exists or not
     */
    public static Path place(String kind) {
        return StorageFolders.cache().resolve(kind);
    }

    /**
     * Remembers that a kept file was used just now, so that {@link #clear(Duration)} leaves it.
     *
     * @param file in the cache
     */
    public static void used(Path file) {
        touch(file);
    }

    /** Remembers that an entry was used just now. */
    public static void touch(Path entry) {
        try {
            Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // the cache may be read-only: it works all the same
        }
    }

    private static boolean isOlder(Entry entry, Instant now, Duration age) {
        return Duration.between(entry.used(), now).compareTo(age) >= 0;
    }

    private static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (String kind : List.of("pixels", "features", "unpacked")) {
            Path below = StorageFolders.cache().resolve(kind);
            if (!Files.isDirectory(below)) {
                continue;
            }
            try (Stream<Path> files = Files.list(below)) {
                for (Path file : files.filter(kind.equals("pixels") ? Cache::isPixels : Cache::isUnpacked)
                        .sorted()
                        .toList()) {
                    Instant used = Files.getLastModifiedTime(file).toInstant();
                    entries.add(new Entry(file, kind.equals("unpacked"), used));
                }
            } catch (IOException | UncheckedIOException e) {
                // as above
            }
        }
        return entries;
    }

    /** Whether {@link PixelCache} wrote it, now or in an earlier version. Anything else in the folder is not ours. */
    private static boolean isPixels(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && file.getFileName()
                        .toString()
                        .matches(
                                "[0-9a-f]{32}\\.pixels|\\.[0-9a-f]{32}\\.pixels\\.\\d+-\\d+\\.part|partial-\\d+\\.tmp");
    }

    /** Whether an archive was unpacked there, or is being. */
    private static boolean isUnpacked(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && (folder.getFileName().toString().matches("unpacking-\\d+") || Archive.isUnpacked(folder));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", (bytes + (1 << 20) - 1) >> 20);
    }

    @Override
    public String toString() {
        return folder + ": decoded images and features of " + decoded + (decoded == 1 ? " load, " : " loads, ")
                + megabytes(decodedBytes) + "; " + unpacked + (unpacked == 1 ? " archive" : " archives") + " unpacked, "
                + megabytes(unpackedBytes)
                + ". Datasets.cache().clear() removes them; they are made again when needed.";
    }
}
