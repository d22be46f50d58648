package deephash.kernel.eval.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A type that a cell can write in place of one that it cannot: of several bounds, as in {@code List<Record & Shape>}, the
 * one that says most.
 */
public final class PlainType {

    /** What is said of many classes, and seldom meant. */
    private static final Set<String> SAY_LITTLE =
            Set.of("Object", "Record", "Enum", "Serializable", "Cloneable", "Comparable", "Constable", "ConstantDesc");

    private final String text;
    private int at;

    private PlainType(String text) {
        this.text = text;
    }

    /** Whether a type has several bounds, itself or in an argument. */
    static boolean isMixed(String type) {
        return type.contains("&");
    }

    /**
     * The plain type.
     *
     * @param type as JShell writes it, such as {@code List<Record&Shape>}
     */
    public static String of(String type) {
        return new PlainType(type).bounds();
    }

    private String bounds() {
        List<String> all = new ArrayList<>();
        do {
            all.add(bound());
        } while (skip('&'));
        return all.stream().filter(PlainType::saysMuch).findFirst().orElse(all.get(0));
    }

    private String bound() {
        StringBuilder bound = new StringBuilder();
        while (at < text.length() && "<>,&".indexOf(text.charAt(at)) < 0) {
            char each = text.charAt(at++);
            bound.append(each);
            if (bound.toString().equals("? extends ") || bound.toString().equals("? super ")) {
                return bound + bounds();
            }
        }
        if (skip('<')) {
            List<String> arguments = new ArrayList<>();
            do {
                arguments.add(bounds().strip());
            } while (skip(','));
            skip('>');
            bound.append('<').append(String.join(", ", arguments)).append('>');
        }
        return bound.toString().strip();
    }

    private boolean skip(char expected) {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        boolean there = at < text.length() && text.charAt(at) == expected;
        if (there) {
            at++;
        }
        return there;
    }

    private static boolean saysMuch(String bound) {
        String raw = bound.replaceFirst("<.*", "");
        return !SAY_LITTLE.contains(raw.substring(raw.lastIndexOf('.') + 1));
    }
}
