package deephash.data;

/** Where the images of train, database and query come from. The three never share an image. */
public enum Sampling {
    /**
     * As the set is published: train from its training part, database and queries from its test part (or, without one,
     * its validation part), every class in proportion. A set without parts is sampled as {@link #STRATIFIED}, or as
     * {@link #UNIFORM} where images carry several labels or none.
     */
    OFFICIAL,
    /** From all images together, each class in the same proportion in all three. */
    STRATIFIED,
    /** From all images together, every image with the same chance: the paper's way. */
    UNIFORM,
    /** The files that three lists name. */
    LISTS
}
