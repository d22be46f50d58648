package deephash;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packages of a module, as a table in ARCHITECTURE.md has them, and the sizes and circles that they keep to.
 *
 * @param heading of the table's section
 * @param prefix what the names of all packages begin with, a dot at its end
 * @param sources the folder of the module's sources
 * @param without a prefix of packages that are of another module; empty for none
 */
public record Rooms(String heading, String prefix, Path sources, String without) {

    private static final int MOST_LINES = 350;
    private static final int MOST_FILES = 25;

    /** As .editorconfig has it. */
    private static final int LONGEST_LINE = 120;

    private static final int LARGEST_CIRCLE = 3;

    /** The rows of the table from the top down: the cells after the first, by the package in the first. */
    public Map<String, List<String>> rows() throws IOException {
        Pattern row = Pattern.compile("\\| `([a-z.]+)` \\|(.*)\\|");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        boolean here = false;
        for (String line : Files.readAllLines(Path.of("../ARCHITECTURE.md"))) {
            here = line.startsWith("## ") ? line.equals("## " + heading) : here;
            Matcher matcher = row.matcher(line);
            if (here && matcher.matches()) {
                rows.put(matcher.group(1), List.of(matcher.group(2).split("\\|")));
            }
        }
        return rows;
    }

    /** The packages that have sources, but for the one that the prefix names. */
    public Set<String> folders() throws IOException {
        Path top = sources.resolve(prefix.replace('.', '/'));
        return files().stream()
                // other sources are the names by which notebooks for IJava know the kernel
                .filter(each -> each.startsWith(top))
                .map(each -> top.relativize(each.getParent()).toString().replace(File.separatorChar, '.'))
                .filter(each -> !each.isEmpty())
                .collect(toCollection(TreeSet::new));
    }

    /** The source files. */
    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(sources)) {
            return all.filter(each -> each.toString().endsWith(".java")).toList();
        }
    }

    /**
     * Fails if a file or one of its lines is too long, or a package has too many files.
     *
     * @param larger the packages that may have more, as ARCHITECTURE.md says why
     * @param longer the classes of which only lines without Javadoc count, as ARCHITECTURE.md says why
     */
    public void checkSizes(Set<String> larger, Set<String> longer) throws IOException {
        Map<Path, Integer> counts = new TreeMap<>();
        for (Path each : files()) {
            String name = sources.relativize(each).toString().replace(File.separatorChar, '.');
            boolean mayBeLonger = longer.stream().anyMatch(type -> name.equals(prefix + type + ".java"));
            List<String> lines = Files.readAllLines(each);
            assertThat(lines)
                    .as("lines of " + each)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LONGEST_LINE));
            assertThat(lines.stream()
                            .filter(line -> !mayBeLonger || !line.strip().matches("(/\\*\\*|\\*).*"))
                            .count())
                    .as("lines of " + each)
                    .isLessThanOrEqualTo(MOST_LINES);
            counts.merge(each.getParent(), 1, Integer::sum);
        }
        Set<Path> allowed = larger.stream()
                .map(each -> sources.resolve((prefix + each).replace('.', '/')))
                .collect(toCollection(TreeSet::new));
        counts.forEach((folder, count) -> {
            if (allowed.contains(folder)) {
                assertThat(count).as("files of " + folder + ", listed as large").isGreaterThan(MOST_FILES);
            } else {
                assertThat(count).as("files of " + folder).isLessThanOrEqualTo(MOST_FILES);
            }
        });
    }

    /**
     * Fails if a circle crosses a package, or has more than three classes. A type and those of its package that extend
     * it count as one.
     *
     * @param facades types that may use, and be used by, any class of their package
     */
    public void checkCircles(JavaClasses classes, Set<String> facades) {
        Map<String, Set<String>> uses = new TreeMap<>();
        Map<String, String> families = new TreeMap<>();
        for (Dependency each : dependencies(classes)) {
            JavaClass from = outermost(each.getOriginClass());
            families.put(from.getName(), family(from));
            uses.computeIfAbsent(from.getName(), key -> new TreeSet<>())
                    .add(outermost(each.getTargetClass()).getName());
        }
        Map<String, Set<String>> reached = new TreeMap<>();
        uses.keySet().forEach(each -> reached.put(each, reachable(each, uses)));
        reached.forEach((name, all) -> {
            Set<String> circle = all.stream()
                    .filter(each -> !each.equals(name)
                            && reached.getOrDefault(each, Set.of()).contains(name))
                    .collect(toCollection(TreeSet::new));
            circle.add(name);
            assertThat(circle)
                    .allSatisfy(each -> assertThat(each).startsWith(name.substring(0, name.lastIndexOf('.') + 1)));
            if (circle.stream().noneMatch(each -> facades.contains(each.substring(prefix.length())))) {
                assertThat(circle.stream().map(families::get).distinct())
                        .as("classes that use one another: " + circle)
                        .hasSizeLessThanOrEqualTo(LARGEST_CIRCLE);
            }
        });
    }

    /** The dependencies between different classes of the module. */
    public List<Dependency> dependencies(JavaClasses classes) {
        return classes.stream()
                .filter(this::has)
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .filter(each -> has(each.getTargetClass()))
                .filter(each -> !outermost(each.getOriginClass()).equals(outermost(each.getTargetClass())))
                .toList();
    }

    /** Whether a class is of the module. */
    public boolean has(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        return name.startsWith(prefix) && (without.isEmpty() || !name.startsWith(without));
    }

    /** The package of a class without the prefix; empty for the one that the prefix names. */
    public String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName() + ".";
        return name.equals(prefix) ? "" : name.substring(prefix.length(), name.length() - 1);
    }

    /** The class in whose file a class is. */
    public static JavaClass outermost(JavaClass type) {
        JavaClass outer = type.getBaseComponentType();
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    /** The name of the type of the same package that a class extends, or its own. */
    private String family(JavaClass outer) {
        return Stream.concat(outer.getAllRawSuperclasses().stream(), outer.getAllRawInterfaces().stream())
                .map(Rooms::outermost)
                .filter(each -> has(each) && each.getPackageName().equals(outer.getPackageName()))
                .map(JavaClass::getName)
                .sorted()
                .findFirst()
                .orElse(outer.getName());
    }

    private static Set<String> reachable(String start, Map<String, Set<String>> uses) {
        Set<String> found = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            for (String each : uses.getOrDefault(open.remove(open.size() - 1), Set.of())) {
                if (found.add(each)) {
                    open.add(each);
                }
            }
        }
        return found;
    }
}
