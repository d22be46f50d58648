package deephash;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import deephash.kernel.KernelRoomsTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of the house: who may know whom. */
@AnalyzeClasses(packages = "deephash", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {

    /** Leaves out what has its source beside this test, also where tests and code are compiled into one folder. */
    static final class NoTests implements ImportOption {

        private static final Pattern FILE = Pattern.compile(".*/(deephash/[^$]*)(?:\\$.*)?\\.class");

        @Override
        public boolean includes(Location location) {
            Matcher file = FILE.matcher(location.asURI().toString());
            return !file.matches() || !Files.exists(Path.of("src/test/java", file.group(1) + ".java"));
        }
    }

    private static final String KERNEL = "deephash.kernel..";

    @ArchTest
    static final ArchTests kernelRooms = ArchTests.in(KernelRoomsTest.class);

    @ArchTest
    static final ArchTests libraryRooms = ArchTests.in(LibraryRoomsTest.class);

    @ArchTest
    static final ArchRule codesAndMetricsUseTheJdkOnly = classes()
            .that()
            .resideInAnyPackage("deephash.code..", "deephash.metric..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "deephash.code..",
                    "deephash.metric..",
                    "deephash.progress..",
                    "deephash.file..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule filesUseTheJdkOnly = classes()
            .that()
            .resideInAPackage("deephash.file..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "deephash.file..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyModelsAndTrainingKnowDjl = noClasses()
            .that()
            .resideOutsideOfPackages("deephash.model..", "deephash.objective..", "deephash.train..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule onlyTheViewKnowsTablesAndCharts = noClasses()
            .that()
            .resideOutsideOfPackage("deephash.view..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tech.tablesaw..", "org.knowm.xchart..");

    @ArchTest
    static final ArchRule onlyTheKernelKnowsJShellAndJupyter = noClasses()
            .that()
            .resideOutsideOfPackage(KERNEL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jdk.jshell..", "org.dflib..", "org.jline..");

    @ArchTest
    static final ArchRule theLibraryDoesNotKnowTheKernel = noClasses()
            .that()
            .resideOutsideOfPackage(KERNEL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(KERNEL);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("deephash.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule kernelPackagesHaveNoCycles =
            slices().matching("deephash.kernel.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule noPublicSignatureOutsideBlocksAndTrainingNamesDjl = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages(
                    "deephash.model.block..",
                    "deephash.model.engine..",
                    "deephash.objective..",
                    "deephash.train..",
                    KERNEL)
            .should(notNameDjl());

    @ArchTest
    static final ArchRule theLibraryDoesNotPrint = noClasses()
            .that()
            .resideOutsideOfPackage(KERNEL)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule randomnessIsSeeded = noClasses()
            .that()
            .resideOutsideOfPackage(KERNEL)
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .callMethod(Collections.class, "shuffle", List.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

    /** The gradient would read memory that has been given back; see {@link deephash.model.engine.Scalar}. */
    @ArchTest
    static final ArchRule noNumberIsMultipliedWithoutBeingKept = noClasses()
            .that()
            .resideInAnyPackage("deephash.model..", "deephash.objective..", "deephash.train..")
            .should()
            .callMethod(NDArray.class, "mul", Number.class)
            .orShould()
            .callMethod(NDArray.class, "div", Number.class)
            .orShould()
            .callMethod(NDArray.class, "pow", Number.class)
            .orShould()
            .callMethod(NDArray.class, "maximum", Number.class)
            .orShould()
            .callMethod(NDArray.class, "minimum", Number.class);

    private static ArchCondition<JavaMethod> notNameDjl() {
        return new ArchCondition<>("not name a DJL type in its signature") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean visible = method.getOwner().getModifiers().contains(JavaModifier.PUBLIC);
                method.getAllInvolvedRawTypes().stream()
                        .filter(type -> visible && type.getPackageName().startsWith("ai.djl"))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " names " + type.getName())));
            }
        };
    }
}
