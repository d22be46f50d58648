package deephash.data;

import deephash.code.Digests;
import deephash.data.Protocol.Condition;
import deephash.data.pixel.Pixels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a retrieval experiment needs: images to train on, a database that is searched, and queries that search it.
 *
 * @param name as given to {@code DeepHash.load}
 * @param train what a model learns from
 * @param database what is searched
 * @param query what is searched for
 * @param origin where it comes from and how it was split
 */
public record RetrievalDataset(String name, Split train, Split database, Split query, Origin origin) {

    /**
     * Checks that all three splits have one shape, and that the database and the queries have the same classes. The
     * training images may have others, or none: models learn without labels.
     */
    public RetrievalDataset {
        Pixels pixels = train.images().pixels();
        if (!pixels.equals(database.images().pixels())
                || !pixels.equals(query.images().pixels())) {
            throw new IllegalArgumentException("The splits of \"" + name + "\" differ in shape: train " + pixels
                    + ", database " + database.images().pixels() + ", query "
                    + query.images().pixels() + ".");
        }
        if (!database.labels().classes().equals(query.labels().classes())) {
            throw new IllegalArgumentException("The database and the queries of \"" + name
                    + "\" have different classes: " + database.labels().classes() + " and "
                    + query.labels().classes() + ".");
        }
    }

    /**
     * Splits that a program put together itself. Images (by their pixels) that are in two of them are counted, and
     * named in the protocol; if there are any, the user is told.
     */
    public RetrievalDataset(String name, Split train, Split database, Split query) {
        this(
                name,
                train,
                database,
                query,
                Origin.made(Overlap.between(train, database, query).tell(name)));
    }

    /** The shape of every image. */
    public Pixels pixels() {
        return train.images().pixels();
    }

    /** The names of the classes; empty if nothing is labelled. */
    public List<String> classes() {
        return database.labels().classes();
    }

    /** Train, database and query, in this order. */
    public List<Split> splits() {
        return List.of(train, database, query);
    }

    /** How large the splits are, how they were chosen, and what holds between them. */
    public Protocol protocol() {
        return new Protocol(train.size(), database.size(), query.size(), origin.splits(), origin.conditions());
    }

    /** What a user should know about this data: what was left out, faults, oddities. */
    public List<String> notes() {
        return origin.notes();
    }

    /**
     * The same with every query also in the database, behind the other images: self-retrieval, a control that any
     * hasher passes, and not a result.
     */
    public RetrievalDataset withQueriesInDatabase() {
        return new RetrievalDataset(
                name,
                train,
                database.and(query),
                query,
                origin.then("every query also in the database", Condition.QUERIES_IN_DATABASE));
    }

    /**
     * The same with every query also among the training images, behind the others: an optimistic protocol.
     *
     * @throws IllegalArgumentException if the training images have other classes than the queries
     */
    public RetrievalDataset withQueriesInTrain() {
        return new RetrievalDataset(
                name,
                train.and(query),
                database,
                query,
                origin.then("every query also in train", Condition.QUERIES_IN_TRAIN));
    }

    /**
     * The images of one split that are nearly the same as one of another, for each two splits: queries in the database,
     * queries in train, database images in train. {@code loading().withoutNearDuplicates()} leaves them out.
     */
    public List<NearDuplicates> nearDuplicates() {
        return nearDuplicates(NearDuplicates.USUAL);
    }

    /**
     * The same with another limit.
     *
     * @param correlation from which two images count, above 0.5 and at most 1
     * @return one entry a pair of splits
     */
    public List<NearDuplicates> nearDuplicates(double correlation) {
        return List.of(
                NearDuplicates.between(query, database, correlation),
                NearDuplicates.between(query, train, correlation),
                NearDuplicates.between(database, train, correlation));
    }

    /**
     * What a saved model remembers of its data, as named texts: {@code "name"}, {@code "title"}, {@code "options"},
     * {@code "protocol"}, {@code "notes"}, and for each split {@code "train.images"} and {@code "train.fingerprint"}.
     * Sizes and fingerprints of the same data are the same everywhere; the name is as it was given, and the protocol
     * and the notes may name folders.
     */
    public SortedMap<String, String> facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("name", name);
        facts.put("title", origin.title());
        facts.put("options", origin.options().toString());
        facts.put("protocol", origin.splits());
        facts.put("notes", String.join(" ", origin.notes()));
        for (int s = 0; s < 3; s++) {
            facts.put(
                    SplitPools.SPLITS.get(s) + ".images",
                    Integer.toString(splits().get(s).size()));
            facts.put(SplitPools.SPLITS.get(s) + ".fingerprint", splits().get(s).fingerprint());
        }
        return facts;
    }

    /**
     * 128 bits as hexadecimal text that tell this data set from every other: they depend on every pixel, every label
     * and the order of the images, and on nothing else.
     */
    public String fingerprint() {
        MessageDigest digest = Digests.sha256();
        for (Split split : splits()) {
            digest.update(split.fingerprint().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** A few lines: what it is, how large, how it was split, and the notes. */
    public String description() {
        StringBuilder text = new StringBuilder(toString()).append('\n');
        text.append(origin.title()).append(", from ").append(origin.source()).append('\n');
        text.append("Split: ").append(origin.splits());
        for (String note : notes()) {
            text.append("\nNote: ").append(note);
        }
        return text.toString();
    }

    /** The name, the shape, and the sizes: {@code cifar10: 32×32 grey, 10 classes, train 20,000 · ...}. */
    @Override
    public String toString() {
        String classes = classes().isEmpty() ? "unlabelled" : classes().size() + " classes";
        return String.format(
                java.util.Locale.ROOT,
                "%s: %s, %s, train %,d · database %,d · query %,d",
                name,
                pixels(),
                classes,
                train.size(),
                database.size(),
                query.size());
    }
}
