package deephash.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A notebook written for IJava, unchanged, without Jupyter; with Jupyter see {@code test_magics.py}. */
@DisabledOnOs(OS.WINDOWS)
class IJavaNotebookTest {

    private static final Path NOTEBOOK = Checkout.source().resolve("tests/src/test/resources/notebooks/ijava.ipynb");

    @TempDir
    private Path folder;

    private Map<String, String> variables;

    @BeforeEach
    void aMavenThatAsksNobodyElse() throws Exception {
        Path repository = folder.resolve("repository");
        publish(repository, "org.base", "base", "Base", "public class Base { public int one() { return 1; } }", "");
        publish(
                repository,
                "org.top",
                "top",
                "Top",
                "public class Top extends org.base.Base { public int two() { return one() + 1; } }",
                "<dependency><groupId>org.base</groupId><artifactId>base</artifactId><version>1.0</version></dependency>");
        publish(
                repository,
                "org.pom",
                "pom",
                "Pom",
                "public class Pom { public String toString() { return \"from a POM\"; } }",
                "");
        Path settings = Files.createDirectories(folder.resolve("home/.m2")).resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><mirrors><mirror><id>test</id><mirrorOf>*</mirrorOf><url>" + repository.toUri()
                        + "</url></mirror></mirrors></settings>");
        variables = Map.of("HOME", folder.resolve("home").toString());
    }

    private void publish(
            Path repository, String group, String artifact, String name, String source, String dependencies)
            throws Exception {
        Path version = Files.createDirectories(
                repository.resolve(group.replace('.', '/')).resolve(artifact).resolve("1.0"));
        Path work = Files.createDirectories(folder.resolve("classes"));
        Path file = Files.writeString(work.resolve(name + ".java"), "package " + group + ";\n" + source);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "--release",
                                "17",
                                "-cp",
                                work.toString(),
                                "-d",
                                work.toString(),
                                file.toString()))
                .isZero();
        String path = group.replace('.', '/') + "/" + name + ".class";
        try (OutputStream out = Files.newOutputStream(version.resolve(artifact + "-1.0.jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new ZipEntry(path));
            Files.copy(work.resolve(path), jar);
            jar.closeEntry();
        }
        Files.writeString(
                version.resolve(artifact + "-1.0.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>" + group + "</groupId><artifactId>" + artifact
                        + "</artifactId><version>1.0</version><dependencies>" + dependencies
                        + "</dependencies></project>");
    }

    @Test
    void runsHeadless() throws Exception {
        Path out = folder.resolve("out.ipynb");
        Program program = Checkout.deephash(variables, "run", NOTEBOOK.toString(), "--output", out.toString());
        assertThat(program.status()).as(program.output()).isZero();
        assertThat(Files.readString(out))
                .contains("Added org.top:top:1.0: 2 jars", "<b>from a POM</b>", "a-b-c", "499500", "Wall time");
    }

    @Test
    void runsInTheTerminal() throws Exception {
        List<String> cells = new ArrayList<>();
        for (JsonElement each : JsonParser.parseString(Files.readString(NOTEBOOK))
                .getAsJsonObject()
                .getAsJsonArray("cells")) {
            if (each.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
                StringBuilder source = new StringBuilder();
                each.getAsJsonObject().getAsJsonArray("source").forEach(line -> source.append(line.getAsString()));
                cells.add(source.toString());
            }
        }
        Path script = Files.writeString(folder.resolve("notebook.jshell"), String.join("\n\n", cells) + "\n");
        Program program = Checkout.deephash(variables, "repl", script.toString());
        assertThat(program.status()).as(program.output()).isZero();
        assertThat(program.output()).contains("Added org.top:top:1.0: 2 jars", "from a POM", "a-b-c", "499500");
    }
}
