package deephash.duplicates;

import deephash.code.HashCodes;
import deephash.data.cache.Cache;
import deephash.data.source.DatasetException;
import deephash.data.source.PictureFile;
import deephash.hash.Hasher;
import deephash.picture.Picture;
import deephash.progress.Parallel;
import deephash.progress.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The codes of the photos in some folders, kept in a file that follows the folders: {@link #update} hashes what is new
 * or changed and forgets what is gone. Each photo is written as soon as it is hashed, so that a stopped update goes on
 * where it was. Several processes may read while one writes. The file is SQLite's; {@link IndexFile} says what is in it.
 */
public final class PhotoIndex implements AutoCloseable {

    /** Smaller than this on a side, pictures are icons: too little to compare. */
    private static final int LEAST_SIDE = 16;

    /** Standard deviation of brightness in grey levels; what varies less is flat, and like every flat picture. */
    private static final double FLAT = 2;

    private static final int PHOTOS_A_CHUNK = 8;

    private final List<Path> folders;
    private final Hasher hasher;
    private final IndexFile file;

    private PhotoIndex(List<Path> folders, Hasher hasher, IndexFile file) {
        this.folders = folders;
        this.hasher = hasher;
        this.file = file;
    }

    /**
     * Opens the index of some folders, or begins one.
     *
     * @param folders of photos
     * @param hasher makes the codes
     * @param file of the index; see {@link #place}
     * @return the index, not updated
     * @throws IllegalArgumentException if the file is an index of another hash or other folders, or none at all
     */
    public static PhotoIndex open(List<Path> folders, Hasher hasher, Path file) {
        List<Path> absolute = PhotoFolders.absolute(folders);
        return new PhotoIndex(
                absolute, hasher, IndexFile.open(file, hasher, PhotoHashes.fingerprint(hasher), absolute));
    }

    /**
     * Opens an index that is there, to search in it.
     *
     * @param file of the index
     * @return the index, with the hash it was made with
     * @throws IllegalArgumentException if there is none, or its hash is not one of {@link PhotoHashes#names}
     */
    public static PhotoIndex open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(
                    "There is no index \"" + file + "\". `deephash duplicates FOLDER --index FILE` makes one.");
        }
        IndexFile.Kept kept = IndexFile.kept(file);
        Hasher hasher = PhotoHashes.names().stream()
                .map(PhotoHashes::named)
                .filter(h -> h.name().equals(kept.hash()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Index \"" + file + "\" was made with \"" + kept.hash()
                        + "\", which is not known by name. Known: " + String.join(", ", PhotoHashes.names()) + "."));
        return open(kept.folders(), hasher, file);
    }

    /**
     * Where the index of some folders is kept unless a place is named: in DeepHash's cache, not among the photos.
     *
     * @param folders of photos
     * @param hasher makes the codes
     * @return a file for these folders and this hash
     */
    public static Path place(List<Path> folders, Hasher hasher) {
        List<Path> absolute = PhotoFolders.absolute(folders);
        Path name = absolute.get(0).getFileName();
        String readable = name == null ? "root" : name.toString().replaceAll("[^\\p{L}\\p{N}._-]", "_");
        readable = readable.length() > 40 ? readable.substring(0, 40) : readable;
        return Cache.place("photos")
                .resolve(readable + "-" + Integer.toHexString(absolute.hashCode()) + "-"
                        + PhotoHashes.fingerprint(hasher) + ".sqlite");
    }

    /**
     * What an update found.
     *
     * @param photos that can be compared
     * @param added files hashed for the first time
     * @param changed files hashed anew
     * @param removed files that are gone
     * @param leftOut files that cannot be compared, with the reason: unreadable, too small, flat
     * @param links second names (hard links) of files, with the name under which they count
     */
    public record Update(
            int photos,
            int added,
            int changed,
            int removed,
            NavigableMap<Path, String> leftOut,
            NavigableMap<Path, Path> links) {}

    /**
     * Brings the index up to date with its folders. An interrupted update keeps what it has hashed.
     *
     * @return what was found
     * @throws DatasetException if a folder is gone
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Update update() {
        PhotoFolders found = PhotoFolders.scan(folders);
        Map<Path, PhotoFolders.Stamp> known = file.stamps();
        List<Path> gone = known.keySet().stream()
                .filter(path -> !found.files().containsKey(path))
                .toList();
        file.remove(gone);
        List<Map.Entry<Path, PhotoFolders.Stamp>> work = found.files().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(known.get(entry.getKey())))
                .toList();
        int changed = (int)
                work.stream().filter(entry -> known.containsKey(entry.getKey())).count();
        Parallel.chunks("Hashing photos", "photos", work.size(), PHOTOS_A_CHUNK, (from, to) -> {
            List<IndexFile.Row> rows = new ArrayList<>();
            for (Map.Entry<Path, PhotoFolders.Stamp> entry : work.subList(from, to)) {
                Screen.checkInterrupted("Hashing photos");
                rows.add(hash(entry.getKey(), entry.getValue()));
            }
            file.write(rows);
        });
        NavigableMap<Path, String> leftOut = new TreeMap<>(found.unreadable());
        leftOut.putAll(file.leftOut());
        return new Update(
                found.files().size()
                        - (int) leftOut.keySet().stream()
                                .filter(found.files()::containsKey)
                                .count(),
                work.size() - changed,
                changed,
                gone.size(),
                leftOut,
                found.links());
    }

    /** A row for a file; package-private for tests. */
    IndexFile.Row hash(Path path, PhotoFolders.Stamp stamp) {
        try {
            Picture picture = Picture.read(path);
            if (!PhotoFolders.Stamp.of(path).equals(stamp)) {
                // without its stamp, so that the next update reads it again
                return IndexFile.Row.without(path, new PhotoFolders.Stamp(-1, 0), "it was changed while it was read");
            }
            String reason = unfit(picture);
            return reason != null
                    ? IndexFile.Row.without(path, stamp, reason)
                    : new IndexFile.Row(
                            path, stamp, picture.width(), picture.height(), PhotoHashes.code(hasher, picture), null);
        } catch (IOException e) {
            return IndexFile.Row.without(path, stamp, PictureFile.reason(e));
        }
    }

    private static @Nullable String unfit(Picture picture) {
        if (picture.width() < LEAST_SIDE || picture.height() < LEAST_SIDE) {
            return "too small to compare (" + picture.width() + "×" + picture.height() + ")";
        }
        double sum = 0;
        double squares = 0;
        byte[] luma = PhotoHashes.shrunk(picture).luma();
        for (byte b : luma) {
            sum += b & 255;
            squares += (b & 255) * (b & 255);
        }
        double mean = sum / luma.length;
        return squares / luma.length - mean * mean < FLAT * FLAT ? "one flat colour, nothing to compare" : null;
    }

    /**
     * The photos that can be compared, with their codes.
     *
     * @param photos by path
     * @param codes one a photo
     */
    public record Contents(List<Photo> photos, HashCodes codes) {}

    /**
     * What the index holds.
     *
     * @return all photos that can be compared
     */
    public Contents contents() {
        List<Photo> photos = new ArrayList<>();
        int perCode = (hasher.bits() + 63) / 64;
        List<long[]> codes = new ArrayList<>();
        file.read((row, code) -> {
            photos.add(new Photo(
                    row.path(),
                    row.stamp().bytes(),
                    Instant.ofEpochMilli(row.stamp().modified()),
                    row.width(),
                    row.height()));
            codes.add(code);
        });
        long[] words = new long[codes.size() * perCode];
        for (int i = 0; i < codes.size(); i++) {
            System.arraycopy(codes.get(i), 0, words, i * perCode, perCode);
        }
        return new Contents(List.copyOf(photos), HashCodes.of(hasher.bits(), words));
    }

    /**
     * The hash of the index.
     *
     * @return makes its codes
     */
    public Hasher hasher() {
        return hasher;
    }

    /**
     * The folders that it follows.
     *
     * @return absolute
     */
    public List<Path> folders() {
        return folders;
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public String toString() {
        return "index of "
                + String.join(", ", folders.stream().map(Path::toString).toList()) + " by " + hasher.name();
    }
}
