package deephash.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import deephash.Rooms;
import java.io.IOException;
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
import java.util.regex.Pattern;

/** The rooms of the kernel: which package may use which, as ARCHITECTURE.md draws them. */
public class KernelRoomsTest {

    private static final String KERNEL = "deephash.kernel.";
    private static final Path SOURCES = Path.of("../kernel/src/main/java");
    private static final Rooms ROOMS = new Rooms("The packages of the kernel", KERNEL, SOURCES, "");

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
        for (Dependency each : ROOMS.dependencies(classes)) {
            String from = room(each.getOriginClass());
            String to = room(each.getTargetClass());
            used.computeIfAbsent(from, key -> new TreeSet<>());
            if (!from.equals(to)) {
                used.get(from).add(to);
            }
        }
        used.remove("");
        assertThat(rows.keySet())
                .as("the packages in ARCHITECTURE.md")
                .containsExactlyInAnyOrderElementsOf(ROOMS.folders());
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
        ROOMS.checkCircles(classes, Set.of());
    }

    @ArchTest
    static final ArchRule onlyOnePackageOpensPrivatePartsOfJShell = noClasses()
            .that(are("of the kernel, neither in eval.jshell nor opening cells", KernelRoomsTest::isOfRooms)
                    .and(are(
                            "outside",
                            each -> !room(each).equals("eval.jshell")
                                    && !OPEN_CELLS.contains(
                                            Rooms.outermost(each).getName().substring(KERNEL.length())))))
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
                            && !ALSO_FRONT.contains(
                                    Rooms.outermost(each).getName().substring(KERNEL.length()))));

    @ArchTest
    static void filesAndPackagesAreOfASizeToRead(JavaClasses classes) throws IOException {
        ROOMS.checkSizes(Set.of(), Set.of());
    }

    @ArchTest
    static void onlyOneClassReadsTheNamesOfJShellsClasses(JavaClasses classes) throws IOException {
        Pattern name = Pattern.compile("\"[^\"\\n]*(?:JShell\\$|JShell\\\\\\\\\\$|REPL)[^\"\\n]*\"");
        Pattern library = Pattern.compile("\"[^\"\\n]*\\bdeephash\\.(?!kernel)\\w+\\.\\w[^\"\\n]*\"");
        for (Path each : ROOMS.files()) {
            String text = Files.readString(each);
            if (!each.endsWith("CellClass.java")) {
                assertThat(name.matcher(text).find()).as(each.toString()).isFalse();
            }
            if (each.startsWith(SOURCES.resolve("deephash/kernel/eval"))) {
                assertThat(library.matcher(text).find()).as(each.toString()).isFalse();
            }
        }
    }

    /** The packages that each package may use. */
    private static Map<String, Set<String>> rows() throws IOException {
        Pattern used = Pattern.compile("`([a-z.]+)`");
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        ROOMS.rows().forEach((room, cells) -> {
            Set<String> others = new TreeSet<>();
            used.matcher(cells.get(0)).results().forEach(each -> others.add(each.group(1)));
            rows.put(room, others);
        });
        return rows;
    }

    private static boolean isOfRooms(JavaClass type) {
        return ROOMS.has(type);
    }

    private static String room(JavaClass type) {
        return ROOMS.room(type);
    }

    private static <T> DescribedPredicate<T> are(String description, java.util.function.Predicate<T> test) {
        return DescribedPredicate.describe(description, test);
    }
}
