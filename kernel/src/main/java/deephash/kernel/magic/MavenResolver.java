package deephash.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.AbstractForwardingRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Resolves coordinates and their dependencies to files with Maven's own resolver, configured as Maven is on this
 * machine.
 */
final class MavenResolver {

    private static final String COMPILE = "compile";

    private final MavenSettings settings;
    private final Map<String, String> repositories = new LinkedHashMap<>();
    private @Nullable RepositorySystem system;

    MavenResolver(MavenSettings settings) {
        this.settings = settings;
    }

    /** Adds a repository to look in. */
    synchronized void addRepository(String id, String url) {
        repositories.put(id, url);
    }

    /** The files of the requested libraries and their dependencies, in the order of the class path. */
    List<Artifact> resolve(MavenRequest request, Downloads downloads) {
        return resolve(downloads, null, (session, all) -> {
            List<RemoteRepository> remotes = new ArrayList<>(all);
            for (String each : request.repositories()) {
                remotes.add(new RemoteRepository.Builder("repo-" + (remotes.size() + 1), "default", each).build());
            }
            remotes = system().newResolutionRepositories(session, remotes);
            CollectRequest collect = new CollectRequest();
            collect.setRepositories(remotes);
            for (String each : request.boms()) {
                describe(session, new DefaultArtifact(pomOf(each)), remotes)
                        .getManagedDependencies()
                        .forEach(collect::addManagedDependency);
            }
            List<Exclusion> exclusions = request.exclusions().stream()
                    .map(each -> new Exclusion(
                            each.substring(0, each.indexOf(':')), each.substring(each.indexOf(':') + 1), "*", "*"))
                    .toList();
            for (String each : request.coordinates()) {
                Artifact artifact = artifact(each, collect.getManagedDependencies(), request.boms());
                collect.addDependency(new Dependency(artifact, COMPILE, false, exclusions));
            }
            return collect;
        });
    }

    /**
     * The files of a POM's dependencies, direct and indirect.
     *
     * @param scopes whose dependencies count
     */
    List<Artifact> resolvePom(String pom, Set<String> scopes, Downloads downloads) throws IOException {
        Path file = Files.createTempFile("deephash-", ".pom");
        try {
            Files.writeString(file, PomText.whole(pom));
            return resolve(downloads, file, (session, all) -> {
                ArtifactDescriptorResult described =
                        describe(session, ownPom(), system().newResolutionRepositories(session, all));
                CollectRequest collect = new CollectRequest();
                List<RemoteRepository> remotes = new ArrayList<>(all);
                remotes.addAll(described.getRepositories());
                collect.setRepositories(system().newResolutionRepositories(
                                session, remotes.stream().distinct().toList()));
                collect.setManagedDependencies(described.getManagedDependencies());
                for (Dependency each : described.getDependencies()) {
                    if (scopes.contains(each.getScope().isEmpty() ? COMPILE : each.getScope())) {
                        collect.addDependency(each.setScope(COMPILE).setOptional(false));
                    }
                }
                if (collect.getDependencies().isEmpty()) {
                    throw new IllegalArgumentException(
                            "The POM has no dependency of the scopes " + String.join(", ", scopes) + ".");
                }
                return collect;
            });
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Makes the request that is resolved. */
    private interface Question {
        CollectRequest in(RepositorySystemSession session, List<RemoteRepository> remotes) throws RepositoryException;
    }

    private List<Artifact> resolve(Downloads downloads, @Nullable Path ownPom, Question question) {
        Settings read = settings.read();
        List<RemoteRepository> remotes = MavenSettings.repositories(read);
        synchronized (this) {
            repositories.forEach((id, url) -> remotes.add(new RemoteRepository.Builder(id, "default", url).build()));
        }
        Path local = settings.localRepository(read);
        SessionBuilder builder = new SessionBuilderSupplier(system())
                .get()
                .withLocalRepositoryBaseDirectories(local)
                .setTransferListener(downloads)
                .setSystemProperties(System.getProperties())
                // Failed look-ups are not remembered: the library or the network may be there now.
                .setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(0))
                .setWorkspaceReader(new OwnPom(ownPom));
        MavenSettings.apply(read, builder);
        try (CloseableSession session = builder.build()) {
            try {
                CollectRequest collect = question.in(session, remotes);
                List<Artifact> found = system()
                        .resolveDependencies(session, new DependencyRequest(collect, null))
                        .getArtifactResults()
                        .stream()
                        .map(ArtifactResult::getArtifact)
                        .toList();
                if (!found.isEmpty()
                        && found.stream().allMatch(each -> each.getExtension().equals("pom"))) {
                    throw new IllegalArgumentException(MavenFailure.withoutJar(found.get(0)));
                }
                return found;
            } catch (RepositoryException e) {
                throw new MavenFailure(system(), session, remotes, local).explain(e);
            }
        }
    }

    private synchronized RepositorySystem system() {
        RepositorySystem known = system;
        if (known == null) {
            known = new RepositorySystemSupplier().get();
            system = known;
        }
        return known;
    }

    private ArtifactDescriptorResult describe(
            RepositorySystemSession session, Artifact pom, List<RemoteRepository> remotes) throws RepositoryException {
        return system().readArtifactDescriptor(new Strict(session), new ArtifactDescriptorRequest(pom, remotes, ""));
    }

    private static String pomOf(String bom) {
        String[] parts = bom.split(":");
        return parts[0] + ":" + parts[1] + ":pom:" + parts[2];
    }

    private static Artifact artifact(String coordinates, List<Dependency> managed, List<String> boms) {
        String[] parts = coordinates.split(":");
        if (parts.length > 2) {
            return new DefaultArtifact(coordinates);
        }
        Optional<Artifact> found = managed.stream()
                .map(Dependency::getArtifact)
                .filter(each -> each.getGroupId().equals(parts[0])
                        && each.getArtifactId().equals(parts[1])
                        && each.getExtension().equals("jar")
                        && each.getClassifier().isEmpty())
                .findFirst();
        return found.orElseThrow(() -> new IllegalArgumentException(
                "Say which version of " + coordinates + ": %maven " + coordinates + ":VERSION"
                        + (boms.isEmpty()
                                ? ", or name a BOM that says it: --bom GROUP:ARTIFACT:VERSION."
                                : ". The BOM " + String.join(", ", boms) + " does not name it.")));
    }

    private static Artifact ownPom() {
        return new DefaultArtifact(PomText.GROUP, PomText.ARTIFACT, "pom", PomText.VERSION);
    }

    /** Fails if a BOM is missing; the missing POM of a dependency is tolerated. */
    private static final class Strict extends AbstractForwardingRepositorySystemSession {

        private final RepositorySystemSession session;

        Strict(RepositorySystemSession session) {
            this.session = session;
        }

        @Override
        protected RepositorySystemSession getSession() {
            return session;
        }

        @Override
        public ArtifactDescriptorPolicy getArtifactDescriptorPolicy() {
            return new SimpleArtifactDescriptorPolicy(false, false);
        }
    }

    /** The POM of a cell, which is in no repository. */
    private record OwnPom(@Nullable Path file) implements WorkspaceReader {

        private static final WorkspaceRepository REPOSITORY = new WorkspaceRepository("notebook");

        @Override
        public WorkspaceRepository getRepository() {
            return REPOSITORY;
        }

        @Override
        @SuppressWarnings("NullAway") // null tells the resolver that the artifact is not here
        public java.io.File findArtifact(Artifact artifact) {
            Path own = file;
            return own != null && artifact.getGroupId().equals(PomText.GROUP) ? own.toFile() : null;
        }

        @Override
        public List<String> findVersions(Artifact artifact) {
            return Stream.of(PomText.VERSION)
                    .filter(version -> artifact.getGroupId().equals(PomText.GROUP))
                    .toList();
        }
    }
}
