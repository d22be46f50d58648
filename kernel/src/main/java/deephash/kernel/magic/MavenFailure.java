package deephash.kernel.magic;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelProblem;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.eclipse.aether.version.Version;
import org.jspecify.annotations.Nullable;

/** Error messages for libraries that could not be fetched: the cause, and what to do next. */
final class MavenFailure {

    /** How many versions a message names at most. */
    private static final int MOST_VERSIONS = 8;

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> remotes;
    private final Path local;

    MavenFailure(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> remotes, Path local) {
        this.system = system;
        this.session = session;
        this.remotes = remotes;
        this.local = local;
    }

    IllegalArgumentException explain(RepositoryException failure) {
        List<Artifact> missing = missing(failure);
        String what = missing.isEmpty()
                ? "A library"
                : missing.stream().map(MavenFailure::named).collect(Collectors.joining(", "));
        Throwable unreachable = unreachable(failure);
        if (unreachable != null) {
            return new IllegalArgumentException(
                    what + " cannot be fetched: " + places() + " cannot be reached ("
                            + unreachable.getClass().getSimpleName()
                            + (unreachable.getMessage() == null ? "" : ": " + unreachable.getMessage()) + "). "
                            + "What has been fetched before works without a network; it lies in " + local
                            + ". Connect and run the cell again; or name a mirror or a proxy in Maven's settings.xml;"
                            + " or use a jar that you have: %jars FILE.",
                    failure);
        }
        if (missing.isEmpty()) {
            return new IllegalArgumentException("Maven could not resolve this: " + reason(failure), failure);
        }
        Artifact first = missing.get(0);
        if (first.getExtension().equals("jar") && first.getClassifier().isEmpty() && hasPom(first)) {
            return new IllegalArgumentException(withoutJar(first), failure);
        }
        return new IllegalArgumentException(
                "There is no " + what + " in " + places() + ". " + versions(first), failure);
    }

    private boolean hasPom(Artifact artifact) {
        try {
            system.resolveArtifact(
                    session,
                    new ArtifactRequest(
                            new DefaultArtifact(
                                    artifact.getGroupId(), artifact.getArtifactId(), "pom", artifact.getVersion()),
                            system.newResolutionRepositories(session, remotes),
                            ""));
            return true;
        } catch (RepositoryException e) {
            return false;
        }
    }

    /** The advice for an artifact that is only a POM. */
    static String withoutJar(Artifact artifact) {
        String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
        return name + ":" + artifact.getVersion() + " has a POM and no jar. If it is a BOM, which says the versions of"
                + " others, name what you want of it: %maven --bom " + name + ":" + artifact.getVersion()
                + " GROUP:ARTIFACT. If it gathers others: %maven " + name + ":pom:" + artifact.getVersion() + ".";
    }

    /** The fault of a POM, if that is the cause. */
    private static String reason(RepositoryException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ModelBuildingException model
                    && !model.getProblems().isEmpty()) {
                return model.getProblems().stream()
                        .map(ModelProblem::getMessage)
                        .distinct()
                        .collect(Collectors.joining(" "));
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private static String named(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId()
                + (artifact.getExtension().equals("jar")
                                || artifact.getExtension().equals("pom")
                        ? ""
                        : ":" + artifact.getExtension())
                + (artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier()) + ":"
                + artifact.getVersion();
    }

    private String places() {
        return remotes.stream()
                .map(each -> {
                    RemoteRepository mirror = session.getMirrorSelector() == null
                            ? null
                            : session.getMirrorSelector().getMirror(each);
                    return each.getId() + " (" + (mirror == null ? each.getUrl() : mirror.getUrl()) + ")";
                })
                .collect(Collectors.joining(", "));
    }

    private static List<Artifact> missing(RepositoryException failure) {
        Set<String> seen = new LinkedHashSet<>();
        List<Artifact> missing = new ArrayList<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof DependencyResolutionException resolution && resolution.getResult() != null) {
                for (ArtifactResult result : resolution.getResult().getArtifactResults()) {
                    if (result.isMissing() || !result.isResolved()) {
                        Artifact artifact = result.getRequest().getArtifact();
                        if (seen.add(named(artifact))) {
                            missing.add(artifact);
                        }
                    }
                }
            } else if (each instanceof ArtifactDescriptorException description && description.getResult() != null) {
                Artifact artifact = description.getResult().getRequest().getArtifact();
                if (!artifact.getGroupId().equals(PomText.GROUP) && seen.add(named(artifact))) {
                    missing.add(artifact);
                }
            }
        }
        return missing;
    }

    private static @Nullable Throwable unreachable(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnknownHostException
                    || each instanceof ConnectException
                    || each instanceof NoRouteToHostException
                    || each instanceof SocketTimeoutException
                    || each instanceof SocketException
                    || each instanceof SSLException
                    || each instanceof java.net.http.HttpTimeoutException
                    || each instanceof RepositoryOfflineException) {
                return each;
            }
        }
        return null;
    }

    /** The existing versions of a missing artifact. */
    private String versions(Artifact missing) {
        List<Version> versions = List.of();
        try {
            VersionRangeRequest range = new VersionRangeRequest(
                    new DefaultArtifact(missing.getGroupId(), missing.getArtifactId(), "jar", "[0,)"),
                    system.newResolutionRepositories(session, remotes),
                    "");
            versions = system.resolveVersionRange(session, range).getVersions();
        } catch (RepositoryException e) {
            // then there are none to name
        }
        if (versions.isEmpty()) {
            return "Nothing is called " + missing.getGroupId() + ":" + missing.getArtifactId()
                    + " there: check the spelling; a library of another repository needs %mavenRepo ID URL.";
        }
        List<String> newest = versions.subList(Math.max(0, versions.size() - MOST_VERSIONS), versions.size()).stream()
                .map(Version::toString)
                .toList();
        return (newest.size() < versions.size() ? "The newest versions there: " : "Versions there: ")
                + String.join(", ", newest) + ".";
    }
}
