package deephash.bench.faults;

import deephash.model.ModelFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Damages a file of each kind, reads it, and counts what comes of it. */
final class Damages {

    private static final String[] HOW = {
        "a bit",
        "a byte",
        "16 bytes",
        "a sector of zeros",
        "cut",
        "cut by one",
        "doubled end",
        "shifted",
        "swapped sectors"
    };
    private static final int SECTOR = 512;

    private final Random random;
    private final Path folder;
    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private final Map<String, String> examples = new TreeMap<>();

    Damages(long seed, Path folder) {
        this.random = new Random(seed);
        this.folder = folder;
    }

    /** What came of one damage. */
    private enum End {
        RIGHT,
        REFUSED,
        UNNAMED,
        FAULT,
        OTHER
    }

    void run(double seconds, PrintStream out) throws Exception {
        List<Readable> all = Readable.all(folder);
        Map<Readable, Object> right = new LinkedHashMap<>();
        Map<Readable, Map<Path, byte[]>> whole = new LinkedHashMap<>();
        for (Readable each : all) {
            Files.createDirectories(each.folder());
            each.make();
            right.put(each, each.read());
            whole.put(each, files(each));
            if (!each.read().equals(right.get(each))) {
                throw new IllegalStateException(each.name() + " is read differently each time");
            }
        }
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            for (Readable each : all) {
                once(each, right.get(each), whole.get(each));
            }
        }
        Map<String, Boolean> checked = new TreeMap<>();
        all.forEach(each -> checked.put(each.name(), each.checked()));
        counts.forEach((name, c) -> out.println(
                name + "\t" + checked.get(name) + "\t" + c[0] + "\t" + c[1] + "\t" + c[2] + "\t" + c[3] + "\t" + c[4]));
        examples.forEach((name, text) -> out.println("# " + name + ": " + text));
    }

    private static Map<Path, byte[]> files(Readable each) throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(each.folder())) {
            for (Path file :
                    walk.filter(Files::isRegularFile).filter(each::isDamaged).toList()) {
                if (Files.size(file) > 0) {
                    files.put(file, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    private void once(Readable each, Object right, Map<Path, byte[]> whole) throws IOException {
        Path file = new ArrayList<>(whole.keySet()).get(random.nextInt(whole.size()));
        int how = random.nextInt(HOW.length);
        byte[] damaged = damaged(whole.get(file), how);
        if (Arrays.equals(damaged, whole.get(file))) {
            return;
        }
        Files.write(file, damaged);
        End end;
        String said = "";
        try {
            end = each.read().equals(right) ? End.RIGHT : End.OTHER;
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | IllegalStateException
                | ModelFormatException e) {
            said = Faults.said(e);
            end = said.contains(file.getFileName().toString())
                            || said.contains(each.folder().getFileName().toString())
                    ? End.REFUSED
                    : End.UNNAMED;
        } catch (Exception | Error e) {
            said = Faults.said(e) + " at " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "");
            end = End.FAULT;
        }
        counts.computeIfAbsent(each.name(), n -> new int[End.values().length])[end.ordinal()]++;
        if (end == End.UNNAMED || end == End.FAULT || (end == End.OTHER && each.checked())) {
            examples.putIfAbsent(each.name() + ", " + end, HOW[how] + " of " + file.getFileName() + ": " + said);
        }
        for (Map.Entry<Path, byte[]> entry : whole.entrySet()) {
            Files.createDirectories(entry.getKey().getParent());
            Files.write(entry.getKey(), entry.getValue());
        }
    }

    private byte[] damaged(byte[] whole, int how) {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        switch (how) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> {
                for (int i = at; i < Math.min(bytes.length, at + 16); i++) {
                    bytes[i] = (byte) random.nextInt(256);
                }
            }
            case 3 ->
                Arrays.fill(
                        bytes, at / SECTOR * SECTOR, Math.min(bytes.length, at / SECTOR * SECTOR + SECTOR), (byte) 0);
            case 4 -> bytes = Arrays.copyOf(bytes, at);
            case 5 -> bytes = Arrays.copyOf(bytes, bytes.length - 1);
            case 6 -> {
                bytes = Arrays.copyOf(bytes, bytes.length + Math.min(bytes.length, 100));
                System.arraycopy(
                        whole,
                        whole.length - Math.min(whole.length, 100),
                        bytes,
                        whole.length,
                        Math.min(whole.length, 100));
            }
            case 7 -> System.arraycopy(whole, 0, bytes, 1, whole.length - 1);
            default -> {
                int other = random.nextInt(bytes.length);
                int length = Math.min(SECTOR, bytes.length - Math.max(at, other));
                System.arraycopy(whole, at, bytes, other, length);
                System.arraycopy(whole, other, bytes, at, length);
            }
        }
        return bytes;
    }
}
