package deephash.data;

/** What happens to an image that cannot be decoded. Either way it is counted and named. */
public enum Broken {
    /** Loading ends with an error that names the images. */
    REFUSE,
    /** The images are left out, and the data set's notes name them. */
    SKIP
}
