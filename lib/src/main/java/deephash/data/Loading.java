package deephash.data;

import deephash.data.Protocol.Condition;
import deephash.data.cache.PixelCache;
import deephash.data.image.DecodedImages;
import deephash.data.layout.Catalog;
import deephash.data.layout.Names;
import deephash.data.pixel.Bitmap;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import deephash.data.source.Originals;
import deephash.progress.Screen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** From what a reader found to a data set: chooses, decodes, and fills the splits so that they share no image. */
final class Loading {

    /** A set is decoded whole, so that every seed finds it in the cache, up to this many bytes of pixels. */
    private static final long WHOLE = 1L << 30;

    /** How many broken images an error names. */
    private static final int NAMED = 5;

    private final String name;
    private final String source;
    private final LoadOptions options;
    private final List<String> notes = new ArrayList<>();

    private Loading(String name, String source, LoadOptions options) {
        this.name = name;
        this.source = source;
        this.options = options;
    }

    static RetrievalDataset load(String name, String source, Catalog catalog, LoadOptions options) throws IOException {
        return new Loading(name, source, options).load(catalog);
    }

    private RetrievalDataset load(Catalog found) throws IOException {
        notes.addAll(found.notes());
        if (found.size() == 0) {
            throw new DatasetException("\"" + name + "\" has no images in " + source + ".");
        }
        boolean sampled = found.hasUnlabelledQueries() && options.sampling() != Sampling.OFFICIAL;
        Catalog catalog = chooseClasses(sampled ? found.part("train") : found);
        int side =
                options.pixels() > 0 ? options.pixels() : catalog.pixels() > 0 ? catalog.pixels() : usualSide(catalog);
        Pixels pixels = new Pixels(options.channels(), side, side);
        Fit fit = options.fit() != null
                ? options.fit()
                : catalog.fit() == Fit.BORDER && side == 28 ? Fit.STRETCH : catalog.fit();
        SplitPools draw = SplitPools.of(name, catalog, options);
        noteUnused(catalog, draw);
        int[] decode = (long) catalog.size() * pixels.count() <= WHOLE && catalog.size() <= SplitPools.LARGE
                ? IntStream.range(0, catalog.size()).toArray()
                : draw.candidates(options.alike() > 0 ? 5 : 100);
        Originals originals = decode.length == catalog.size()
                ? catalog.originals()
                : catalog.originals().select(decode);
        PixelCache.Content content = PixelCache.load("Reading " + name, originals, pixels, fit);
        reportBroken(originals, content.broken());
        DecodedImages images = new DecodedImages(originals, pixels, fit, content.store());
        int[][] splits = new SplitFiller(decode, images, options.alike(), notes).fill(draw.pools());
        if (draw.databaseIsTrain()) {
            splits[SplitPools.DATABASE] = splits[SplitPools.TRAIN];
        }
        List<Split> made = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
            String split = SplitPools.SPLITS.get(s);
            if (splits[s].length == 0) {
                throw new DatasetException("\"" + name + "\" has no image left for its " + split
                        + " split: train, database and query need at least one each, and " + images.size()
                        + " images were found in " + source + ", some of them equal or broken.");
            }
            int[] rows = Arrays.stream(splits[s]).map(i -> decode[i]).toArray();
            made.add(new Split(split, images.select(splits[s]), catalog.labels(rows)));
        }
        String words = draw.protocol()
                + (draw.databaseIsTrain()
                        ? "; no query (by its pixels) is among them"
                        : "; no image (by its pixels) is in two splits")
                + (options.alike() > 0
                        ? "; near-duplicates removed (correlation of grey 16×16 thumbnails at least " + options.alike()
                                + ")"
                        : "");
        Set<Condition> conditions = options.alike() > 0
                ? Set.of(Condition.DISJOINT, Condition.NEAR_DUPLICATES_REMOVED)
                : Set.of(Condition.DISJOINT);
        if (draw.databaseIsTrain()) {
            conditions = Protocol.with(conditions, Condition.DATABASE_IN_TRAIN);
        }
        notes.forEach(Screen.current()::say);
        return new RetrievalDataset(
                name,
                made.get(0),
                made.get(1),
                made.get(2),
                new Origin(catalog.title(), source, options, words, conditions, notes));
    }

    /** Parts of the set that no split is taken from. */
    private void noteUnused(Catalog catalog, SplitPools draw) {
        BitSet used = new BitSet();
        draw.pools().forEach(pool -> Arrays.stream(pool.order()).forEach(used::set));
        for (String part : catalog.parts()) {
            int[] items = catalog.of(part);
            if (options.sampling() == Sampling.OFFICIAL
                    && !part.equals(Catalog.ALL)
                    && items.length > 0
                    && Arrays.stream(items).noneMatch(used::get)) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%,d images of the %s part are not used: %s. sampling(UNIFORM) takes from all parts.",
                        items.length,
                        part,
                        draw.protocol()));
            }
        }
    }

    /** 32 pixels for sets whose first images are small, 64 for photos. */
    private static int usualSide(Catalog catalog) {
        for (int i = 0; i < Math.min(5, catalog.size()); i++) {
            try {
                Bitmap first = catalog.originals().decode(i, true);
                return Math.max(first.width(), first.height()) <= 40 ? 32 : 64;
            } catch (IOException e) {
                // broken images are reported when all are decoded
            }
        }
        return 64;
    }

    private Catalog chooseClasses(Catalog catalog) {
        List<String> classes = catalog.labels().classes();
        if (!options.only().isEmpty()) {
            List<Integer> keep = new ArrayList<>();
            for (String wanted : options.only()) {
                int at = classes.indexOf(wanted);
                if (at < 0) {
                    throw new DatasetException("\"" + name + "\" has no class \"" + wanted + "\"."
                            + Names.suggest(wanted, classes) + " Its classes: " + Names.list(classes) + ".");
                }
                keep.add(at);
            }
            return catalog.only(keep);
        }
        int most = options.mostFrequent() > 0 ? options.mostFrequent() : catalog.frequent();
        if (most == 0 || most >= classes.size()) {
            return catalog;
        }
        int[] counts = new int[classes.size()];
        for (int i = 0; i < catalog.size(); i++) {
            catalog.labels().of(i).stream().forEach(c -> counts[c]++);
        }
        List<Integer> keep = IntStream.range(0, classes.size())
                .boxed()
                .sorted(Comparator.comparing((Integer c) -> -counts[c]).thenComparing(c -> c))
                .limit(most)
                .sorted()
                .toList();
        Catalog kept = catalog.only(keep);
        notes.add(String.format(
                Locale.ROOT,
                "Only the %d most frequent of %d classes: %,d of %,d images carry none of them and are left out.",
                most,
                classes.size(),
                catalog.size() - kept.size(),
                catalog.size()));
        return kept;
    }

    private void reportBroken(Originals originals, SortedMap<Integer, String> broken) {
        if (broken.isEmpty()) {
            return;
        }
        StringBuilder named = new StringBuilder();
        broken.entrySet().stream()
                .limit(NAMED)
                .forEach(b -> named.append(named.length() == 0 ? "" : "; ")
                        .append(originals.name(b.getKey()))
                        .append(": ")
                        .append(b.getValue()));
        if (broken.size() > NAMED) {
            named.append("; and ").append(broken.size() - NAMED).append(" more");
        }
        String count = broken.size() + " of " + originals.size() + " images cannot be read";
        if (options.broken() == Broken.REFUSE) {
            throw new DatasetException("\"" + name + "\": " + count + " (" + named + "). Mend or remove "
                    + (broken.size() == 1 ? "it" : "them") + ", or leave " + (broken.size() == 1 ? "it" : "them")
                    + " out by loading with skipBroken().");
        }
        notes.add(count + " and are left out (" + named + ").");
    }
}
