package deephash.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.library.Workbench;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a library brings beside its classes. */
class LibrariesTest {

    @TempDir
    private Path folder;

    /** What a notebook would get. */
    private static final class Shown implements Display {
        private final StringBuilder printed = new StringBuilder();
        private final StringBuilder notes = new StringBuilder();

        @Override
        public void stream(String name, String text) {
            printed.append(text);
        }

        @Override
        public void display(Bundle bundle, @Nullable String displayId) {
            notes.append(bundle.data().get(Bundle.TEXT)).append('\n');
        }

        @Override
        public void updateDisplay(Bundle bundle, String displayId) {}

        @Override
        public void clearOutput(boolean wait) {}
    }

    private String added(String artifact, String entry) throws Exception {
        Path place = Files.createDirectories(
                folder.resolve("repository/org/example").resolve(artifact).resolve("1.0"));
        Files.writeString(
                place.resolve(artifact + "-1.0.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>" + artifact
                        + "</artifactId><version>1.0</version></project>");
        try (OutputStream out = Files.newOutputStream(place.resolve(artifact + "-1.0.jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new ZipEntry(entry));
            jar.closeEntry();
        }
        Path settings = Files.writeString(
                folder.resolve("settings.xml"),
                "<settings><mirrors><mirror><id>all</id><mirrorOf>*</mirrorOf><url>"
                        + folder.resolve("repository").toUri() + "</url></mirror></mirrors></settings>");
        Libraries libraries = new Libraries(new MavenSettings(settings, folder.resolve("local")));
        Shown shown = new Shown();
        Display before = Display.use(shown);
        try (CellEvaluator cells = CellEvaluator.start(Workbench.options())) {
            libraries.add(cells, MavenRequest.of(List.of("org.example:" + artifact + ":1.0")));
        } finally {
            Display.use(before);
        }
        assertThat(shown.printed.toString())
                .as("the output of a cell is its answer")
                .isEmpty();
        return shown.notes.toString();
    }

    @Test
    void aLoggingBackendIsToldThatItIsNotUsed() throws Exception {
        assertThat(added("backend", "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                .contains("not through backend", "defaultLogLevel=info");
    }

    @Test
    void anAnnotationProcessorIsSaidToRunFromNowOn() throws Exception {
        assertThat(added("processor", "META-INF/services/javax.annotation.processing.Processor"))
                .contains("annotation processors of processor run over the types that cells declare from now on");
        assertThat(added("plain", "plain.txt")).contains("Added").doesNotContain("annotation", "SLF4J");
    }

    @Test
    void theDriverManagerFindsADriverThatIsAdded() throws IOException {
        Path source = Files.writeString(
                Files.createDirectories(folder.resolve("source")).resolve("Own.java"), """
                import java.sql.*;
                import java.util.Properties;
                public class Own implements Driver {
                    static { try { DriverManager.registerDriver(new Own()); } catch (SQLException e) { } }
                    public Connection connect(String url, Properties info) throws SQLException {
                        if (!acceptsURL(url)) return null;
                        throw new SQLException("reached " + url);
                    }
                    public boolean acceptsURL(String url) { return url.startsWith("jdbc:own:"); }
                    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) { return null; }
                    public int getMajorVersion() { return 1; }
                    public int getMinorVersion() { return 0; }
                    public boolean jdbcCompliant() { return false; }
                    public java.util.logging.Logger getParentLogger() { return null; }
                }
                """);
        Path classes = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(classes.resolve("java.sql.Driver"), "Own # ours\n");
        Path root = folder.resolve("classes");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", root.toString(), source.toString()))
                .isZero();
        try (CellEvaluator cells = CellEvaluator.start(Workbench.options())) {
            cells.addToClassPath(root);
            assertThat(cells.eval(
                            "String said; try { java.sql.DriverManager.getConnection(\"jdbc:own:x\"); said = \"\"; }"
                                    + " catch (java.sql.SQLException e) { said = e.getMessage(); }\nsaid"))
                    .isEqualTo("reached jdbc:own:x");
        }
    }
}
