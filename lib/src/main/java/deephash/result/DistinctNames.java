package deephash.result;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Names where each may stand once, as in a chart's legend: one that is taken gets a number, {@code "CSVAE (2)"}. */
final class DistinctNames {

    private final Set<String> taken = new HashSet<>();
    private final UnaryOperator<String> key;

    private DistinctNames(UnaryOperator<String> key) {
        this.key = key;
    }

    /** Names that differ in any letter are distinct. */
    static DistinctNames asWritten() {
        return new DistinctNames(UnaryOperator.identity());
    }

    /** Names that differ only in capitals count as one, as Tablesaw's columns do. */
    static DistinctNames inAnyCase() {
        return new DistinctNames(name -> name.toLowerCase(Locale.ROOT));
    }

    /** The name, or the name with the first number that is free. */
    String add(String name) {
        String distinct = name;
        for (int number = 2; !taken.add(key.apply(distinct)); number++) {
            distinct = name + " (" + number + ")";
        }
        return distinct;
    }
}
