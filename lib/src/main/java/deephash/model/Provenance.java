package deephash.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a model comes from: its options, its data, and the versions and the machine that trained it. Two runs whose
 * provenance does not differ give the same codes.
 *
 * @param facts by name, such as {@code "options.seed"}, {@code "data.fingerprint"}, {@code "version.java"}
 */
public record Provenance(SortedMap<String, String> facts) {

    /** Copies the facts. */
    public Provenance {
        facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** Facts in any order. */
    public Provenance(Map<String, String> facts) {
        this((SortedMap<String, String>) new TreeMap<>(facts));
    }

    /**
     * One fact that differs.
     *
     * @param name of the fact
     * @param here its value in the first, {@code "–"} if it has none
     * @param there its value in the second
     */
    public record Difference(String name, String here, String there) {
        @Override
        public String toString() {
            return name + ": " + here + " ≠ " + there;
        }
    }

    /**
     * The facts in which another differs, by name; empty if there are none.
     *
     * @param other to compare with
     * @return the differences
     */
    public List<Difference> diff(Provenance other) {
        TreeSet<String> names = new TreeSet<>(facts.keySet());
        names.addAll(other.facts.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            String here = facts.getOrDefault(name, "–");
            String there = other.facts.getOrDefault(name, "–");
            if (!here.equals(there)) {
                differences.add(new Difference(name, here, there));
            }
        }
        return List.copyOf(differences);
    }

    /** The same with another value of one fact. */
    Provenance with(String name, String value) {
        SortedMap<String, String> changed = new TreeMap<>(facts);
        changed.put(name, value);
        return new Provenance(changed);
    }

    /**
     * The value of a fact, {@code "–"} if it is not known.
     *
     * @param name as {@link #facts} has it
     * @return the value
     */
    public String fact(String name) {
        return facts.getOrDefault(name, "–");
    }

    /** One fact a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        facts.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString().stripTrailing();
    }
}
