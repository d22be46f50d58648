package deephash.duplicates;

import deephash.data.cache.Cache;
import deephash.data.source.DatasetException;
import deephash.data.source.PictureFile;
import deephash.hash.Hasher;
import deephash.hash.Matching;
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
 * where it was. Several processes may read while one writes. The file is SQLite's; {@link IndexFile} says what is in
 * it.
 */
public final class PhotoIndex implements AutoCloseable {

    /** Smaller than this on a side, pictures are icons: too little to compare. */
    private static final int LEAST_SIDE = 16;

    /** Standard deviation of brightness in grey levels; what varies less is flat, and like every flat picture. */
    private static final double FLAT = 2;

    private static final int PHOTOS_A_CHUNK = 8;

    private final List<Path> folders;
    private final Matching matching;
    private final IndexFile file;

    private PhotoIndex(List<Path> folders, Matching matching, IndexFile file) {
        this.folders = folders;
        this.matching = matching;
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
        return open(folders, Matching.of(hasher), file);
    }

    /**
     * Opens the index of some folders, or begins one, for a hash of one or several looks at a photo.
     *
     * @param folders of photos
     * @param matching one hasher, and which of its looks at two photos are compared
     * @param file of the index; see {@link #place}
     * @return the index, not updated
     * @throws IllegalArgumentException if there are several hashers, or the file is an index of another hash or other
     *     folders, or none at all
     */
    public static PhotoIndex open(List<Path> folders, Matching matching, Path file) {
        if (matching.members().size() > 1) {
            throw new IllegalArgumentException("An index holds the codes of one hasher, not of "
                    + matching.members().size() + " as \"" + matching.name() + "\" has. Search with each by itself.");
        }
        List<Path> absolute = PhotoFolders.absolute(folders);
        return new PhotoIndex(
                absolute, matching, IndexFile.open(file, matching, PhotoHashes.fingerprint(matching), absolute));
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
        Matching matching = PhotoHashes.names().stream()
                .map(PhotoHashes::named)
                .filter(known -> known.name().equals(kept.hash()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Index \"" + file + "\" was made with \"" + kept.hash()
                        + "\", which is not known by name. Known: " + String.join(", ", PhotoHashes.names()) + "."));
        return open(kept.folders(), matching, file);
    }

    /**
     * Where the index of some folders is kept unless a place is named: in DeepHash's cache, not among the photos.
     *
     * @param folders of photos
     * @param hasher makes the codes
     * @return a file for these folders and this hash
     */
    public static Path place(List<Path> folders, Hasher hasher) {
        return place(folders, Matching.of(hasher));
    }

    /**
     * Where the index of some folders is kept unless a place is named.
     *
     * @param folders of photos
     * @param matching one hasher, and which of its looks at two photos are compared
     * @return a file for these folders and this hash
     */
    public static Path place(List<Path> folders, Matching matching) {
        List<Path> absolute = PhotoFolders.absolute(folders);
        Path name = absolute.get(0).getFileName();
        String readable = name == null ? "root" : name.toString().replaceAll("[^\\p{L}\\p{N}._-]", "_");
        readable = readable.length() > 40 ? readable.substring(0, 40) : readable;
        return Cache.place("photos")
                .resolve(readable + "-" + Integer.toHexString(absolute.hashCode()) + "-"
                        + PhotoHashes.fingerprint(matching) + ".sqlite");
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
            file.write(hash(work.subList(from, to)));
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

    /** Rows for files; what is fit is hashed together, as a network likes it. Package-private for tests. */
    List<IndexFile.Row> hash(List<Map.Entry<Path, PhotoFolders.Stamp>> files) {
        List<IndexFile.Row> rows = new ArrayList<>();
        List<IndexFile.Row> fit = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (Map.Entry<Path, PhotoFolders.Stamp> entry : files) {
            Screen.checkInterrupted("Hashing photos");
            Path path = entry.getKey();
            PhotoFolders.Stamp stamp = entry.getValue();
            try {
                PhotoHashes.Shrunk photo = PhotoHashes.read(path);
                String reason = unfit(photo);
                if (!PhotoFolders.Stamp.of(path).equals(stamp)) {
                    // without its stamp, so that the next update reads it again
                    rows.add(IndexFile.Row.without(
                            path, new PhotoFolders.Stamp(-1, 0), "it was changed while it was read"));
                } else if (reason != null) {
                    rows.add(IndexFile.Row.without(path, stamp, reason));
                } else {
                    fit.add(new IndexFile.Row(path, stamp, photo.width(), photo.height(), null, null));
                    pictures.add(photo.picture());
                }
            } catch (IOException e) {
                rows.add(IndexFile.Row.without(path, stamp, PictureFile.reason(e)));
            }
        }
        List<long[]> codes = PhotoHashes.codes(matching.members().get(0), pictures);
        for (int i = 0; i < fit.size(); i++) {
            IndexFile.Row row = fit.get(i);
            rows.add(new IndexFile.Row(row.path(), row.stamp(), row.width(), row.height(), codes.get(i), null));
        }
        return rows;
    }

    private static @Nullable String unfit(PhotoHashes.Shrunk photo) {
        if (photo.width() < LEAST_SIDE || photo.height() < LEAST_SIDE) {
            return "too small to compare (" + photo.width() + "×" + photo.height() + ")";
        }
        double sum = 0;
        double squares = 0;
        byte[] luma = photo.picture().luma();
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
     * @param codes of all, one or several a photo
     */
    public record Contents(List<Photo> photos, LookCodes codes) {}

    /**
     * What the index holds.
     *
     * @return all photos that can be compared
     */
    public Contents contents() {
        List<Photo> photos = new ArrayList<>();
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
        return new Contents(List.copyOf(photos), LookCodes.of(matching.members().get(0), codes));
    }

    /**
     * The hash of the index.
     *
     * @return one hasher, and which of its looks at two photos are compared
     */
    public Matching matching() {
        return matching;
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
                + String.join(", ", folders.stream().map(Path::toString).toList()) + " by " + matching.name();
    }
}
