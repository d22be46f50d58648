package deephash.data;

import deephash.data.pixel.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
 * @param mostFrequent how many of the most frequent classes are kept; 0 for the set's own default (21 for NUS-WIDE,
 *     otherwise all)
 * @param only keep only classes of these names; empty for all
 * @param coarseLabels whether CIFAR-100 is labelled with its 20 coarse classes instead of its 100 fine ones
 * @param lists with {@link Sampling#LISTS}: the files that list train, database and query, one image a line
 * @param alike the correlation from which an image is too like one of another split and passed over, see
 *     {@link NearDuplicates}; 0 to keep all but those with equal pixels
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
        boolean coarseLabels,
        List<String> lists,
        double alike) {

    /** Takes all images. */
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
        if (alike != 0) {
            NearDuplicates.check(alike);
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
        return new LoadOptions(
                0, 1, null, Sampling.OFFICIAL, ALL, ALL, ALL, 0, Broken.REFUSE, 0, List.of(), false, List.of(), 0);
    }

    /** The paper's experiment: 128×128 grey, 20,000 / 5,000 / 5,000 images by uniform random sampling. */
    public static LoadOptions paper() {
        return loading().pixels(128).split(20_000, 5_000, 5_000).sampling(Sampling.UNIFORM);
    }

    /**
     * Images of {@code size}×{@code size}, 1 to 1024.
     *
     * @param size height and width, 1 to 1024; 0 for the set's own default (32 for sets of small images, else 64)
     * @return the changed options
     */
    public LoadOptions pixels(int size) {
        if (size == 0) {
            throw new IllegalArgumentException("Images can be loaded at 1 to " + LARGEST + " pixels a side, not 0.");
        }
        return with(draft -> draft.pixels = size);
    }

    /** One channel: the luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B. The default. */
    public LoadOptions grey() {
        return with(draft -> draft.channels = 1);
    }

    /** Three channels: red, green, blue. */
    public LoadOptions colour() {
        return with(draft -> draft.channels = 3);
    }

    /**
     * How images come to a square.
     *
     * @param how how images come to a square; null for the set's own default
     * @return the changed options
     */
    public LoadOptions fit(Fit how) {
        return with(draft -> draft.fit = how);
    }

    /**
     * How many images each split has; {@link #ALL} for as many as there are.
     *
     * @param train images, or {@link #ALL}
     * @param database images, or {@link #ALL}
     * @param query images, or {@link #ALL}
     * @return the changed options
     */
    public LoadOptions split(int train, int database, int query) {
        return with(draft -> {
            draft.train = train;
            draft.database = database;
            draft.query = query;
        });
    }

    /**
     * Where the images of the splits come from.
     *
     * @param how where the images of the three splits come from
     * @return the changed options
     */
    public LoadOptions sampling(Sampling how) {
        return with(draft -> draft.sampling = how);
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
     *
     * @param train a text file
     * @param database a text file
     * @param query a text file
     * @return the changed options
     */
    public LoadOptions lists(String train, String database, String query) {
        return split(ALL, ALL, ALL).with(draft -> {
            draft.sampling = Sampling.LISTS;
            draft.lists = List.of(train, database, query);
        });
    }

    /**
     * Another random choice of images.
     *
     * @param value of the sampling
     * @return the changed options
     */
    public LoadOptions seed(long value) {
        return with(draft -> draft.seed = value);
    }

    /** Leaves out images that cannot be decoded, and says which. */
    public LoadOptions skipBroken() {
        return with(draft -> draft.broken = Broken.SKIP);
    }

    /** Ends with an error at images that cannot be decoded, and says which. The default. */
    public LoadOptions refuseBroken() {
        return with(draft -> draft.broken = Broken.REFUSE);
    }

    /**
     * Only the {@code count} most frequent classes; images with none of them are left out.
     *
     * @param count how many of the most frequent classes are kept; 0 for the set's own default (21 for NUS-WIDE,
     *     otherwise all)
     * @return the changed options
     */
    public LoadOptions mostFrequent(int count) {
        return with(draft -> draft.mostFrequent = count);
    }

    /**
     * Only these classes; images with none of them are left out.
     *
     * @param classes keep only classes of these names; empty for all
     * @return the changed options
     */
    public LoadOptions only(String... classes) {
        return with(draft -> draft.only = List.of(classes));
    }

    /** CIFAR-100 with its 20 coarse classes ("aquatic mammals") instead of its 100 fine ones. */
    public LoadOptions coarse() {
        return with(draft -> draft.coarseLabels = true);
    }

    /**
     * The protocol <em>near-duplicates removed</em>: database images that are nearly a query, and training images that
     * are nearly a database image or a query, are passed over, and others take their place as far as there are any.
     *
     * @see NearDuplicates
     */
    public LoadOptions withoutNearDuplicates() {
        return withoutNearDuplicates(NearDuplicates.USUAL);
    }

    /**
     * The same with another limit.
     *
     * @param correlation from which two images are near-duplicates, above 0.5 and at most 1
     * @return the changed options
     */
    public LoadOptions withoutNearDuplicates(double correlation) {
        NearDuplicates.check(correlation);
        return with(draft -> draft.alike = correlation);
    }

    private LoadOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
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
        if (coarseLabels) {
            said.add("coarse()");
        }
        if (alike != 0) {
            said.add("withoutNearDuplicates(" + (alike == NearDuplicates.USUAL ? "" : alike) + ")");
        }
        if (!only.isEmpty()) {
            said.add("only(\"" + String.join("\", \"", only) + "\")");
        }
        return "loading()" + (said.isEmpty() ? "" : "." + String.join(".", said));
    }

    private static String size(int count) {
        return count == ALL ? "ALL" : Integer.toString(count);
    }

    /** The same options while one of them is changed. */
    private static final class Draft {
        private int pixels;
        private int channels;
        private @Nullable Fit fit;
        private Sampling sampling;
        private int train;
        private int database;
        private int query;
        private long seed;
        private Broken broken;
        private int mostFrequent;
        private List<String> only;
        private boolean coarseLabels;
        private List<String> lists;
        private double alike;

        Draft(LoadOptions from) {
            pixels = from.pixels;
            channels = from.channels;
            fit = from.fit;
            sampling = from.sampling;
            train = from.train;
            database = from.database;
            query = from.query;
            seed = from.seed;
            broken = from.broken;
            mostFrequent = from.mostFrequent;
            only = from.only;
            coarseLabels = from.coarseLabels;
            lists = from.lists;
            alike = from.alike;
        }

        LoadOptions options() {
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
                    only,
                    coarseLabels,
                    lists,
                    alike);
        }
    }
}
