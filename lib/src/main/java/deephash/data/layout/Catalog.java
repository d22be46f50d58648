package deephash.data.layout;

import deephash.code.Labels;
import deephash.data.pixel.Fit;
import deephash.data.source.Originals;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a reader found: images not yet decoded, their labels, and the part of the set that each belongs to.
 *
 * @param title what the set is, in one line
 * @param originals all images, of all parts
 * @param labels one entry an image
 * @param parts the names of the parts, in the order of their numbers: train, test, val, database, query, or all
 * @param part for each image the number of its part
 * @param pixels the side that images are brought to by default
 * @param fit how they are by default
 * @param frequent how many of the most frequent classes are kept by default; 0 for all
 * @param notes what a user should know: what was left out, faults, oddities
 */
public record Catalog(
        String title,
        Originals originals,
        Labels labels,
        List<String> parts,
        int[] part,
        int pixels,
        Fit fit,
        int frequent,
        List<String> notes) {

    /** The only part of a set that has none. */
    public static final String ALL = "all";

    public Catalog {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
        if (originals.size() != labels.size() || part.length != labels.size()) {
            throw new IllegalArgumentException(
                    originals.size() + " images, " + labels.size() + " labels, " + part.length + " part numbers.");
        }
    }

    public int size() {
        return part.length;
    }

    /** The images of one part, in order; empty if there is no such part. */
    public int[] of(String name) {
        int number = parts.indexOf(name);
        return IntStream.range(0, part.length).filter(i -> part[i] == number).toArray();
    }

    public boolean has(String name) {
        return parts.contains(name);
    }

    /** Whether nothing is known of the queries, and the other images have classes, as in Kaggle's competitions. */
    public boolean hasUnlabelledQueries() {
        int[] queries = of("query");
        return parts.equals(List.of("train", "query"))
                && labels.isPresent()
                && queries.length > 0
                && Arrays.stream(queries).allMatch(i -> labels.of(i).isEmpty());
    }

    /** The labels of some images; with one class an image, if that is what these have. */
    public Labels labels(int... items) {
        Labels some = labels.select(items);
        boolean single = hasUnlabelledQueries()
                && IntStream.range(0, items.length).allMatch(i -> some.of(i).cardinality() == 1);
        return single
                ? Labels.single(
                        some.classes(),
                        IntStream.range(0, items.length)
                                .map(i -> some.of(i).nextSetBit(0))
                                .toArray())
                : some;
    }

    /** The images of one part alone. */
    public Catalog part(String name) {
        int[] kept = of(name);
        return new Catalog(
                title,
                originals.select(kept),
                labels(kept),
                List.of(ALL),
                new int[kept.length],
                pixels,
                fit,
                frequent,
                notes);
    }

    /** All images that carry at least one of these classes, with those classes only. */
    public Catalog only(List<Integer> keep) {
        int[] renamed = new int[labels.classes().size()];
        Arrays.fill(renamed, -1);
        for (int i = 0; i < keep.size(); i++) {
            renamed[keep.get(i)] = i;
        }
        List<String> names = keep.stream().map(labels.classes()::get).toList();
        BitSet[] rows = new BitSet[size()];
        for (int i = 0; i < rows.length; i++) {
            BitSet row = new BitSet();
            labels.of(i).stream().map(c -> renamed[c]).filter(c -> c >= 0).forEach(row::set);
            rows[i] = row;
        }
        boolean queries = hasUnlabelledQueries();
        int[] kept = IntStream.range(0, rows.length)
                .filter(i -> !rows[i].isEmpty() || (queries && part[i] == parts.indexOf("query")))
                .toArray();
        Labels left = labels.isSingle()
                ? Labels.single(
                        names,
                        Arrays.stream(kept).map(i -> rows[i].nextSetBit(0)).toArray())
                : Labels.multi(names, Arrays.stream(kept).mapToObj(i -> rows[i]).toList());
        return new Catalog(
                title,
                originals.select(kept),
                left,
                parts,
                Arrays.stream(kept).map(i -> part[i]).toArray(),
                pixels,
                fit,
                0,
                notes);
    }
}
