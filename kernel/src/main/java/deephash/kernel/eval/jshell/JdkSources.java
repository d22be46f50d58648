package deephash.kernel.eval.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;
import org.jspecify.annotations.Nullable;

/** The folders of sources in which JShell looks for documentation; more can be added. */
public final class JdkSources {

    private final SourceCodeAnalysis analysis;
    private final @Nullable Internals parts;
    private final @Nullable String closed;

    private record Internals(Method find, Field available) {}

    JdkSources(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
        Internals found = null;
        String reason = null;
        try {
            found = new Internals(
                    PrivateParts.method(analysis.getClass(), "findSources"),
                    PrivateParts.field(analysis.getClass(), "availableSources"));
        } catch (ReflectiveOperationException | RuntimeException e) {
            reason = PrivateParts.reason("where JShell finds documentation", e);
        }
        parts = found;
        closed = reason;
    }

    Optional<String> closed() {
        return Optional.ofNullable(closed);
    }

    /**
     * Lets JShell look into more folders. Where its parts are closed, it looks into none, and only what is given is
     * known.
     *
     * @param more root folders of sources
     * @return all root folders, the JDK's last
     */
    public List<Path> with(List<Path> more) {
        List<Path> all = new ArrayList<>(more);
        if (parts != null) {
            try {
                if (parts.find().invoke(analysis) instanceof List<?> jdk) {
                    jdk.forEach(each -> all.add((Path) each));
                }
                parts.available().set(analysis, all);
            } catch (ReflectiveOperationException | RuntimeException e) {
                System.getLogger(JdkSources.class.getName())
                        .log(System.Logger.Level.WARNING, "JShell does not look for documentation: {0}", e.toString());
            }
        }
        return all;
    }
}
