package deephash.bench.faults;

import deephash.code.HashCodes;
import deephash.code.file.CodeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

/** A file of codes that is saved over and over; the names say which content it is. */
final class CodesStore implements Store {

    private static final int CODES = 20_000;

    private final Path file;

    CodesStore(Path folder) {
        file = folder.resolve("all.codes");
    }

    @Override
    public void prepare() {
        // nothing is needed
    }

    private static HashCodes codes(int n) {
        return HashCodes.random(CODES, 64, n).named(Collections.nCopies(CODES, String.valueOf(n)));
    }

    @Override
    public void write(int n) throws Exception {
        CodeFile.save(codes(n), file);
    }

    @Override
    public void check(int least, boolean alone) throws Exception {
        if (!Files.exists(file)) {
            if (least >= 0) {
                throw new Wrong("the codes are gone");
            }
            return;
        }
        HashCodes found = CodeFile.read(file);
        int n = Integer.parseInt(found.names().orElseThrow().get(0));
        if (!found.equals(codes(n)) || !found.names().equals(codes(n).names())) {
            throw new Wrong("the codes are not those of number " + n);
        }
        if (alone && least >= 0 && n != least && n != least + 1) {
            throw new Wrong("number " + least + " was reported, and " + n + " is there");
        }
    }
}
