package deephash.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final List<String> TOOLS = List.of(
            "uname", "dirname", "readlink", "find", "head", "tail", "sed", "cat", "mkdir", "rm", "sleep", "env");
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Path tools;

    @BeforeEach
    void aPathWithoutJavaMavenAndPython() throws IOException {
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : TOOLS) {
            for (Path place : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
                if (Files.isExecutable(place.resolve(tool)) && !Files.exists(tools.resolve(tool))) {
                    script(tools.resolve(tool), "exec " + place.resolve(tool) + " \"$@\"");
                }
            }
        }
    }

    @Test
    void aMachineWithoutAJdkIsToldHowToGetOne() throws Exception {
        Program program = launch(Map.of());
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output())
                .contains("DeepHash needs a JDK, 17 or newer")
                .contains("no java on the PATH and JAVA_HOME is not set")
                .contains("apt install openjdk-17-jdk");
    }

    @Test
    void aJavaHomeThatIsNoJdkIsNamed() throws Exception {
        Program program = launch(Map.of("JAVA_HOME", "/nowhere/jdk"));
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output()).contains("JAVA_HOME=/nowhere/jdk has no bin/java");
    }

    @Test
    void anOldJdkIsNamedWithItsVersion() throws Exception {
        script(tools.resolve("java"), "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
        Program program = launch(Map.of());
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output()).contains("17 or newer").contains("is version 11.0.2");
    }

    @Test
    void aJavaOfTheOldVersionSchemeIsOldToo() throws Exception {
        script(tools.resolve("java"), "echo 'java version \"1.8.0_412\"' >&2");
        Program program = launch(Map.of());
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output()).contains("is version 1.8.0_412");
    }

    @Test
    void aRuntimeWithoutACompilerIsNotEnough() throws Exception {
        Path runtime = Files.createDirectories(folder.resolve("jre/bin")).getParent();
        Files.writeString(runtime.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"21.0.4\"\n");
        script(runtime.resolve("bin/java"), "exit 3");
        Program program = launch(Map.of("JAVA_HOME", runtime.toString()));
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output()).contains("a full JDK").contains("a runtime without javac");
    }

    @Test
    void aMachineWithoutMavenIsToldHowToGetIt() throws Exception {
        Program program = launch(Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output()).contains("needs Maven, 3.8 or newer").contains("apt install maven");
    }

    @Test
    void aFailedBuildShowsWhatMavenSaidAndLeavesNoLock() throws Exception {
        script(tools.resolve("mvn"), "echo '[ERROR] no route to the repository'; exit 1");
        Program program = launch(Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output())
                .contains("Building DeepHash (first time: about a minute) ...")
                .contains("[ERROR] no route to the repository")
                .contains("build.log");
        assertThat(folder.resolve("checkout/.deephash/lock")).doesNotExist();
    }

    @Test
    void theLockOfABuildThatDiedDoesNotBlock() throws Exception {
        Path lock = Files.createDirectories(folder.resolve("checkout/.deephash/lock"));
        Files.writeString(lock.resolve("pid"), "99999999");
        script(tools.resolve("mvn"), "echo 'this build runs'; exit 1");
        Program program = launch(Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertThat(program.output()).contains("this build runs");
    }

    @Test
    void anOldMavenGetsMAVEN_ARGSFromTheLauncher() throws Exception {
        script(
                tools.resolve("mvn"),
                "if [ \"$1\" = --version ]; then echo 'Apache Maven 3.8.7'; exit; fi; echo \"$@\"; exit 1");
        Program old = launch(Map.of("JAVA_HOME", System.getProperty("java.home"), "MAVEN_ARGS", "-Dcuda -o"));
        assertThat(old.output()).contains("-Dcuda -o -q -B");
        script(
                tools.resolve("mvn"),
                "if [ \"$1\" = --version ]; then echo 'Apache Maven 3.9.9'; exit; fi; echo \"$@\"; exit 1");
        Program newer = launch(Map.of("JAVA_HOME", System.getProperty("java.home"), "MAVEN_ARGS", "-Dcuda -o"));
        assertThat(newer.output()).doesNotContain("-Dcuda").contains("-q -B");
    }

    @Test
    void aCopyOfABuiltCheckoutIsBuiltForItself() throws Exception {
        Path home = Files.createDirectories(folder.resolve("checkout/.deephash/app-1"));
        Files.writeString(home.resolve("classpath"), "");
        Files.writeString(home.resolveSibling("current"), "app-1\n");
        Files.writeString(home.resolveSibling("root"), "/the/original\n");
        script(tools.resolve("mvn"), "echo 'this build runs'; exit 1");
        assertThat(launch(Map.of("JAVA_HOME", System.getProperty("java.home"))).output())
                .contains("this build runs");
    }

    @Test
    void whoMayNotWriteIsToldWhoBuilds() throws Exception {
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        Files.createFile(checkout.resolve(".deephash"));
        script(tools.resolve("mvn"), "exit 1");
        Program program = launch(Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output()).contains("has not been built, and you may not write there", "deephash share");
    }

    @Test
    void aBuiltLauncherSaysItsVersionAtOnceAndBuildsNothing() throws Exception {
        Checkout.built();
        Program program = Checkout.deephash(Map.of(), "--version");
        assertThat(program.status()).isZero();
        assertThat(program.output())
                .startsWith("DeepHash ")
                .doesNotContain("Building")
                .contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void aBuiltLauncherNeedsNoMaven() throws Exception {
        Path checkout = Checkout.built();
        Program program = Program.runAlone(
                checkout,
                Map.of("PATH", tools.toString(), "JAVA_HOME", System.getProperty("java.home")),
                SOON,
                List.of(checkout.resolve("deephash").toString(), "--version"));
        assertThat(program.status()).as(program.output()).isZero();
    }

    @Test
    void aLinkToTheLauncherWorksFromAnyFolder() throws Exception {
        Path link = Checkout.built().resolveSibling("dh");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("checkout/deephash"));
        Program program = Program.run(folder, Map.of(), SOON, List.of(link.toString(), "--version"));
        assertThat(program.status()).as(program.output()).isZero();
    }

    @Test
    void aWordThatIsNoCommandEndsWithStatus2AndTheUsage() throws Exception {
        Program program = Checkout.deephash(Map.of(), "lob");
        assertThat(program.status()).isEqualTo(2);
        assertThat(program.output()).contains("lob").contains("Usage: deephash");
    }

    @Test
    void changedSourcesAreBuiltOnceThoughTwoStartAtTheSameTimeAndOldBuildsAreRemoved() throws Exception {
        Path checkout = Checkout.built();
        Path changed = checkout.resolve("kernel/src/main/java/deephash/kernel/Main.java");
        Files.setLastModifiedTime(changed, FileTime.from(Instant.now()));
        for (int old = 1; old <= 3; old++) {
            Files.createDirectories(checkout.resolve(".deephash/app-100000000000" + old + "/lib"));
        }
        List<String> version = List.of("./deephash", "--version");
        CompletableFuture<Program> other = CompletableFuture.supplyAsync(() -> {
            try {
                return Program.run(checkout, Map.of(), Duration.ofMinutes(10), version);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Program one = Program.run(checkout, Map.of(), Duration.ofMinutes(10), version);
        Program two = other.get();
        assertThat(one.status()).as(one.output()).isZero();
        assertThat(two.status()).as(two.output()).isZero();
        String both = one.output() + two.output();
        assertThat(both).containsOnlyOnce("Building DeepHash (its sources have changed)");
        assertThat(checkout.resolve(".deephash/app-1000000000001")).doesNotExist();
    }

    @Test
    void homeIsWhereHOMESaysAsItIsToJupyter() throws Exception {
        Path home = Files.createDirectories(folder.resolve("some home"));
        Path script = Files.writeString(
                folder.resolve("home.jsh"), "System.out.println(System.getProperty(\"user.home\"));\n");
        Program program = Checkout.deephash(Map.of("HOME", home.toString()), "repl", script.toString());
        assertThat(program.status()).as(program.output()).isZero();
        assertThat(program.output()).contains(home.toString());
        Program install = Checkout.deephash(Map.of("HOME", home.toString()), "kernel", "install");
        assertThat(install.status()).as(install.output()).isZero();
        assertThat(home.resolve(
                        System.getProperty("os.name").startsWith("Mac")
                                ? "Library/Jupyter/kernels/deephash/kernel.json"
                                : ".local/share/jupyter/kernels/deephash/kernel.json"))
                .exists();
    }

    @Test
    void threadsOfPyTorchWaitForAMomentOnly() throws Exception {
        Path script = Files.writeString(
                folder.resolve("wait.jsh"), "System.out.println(\"waits \" + System.getenv(\"GOMP_SPINCOUNT\"));\n");
        assertThat(waits(script, Map.of("GOMP_SPINCOUNT", ""))).contains("waits 1000");
        assertThat(waits(script, Map.of("GOMP_SPINCOUNT", "7"))).contains("waits 7");
        assertThat(waits(script, Map.of("GOMP_SPINCOUNT", "", "OMP_WAIT_POLICY", "active")))
                .doesNotContain("waits 1000");
    }

    private static String waits(Path script, Map<String, String> variables) throws Exception {
        return Checkout.deephash(variables, "repl", script.toString()).output();
    }

    @Test
    void labWithoutPythonSaysWhatItIsFor() throws Exception {
        Path checkout = Checkout.built();
        Map<String, String> variables = new TreeMap<>(Map.of(
                "PATH", tools.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "JUPYTER_DATA_DIR", folder.resolve("jupyter").toString()));
        Program program = Program.runAlone(
                checkout, variables, SOON, List.of(checkout.resolve("deephash").toString(), "lab", "--no-browser"));
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output())
                .contains("no JupyterLab on the PATH, and no Python")
                .contains("./deephash run NOTEBOOK");
    }

    /** Starts the launcher of an unbuilt checkout with nothing but simple tools on the path. */
    private Program launch(Map<String, String> variables) throws IOException, InterruptedException {
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        Files.copy(
                Checkout.source().resolve("deephash"),
                checkout.resolve("deephash"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Map<String, String> all = new TreeMap<>(variables);
        all.put("PATH", tools.toString());
        return Program.runAlone(
                folder, all, SOON, List.of(checkout.resolve("deephash").toString(), "--version"));
    }

    private static void script(Path file, String lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
