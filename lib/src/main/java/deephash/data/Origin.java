package deephash.data;

import java.util.List;

/**
 * Where a data set comes from and how it was split: what a saved model remembers of its data, besides the fingerprint.
 *
 * @param title what the set is, in one line
 * @param source the folder or file it was read from
 * @param options what was asked for
 * @param protocol how train, database and query were chosen, and that they are disjoint
 * @param notes what was left out, faults, oddities; one sentence each
 */
public record Origin(String title, String source, LoadOptions options, String protocol, List<String> notes) {

    /** Copies the notes. */
    public Origin {
        notes = List.copyOf(notes);
    }

    /** The origin of splits that a program put together itself. */
    static Origin made(Overlap overlap) {
        return new Origin("put together in memory", "memory", LoadOptions.loading(), "as given; " + overlap, List.of());
    }

    /** The same, with the splits changed afterwards. */
    Origin then(String change) {
        return new Origin(title, source, options, protocol + "; then " + change, notes);
    }
}
