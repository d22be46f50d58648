package deephash.bench;

import deephash.copy.CopyHash;
import deephash.data.image.Images;
import deephash.data.image.Photos;
import deephash.generated.GeneratedPictures;
import deephash.progress.Screen;
import deephash.train.contrastive.ContrastiveOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the bundled copy hash, from nothing but a seed, or one from photos; see {@code tests/bench/copies.md}. */
public final class CopyHashTraining {

    private CopyHashTraining() {}

    /**
     * Generates or reads pictures, trains, fits and saves.
     *
     * @param args how many pictures to generate, or a folder of photos; how many steps, the seed, the file to write
     * @throws IOException if the file is there or cannot be written
     */
    public static void main(String[] args) throws IOException {
        boolean generated = args[0].matches("[0-9]+");
        int steps = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        Screen.use(new Lines());
        Images pictures = generated ? GeneratedPictures.of(Integer.parseInt(args[0]), seed) : photos(Path.of(args[0]));
        CopyHash hash = CopyHash.train(pictures, ContrastiveOptions.of(steps, seed));
        hash.save(Path.of(args[3]));
        hash.facts().forEach((name, value) -> System.out.println(name + ": " + value));
    }

    /** All photos of a folder at 64×64 pixels, in memory. */
    private static Images photos(Path folder) {
        Photos photos = Photos.in(folder);
        byte[] values = new byte[photos.size() * photos.pixels().count()];
        for (int i = 0; i < photos.size(); i++) {
            photos.read(i, values, i * photos.pixels().count());
        }
        return Images.of(photos.pixels(), values);
    }
}
