package deephash.kernel.eval;

import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The first snippet of a text.
 *
 * @param isEmpty whether the text holds only blanks and comments
 * @param isWhole whether the snippet ends in the text, even if only because the text ends there or is wrong
 * @param rest the text after it; empty if it is not whole
 */
public record FirstSnippet(boolean isEmpty, boolean isWhole, String rest) {

    static FirstSnippet of(String text, SourceCodeAnalysis analysis) {
        CompletionInfo info = analysis.analyzeCompletion(text);
        Completeness completeness = info.completeness();
        boolean whole = completeness != Completeness.DEFINITELY_INCOMPLETE
                && completeness != Completeness.CONSIDERED_INCOMPLETE
                && completeness != Completeness.EMPTY;
        String rest = info.remaining();
        return new FirstSnippet(completeness == Completeness.EMPTY, whole, rest == null || !whole ? "" : rest);
    }
}
