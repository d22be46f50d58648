package deephash.code;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * The classes each item carries: one (CIFAR-10), several or none (NUS-WIDE), or unknown for all (unlabelled photos).
 * Two items are <em>relevant</em> to each other when they share at least one class.
 */
public final class Labels {

    private final List<String> classes;
    private final BitSet[] rows;
    private final boolean single;

    private Labels(List<String> classes, BitSet[] rows, boolean single) {
        this.classes = List.copyOf(classes);
        this.rows = rows;
        this.single = single;
    }

    /**
     * One class an item.
     *
     * @param classes the names of the classes
     * @param classOf for each item an index into {@code classes}
     * @return the labels
     * @throws IllegalArgumentException if an index is out of range
     */
    public static Labels single(List<String> classes, int[] classOf) {
        BitSet[] rows = new BitSet[classOf.length];
        for (int i = 0; i < classOf.length; i++) {
            if (classOf[i] < 0 || classOf[i] >= classes.size()) {
                throw new IllegalArgumentException("Item " + i + " has class " + classOf[i] + ", but there are only "
                        + classes.size() + " classes (0 to " + (classes.size() - 1) + ").");
            }
            rows[i] = new BitSet();
            rows[i].set(classOf[i]);
        }
        return new Labels(classes, rows, true);
    }

    /**
     * Any number of classes an item.
     *
     * @param classes the names of the classes
     * @param classesOf for each item the indices of its classes; copied
     * @return the labels
     */
    public static Labels multi(List<String> classes, List<BitSet> classesOf) {
        BitSet[] rows = classesOf.stream().map(b -> (BitSet) b.clone()).toArray(BitSet[]::new);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length() > classes.size()) {
                throw new IllegalArgumentException("Item " + i + " has class " + (rows[i].length() - 1)
                        + ", but there are only " + classes.size() + " classes.");
            }
        }
        return new Labels(classes, rows, false);
    }

    /**
     * Labels for {@code size} items of which nothing is known.
     *
     * @param size 0 or more
     * @return the labels
     */
    public static Labels none(int size) {
        BitSet[] rows = new BitSet[size];
        for (int i = 0; i < size; i++) {
            rows[i] = new BitSet();
        }
        return new Labels(List.of(), rows, false);
    }

    /** How many items there are. */
    public int size() {
        return rows.length;
    }

    /** The names of the classes, in order of their indices; empty if nothing is labelled. */
    public List<String> classes() {
        return classes;
    }

    /** Whether anything is labelled at all. */
    public boolean isPresent() {
        return !classes.isEmpty();
    }

    /** Whether every item has exactly one class. */
    public boolean isSingle() {
        return single;
    }

    /**
     * The classes of one item, as a copy.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @return one bit a class
     */
    public BitSet of(int index) {
        return (BitSet) rows[index].clone();
    }

    /**
     * The class of one item.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @return the number of the class
     * @throws IllegalStateException if items can have several classes
     */
    public int classOf(int index) {
        if (!single) {
            throw new IllegalStateException("These labels are not one class an item; use of(" + index + ").");
        }
        return rows[index].nextSetBit(0);
    }

    /**
     * Whether item {@code index} has class {@code label}.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @param label the number of a class
     * @return whether it has
     */
    public boolean has(int index, int label) {
        return rows[index].get(label);
    }

    /**
     * Whether item {@code i} of these shares a class with item {@code j} of {@code other}.
     *
     * @param i index of an item of these
     * @param other labels with the same classes
     * @param j index of an item of the others
     * @return whether they share one
     */
    public boolean relevant(int i, Labels other, int j) {
        return rows[i].intersects(other.rows[j]);
    }

    /**
     * The names of one item's classes, joined by commas; empty if it has none.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @return the names
     */
    public String text(int index) {
        return String.join(", ", rows[index].stream().mapToObj(classes::get).toList());
    }

    /**
     * These labels followed by others.
     *
     * @param others labels with the same classes
     * @return the joined labels
     * @throws IllegalArgumentException if the classes differ
     */
    public Labels and(Labels others) {
        if (!classes.equals(others.classes)) {
            throw new IllegalArgumentException("Labels of different classes cannot be joined: " + classes.size()
                    + " classes and " + others.classes.size() + ".");
        }
        BitSet[] joined = Arrays.copyOf(rows, rows.length + others.rows.length);
        System.arraycopy(others.rows, 0, joined, rows.length, others.rows.length);
        return new Labels(classes, joined, single && others.single);
    }

    /**
     * The labels of the items at {@code indices}, in that order.
     *
     * @param indices each 0 ≤ index &lt; {@link #size()}
     * @return the selected labels
     */
    public Labels select(int... indices) {
        BitSet[] chosen = new BitSet[indices.length];
        for (int i = 0; i < indices.length; i++) {
            chosen[i] = rows[indices[i]];
        }
        return new Labels(classes, chosen, single);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Labels other
                && classes.equals(other.classes)
                && Arrays.equals(rows, other.rows)
                && single == other.single;
    }

    @Override
    public int hashCode() {
        return Objects.hash(classes, Arrays.hashCode(rows), single);
    }

    @Override
    public String toString() {
        return isPresent() ? size() + " items, " + classes.size() + " classes" : size() + " unlabelled items";
    }
}
