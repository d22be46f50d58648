package deephash.data;

import deephash.data.Protocol.Condition;
import java.util.List;
import java.util.Set;

/**
 * Where a data set comes from and how it was split: what a saved model remembers of its data, besides the fingerprint.
 *
 * @param title what the set is, in one line
 * @param source the folder or file it was read from
 * @param options what was asked for
 * @param splits how train, database and query were chosen, in words
 * @param conditions what holds between them
 * @param notes what was left out, faults, oddities; one sentence each
 */
public record Origin(
        String title,
        String source,
        LoadOptions options,
        String splits,
        Set<Condition> conditions,
        List<String> notes) {

    /** Copies the notes. */
    public Origin {
        conditions = Set.copyOf(conditions);
        notes = List.copyOf(notes);
    }

    /** The origin of splits that a program put together itself. */
    static Origin made(Overlap overlap) {
        return new Origin(
                "put together in memory",
                "memory",
                LoadOptions.loading(),
                "as given; " + overlap,
                overlap.conditions(),
                List.of());
    }

    /** The same, with the splits changed afterwards. */
    Origin then(String change, Condition now) {
        return new Origin(title, source, options, splits + "; then " + change, Protocol.with(conditions, now), notes);
    }
}
