package deephash;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The packages of the library: their order as ARCHITECTURE.md draws it, their sizes, and the circles inside them. */
public class LibraryRoomsTest {

    private static final Rooms ROOMS =
            new Rooms("The packages of the library", "deephash.", Path.of("../lib/src/main/java"), "deephash.kernel.");

    /** One block or one loss a file; see ARCHITECTURE.md. */
    private static final Set<String> LARGER = Set.of("model.block", "objective");

    /** Half of these files is Javadoc; see ARCHITECTURE.md. */
    private static final Set<String> LONGER = Set.of(
            "DeepHash",
            "code.HashCodes",
            "data.LoadOptions",
            "manipulation.Manipulations",
            "model.HashModel",
            "model.ModelFolder",
            "train.TrainOptions");

    /** Types that users know, whose methods are in files of their own. */
    private static final Set<String> FACADES = Set.of("model.HashModel", "augment.Augmentation");

    @ArchTest
    static void packagesUseOnlyThoseAboveThem(JavaClasses classes) throws IOException {
        List<String> order = new ArrayList<>(ROOMS.rows().keySet());
        assertThat(order).as("the packages in ARCHITECTURE.md").containsExactlyInAnyOrderElementsOf(ROOMS.folders());
        for (int i = 0; i < order.size(); i++) {
            List<String> later = new ArrayList<>(List.of("deephash"));
            order.subList(i + 1, order.size()).forEach(each -> later.add("deephash." + each));
            noClasses()
                    .that()
                    .resideInAPackage("deephash." + order.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later.toArray(String[]::new))
                    .check(classes);
        }
    }

    @ArchTest
    static void noCircleCrossesAPackageOrIsLarge(JavaClasses classes) {
        ROOMS.checkCircles(classes, FACADES);
    }

    @ArchTest
    static void filesAndPackagesAreOfASizeToRead(JavaClasses classes) throws IOException {
        ROOMS.checkSizes(LARGER, LONGER);
    }
}
