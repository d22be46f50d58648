package deephash.hash;

/** What ranks images by likeness: a {@link Hasher} by its codes, or an {@link Embedding} by its real values. */
public sealed interface Retriever permits Hasher, Embedding {

    /** A short name for tables: {@code "CSVAE"}, {@code "LSH"}, {@code "pixels"}. */
    String name();
}
