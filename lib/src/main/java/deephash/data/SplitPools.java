package deephash.data;

import deephash.code.Labels;
import deephash.data.layout.Catalog;
import deephash.data.source.DatasetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which images may go into which split, before any is decoded: pools of images in the order in which they are taken.
 *
 * @param pools disjoint
 * @param protocol how they came about, in words
 * @param databaseIsTrain whether the training images are searched, too
 */
record SplitPools(List<Pool> pools, String protocol, boolean databaseIsTrain) {

    SplitPools(List<Pool> pools, String protocol) {
        this(pools, protocol, false);
    }

    /** The splits by number: 0 train, 1 database, 2 query. */
    static final List<String> SPLITS = List.of("train", "database", "query");

    static final int TRAIN = 0;
    static final int DATABASE = 1;
    static final int QUERY = 2;

    /**
     * Images that some splits are taken from.
     *
     * @param order the images, as numbers in the catalog, in the order in which they are taken
     * @param wanted how many images each of the three splits takes; 0 for none
     */
    record Pool(int[] order, int[] wanted) {
        int needed() {
            return wanted[0] + wanted[1] + wanted[2];
        }
    }

    private static final int FEWEST = 3;

    /** Sets of more images than this are not loaded whole unless that is asked for. */
    static final int LARGE = 100_000;

    /** Chooses from what a reader found, as asked. */
    static SplitPools of(String name, Catalog catalog, LoadOptions options) {
        if (catalog.size() < FEWEST) {
            throw new DatasetException("\"" + name + "\" has " + catalog.size()
                    + (catalog.size() == 1 ? " image" : " images")
                    + ", but at least 3 are needed, one for each split: train, database and query. Add images.");
        }
        boolean all = options.train() == LoadOptions.ALL
                && options.database() == LoadOptions.ALL
                && options.query() == LoadOptions.ALL;
        LoadOptions sized = all && catalog.size() > LARGE ? options.split(20_000, 5_000, 5_000) : options;
        return switch (options.sampling()) {
            case OFFICIAL -> official(name, catalog, sized);
            case STRATIFIED -> pooled(name, catalog, sized, true);
            case UNIFORM -> pooled(name, catalog, sized, false);
            case LISTS -> FileLists.read(name, catalog, options.lists());
        };
    }

    private static SplitPools official(String name, Catalog catalog, LoadOptions options) {
        boolean single = catalog.labels().isSingle();
        if (catalog.has("train") && catalog.has("database") && catalog.has("query")) {
            return own(name, catalog, options, SPLITS, "the set's own train, database and query parts");
        }
        if (!catalog.labels().isPresent() && catalog.has("train") && catalog.has("val") && catalog.has("test")) {
            return own(
                    name,
                    catalog,
                    options,
                    List.of("train", "val", "test"),
                    "the set's own train, val and test parts as train, database and queries");
        }
        if (catalog.hasUnlabelledQueries()) {
            return unlabelledQueries(name, catalog, options);
        }
        String test = catalog.has("test") ? "test" : "val";
        if (!catalog.has("train") || !catalog.has(test)) {
            return pooled(name, catalog, options, single);
        }
        int[] train = catalog.of("train");
        int[] held = catalog.of(test);
        int[] wantedTrain = {asked(options, TRAIN) == LoadOptions.ALL ? train.length : asked(options, TRAIN), 0, 0};
        int[] wantedHeld = shares(
                held.length, new int[] {0, asked(options, DATABASE), asked(options, QUERY)}, new int[] {0, 1, 1});
        check(name, "its train part", wantedTrain, train.length);
        check(name, "its " + test + " part", wantedHeld, held.length);
        return new SplitPools(
                List.of(
                        new Pool(shuffled(held, catalog.labels(), single, options.seed()), wantedHeld),
                        new Pool(shuffled(train, catalog.labels(), single, options.seed() + 1), wantedTrain)),
                "train from the set's train part, database and queries from its " + test + " part"
                        + (single ? ", each class in proportion" : "") + ", seed " + options.seed());
    }

    private static SplitPools own(
            String name, Catalog catalog, LoadOptions options, List<String> parts, String protocol) {
        List<Pool> pools = new ArrayList<>();
        for (int split = QUERY; split >= TRAIN; split--) {
            int[] items = catalog.of(parts.get(split));
            int[] wanted = new int[3];
            wanted[split] = asked(options, split) == LoadOptions.ALL ? items.length : asked(options, split);
            check(name, "its " + parts.get(split) + " part", wanted, items.length);
            boolean whole = wanted[split] == items.length;
            boolean single = catalog.labels().isSingle();
            pools.add(new Pool(whole ? items : shuffled(items, catalog.labels(), single, options.seed()), wanted));
        }
        return new SplitPools(pools, protocol);
    }

    /** Every labelled image is searched, and learned from, unless sizes are asked for. */
    private static SplitPools unlabelledQueries(String name, Catalog catalog, LoadOptions options) {
        int[] train = catalog.of("train");
        int[] query = catalog.of("query");
        boolean same = options.train() == LoadOptions.ALL && options.database() == LoadOptions.ALL;
        int[] wanted = same
                ? new int[] {train.length, 0, 0}
                : shares(train.length, new int[] {options.train(), options.database(), 0}, new int[] {4, 1, 0});
        int[] wantedQueries = {0, 0, options.query() == LoadOptions.ALL ? query.length : options.query()};
        check(name, "its train part", wanted, train.length);
        check(name, "its unlabelled part", wantedQueries, query.length);
        int[] order =
                shuffled(IntStream.range(0, train.length).toArray(), catalog.labels(train), !same, options.seed());
        int[] items = Arrays.stream(order).map(i -> train[i]).toArray();
        int[] queries =
                wantedQueries[QUERY] == query.length ? query : shuffled(query, catalog.labels(), false, options.seed());
        return new SplitPools(
                List.of(new Pool(queries, wantedQueries), new Pool(same ? train : items, wanted)),
                same
                        ? "train and database are all labelled images, the queries are unlabelled"
                        : "train and database from the labelled images, seed " + options.seed()
                                + ", the queries are unlabelled",
                same);
    }

    private static SplitPools pooled(String name, Catalog catalog, LoadOptions options, boolean stratified) {
        if (stratified && !catalog.labels().isSingle()) {
            throw new DatasetException("Set \"" + name + "\" cannot be sampled by class: its images carry "
                    + (catalog.labels().isPresent() ? "several labels" : "no labels")
                    + ". Ask for sampling(UNIFORM) instead.");
        }
        int[] items = IntStream.range(0, catalog.size()).toArray();
        int[] wanted = shares(
                items.length,
                new int[] {asked(options, TRAIN), asked(options, DATABASE), asked(options, QUERY)},
                new int[] {4, 1, 1});
        check(name, "the set", wanted, items.length);
        return new SplitPools(
                List.of(new Pool(shuffled(items, catalog.labels(), stratified, options.seed()), wanted)),
                (stratified ? "stratified random sampling" : "uniform random sampling") + " from "
                        + (catalog.parts().size() == 1 ? "all images" : "all parts of the set") + ", seed "
                        + options.seed());
    }

    private static int asked(LoadOptions options, int split) {
        return switch (split) {
            case TRAIN -> options.train();
            case DATABASE -> options.database();
            default -> options.query();
        };
    }

    /** Sizes as asked; those asked as ALL share what is left in given proportions. A proportion of 0 gets nothing. */
    static int[] shares(int available, int[] asked, int[] proportions) {
        int left = available;
        int sum = 0;
        for (int s = 0; s < asked.length; s++) {
            if (proportions[s] > 0 && asked[s] == LoadOptions.ALL) {
                sum += proportions[s];
            } else if (proportions[s] > 0) {
                left -= asked[s];
            }
        }
        int[] shares = new int[asked.length];
        for (int s = asked.length - 1; s >= 0; s--) {
            if (proportions[s] == 0) {
                continue;
            }
            if (asked[s] != LoadOptions.ALL) {
                shares[s] = asked[s];
                continue;
            }
            shares[s] = Math.max(1, (int) Math.round((double) Math.max(0, left) * proportions[s] / sum));
            left -= shares[s];
            sum -= proportions[s];
        }
        return shares;
    }

    private static void check(String name, String where, int[] wanted, int available) {
        int sum = wanted[0] + wanted[1] + wanted[2];
        if (sum > available) {
            throw new DatasetException(String.format(
                    java.util.Locale.ROOT,
                    "\"%s\" has too few images: %,d were asked of %s (train %,d, database %,d, query %,d), which has"
                            + " %,d. Ask for fewer with split(train, database, query), or take from all parts together"
                            + " with sampling(UNIFORM).",
                    name,
                    sum,
                    where,
                    wanted[0],
                    wanted[1],
                    wanted[2],
                    available));
        }
    }

    /**
     * A seeded random order. In proportion, every stretch of it holds the classes as evenly as whole images allow: the
     * images of each class are spread over the whole order at equal distances.
     */
    private static int[] shuffled(int[] items, Labels labels, boolean inProportion, long seed) {
        int[] order = items.clone();
        Random random = new Random(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        if (!inProportion || !labels.isSingle()) {
            return order;
        }
        int[] sizes = new int[labels.classes().size()];
        for (int item : order) {
            sizes[labels.classOf(item)]++;
        }
        int[] seen = new int[sizes.length];
        double[] place = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            int c = labels.classOf(order[i]);
            place[i] = (seen[c]++ + 0.5) / sizes[c];
        }
        // the sort is stable, so equal places stay in random order
        return IntStream.range(0, order.length)
                .boxed()
                .sorted((a, b) -> Double.compare(place[a], place[b]))
                .mapToInt(i -> order[i])
                .toArray();
    }

    /**
     * The images that have to be decoded: those wanted, and some in reserve for broken and duplicate ones.
     *
     * @param of one in this many of those wanted, and a few
     */
    int[] candidates(int of) {
        return pools.stream()
                .flatMapToInt(pool -> Arrays.stream(
                        pool.order(), 0, Math.min(pool.order().length, pool.needed() + pool.needed() / of + 64)))
                .sorted()
                .toArray();
    }
}
