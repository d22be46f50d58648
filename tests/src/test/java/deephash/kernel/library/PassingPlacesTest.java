package deephash.kernel.library;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.progress.Screen;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassingPlacesTest {

    /** What stands in each place of a cell's output. */
    private final Map<String, String> places = new LinkedHashMap<>();

    private final NotebookScreen screen = new NotebookScreen();
    private Display before;

    @BeforeEach
    void aCell() {
        before = Display.use(new Display() {
            @Override
            public void stream(String name, String text) {}

            @Override
            public void display(Bundle bundle, @Nullable String displayId) {
                places.put(String.valueOf(displayId), bundle.text());
            }

            @Override
            public void updateDisplay(Bundle bundle, String displayId) {
                places.replace(displayId, bundle.text());
            }

            @Override
            public void clearOutput(boolean wait) {}
        });
    }

    @AfterEach
    void theCellEnds() {
        Display.use(before);
    }

    private void training(int number) {
        try (Screen.Bar bar = screen.bar("Training " + number, 1, "epochs")) {
            screen.show("curve " + number);
            bar.step(1);
        }
    }

    @Test
    void aTrainingAloneLeavesItsBarAndItsCurve() {
        training(1);
        assertThat(places.values())
                .hasSize(2)
                .anyMatch(t -> t.startsWith("Training 1"))
                .contains("curve 1");
    }

    @Test
    void largeNumbersAreWrittenAsElsewhere() {
        try (Screen.Bar bar = screen.bar("Training", 80_000, "images")) {
            bar.step(4_000);
        }
        assertThat(places.values()).singleElement().asString().startsWith("Training: 4,000 of 80,000 images");
    }

    @Test
    void aStudyLeavesItsOwnBarAndNotThatOfEveryTraining() {
        try (Screen.Bar study = screen.bar("Study", 3, "runs")) {
            for (int run = 1; run <= 3; run++) {
                training(run);
                assertThat(places.values())
                        .as("while it runs, one bar and one curve")
                        .hasSizeLessThanOrEqualTo(3)
                        .contains("curve " + run);
                study.step(1);
            }
        }
        assertThat(places.values().stream().filter(text -> !text.isBlank()))
                .singleElement()
                .asString()
                .startsWith("Study: 3 of 3");
    }

    @Test
    void whatComesAfterAStudyStaysAgain() {
        try (Screen.Bar study = screen.bar("Study", 1, "runs")) {
            training(1);
            study.step(1);
        }
        training(2);
        assertThat(places.values()).contains("curve 2").doesNotContain("curve 1");
    }

    @Test
    void workThatIsDoneAtOnceLeavesNoLine() throws InterruptedException {
        counting(3, 0);
        assertThat(places).isEmpty();
        counting(3, 200);
        assertThat(places.values()).singleElement().asString().startsWith("Counting: 3 of 3 sheep");
    }

    @Test
    void workThatWasStoppedLeavesItsLineHoweverSoon() throws InterruptedException {
        counting(2, 0);
        assertThat(places.values()).singleElement().asString().startsWith("Counting: 2 of 3 sheep");
    }

    private void counting(int sheep, long millis) throws InterruptedException {
        try (Screen.Bar bar = screen.bar("Counting", 3, "sheep")) {
            for (int i = 0; i < sheep; i++) {
                Thread.sleep(millis);
                bar.step(1);
            }
        }
    }
}
