package deephash.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AccessibleObject;
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

/** The rooms of the kernel: which package may use which, as ARCHITECTURE.md draws them. */
public class KernelRoomsTest {

    private static final String KERNEL = "deephash.kernel.";
    private static final Path SOURCES = Path.of("../kernel/src/main/java");
    private static final int MOST_LINES = 350;
    private static final int MOST_FILES = 25;
    private static final int LARGEST_CIRCLE = 3;

    /** What code outside the evaluator may use beside its front, the package {@code eval} itself. */
    private static final Set<String> ALSO_FRONT = Set.of(
            "eval.assist.Completion",
            "eval.assist.PathCompletion",
            "eval.assist.Template",
            "eval.classpath.Listings",
            "eval.classpath.PackageIndex",
            "eval.error.CellException",
            "eval.error.Colour",
            "eval.run.ExitRefused",
            "eval.run.MemoryReserve",
            "eval.run.Stop",
            "eval.text.BeforeCursor",
            "eval.text.JavaToken",
            "eval.text.NearNames");

    /** These open what cells declare, not JShell. */
    private static final Set<String> OPEN_CELLS = Set.of(
            "eval.run.CellControl", "eval.run.StaticFields", "eval.state.LivingVariables", "eval.state.HeldMemory");

    @ArchTest
    static void everyPackageUsesOnlyWhatItsRowNames(JavaClasses classes) throws IOException {
        Map<String, Set<String>> rows = rows();
        Map<String, Set<String>> used = new TreeMap<>();
        for (Dependency each : dependencies(classes)) {
            String from = room(each.getOriginClass());
            String to = room(each.getTargetClass());
            used.computeIfAbsent(from, key -> new TreeSet<>());
            if (!from.equals(to)) {
                used.get(from).add(to);
            }
        }
        used.remove("");
        assertThat(rows.keySet()).as("the packages in ARCHITECTURE.md").containsExactlyInAnyOrderElementsOf(folders());
        used.forEach((room, others) ->
                assertThat(rows.get(room)).as("what " + room + " may use").containsAll(others));
        List<String> above = new ArrayList<>();
        rows.forEach((room, others) -> {
            assertThat(above).as("the rows above " + room).containsAll(others);
            above.add(room);
        });
    }

    @ArchTest
    static void noCircleCrossesAPackageOrIsLarge(JavaClasses classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Dependency each : dependencies(classes)) {
            String from = outermost(each.getOriginClass()).getName();
            uses.computeIfAbsent(from, key -> new TreeSet<>())
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
            assertThat(circle).as("classes that use one another").hasSizeLessThanOrEqualTo(LARGEST_CIRCLE);
            assertThat(circle)
                    .allSatisfy(each -> assertThat(each).startsWith(name.substring(0, name.lastIndexOf('.') + 1)));
        });
    }

    @ArchTest
    static final ArchRule onlyOnePackageOpensPrivatePartsOfJShell = noClasses()
            .that(are("of the kernel, neither in eval.jshell nor opening cells", KernelRoomsTest::isOfRooms)
                    .and(are(
                            "outside",
                            each -> !room(each).equals("eval.jshell")
                                    && !OPEN_CELLS.contains(
                                            outermost(each).getName().substring(KERNEL.length())))))
            .should()
            .callMethodWhere(are(
                    "setAccessible",
                    call -> call.getTarget().getName().equals("setAccessible")
                            && call.getTargetOwner().isAssignableTo(AccessibleObject.class)));

    @ArchTest
    static final ArchRule onlyTheEvaluatorUsesJShell = noClasses()
            .that()
            .resideInAPackage("deephash.kernel..")
            .and()
            .resideOutsideOfPackage("deephash.kernel.eval..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.jshell..");

    @ArchTest
    static final ArchRule theEvaluatorKnowsNoLibrary = noClasses()
            .that()
            .resideInAnyPackage("deephash.kernel.eval..", "deephash.kernel.display..", "deephash.kernel.agent..")
            .should()
            .dependOnClassesThat(
                    are("of the library", each -> each.getPackageName().startsWith("deephash") && !isOfRooms(each)));

    @ArchTest
    static final ArchRule outsideTheEvaluatorItsFrontIsUsed = noClasses()
            .that(are("outside eval", each -> isOfRooms(each) && !room(each).startsWith("eval")))
            .should()
            .dependOnClassesThat(are(
                    "in the rooms behind",
                    each -> isOfRooms(each)
                            && room(each).startsWith("eval.")
                            && !ALSO_FRONT.contains(outermost(each).getName().substring(KERNEL.length()))));

    @ArchTest
    static void filesAndPackagesAreOfASizeToRead(JavaClasses classes) throws IOException {
        Map<Path, Integer> files = new TreeMap<>();
        for (Path each : sources()) {
            assertThat(Files.readAllLines(each)).as(each.toString()).hasSizeLessThanOrEqualTo(MOST_LINES);
            files.merge(each.getParent(), 1, Integer::sum);
        }
        assertThat(files)
                .allSatisfy((folder, count) ->
                        assertThat(count).as(folder.toString()).isLessThanOrEqualTo(MOST_FILES));
    }

    @ArchTest
    static void onlyOneClassReadsTheNamesOfJShellsClasses(JavaClasses classes) throws IOException {
        Pattern name = Pattern.compile("\"[^\"\\n]*(?:JShell\\$|JShell\\\\\\\\\\$|REPL)[^\"\\n]*\"");
        Pattern library = Pattern.compile("\"[^\"\\n]*\\bdeephash\\.(?!kernel)\\w+\\.\\w[^\"\\n]*\"");
        for (Path each : sources()) {
            String text = Files.readString(each);
            if (!each.endsWith("CellClass.java")) {
                assertThat(name.matcher(text).find()).as(each.toString()).isFalse();
            }
            if (each.startsWith(SOURCES.resolve("deephash/kernel/eval"))) {
                assertThat(library.matcher(text).find()).as(each.toString()).isFalse();
            }
        }
    }

    private static Map<String, Set<String>> rows() throws IOException {
        Pattern row = Pattern.compile("\\| `([a-z.]+)` \\|([^|]*)\\|[^|]+\\|");
        Pattern used = Pattern.compile("`([a-z.]+)`");
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("../ARCHITECTURE.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                Set<String> others = new TreeSet<>();
                used.matcher(matcher.group(2)).results().forEach(each -> others.add(each.group(1)));
                rows.put(matcher.group(1), others);
            }
        }
        return rows;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(each -> each.toString().endsWith(".java")).toList();
        }
    }

    /** The packages with sources, but for the one with the main class. */
    private static Set<String> folders() {
        try {
            return sources().stream()
                    // The other sources are the names by which notebooks for IJava know the kernel.
                    .filter(each -> each.startsWith(SOURCES.resolve("deephash")))
                    .map(each -> SOURCES.resolve("deephash/kernel").relativize(each.getParent()))
                    .map(each -> each.toString().replace(java.io.File.separatorChar, '.'))
                    .filter(each -> !each.isEmpty())
                    .collect(toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dependencies between classes of the kernel. */
    private static List<Dependency> dependencies(JavaClasses classes) {
        return classes.stream()
                .filter(KernelRoomsTest::isOfRooms)
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .filter(each -> isOfRooms(each.getTargetClass()))
                .filter(each -> !outermost(each.getOriginClass()).equals(outermost(each.getTargetClass())))
                .toList();
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

    private static boolean isOfRooms(JavaClass type) {
        return type.getBaseComponentType().getName().startsWith(KERNEL);
    }

    /** The package without the part that all have; empty for that of the main class. */
    private static String room(JavaClass type) {
        String name = type.getPackageName() + ".";
        return name.equals(KERNEL) ? "" : name.substring(KERNEL.length(), name.length() - 1);
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type.getBaseComponentType();
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    private static <T> DescribedPredicate<T> are(String description, java.util.function.Predicate<T> test) {
        return DescribedPredicate.describe(description, test);
    }
}
