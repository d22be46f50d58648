package deephash.bench.faults;

import deephash.duplicates.Photo;
import deephash.duplicates.PhotoHashes;
import deephash.duplicates.PhotoIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An index of photos, of which a third comes and goes. */
final class IndexStore implements Store {

    private static final int PHOTOS = 30;

    private final Path folder;
    private final Path photos;

    IndexStore(Path folder) {
        this.folder = folder;
        photos = folder.resolve("photos");
    }

    @Override
    public void prepare() throws Exception {
        for (int k = 0; k < PHOTOS; k++) {
            Drawn.write(folder.resolve("prepared/" + k + ".jpg"), k);
            Files.setLastModifiedTime(
                    folder.resolve("prepared/" + k + ".jpg"), FileTime.fromMillis(1_000_000_000L + k));
        }
        arrange(-1);
        StringBuilder right = new StringBuilder();
        try (PhotoIndex index = open("prepared.sqlite")) {
            index.update();
            codes(index)
                    .forEach((name, code) ->
                            right.append(name).append(' ').append(code).append('\n'));
        }
        Files.writeString(folder.resolve("prepared.txt"), right);
    }

    /** Puts there all photos but a third; all of them for −1. */
    private void arrange(int n) throws IOException {
        Files.createDirectories(photos);
        for (int k = 0; k < PHOTOS; k++) {
            Path photo = photos.resolve(k + ".jpg");
            if (n >= 0 && (k + n) % 3 == 0) {
                Files.deleteIfExists(photo);
            } else if (!Files.exists(photo) || Files.size(photo) == 0) {
                Path beside = folder.resolve("next.jpg");
                Files.copy(
                        folder.resolve("prepared/" + k + ".jpg"),
                        beside,
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
                Files.move(beside, photo, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private PhotoIndex open(String name) {
        return PhotoIndex.open(
                List.of(photos), PhotoHashes.named(PhotoHashes.names().get(0)), folder.resolve(name));
    }

    private static Map<String, String> codes(PhotoIndex index) {
        PhotoIndex.Contents contents = index.contents();
        Map<String, String> codes = new TreeMap<>();
        for (int i = 0; i < contents.photos().size(); i++) {
            Photo photo = contents.photos().get(i);
            codes.put(
                    photo.file().getFileName().toString(),
                    contents.codes().looks().get(0).get(i).hex());
        }
        return codes;
    }

    private void require(Map<String, String> found, int n) throws Exception {
        Map<String, String> right = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("prepared.txt"))) {
            right.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        List<String> others = new ArrayList<>();
        found.forEach((name, code) -> {
            if (!code.equals(right.get(name))) {
                others.add(name);
            }
        });
        if (!others.isEmpty()) {
            throw new Wrong("other codes of " + others);
        }
        right.keySet().removeIf(name -> n >= 0 && (Integer.parseInt(name.replace(".jpg", "")) + n) % 3 == 0);
        if (n >= 0 && !found.keySet().equals(right.keySet())) {
            throw new Wrong("the index has " + found.keySet() + " instead of " + right.keySet());
        }
    }

    @Override
    public void write(int n) throws Exception {
        arrange(n);
        try (PhotoIndex index = open("index.sqlite")) {
            index.update();
            require(codes(index), n);
        }
    }

    /** The photos stay; each of the two hashes what the other has not. */
    @Override
    public void writeBeside(int n) throws Exception {
        Files.setLastModifiedTime(photos.resolve(n % PHOTOS + ".jpg"), FileTime.fromMillis(1_000_000_000L + n));
        try (PhotoIndex index = open("index.sqlite")) {
            index.update();
            require(codes(index), -1);
        }
    }

    @Override
    public void check(int least, boolean alone) throws Exception {
        try (PhotoIndex index = open("index.sqlite")) {
            Map<String, String> found = codes(index);
            require(found, -1);
            if (alone && least >= 0 && found.isEmpty()) {
                throw new Wrong("the index is empty");
            }
        }
    }
}
