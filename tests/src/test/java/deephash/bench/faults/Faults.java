package deephash.bench.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What {@code faults.py} starts, and often kills.
 *
 * <pre>
 *   prepare KIND FOLDER                      makes what the contents are made of
 *   run KIND FOLDER LEAST                    checks what is there, says ready, writes on and says each number; killed
 *   check KIND FOLDER LEAST                  checks what is there
 *   pair KIND FOLDER FIRST SECONDS           writes every second content; with FIRST = 2, reads only
 *   fill KIND FOLDER                         writes until the disk is full
 *   damage SEED SECONDS FOLDER               damages files of every kind and reads them
 *   declared FOLDER                          reads files that claim to be huge
 * </pre>
 */
public final class Faults {

    private static final PrintStream OUT =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);

    private static final int ROOM_ON_A_FULL_DISK = 2048;

    private Faults() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "damage" ->
                new Damages(Long.parseLong(args[1]), Path.of(args[3])).run(Double.parseDouble(args[2]), OUT);
            case "declared" -> Declared.run(Path.of(args[1]), OUT);
            default -> store(args);
        }
        System.exit(0);
    }

    private static void store(String[] args) throws Exception {
        Path folder = Path.of(args[2]);
        Files.createDirectories(folder);
        Store store = Store.of(args[1], folder);
        switch (args[0]) {
            case "prepare" -> store.prepare();
            case "run" -> {
                int least = Integer.parseInt(args[3]);
                if (checked(store, least)) {
                    OUT.println("ready");
                    try {
                        store.run(least + 1, 1, n -> OUT.println(n));
                    } catch (Store.Wrong e) {
                        OUT.println("wrong " + e.getMessage());
                    }
                }
            }
            case "check" -> {
                if (checked(store, Integer.parseInt(args[3]))) {
                    OUT.println("right");
                }
            }
            case "pair" -> pair(args[1], store, Integer.parseInt(args[3]), Double.parseDouble(args[4]));
            case "fill" -> fill(store, folder);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static boolean checked(Store store, int least) {
        try {
            store.check(least, true);
            return true;
        } catch (Store.Wrong e) {
            OUT.println("wrong " + e.getMessage());
        } catch (Exception | Error e) {
            OUT.println("refused " + said(e));
        }
        return false;
    }

    static String said(Throwable e) {
        return (e.getClass().getSimpleName() + ": " + e.getMessage()).replaceAll("\\s+", " ");
    }

    /** One of two writers, or their reader. */
    private static void pair(String kind, Store store, int first, double seconds) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        int done = 0;
        int refused = 0;
        int last = -1;
        String message = "";
        for (int n = first; System.nanoTime() < end; n += 2) {
            try {
                if (first == 2) {
                    store.check(-1, false);
                } else {
                    store.writeBeside(n);
                    last = n;
                }
                done++;
            } catch (Store.Wrong e) {
                OUT.println("wrong " + e.getMessage());
            } catch (Exception | Error e) {
                refused++;
                message = said(e);
                if (kind.equals("study")) {
                    OUT.println("wrong an outcome could not be kept: " + message);
                }
            }
        }
        if (store instanceof StudyStore study && first < 2) {
            study.requireAll(last, 2, first);
        }
        OUT.println(String.format(Locale.ROOT, "%s %d done, %d refused: %s", "pair", done, refused, message));
    }

    /** Writes a few contents, fills the disk but for some bytes, and writes on until that fails. */
    private static void fill(Store store, Path folder) throws IOException {
        int last = -1;
        int failed = 0;
        int least = 5 * store.contents();
        for (int n = 0; n < 400 * store.contents() && failed < 3; n += store.contents()) {
            if (n == least) {
                occupy(folder.resolveSibling("ballast"));
            }
            try {
                store.write(n);
                last = n + store.contents() - 1;
            } catch (Store.Wrong e) {
                OUT.println("wrong " + e.getMessage());
                return;
            } catch (Exception | Error e) {
                failed++;
                boolean named = said(e).contains(folder.getFileName().toString());
                OUT.println((e instanceof OutOfMemoryError || !named ? "unnamed " : "full ") + said(e));
            }
        }
        OUT.println("last " + last + (failed == 0 ? ", never full" : ""));
    }

    private static void occupy(Path ballast) throws IOException {
        long free = Files.getFileStore(ballast.getParent()).getUsableSpace();
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[1024];
            for (long left = free - ROOM_ON_A_FULL_DISK; left >= block.length; left -= block.length) {
                out.write(block);
            }
        }
    }
}
