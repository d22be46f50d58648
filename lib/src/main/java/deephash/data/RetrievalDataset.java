package deephash.data;

/**
 * What a retrieval experiment needs: images to train on, a database that is searched, and queries that search it.
 *
 * @param name as given to {@code DeepHash.load}
 * @param train what a model learns from
 * @param database what is searched
 * @param query what is searched for
 */
public record RetrievalDataset(String name, Split train, Split database, Split query) {

    /** Checks that all three splits have one shape. */
    public RetrievalDataset {
        Pixels pixels = train.images().pixels();
        if (!pixels.equals(database.images().pixels())
                || !pixels.equals(query.images().pixels())) {
            throw new IllegalArgumentException("The splits of \"" + name + "\" differ in shape: train " + pixels
                    + ", database " + database.images().pixels() + ", query "
                    + query.images().pixels() + ".");
        }
    }

    /** The shape of every image. */
    public Pixels pixels() {
        return train.images().pixels();
    }
}
