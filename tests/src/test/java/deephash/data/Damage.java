package deephash.data;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Spoils the files of a data set in every way that disks, networks and people do, and puts them back. */
final class Damage {

    private final Path folder;
    private final Map<Path, byte[]> whole = new TreeMap<>();
    private final Map<Path, FileTime> times = new HashMap<>();

    /** Remembers a folder as it is. */
    Damage(Path folder) throws IOException {
        this.folder = folder;
        for (Path file : files()) {
            whole.put(file, Files.readAllBytes(file));
            times.put(file, Files.getLastModifiedTime(file));
        }
    }

    /** The file that held these bytes before any damage; null if none did. */
    Path holderOf(byte[] bytes) {
        return whole.entrySet().stream()
                .filter(entry -> Arrays.equals(entry.getValue(), bytes))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Makes the folder what it was. */
    void mend() throws IOException {
        clear(folder, path -> whole.containsKey(path) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
        for (Map.Entry<Path, byte[]> entry : whole.entrySet()) {
            Path file = entry.getKey();
            if (!Files.exists(file) || !Files.getLastModifiedTime(file).equals(times.get(file))) {
                Files.createDirectories(file.resolveSibling(""));
                Files.write(file, entry.getValue());
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
    }

    /** Spoils one file, or where two files are, and says how. */
    String spoil(Random random) throws IOException {
        List<Path> files = files();
        if (files.isEmpty()) {
            return "nothing left";
        }
        Path file = files.get(random.nextInt(files.size()));
        byte[] bytes = Files.readAllBytes(file);
        int kind = random.nextInt(11);
        switch (kind) {
            case 0, 1 -> {
                for (int k = 0; k <= random.nextInt(8) && bytes.length > 0; k++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Files.write(file, bytes);
            }
            case 2, 3 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            case 4 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(300));
                Files.write(file, longer);
            }
            case 5 -> Files.write(file, new byte[0]);
            case 6 -> Files.delete(file);
            case 7 -> {
                String[] names = {"renamed.png", "renamed.jpg", ".hidden.png", "名.gif", "renamed", "renamed.txt"};
                Files.move(
                        file,
                        file.resolveSibling(names[random.nextInt(names.length)]),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            case 8 -> {
                Files.delete(file);
                Files.createDirectory(file);
            }
            case 9 -> {
                Files.delete(file);
                Files.createSymbolicLink(file, file);
            }
            default -> {
                Path other = files.get(random.nextInt(files.size()));
                Files.move(
                        file,
                        other.resolveSibling("moved-" + file.getFileName()),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return kind + " of " + folder.relativize(file);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Removes everything in a folder but what is kept, and empty folders. */
    static void clear(Path folder, Predicate<Path> kept) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!kept.test(file)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failed) throws IOException {
                try (Stream<Path> left = Files.list(visited)) {
                    if (left.findAny().isEmpty() && !visited.equals(folder)) {
                        Files.delete(visited);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
