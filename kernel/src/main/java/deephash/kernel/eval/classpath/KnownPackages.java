package deephash.kernel.eval.classpath;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names of packages, for completion in the first seconds, until JShell has read them. */
public final class KnownPackages {

    /** What can be the beginning of a package's name, in an import or elsewhere. */
    private static final Pattern BEGUN =
            Pattern.compile("(?:(?:^|[;}\\s])import\\s+(?:static\\s+)?|(?<![\\w.$])(?=[a-z]))((?:[a-z]\\w*\\.)*)$");

    private final Supplier<List<Path>> added;
    private @Nullable PackageIndex index;
    private final Set<String> jdk = new TreeSet<>();

    /**
     * Reads them when first needed.
     *
     * @param added to the class path of the JVM
     */
    public KnownPackages(Supplier<List<Path>> added) {
        this.added = added;
    }

    /** The parts of package names, each with its dot, that can follow a text and begin with a prefix. */
    public Set<String> after(String before, String prefix) {
        Matcher begun = BEGUN.matcher(before);
        Set<String> found = new TreeSet<>();
        if (begun.find()) {
            String start = begun.group(1) + prefix;
            int from = begun.group(1).length();
            Stream.concat(jdk().stream(), index().names().stream())
                    .filter(each -> each.startsWith(start))
                    .forEach(each -> found.add((each + ".").substring(from, (each + ".").indexOf('.', from) + 1)));
        }
        return found;
    }

    private Set<String> jdk() {
        if (jdk.isEmpty()) {
            ModuleLayer.boot().modules().stream()
                    .flatMap(module -> module.getDescriptor().exports().stream())
                    .filter(exported -> !exported.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .forEach(jdk::add);
        }
        return jdk;
    }

    private PackageIndex index() {
        PackageIndex known = index;
        if (known == null) {
            known = PackageIndex.read(System.getProperty("deephash.packages"), PackageIndex.classPath());
            index = known;
        }
        added.get().forEach(known::add);
        return known;
    }
}
