package deephash.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.progress.Screen;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import org.eclipse.aether.artifact.Artifact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a repository in a folder; a mirror for everything sees to it that no other is asked. */
class MavenResolverTest {

    @TempDir
    private Path folder;

    private Path repository;
    private MavenResolver resolver;

    @BeforeEach
    void publish() throws IOException {
        repository = folder.resolve("repository");
        publish(repository, "org.example:base:1.0", "");
        publish(repository, "org.example:base:2.0", "");
        publish(repository, "org.example:side:1.0", "");
        publish(repository, "org.example:top:1.0", needs("base", "1.0", "") + needs("side", "1.0", ""));
        publishPom(
                repository,
                "org.example:bom:1.0",
                "<packaging>pom</packaging><dependencyManagement><dependencies>" + needs("base", "2.0", "")
                        + needs("top", "1.0", "") + "</dependencies></dependencyManagement>");
        resolver = resolver("<mirrors><mirror><id>all</id><mirrorOf>*</mirrorOf><url>" + repository.toUri()
                + "</url></mirror></mirrors>");
    }

    private MavenResolver resolver(String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.xml"), "<settings>" + settings + "</settings>");
        return new MavenResolver(new MavenSettings(file, folder.resolve("local")));
    }

    private static String needs(String artifact, String version, String more) {
        return "<dependency><groupId>org.example</groupId><artifactId>" + artifact + "</artifactId><version>" + version
                + "</version>" + more + "</dependency>";
    }

    private static void publish(Path repository, String coordinates, String dependencies) throws IOException {
        publishPom(repository, coordinates, "<dependencies>" + dependencies + "</dependencies>");
        String[] parts = coordinates.split(":");
        try (OutputStream out = Files.newOutputStream(place(repository, parts, ".jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new java.util.zip.ZipEntry(parts[1] + ".txt"));
            jar.closeEntry();
        }
    }

    private static void publishPom(Path repository, String coordinates, String inside) throws IOException {
        String[] parts = coordinates.split(":");
        Path file = place(repository, parts, ".pom");
        Files.writeString(
                file,
                "<project><modelVersion>4.0.0</modelVersion><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1]
                        + "</artifactId><version>" + parts[2] + "</version>" + inside + "</project>");
        Path folder = file.getParent().getParent();
        List<String> versions = new ArrayList<>();
        try (var each = Files.list(folder)) {
            each.filter(Files::isDirectory)
                    .map(version -> version.getFileName().toString())
                    .sorted()
                    .forEach(versions::add);
        }
        Files.writeString(
                folder.resolve("maven-metadata.xml"),
                "<metadata><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1]
                        + "</artifactId><versioning><versions><version>" + String.join("</version><version>", versions)
                        + "</version></versions></versioning></metadata>");
    }

    private static Path place(Path repository, String[] parts, String ending) throws IOException {
        Path version =
                repository.resolve(parts[0].replace('.', '/')).resolve(parts[1]).resolve(parts[2]);
        return Files.createDirectories(version).resolve(parts[1] + "-" + parts[2] + ending);
    }

    private List<String> resolved(String... words) {
        try (Downloads downloads = new Downloads()) {
            return names(resolver.resolve(MavenRequest.of(List.of(words)), downloads));
        }
    }

    private List<String> resolvedPom(String pom, String... scopes) throws IOException {
        try (Downloads downloads = new Downloads()) {
            return names(resolver.resolvePom(
                    pom, scopes.length == 0 ? Set.of("compile", "runtime") : Set.of(scopes), downloads));
        }
    }

    private static List<String> names(List<Artifact> artifacts) {
        assertThat(artifacts).allSatisfy(each -> assertThat(each.getPath()).exists());
        return artifacts.stream()
                .map(each -> each.getArtifactId() + " " + each.getVersion())
                .toList();
    }

    @Test
    void aLibraryComesWithAllItNeeds() {
        assertThat(resolved("org.example:top:1.0")).containsExactlyInAnyOrder("top 1.0", "base 1.0", "side 1.0");
    }

    @Test
    void whatIsExcludedDoesNotCome() {
        assertThat(resolved("org.example:top:1.0", "--exclude", "org.example:side"))
                .containsExactlyInAnyOrder("top 1.0", "base 1.0");
    }

    @Test
    void aBomSaysTheVersionsAlsoOfWhatIsNeededIndirectly() {
        assertThat(resolved("--bom", "org.example:bom:1.0", "org.example:top"))
                .containsExactlyInAnyOrder("top 1.0", "base 2.0", "side 1.0");
        assertThatThrownBy(() -> resolved("--bom", "org.example:bom:1.0", "org.example:side"))
                .hasMessageContainingAll("org.example:side", "org.example:bom:1.0", "does not name it");
    }

    @Test
    void theNearestVersionWins() {
        assertThat(resolved("org.example:top:1.0", "org.example:base:2.0"))
                .containsExactlyInAnyOrder("top 1.0", "base 2.0", "side 1.0");
    }

    @Test
    void partsOfAPomAreEnough() throws IOException {
        assertThat(resolvedPom("<!-- from a README -->\n" + needs("base", "1.0", "") + needs("side", "1.0", "")))
                .containsExactlyInAnyOrder("base 1.0", "side 1.0");
        assertThat(resolvedPom("<dependencies>"
                        + needs(
                                "top",
                                "1.0",
                                "<exclusions><exclusion><groupId>org.example</groupId><artifactId>*</artifactId>"
                                        + "</exclusion></exclusions>")
                        + "</dependencies>"))
                .containsExactly("top 1.0");
    }

    @Test
    void aWholePomMayImportABomAndHasScopes() throws IOException {
        String pom = "<?xml version=\"1.0\"?>\n<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId>"
                + "<artifactId>b</artifactId><version>1</version><dependencyManagement><dependencies>"
                + needs("bom", "1.0", "<type>pom</type><scope>import</scope>")
                + "</dependencies></dependencyManagement><dependencies>"
                + "<dependency><groupId>org.example</groupId><artifactId>base</artifactId></dependency>"
                + needs("side", "1.0", "<scope>test</scope>") + "</dependencies></project>";
        assertThat(resolvedPom(pom)).containsExactly("base 2.0");
        assertThat(resolvedPom(pom, "test")).containsExactly("side 1.0");
        assertThatThrownBy(() -> resolvedPom(pom, "provided")).hasMessageContaining("provided");
        assertThatThrownBy(() -> resolvedPom("<dependency>")).hasMessageContaining("no XML");
    }

    @Test
    void aRepositoryOfAPomIsAsked() throws IOException {
        Path other = folder.resolve("other");
        publish(other, "org.other:thing:3", "");
        resolver = resolver("<mirrors><mirror><id>all</id><mirrorOf>central</mirrorOf><url>" + repository.toUri()
                + "</url></mirror></mirrors>");
        String dependency = "<dependency><groupId>org.other</groupId><artifactId>thing</artifactId>"
                + "<version>3</version></dependency>";
        assertThat(resolvedPom("<repository><id>other</id><url>" + other.toUri() + "</url></repository>" + dependency))
                .containsExactly("thing 3");
        publish(other, "org.other:more:3", "");
        assertThat(resolved("org.other:more:3", "--repo", other.toUri().toString()))
                .containsExactly("more 3");
        publish(other, "org.other:most:3", "");
        resolver.addRepository("mine", other.toUri().toString());
        assertThat(resolved("org.other:most:3")).containsExactly("most 3");
    }

    @Test
    void aCommentBehindTheLibraryIsNone() {
        assertThat(resolved("org.example:base:1.0", "//", "the", "base")).containsExactly("base 1.0");
        assertThat(resolved("org.example:base:1.0", "//the", "base")).containsExactly("base 1.0");
        assertThat(resolved("org.example:base:1.0;", "/*", "base", "*/")).containsExactly("base 1.0");
        assertThat(resolved("org.example:base:1.0", "#", "base")).containsExactly("base 1.0");
    }

    @Test
    void aBomByItselfIsAnsweredWithWhatToWrite() {
        for (String each : new String[] {"org.example:bom:1.0", "org.example:bom:pom:1.0"}) {
            assertThatThrownBy(() -> resolved(each))
                    .as(each)
                    .hasMessageContainingAll("no jar", "%maven --bom org.example:bom:1.0 GROUP:ARTIFACT");
        }
    }

    @Test
    void whatGathersOthersIsReadAsAPom() throws IOException {
        publishPom(
                repository,
                "org.example:all:1.0",
                "<packaging>pom</packaging><dependencies>" + needs("top", "1.0", "") + "</dependencies>");
        assertThatThrownBy(() -> resolved("org.example:all:1.0"))
                .hasMessageContaining("%maven org.example:all:pom:1.0");
        assertThat(resolved("org.example:all:pom:1.0")).contains("top 1.0", "base 1.0");
    }

    @Test
    void theNewestVersionHasAName() throws IOException {
        Path metadata = repository.resolve("org/example/base/maven-metadata.xml");
        Files.writeString(
                metadata,
                Files.readString(metadata)
                        .replace("<versioning>", "<versioning><latest>2.0</latest><release>1.0</release>"));
        assertThat(resolved("org.example:base:LATEST")).containsExactly("base 2.0");
        assertThat(resolved("org.example:base:latest")).containsExactly("base 2.0");
        assertThat(resolved("org.example:base:RELEASE")).containsExactly("base 1.0");
        assertThat(resolved("org.example:base:[1.0,2.0)")).containsExactly("base 1.0");
    }

    @Test
    void aSnapshotHasClassifiers() throws IOException {
        publish(repository, "org.example:native:1.0-SNAPSHOT", "");
        Path folder = repository.resolve("org/example/native/1.0-SNAPSHOT");
        Files.copy(
                folder.resolve("native-1.0-SNAPSHOT.jar"),
                folder.resolve("native-1.0-20260101.101010-3-linux-x86_64.jar"));
        Files.writeString(
                folder.resolve("maven-metadata.xml"),
                "<metadata><groupId>org.example</groupId><artifactId>native</artifactId><version>1.0-SNAPSHOT</version>"
                        + "<versioning><snapshot><timestamp>20260101.101010</timestamp><buildNumber>3</buildNumber>"
                        + "</snapshot><lastUpdated>20260101101010</lastUpdated><snapshotVersions><snapshotVersion>"
                        + "<classifier>linux-x86_64</classifier><extension>jar</extension>"
                        + "<value>1.0-20260101.101010-3</value><updated>20260101101010</updated></snapshotVersion>"
                        + "</snapshotVersions></versioning></metadata>");
        assertThat(resolved("org.example:native:jar:linux-x86_64:1.0-SNAPSHOT"))
                .containsExactly("native 1.0-20260101.101010-3");
        assertThat(resolved("org.example:native:1.0-SNAPSHOT:linux-x86_64"))
                .containsExactly("native 1.0-20260101.101010-3");
    }

    @Test
    void aVersionThatDoesNotExistIsAnsweredWithThoseThatDo() {
        assertThatThrownBy(() -> resolved("org.example:base:9.9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("org.example:base:9.9", "central", "1.0, 2.0");
        assertThatThrownBy(() -> resolved("org.example:bass:1.0"))
                .hasMessageContainingAll("org.example:bass", "spelling", "%mavenRepo");
        assertThatThrownBy(() -> resolved("org.example:base")).hasMessageContaining("Say which version");
        assertThatThrownBy(() -> resolved("--bom", "org.example:bomb:1.0", "org.example:base"))
                .hasMessageContaining("org.example:bomb");
    }

    @Test
    void withoutANetworkWhatWasFetchedBeforeStillComesAndTheRestIsExplained() throws IOException {
        resolved("org.example:top:1.0");
        resolver = resolver("<mirrors><mirror><id>all</id><mirrorOf>*</mirrorOf><url>http://localhost:9/maven</url>"
                + "</mirror></mirrors>");
        assertThat(resolved("org.example:top:1.0")).hasSize(3);
        assertThatThrownBy(() -> resolved("org.example:base:2.0"))
                .hasMessageContainingAll(
                        "org.example:base:2.0", "cannot be reached", "localhost:9", "settings.xml", "%jars", "local");
        resolver = resolver("<mirrors><mirror><id>all</id><mirrorOf>*</mirrorOf><url>" + repository.toUri()
                + "</url></mirror></mirrors>");
        assertThat(resolved("org.example:base:2.0")).containsExactly("base 2.0");
    }

    @Test
    void whatIsFetchedIsShown() {
        List<String> shown = Collections.synchronizedList(new ArrayList<>());
        Screen before = Screen.use(new Screen() {
            @Override
            public Bar bar(String what, long total, String unit) {
                shown.add(what);
                return new Bar() {
                    @Override
                    public void step(long count) {
                        shown.add("+" + count);
                    }

                    @Override
                    public void note(String text) {
                        shown.add(text);
                    }

                    @Override
                    public void close() {
                        shown.add("closed");
                    }
                };
            }

            @Override
            public Live show(Object content) {
                return replacement -> {};
            }

            @Override
            public void say(String line) {}
        });
        try {
            resolved("org.example:side:1.0");
        } finally {
            Screen.use(before);
        }
        assertThat(shown)
                .startsWith("Downloading")
                .contains("side-1.0.jar", "+1")
                .endsWith("closed");
    }

    @Test
    void coordinatesThatMakeNoSenseAreAnsweredWithAnExample() {
        assertThatThrownBy(() -> resolved()).hasMessageContaining("%maven GROUP:ARTIFACT:VERSION");
        assertThatThrownBy(() -> resolved("guava")).hasMessageContainingAll("\"guava\"", "%maven GROUP");
        assertThatThrownBy(() -> resolved("a::1")).hasMessageContaining("\"a::1\"");
        assertThatThrownBy(() -> resolved("a:b:1", "--what", "x")).hasMessageContainingAll("--what", "--exclude");
    }
}
