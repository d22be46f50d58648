package deephash.metric;

import deephash.code.HashCodes;
import deephash.code.Labels;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Which database items share a class with a query, packed so that asking costs next to nothing. */
final class Relevance {

    final Labels queries;
    final Labels database;
    private final int wordsPerItem;
    private final long[] masks;
    private final int[] classOf;

    private Relevance(Labels queries, Labels database) {
        this.queries = queries;
        this.database = database;
        boolean single = queries.isSingle() && database.isSingle();
        wordsPerItem = (database.classes().size() + 63) / 64;
        masks = new long[single ? 0 : Math.multiplyExact(database.size(), wordsPerItem)];
        classOf = new int[single ? database.size() : 0];
        for (int j = 0; j < database.size(); j++) {
            if (single) {
                classOf[j] = database.classOf(j);
            } else {
                long[] words = database.of(j).toLongArray();
                System.arraycopy(words, 0, masks, j * wordsPerItem, words.length);
            }
        }
    }

    static Relevance of(HashCodes queries, HashCodes database) {
        Labels ofQueries = labels("queries", queries);
        if (queries.size() > 0
                && IntStream.range(0, queries.size())
                        .allMatch(i -> ofQueries.of(i).isEmpty())) {
            throw new IllegalArgumentException("The " + queries.size() + " queries have no class, so nothing says which"
                    + " items are relevant to them. Search works without; to measure, load labelled images and let some"
                    + " of them be the queries.");
        }
        return of(ofQueries, labels("database", database));
    }

    static Relevance of(Labels ofQueries, Labels ofDatabase) {
        if (!ofQueries.classes().equals(ofDatabase.classes())) {
            throw new IllegalArgumentException("Queries and database have different classes: " + ofQueries.classes()
                    + " and " + ofDatabase.classes() + "; label both with one list of classes.");
        }
        return new Relevance(ofQueries, ofDatabase);
    }

    private static Labels labels(String what, HashCodes codes) {
        return codes.labels()
                .orElseThrow(() -> new IllegalArgumentException("The codes of the " + what
                        + " carry no labels, and a metric needs to know which items are relevant. Search works"
                        + " without; for metrics, give them with codes.labelled(labels), or hash a labelled split."));
    }

    /** Whether every item has one class, so that classes can be predicted. */
    boolean isSingle() {
        return queries.isSingle() && database.isSingle();
    }

    /** Fills {@code relevant[j]} with 1 where database item j shares a class with the query, 0 elsewhere. */
    void fill(int query, byte[] relevant) {
        if (isSingle()) {
            int c = queries.classOf(query);
            for (int j = 0; j < relevant.length; j++) {
                relevant[j] = classOf[j] == c ? (byte) 1 : 0;
            }
            return;
        }
        BitSet classes = queries.of(query);
        long[] mask = java.util.Arrays.copyOf(classes.toLongArray(), wordsPerItem);
        for (int j = 0; j < relevant.length; j++) {
            long common = 0;
            for (int w = 0; w < wordsPerItem; w++) {
                common |= masks[j * wordsPerItem + w] & mask[w];
            }
            relevant[j] = common != 0 ? (byte) 1 : 0;
        }
    }
}
