package deephash.bench;

import deephash.copy.CopyHash;
import deephash.generated.GeneratedPictures;
import deephash.progress.Screen;
import deephash.train.contrastive.ContrastiveOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the bundled copy hash, from nothing but a seed; see {@code tests/bench/copies.md}. */
public final class CopyHashTraining {

    private CopyHashTraining() {}

    /**
     * Generates, trains, fits and saves.
     *
     * @param args how many pictures, how many steps, the seed, the file to write
     * @throws IOException if the file is there or cannot be written
     */
    public static void main(String[] args) throws IOException {
        int pictures = Integer.parseInt(args[0]);
        int steps = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        Screen.use(new Lines());
        CopyHash hash = CopyHash.train(GeneratedPictures.of(pictures, seed), ContrastiveOptions.of(steps, seed));
        hash.save(Path.of(args[3]));
        hash.facts().forEach((name, value) -> System.out.println(name + ": " + value));
    }

    /** Prints a line for every fifty steps. */
    private static final class Lines implements Screen {
        @Override
        public Bar bar(String what, long total, String unit) {
            return new Bar() {
                private long done;

                @Override
                public void step(long count) {
                    done += count;
                }

                @Override
                public void note(String text) {
                    if (done % 50 == 0) {
                        System.out.println(what + ", " + done + " of " + total + " " + unit + ", " + text);
                    }
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Live show(Object content) {
            return replacement -> {};
        }

        @Override
        public void say(String line) {
            System.out.println(line);
        }
    }
}
