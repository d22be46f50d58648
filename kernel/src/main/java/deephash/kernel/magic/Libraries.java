package deephash.kernel.magic;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.eval.CellEvaluator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/** The libraries that a notebook adds to its class path with Maven's resolver. */
final class Libraries {

    private static final Set<String> SCOPES = Set.of("compile", "runtime", "system", "import");

    /** An entry that the jars of logging backends for SLF4J contain. */
    private static final String[] LOG_BACKENDS = {
        "META-INF/services/org.slf4j.spi.SLF4JServiceProvider", "org/slf4j/impl/StaticLoggerBinder.class"
    };

    private static final String PROCESSOR = "META-INF/services/javax.annotation.processing.Processor";

    private final MavenResolver resolver;

    /** The class path that the kernel was started with. */
    private static final List<String> OURS =
            List.of(System.getProperty("java.class.path", "").split(File.pathSeparator));

    Libraries(MavenSettings settings) {
        resolver = new MavenResolver(settings);
    }

    /** Takes the arguments of {@code %mavenRepo}. */
    @Nullable
    Object addRepository(List<String> words) {
        if (words.size() != 2 || !words.get(1).contains(":")) {
            throw new IllegalArgumentException(
                    "Say the repository's name and address: %mavenRepo jitpack https://jitpack.io");
        }
        resolver.addRepository(words.get(0), words.get(1));
        return null;
    }

    /** Adds libraries with their dependencies; returns the added files. */
    List<String> add(CellEvaluator cells, MavenRequest request) throws Exception {
        return added(
                cells, String.join(", ", request.coordinates()), downloads -> resolver.resolve(request, downloads));
    }

    /** Adds the dependencies of a POM, whose text is below the line or in a file. */
    List<String> addFromPom(CellEvaluator cells, List<String> words, @Nullable String body) throws Exception {
        List<String> scopes = new ArrayList<>(words);
        String pom = body;
        if (pom == null) {
            if (words.isEmpty()) {
                throw new IllegalArgumentException(
                        "Say which POM: %loadFromPOM pom.xml; or %%loadFromPOM with its" + " parts below.");
            }
            Path file = Path.of(scopes.remove(0));
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        "There is no POM " + file + " in " + Path.of("").toAbsolutePath() + ".");
            }
            pom = Files.readString(file);
        }
        String text = pom;
        Set<String> wanted = scopes.isEmpty() ? SCOPES : Set.copyOf(scopes);
        return added(cells, "the POM's dependencies", downloads -> resolver.resolvePom(text, wanted, downloads));
    }

    /** Finds files. */
    private interface Search {
        List<Artifact> with(Downloads downloads) throws IOException;
    }

    private List<String> added(CellEvaluator cells, String what, Search search) throws Exception {
        List<Artifact> found;
        try (Downloads downloads = new Downloads()) {
            found = stoppable(() -> search.with(downloads), downloads);
        }
        List<String> added = new ArrayList<>();
        List<String> bundled = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> backends = new ArrayList<>();
        List<String> processors = new ArrayList<>();
        long bytes = 0;
        for (Artifact each : found) {
            Path file = each.getPath();
            if (file == null || !file.toString().endsWith(".jar")) {
                continue;
            }
            Optional<String> ours = version(each, OURS.stream());
            Optional<String> known =
                    ours.or(() -> version(each, cells.addedClassPath().stream().map(Path::toString)));
            if (known.isPresent()) {
                if (!known.get().equals(each.getBaseVersion())) {
                    (ours.isPresent() ? bundled : others)
                            .add(each.getArtifactId() + " " + each.getBaseVersion() + " (" + known.get()
                                    + " is there)");
                }
                continue;
            }
            ClassPathFiles.check(file);
            cells.addToClassPath(file);
            if (Stream.of(LOG_BACKENDS).anyMatch(entry -> ClassPathFiles.has(file, entry))) {
                backends.add(each.getArtifactId());
            }
            if (ClassPathFiles.has(file, PROCESSOR)) {
                processors.add(each.getArtifactId());
            }
            added.add(file.toString());
            bytes += Files.size(file);
        }
        boolean leftOut = !bundled.isEmpty() || !others.isEmpty();
        List<String> notes = new ArrayList<>();
        notes.add(
                added.isEmpty()
                        ? (leftOut ? "Nothing was added for " : "On the class path already: ") + what + "."
                        : String.format(
                                Locale.ROOT,
                                "Added %s: %d %s, %.1f MB.",
                                what,
                                added.size(),
                                added.size() == 1 ? "jar" : "jars",
                                bytes / 1e6));
        if (!bundled.isEmpty()) {
            notes.add("Left out, since a JVM takes one version of a library only and the kernel itself uses"
                    + " another: " + String.join(", ", bundled) + ".");
        }
        if (!others.isEmpty()) {
            notes.add("Left out, since a cell has added another version: " + String.join(", ", others)
                    + ". Restart the kernel to use this one.");
        }
        if (!processors.isEmpty()) {
            notes.add("The annotation processors of " + String.join(", ", processors)
                    + " run over the types that cells declare from now on.");
        }
        if (!backends.isEmpty()) {
            notes.add("SLF4J logs through the kernel's own slf4j-simple, not through "
                    + String.join(", ", backends)
                    + ": a JVM takes one only. Warnings and errors show; for more, restart"
                    + " with DEEPHASH_JAVA_OPTIONS=-Dorg.slf4j.simpleLogger.defaultLogLevel=info.");
        }
        // not printed: what a cell prints is the answer of the cell, to whoever compares it
        Display.current().display(Bundle.text(String.join("\n", notes)), null);
        return added;
    }

    /** The resolver swallows interrupts, so it works beside the cell. */
    private static <T> T stoppable(Callable<T> work, Downloads downloads) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "maven");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            downloads.cancel();
            Thread.currentThread().interrupt();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The version of a library, read from the path of its jar in a Maven repository. */
    private static Optional<String> version(Artifact artifact, Stream<String> jars) {
        Pattern place = Pattern.compile(
                Pattern.quote("/" + artifact.getGroupId().replace('.', '/') + "/" + artifact.getArtifactId() + "/")
                        + "([^/]+)/"
                        + Pattern.quote(artifact.getArtifactId())
                        // A snapshot may have the time of its build in its name.
                        + "-(?:\\1|[^/]+-\\d{8}\\.\\d{6}-\\d+)"
                        + (artifact.getClassifier().isEmpty() ? "" : Pattern.quote("-" + artifact.getClassifier()))
                        + "\\.jar");
        return jars.map(each -> place.matcher(each.replace(File.separatorChar, '/')))
                .filter(Matcher::find)
                .map(each -> each.group(1))
                .findFirst();
    }
}
