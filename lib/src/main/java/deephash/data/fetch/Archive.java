package deephash.data.fetch;

import deephash.progress.Screen;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks {@code .tar.gz}, {@code .tgz}, {@code .tar} and {@code .zip} into a folder that appears only when everything
 * is in it. Entries that would land outside of it, links and devices are refused; so is an archive that unpacks to
 * absurdly much.
 */
public final class Archive {

    /** An archive that unpacks to more than this, and to more than 200 times its own length, is an attack. */
    private static final long SUSPICIOUS = 2L << 30;

    /** Lists what was unpacked, a path a line, so that nothing else in the folder is ever removed with it. */
    private static final String LIST = ".deephash-unpacked";

    private Archive() {}

    /** Whether a file is an archive by its ending. */
    public static boolean isOne(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".tar.gz") || name.endsWith(".tgz") || name.endsWith(".tar") || name.endsWith(".zip");
    }

    /**
     * Unpacks an archive.
     *
     * @param folder where to; must not exist yet
     * @throws IOException if the archive is damaged or not to be trusted; nothing is left behind then
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; nothing is left behind then
     */
    public static void unpack(Path archive, Path folder) throws IOException {
        unpack(archive, folder, Math.max(SUSPICIOUS, 200 * Files.size(archive)));
    }

    static void unpack(Path archive, Path folder, long most) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null || Files.exists(folder)) {
            throw new IOException("Cannot unpack to " + folder + ": it exists already.");
        }
        Files.createDirectories(parent);
        Path partial = Files.createTempDirectory(parent, "unpacking-");
        try {
            unpackInto(archive, partial, most);
            Files.move(partial, folder);
        } catch (EOFException e) {
            throw new IOException(archive + " is cut off: it ends early. Get it again.", e);
        } catch (IOException e) {
            throw Room.explain(parent, e);
        } finally {
            if (Files.exists(partial)) {
                Removal.of(partial);
            }
        }
    }

    /** Whether a folder holds what {@link #unpack} has put there. */
    public static boolean isUnpacked(Path folder) {
        return Files.isRegularFile(folder.resolve(LIST), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Removes what was unpacked to a folder, and the folder if nothing else is in it.
     *
     * @return whether the folder is gone; otherwise somebody else's files are left in it
     * @throws IOException if something cannot be removed
     */
    public static boolean remove(Path folder) throws IOException {
        for (String line : Files.readAllLines(folder.resolve(LIST))) {
            Path file = folder.resolve(line).normalize();
            if (file.startsWith(folder) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
        }
        Files.delete(folder.resolve(LIST));
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                try {
                    Files.delete(visited);
                } catch (DirectoryNotEmptyException e) {
                    // somebody else's files are in it
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return !Files.exists(folder);
    }

    private static void unpackInto(Path archive, Path folder, long most) throws IOException {
        long all = 0;
        List<String> unpacked = new ArrayList<>();
        byte[] buffer = new byte[1 << 16];
        try (ArchiveInputStream<? extends ArchiveEntry> in = open(archive);
                Screen.Bar bar = Screen.current().bar("Unpacking " + archive.getFileName(), -1, "files")) {
            for (ArchiveEntry entry = next(in, archive); entry != null; entry = next(in, archive)) {
                Screen.checkInterrupted("Unpacking " + archive.getFileName());
                Path target = target(archive, folder, entry);
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.resolveSibling(""));
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        out.write(buffer, 0, read);
                        all += read;
                        if (all > most) {
                            throw new IOException(archive + " unpacks to more than " + (most >> 20)
                                    + " MB, far more than a data set of its size. It is not unpacked.");
                        }
                    }
                }
                unpacked.add(folder.relativize(target).toString());
                bar.step(1);
            }
        }
        Files.write(folder.resolve(LIST), unpacked);
        if (unpacked.isEmpty()) {
            throw new IOException(archive + " holds no files: it is empty, or no archive.");
        }
    }

    private static @Nullable ArchiveEntry next(ArchiveInputStream<? extends ArchiveEntry> in, Path archive)
            throws IOException {
        try {
            return in.getNextEntry();
        } catch (IllegalArgumentException | ZipException e) {
            throw new IOException(archive + " is damaged: " + e.getMessage() + ".", e);
        }
    }

    private static ArchiveInputStream<? extends ArchiveEntry> open(Path archive) throws IOException {
        String name = archive.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".zip")) {
            try {
                return new ZipEntries(archive);
            } catch (IOException e) {
                throw new IOException(
                        archive + " is cut off, or no zip file: its directory is not there (" + e.getMessage()
                                + "). Get it again.",
                        e);
            }
        }
        InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        try {
            return new TarArchiveInputStream(
                    name.endsWith(".tar") ? file : new BufferedInputStream(new GZIPInputStream(file, 1 << 16)));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static Path target(Path archive, Path folder, ArchiveEntry entry) throws IOException {
        String name = entry.getName();
        boolean link = entry instanceof ZipArchiveEntry zip && zip.isUnixSymlink();
        boolean plain = !(entry instanceof TarArchiveEntry tar)
                || tar.isDirectory()
                || (tar.isFile()
                        && !tar.isSymbolicLink()
                        && !tar.isLink()
                        && !tar.isCharacterDevice()
                        && !tar.isBlockDevice()
                        && !tar.isFIFO());
        if (!plain || link) {
            throw new IOException(archive + " is not to be trusted: \"" + name
                    + "\" in it is a link or a device. It is not unpacked.");
        }
        try {
            Path target = folder.resolve(name).normalize();
            if (target.startsWith(folder) && !Path.of(name).isAbsolute() && !name.contains("\\")) {
                return target;
            }
        } catch (InvalidPathException e) {
            throw new IOException(archive + " has an entry that is no path here: \"" + name + "\".", e);
        }
        throw new IOException(archive + " is not to be trusted: \"" + name
                + "\" in it would be written outside of its folder. It is not unpacked.");
    }
}
