package deephash.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What decides which images a data set consists of, and what they look like. Two loads of the same files with equal
 * options give the same data set.
 *
 * <pre>{@code
 * DeepHash.load("cifar10", loading().pixels(64).colour().split(20_000, 5_000, 5_000).seed(7))
 * }</pre>
 *
 * @param pixels height and width, 1 to 1024; 0 for the set's own default (32 for sets of small images, else 64)
 * @param channels 1 (grey) or 3 (colour)
 * @param fit how images come to a square; null for the set's own default
 * @param sampling where the images of the three splits come from
 * @param train how many images to train on; {@link #ALL} for as many as there are
 * @param database how many images are searched; {@link #ALL} for as many as there are
 * @param query how many images search; {@link #ALL} for as many as there are
 * @param seed of the sampling
 * @param broken what happens to images that cannot be decoded
 * @param mostFrequent keep only so many of the most frequent classes; 0 for the set's own default (21 for NUS-WIDE,
 *     otherwise all)
 * @param only keep only classes of these names; empty for all
 * @param lists with {@link Sampling#LISTS}: the files that list train, database and query, one image a line
 */
public record LoadOptions(
        int pixels,
        int channels,
        @Nullable Fit fit,
        Sampling sampling,
        int train,
        int database,
        int query,
        long seed,
        Broken broken,
        int mostFrequent,
        List<String> only,
        List<String> lists) {

    /** As many images as there are. */
    public static final int ALL = -1;

    private static final int LARGEST = 1024;

    /** Checks the ranges. */
    public LoadOptions {
        Objects.requireNonNull(sampling, "sampling");
        Objects.requireNonNull(broken, "broken");
        if (pixels < 0 || pixels > LARGEST) {
            throw new IllegalArgumentException("Images can be loaded at 1 to " + LARGEST + " pixels a side, not "
                    + pixels + ". The paper has 128; small sets are quick and good enough at 32.");
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Images have 1 channel (grey) or 3 (colour), not " + channels + ".");
        }
        checkSize("training images", train);
        checkSize("database images", database);
        checkSize("queries", query);
        if (mostFrequent < 0) {
            throw new IllegalArgumentException(
                    "The most frequent classes must be a positive number, not " + mostFrequent + ".");
        }
        only = List.copyOf(only);
        lists = List.copyOf(lists);
        if (sampling == Sampling.LISTS && lists.size() != 3) {
            throw new IllegalArgumentException("Sampling by lists needs three files (train, database, query), not "
                    + lists.size() + ". Say lists(\"train.txt\", \"database.txt\", \"query.txt\").");
        }
    }

    private static void checkSize(String what, int size) {
        if (size < 1 && size != ALL) {
            throw new IllegalArgumentException(
                    "A split needs at least 1 image, but " + size + " " + what + " were asked for.");
        }
    }

    /**
     * The defaults, to change from: grey, the set's own size, all images split as published, seed 0, broken images
     * refused.
     */
    public static LoadOptions loading() {
        return new LoadOptions(0, 1, null, Sampling.OFFICIAL, ALL, ALL, ALL, 0, Broken.REFUSE, 0, List.of(), List.of());
    }

    /** The paper's experiment: 128×128 grey, 20,000 / 5,000 / 5,000 images by uniform random sampling. */
    public static LoadOptions paper() {
        return loading().pixels(128).split(20_000, 5_000, 5_000).sampling(Sampling.UNIFORM);
    }

    /** Images of {@code size}×{@code size}, 1 to 1024. */
    public LoadOptions pixels(int size) {
        if (size == 0) {
            throw new IllegalArgumentException("Images can be loaded at 1 to " + LARGEST + " pixels a side, not 0.");
        }
        return new LoadOptions(
                size, channels, fit, sampling, train, database, query, seed, broken, mostFrequent, only, lists);
    }

    /** One channel: the luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B. The default. */
    public LoadOptions grey() {
        return new LoadOptions(
                pixels, 1, fit, sampling, train, database, query, seed, broken, mostFrequent, only, lists);
    }

    /** Three channels: red, green, blue. */
    public LoadOptions colour() {
        return new LoadOptions(
                pixels, 3, fit, sampling, train, database, query, seed, broken, mostFrequent, only, lists);
    }

    /** How images come to a square. */
    public LoadOptions fit(Fit how) {
        return new LoadOptions(
                pixels, channels, how, sampling, train, database, query, seed, broken, mostFrequent, only, lists);
    }

    /** How many images each split has; {@link #ALL} for as many as there are. */
    public LoadOptions split(int train, int database, int query) {
        return new LoadOptions(
                pixels, channels, fit, sampling, train, database, query, seed, broken, mostFrequent, only, lists);
    }

    /** Where the images of the splits come from. */
    public LoadOptions sampling(Sampling how) {
        return new LoadOptions(
                pixels, channels, fit, how, train, database, query, seed, broken, mostFrequent, only, lists);
    }

    /** Images from all parts of the set, every image with the same chance, as in the paper. */
    public LoadOptions uniform() {
        return sampling(Sampling.UNIFORM);
    }

    /** Images from all parts of the set, every class in proportion. */
    public LoadOptions stratified() {
        return sampling(Sampling.STRATIFIED);
    }

    /**
     * The images that three text files name, one a line: a path below the data set's folder, with {@code /} or
     * {@code \}. Empty lines and lines that start with {@code #} do not count.
     */
    public LoadOptions lists(String train, String database, String query) {
        return new LoadOptions(
                pixels,
                channels,
                fit,
                Sampling.LISTS,
                ALL,
                ALL,
                ALL,
                seed,
                broken,
                mostFrequent,
                only,
                List.of(train, database, query));
    }

    /** Another random choice of images. */
    public LoadOptions seed(long value) {
        return new LoadOptions(
                pixels, channels, fit, sampling, train, database, query, value, broken, mostFrequent, only, lists);
    }

    /** Leaves out images that cannot be decoded, and says which. */
    public LoadOptions skipBroken() {
        return new LoadOptions(
                pixels, channels, fit, sampling, train, database, query, seed, Broken.SKIP, mostFrequent, only, lists);
    }

    /** Ends with an error at images that cannot be decoded, and says which. The default. */
    public LoadOptions refuseBroken() {
        return new LoadOptions(
                pixels,
                channels,
                fit,
                sampling,
                train,
                database,
                query,
                seed,
                Broken.REFUSE,
                mostFrequent,
                only,
                lists);
    }

    /** Only the {@code count} most frequent classes; images with none of them are left out. */
    public LoadOptions mostFrequent(int count) {
        return new LoadOptions(
                pixels, channels, fit, sampling, train, database, query, seed, broken, count, only, lists);
    }

    /** Only these classes; images with none of them are left out. */
    public LoadOptions only(String... classes) {
        return new LoadOptions(
                pixels,
                channels,
                fit,
                sampling,
                train,
                database,
                query,
                seed,
                broken,
                mostFrequent,
                List.of(classes),
                lists);
    }

    /** What was changed from the defaults, as one would type it. */
    @Override
    public String toString() {
        List<String> said = new ArrayList<>();
        if (pixels != 0) {
            said.add("pixels(" + pixels + ")");
        }
        if (channels == 3) {
            said.add("colour()");
        }
        if (fit != null) {
            said.add("fit(" + fit + ")");
        }
        if (sampling == Sampling.LISTS) {
            said.add("lists(\"" + String.join("\", \"", lists) + "\")");
        } else if (sampling != Sampling.OFFICIAL) {
            said.add("sampling(" + sampling + ")");
        }
        if (train != ALL || database != ALL || query != ALL) {
            said.add("split(" + size(train) + ", " + size(database) + ", " + size(query) + ")");
        }
        if (seed != 0) {
            said.add("seed(" + seed + ")");
        }
        if (broken == Broken.SKIP) {
            said.add("skipBroken()");
        }
        if (mostFrequent != 0) {
            said.add("mostFrequent(" + mostFrequent + ")");
        }
        if (!only.isEmpty()) {
            said.add("only(\"" + String.join("\", \"", only) + "\")");
        }
        return "loading()" + (said.isEmpty() ? "" : "." + String.join(".", said));
    }

    private static String size(int count) {
        return count == ALL ? "ALL" : Integer.toString(count);
    }
}
