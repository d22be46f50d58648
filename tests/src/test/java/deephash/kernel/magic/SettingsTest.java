package deephash.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.eval.EvaluatorOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    private Path folder;

    @Test
    void withoutVariablesThereIsNothingSpecial() {
        EvaluatorOptions options = Settings.evaluator(Map.of());
        assertThat(options.classPath()).isEmpty();
        assertThat(options.compilerOptions()).isEmpty();
        assertThat(options.startup()).isEmpty();
        assertThat(options.timeout()).isNull();
    }

    @Test
    void theClassPathMayHoldPatterns() throws IOException {
        Path jar = MagicsTest.emptyJar(folder.resolve("a.jar"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        assertThat(Settings.evaluator(Map.of("IJAVA_CLASSPATH", folder + "/*.jar" + File.pathSeparator + classes))
                        .classPath())
                .containsExactly(jar, classes);
        assertThatThrownBy(() -> Settings.evaluator(Map.of("IJAVA_CLASSPATH", folder + "/gone.jar")))
                .hasMessageContainingAll("IJAVA_CLASSPATH", "gone.jar", "does not exist");
        Files.writeString(jar, "no jar");
        assertThatThrownBy(() -> Settings.evaluator(Map.of("IJAVA_CLASSPATH", jar.toString())))
                .hasMessageContainingAll("a.jar", "is no jar");
    }

    @Test
    void scriptsComeBeforeTheSnippet() throws IOException {
        Path script = Files.writeString(folder.resolve("init.jshell"), "int a = 1;");
        assertThat(Settings.evaluator(Map.of(
                                "JJAVA_STARTUP_SCRIPTS_PATH", script.toString(), "JJAVA_STARTUP_SCRIPT", "int b = 2;"))
                        .startup())
                .containsExactly("int a = 1;", "int b = 2;");
    }

    @Test
    void aTimeLimitIsInMillisecondsOrHasItsUnit() {
        assertThat(Settings.evaluator(Map.of("IJAVA_TIMEOUT", "5000")).timeout())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(Settings.evaluator(Map.of("IJAVA_TIMEOUT", "30 SECONDS")).timeout())
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(Settings.evaluator(Map.of("IJAVA_TIMEOUT", "-1")).timeout()).isNull();
        assertThatThrownBy(() -> Settings.evaluator(Map.of("JJAVA_TIMEOUT", "soon")))
                .hasMessageContainingAll("JJAVA_TIMEOUT", "soon", "milliseconds");
    }

    @Test
    void theNewerNamesWin() {
        assertThat(Settings.evaluator(
                                Map.of("IJAVA_COMPILER_OPTS", "-nowarn", "JJAVA_COMPILER_OPTS", "-g --release 17"))
                        .compilerOptions())
                .containsExactly("-g", "--release", "17");
    }

    @Test
    void oneThatMakesNoSenseIsToldAndTheOthersAreUsed() throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> problems = new ArrayList<>();
        EvaluatorOptions options = Settings.evaluator(
                Map.of(
                        "JJAVA_CLASSPATH", classes + File.pathSeparator + folder.resolve("gone.jar"),
                        "JJAVA_COMPILER_OPTS", "-nonsense",
                        "JJAVA_STARTUP_SCRIPT", "int b = 2;",
                        "JJAVA_TIMEOUT", "soon"),
                problems::add);
        assertThat(options.classPath()).containsExactly(classes);
        assertThat(options.compilerOptions()).isEmpty();
        assertThat(options.startup()).containsExactly("int b = 2;");
        assertThat(problems)
                .hasSize(3)
                .anyMatch(each -> each.contains("-nonsense"))
                .anyMatch(each -> each.contains("soon"));
    }

    @Test
    void previewsNeedAJvmThatAllowsThem() {
        Map<String, String> given = Map.of("JJAVA_COMPILER_OPTS", "--enable-preview --release 17");
        assertThatThrownBy(() -> Settings.evaluator(given))
                .hasMessageContaining("DEEPHASH_JAVA_OPTIONS=--enable-preview");
    }

    @Test
    void theJvmsOptionForPreviewsIsEnough() {
        String feature = String.valueOf(Runtime.version().feature());
        assertThat(Settings.evaluator(Map.of("DEEPHASH_JAVA_OPTIONS", "-Xmx2g --enable-preview"))
                        .compilerOptions())
                .containsExactly("--enable-preview", "--source", feature);
        assertThat(Settings.evaluator(Map.of("JDK_JAVA_OPTIONS", "--enable-preview", "IJAVA_COMPILER_OPTS", "-nowarn"))
                        .compilerOptions())
                .containsExactly("-nowarn", "--enable-preview", "--source", feature);
    }
}
