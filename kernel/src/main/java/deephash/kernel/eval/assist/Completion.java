package deephash.kernel.eval.assist;

import java.util.List;

/**
 * What could stand at a cursor.
 *
 * @param candidates the best first
 * @param start where what they replace starts
 * @param end where it ends
 */
public record Completion(List<Candidate> candidates, int start, int end) {

    /** Copies the list. */
    public Completion {
        candidates = List.copyOf(candidates);
    }

    /**
     * One possibility.
     *
     * @param text what would be inserted
     * @param type what it is: function, class, keyword, module, instance, path, magic
     * @param signature for a list beside the text; may be empty
     */
    public record Candidate(String text, String type, String signature) {}
}
