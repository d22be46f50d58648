package deephash.kernel.eval.assist;

/**
 * Text that completion offers in place of its first word.
 *
 * @param word what the user writes
 * @param text what takes its place
 */
public record Template(String word, String text) {}
