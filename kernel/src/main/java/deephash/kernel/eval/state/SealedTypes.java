package deephash.kernel.eval.state;

import deephash.kernel.eval.text.CellSource;
import deephash.kernel.eval.text.TypeHeader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import org.jspecify.annotations.Nullable;

/**
 * Lets a sealed type and those that it permits be declared as in one file. JShell compiles each by itself: it does not
 * see which types extend a sealed type without a {@code permits} clause, and a new form of one of them does not fit the
 * old forms of the others. So what is permitted is written down, and of a family that changes all are declared again.
 */
public final class SealedTypes {

    private static final Pattern NON_SEALED = Pattern.compile("\\bnon-sealed\\b");

    /** The last JDK whose JShell refuses a {@code non-sealed} class at first. */
    private static final int LAST_IN_TWO_STEPS = 20;

    private final JShell shell;

    /** Families are those of this shell. */
    public SealedTypes(JShell shell) {
        this.shell = shell;
    }

    /**
     * What is to be done before a cell's declarations.
     *
     * @param pieces of the cell, without those that would declare a family again as it is
     * @param first what to evaluate before, such as a member of a family that stands in another cell
     * @param dropped the old forms of what will be declared again
     */
    public record Plan(List<CellSource.Piece> pieces, List<String> first, List<Snippet> dropped) {
        /** Copies the lists. */
        public Plan {
            pieces = List.copyOf(pieces);
            first = List.copyOf(first);
            dropped = List.copyOf(dropped);
        }
    }

    /** Looks for sealed types in a cell; a cell without any is evaluated as written. */
    public Plan plan(List<CellSource.Piece> written) {
        if (written.stream().noneMatch(each -> TypeHeader.of(each.text()).isPresent())) {
            return new Plan(written, List.of(), List.of());
        }
        Map<String, TypeDeclSnippet> old = new LinkedHashMap<>();
        shell.types().forEach(each -> old.put(each.name(), each));
        List<CellSource.Piece> pieces =
                written.stream().map(each -> withPermits(each, written, old)).toList();
        Map<String, TypeHeader> headers = new LinkedHashMap<>();
        old.values()
                .forEach(each -> TypeHeader.of(each.source()).ifPresent(header -> headers.put(header.name(), header)));
        Map<String, CellSource.Piece> here = new LinkedHashMap<>();
        for (CellSource.Piece each : pieces) {
            TypeHeader.of(each.text()).ifPresent(header -> {
                headers.put(header.name(), header);
                here.put(header.name(), each);
            });
        }
        Set<String> family = family(here.keySet(), headers);
        Set<String> existing = new LinkedHashSet<>(family);
        existing.retainAll(old.keySet());
        if (existing.isEmpty()) {
            return new Plan(inTwoSteps(pieces, family), List.of(), List.of());
        }
        Set<String> changed = new LinkedHashSet<>(family);
        changed.retainAll(here.keySet());
        if (changed.stream().allMatch(name -> isAsItIs(here.get(name), old.get(name)))) {
            List<CellSource.Piece> others = new ArrayList<>(pieces);
            changed.forEach(name -> others.remove(here.get(name)));
            return new Plan(others, List.of(), List.of());
        }
        List<String> elsewhere = existing.stream()
                .filter(name -> !here.containsKey(name))
                .flatMap(name -> Stream.ofNullable(old.get(name)))
                .map(Snippet::source)
                .toList();
        CellSource.Piece lastSealed = null;
        for (String name : changed) {
            TypeHeader header = headers.get(name);
            lastSealed = header != null && header.sealed() ? here.get(name) : lastSealed;
        }
        List<CellSource.Piece> all = new ArrayList<>(pieces);
        List<String> first = elsewhere;
        if (lastSealed != null) {
            // JDK 17 wants a sealed type before those that it permits.
            int start = lastSealed.start();
            all.addAll(
                    all.indexOf(lastSealed) + 1,
                    elsewhere.stream()
                            .map(each -> new CellSource.Piece(start, each))
                            .toList());
            first = List.of();
        }
        return new Plan(
                inTwoSteps(all, family),
                first,
                existing.stream()
                        .flatMap(name -> Stream.<Snippet>ofNullable(old.get(name)))
                        .toList());
    }

    /** Drops what a plan drops and evaluates what comes first; what happened then. */
    public List<SnippetEvent> begin(Plan plan) {
        List<SnippetEvent> events = new ArrayList<>();
        plan.dropped().forEach(each -> events.addAll(shell.drop(each)));
        plan.first().forEach(each -> events.addAll(shell.eval(each)));
        return events;
    }

    /**
     * JShell of JDK 17 takes a {@code non-sealed} class only in place of one that it knows as permitted: so let it know
     * it as a final one, and as what it is when the rest of its family is declared.
     */
    private static List<CellSource.Piece> inTwoSteps(List<CellSource.Piece> pieces, Set<String> family) {
        if (Runtime.version().feature() > LAST_IN_TWO_STEPS) {
            return pieces;
        }
        List<CellSource.Piece> steps = new ArrayList<>();
        List<CellSource.Piece> later = new ArrayList<>();
        int last = 0;
        for (CellSource.Piece each : pieces) {
            Optional<TypeHeader> header = TypeHeader.of(each.text()).filter(found -> family.contains(found.name()));
            boolean open = header.isPresent()
                    && header.get().kind().equals("class")
                    && NON_SEALED
                            .matcher(each.text().substring(0, header.get().body()))
                            .find();
            steps.add(
                    open
                            ? new CellSource.Piece(
                                    each.start(),
                                    NON_SEALED.matcher(each.text()).replaceFirst("final"))
                            : each);
            if (open) {
                later.add(each);
            }
            last = header.isPresent() ? steps.size() : last;
        }
        steps.addAll(last, later);
        return steps;
    }

    private boolean isAsItIs(CellSource.@Nullable Piece piece, @Nullable TypeDeclSnippet old) {
        return piece != null
                && old != null
                && shell.status(old) == Snippet.Status.VALID
                && old.source().strip().equals(piece.text().strip());
    }

    /** A sealed type that does not say whom it permits permits those of its cell that extend it. */
    private CellSource.Piece withPermits(
            CellSource.Piece piece, List<CellSource.Piece> cell, Map<String, TypeDeclSnippet> old) {
        Optional<TypeHeader> found = TypeHeader.of(piece.text());
        if (found.isEmpty() || !found.get().sealed() || !found.get().permits().isEmpty()) {
            return piece;
        }
        TypeHeader header = found.get();
        Set<String> below = new LinkedHashSet<>();
        cell.forEach(each -> addIfBelow(each.text(), header.name(), below));
        if (below.isEmpty()) {
            old.values().forEach(each -> addIfBelow(each.source(), header.name(), below));
        }
        return below.isEmpty()
                ? piece
                : piece.with("permits " + String.join(", ", below) + " ", List.of(header.body()));
    }

    private static void addIfBelow(String text, String above, Set<String> below) {
        TypeHeader.of(text).filter(each -> each.above().contains(above)).ifPresent(each -> below.add(each.name()));
    }

    /** The sealed types that some types belong to, and all that these permit. */
    private static Set<String> family(Set<String> declared, Map<String, TypeHeader> headers) {
        Set<String> family = new LinkedHashSet<>();
        List<String> left = new ArrayList<>(declared);
        Set<String> looked = new HashSet<>();
        while (!left.isEmpty()) {
            String name = left.remove(0);
            TypeHeader header = headers.get(name);
            if (header == null || !looked.add(name)) {
                continue;
            }
            if (header.sealed()) {
                family.add(name);
                family.addAll(header.permits());
                left.addAll(header.permits());
            }
            for (String above : header.above()) {
                TypeHeader sealed = headers.get(above);
                if (sealed != null && sealed.sealed() && sealed.permits().contains(name)) {
                    left.add(above);
                }
            }
        }
        return family;
    }
}
