package deephash.kernel.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A user's own copy of the chapters, to run and to change: the checkout stays as it is. A chapter that is new, or newer
 * than a copy that nobody has changed, is copied; one that the user has run or changed is kept.
 *
 * @param chapters the folder of the chapters
 * @param folder the copy
 */
record WorkingCopy(Path chapters, Path folder) {

    /** Keeps what each file was copied from. */
    private static final String RECORD = ".copied";

    /** Brings the copy up to date; the files that are kept although the chapter has changed. */
    List<String> update() throws IOException {
        Files.createDirectories(folder);
        Map<String, String> copied = read();
        List<String> kept = new ArrayList<>();
        for (Path chapter : files()) {
            String name = chapters.relativize(chapter).toString().replace('\\', '/');
            Path own = folder.resolve(name);
            String now = sum(chapter);
            if (now.equals(copied.get(name)) && Files.exists(own)) {
                continue;
            }
            if (Files.exists(own) && !sum(own).equals(copied.get(name)) && !sum(own).equals(now)) {
                kept.add(name);
                continue;
            }
            Files.createDirectories(own.getParent());
            Files.copy(chapter, own, StandardCopyOption.REPLACE_EXISTING);
            own.toFile().setWritable(true);
            copied.put(name, now);
        }
        List<String> lines = new ArrayList<>();
        copied.forEach((name, sum) -> lines.add(sum + " " + name));
        Files.write(folder.resolve(RECORD), lines);
        return kept;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(chapters)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !chapters.relativize(file).toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        }
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> copied = new TreeMap<>();
        Path file = folder.resolve(RECORD);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int blank = line.indexOf(' ');
                if (blank > 0) {
                    copied.put(line.substring(blank + 1), line.substring(0, blank));
                }
            }
        }
        return copied;
    }

    /** A checksum that no line ends of another system change. */
    private static String sum(Path file) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (file.toString().endsWith(".ipynb")) {
                bytes = new String(bytes, StandardCharsets.UTF_8)
                        .replace("\r\n", "\n")
                        .getBytes(StandardCharsets.UTF_8);
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
