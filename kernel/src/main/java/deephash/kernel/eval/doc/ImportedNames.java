package deephash.kernel.eval.doc;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** What a simple name of a class may stand for after the imports of a session. */
final class ImportedNames {

    /** The preloads are one snippet with many of them. */
    private static final Pattern IMPORT = Pattern.compile(
            "(?U)\\bimport\\s+(module\\s+|static\\s+)?([\\w$]+(?:\\s*\\.\\s*[\\w$]+)*)(\\s*\\.\\s*\\*)?");

    private final JShell shell;
    private final Map<String, Set<String>> packages = new ConcurrentHashMap<>();

    /** Asks a shell. */
    ImportedNames(JShell shell) {
        this.shell = shell;
    }

    /**
     * The whole names that may be meant, the likeliest first.
     *
     * @param name of a class, or of what is in it
     */
    Stream<String> meantBy(String name) {
        return meantBy(name, shell.imports().map(Snippet::source), List.of("java.lang"));
    }

    /**
     * The same by other imports.
     *
     * @param near packages that need none
     */
    Stream<String> meantBy(String name, Stream<String> imports, List<String> near) {
        int end = name.indexOf('.') < 0 ? name.length() : name.indexOf('.');
        String ending = "." + name.substring(0, end);
        List<String> single = new ArrayList<>();
        Set<String> around = new LinkedHashSet<>(near);
        Set<String> ofModules = new LinkedHashSet<>();
        imports.map(IMPORT::matcher).forEach(each -> {
            while (each.find()) {
                String imported = each.group(2).replaceAll("\\s", "");
                if (isModule(each)) {
                    ofModules.addAll(packages.computeIfAbsent(imported, ImportedNames::exported));
                } else if (each.group(3) != null) {
                    around.add(imported);
                } else if (imported.endsWith(ending)) {
                    single.add(imported + name.substring(end));
                }
            }
        });
        around.addAll(ofModules);
        return Stream.concat(single.stream(), around.stream().map(each -> each + "." + name))
                .distinct();
    }

    private static boolean isModule(Matcher imported) {
        return imported.group(1) != null && imported.group(1).startsWith("module");
    }

    /** The packages that all may use of a module and of those that it brings. */
    private static Set<String> exported(String module) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>(Set.of(module));
        List<String> left = new ArrayList<>(seen);
        while (!left.isEmpty()) {
            ModuleFinder.ofSystem()
                    .find(left.remove(0))
                    .map(ModuleReference::descriptor)
                    .ifPresent(each -> {
                        each.exports().stream()
                                .filter(exports -> !exports.isQualified())
                                .map(ModuleDescriptor.Exports::source)
                                .sorted()
                                .forEach(found::add);
                        each.requires().stream()
                                .filter(needs ->
                                        needs.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                                .map(ModuleDescriptor.Requires::name)
                                .filter(seen::add)
                                .forEach(left::add);
                    });
        }
        return found;
    }
}
