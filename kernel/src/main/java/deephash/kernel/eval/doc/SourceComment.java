package deephash.kernel.eval.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A declaration of a source text with its comment.
 *
 * @param name with those of the classes around it: {@code Outer.Inner.method}
 * @param written the parameters of a method or the words before the body of a class, as they are written
 * @param comment as it is written; empty if there is none
 */
public record SourceComment(Kind kind, String name, String written, String comment) {

    /** What is declared; a constant of an enum is a field. */
    public enum Kind {
        TYPE,
        METHOD,
        FIELD
    }

    private static final Pattern ANNOTATION = Pattern.compile("(?U)@[\\w.]+(?:\\([^()]*\\))?\\s*");
    private static final Pattern QUALIFIER = Pattern.compile("(?U)\\b[\\w$]+\\.(?=\\w)");
    private static final Pattern LAST_WORD = Pattern.compile("(?U)(?<=[\\w>\\].])\\s+[\\w$]+$");
    private static final Pattern REMARK = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern ABOVE =
            Pattern.compile("(?s)\\b(?:extends|implements)\\s(.*?)(?=\\bimplements\\s|\\bpermits\\s|$)");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z]\\d?");
    private static final Pattern UNICODE = Pattern.compile("(?<!\\\\)\\\\u+([0-9a-fA-F]{4})");
    private static final int HEXADECIMAL = 16;

    /** The types and the names of the parameters of a method. */
    public List<String> parameters() {
        return split(withoutAnnotations(REMARK.matcher(written).replaceAll(""))).stream()
                .map(each ->
                        each.replaceFirst("^final ", "").replaceAll("\\s+", " ").replace(" ...", "..."))
                .toList();
    }

    /** The classes that a class extends and implements, as it names them. */
    List<String> above() {
        String plain = withoutAnnotations(REMARK.matcher(written).replaceAll(" "));
        List<String> found = new ArrayList<>();
        Matcher above = ABOVE.matcher(Signature.withoutBrackets(plain));
        while (above.find()) {
            found.addAll(split(above.group(1).replaceAll("\\s+", "")));
        }
        return found;
    }

    /** What the comment says, without the stars. */
    @Nullable
    public String text() {
        if (comment.isEmpty()) {
            return null;
        }
        String text = comment.startsWith("///")
                ? comment.replaceAll("(?m)^\\s*/// ?", "")
                : comment.substring("/**".length(), comment.length() - "*/".length())
                        .replaceAll("(?m)^[ \\t]*\\*+|\\*+\\z", "");
        return UNICODE.matcher(text)
                .replaceAll(code ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), HEXADECIMAL))));
    }

    /** Whether a method has just these parameters. */
    boolean takes(List<String> others) {
        return types(parameters()).equals(types(others));
    }

    /** Whether a method of these parameters may override it: a type of one letter stands for any. */
    boolean isOverriddenBy(List<String> others) {
        List<String> own = types(parameters());
        List<String> given = types(others);
        boolean same = own.size() == given.size();
        for (int i = 0; same && i < own.size(); i++) {
            String type = raw(own.get(i));
            same = VARIABLE.matcher(type).matches() || type.equals(raw(given.get(i)));
        }
        return same;
    }

    private static String raw(String type) {
        return type.replaceAll("<.*>", "");
    }

    /** Splits a list of parameters; commas between type arguments do not count. */
    static List<String> split(String parameters) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < parameters.length(); i++) {
            char c = parameters.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                found.add(parameters.substring(start, i).strip());
                start = i + 1;
            }
        }
        String last = parameters.substring(start).strip();
        if (!last.isEmpty()) {
            found.add(last);
        }
        return found;
    }

    /** Types as both a compiled class and its source say them. */
    private static List<String> types(List<String> parameters) {
        return parameters.stream()
                .map(each -> LAST_WORD.matcher(withoutAnnotations(each)).replaceFirst(""))
                .map(each -> QUALIFIER.matcher(each).replaceAll(""))
                .map(each -> each.replaceAll("\\s", "").replace("...", "[]"))
                .toList();
    }

    /** A signature or a type as users think of it. */
    static String withoutAnnotations(String signature) {
        return ANNOTATION.matcher(signature).replaceAll("");
    }
}
