package deephash.drawing;

/** A value that knows how it is shown. */
public interface Viewable {

    /** How it is shown in a notebook and in a terminal. */
    View view();
}
