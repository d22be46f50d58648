package deephash.kernel.eval.state;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;

/**
 * Lets the later of two things win that have the same simple name: a class of a cell and an imported one, or an import
 * and one of the preloads. JShell keeps both, and no cell compiles any more.
 */
public final class NameClashes {

    private static final Pattern IMPORT = Pattern.compile(
            "import\\s+(static\\s+)?([\\w$.\\s]+)\\.\\s*(\\*|[\\w$]+)\\s*;?", Pattern.UNICODE_CHARACTER_CLASS);

    private final JShell shell;
    private final ClassLoader loader;

    public NameClashes(JShell shell, ClassLoader loader) {
        this.shell = shell;
        this.loader = loader;
    }

    /**
     * Removes what clashes with what was just evaluated.
     *
     * @param events of the evaluation; those of the removal are added
     * @return what the user should know, in sentences
     */
    List<String> settle(List<SnippetEvent> events) {
        List<String> notes = new ArrayList<>();
        for (SnippetEvent event : List.copyOf(events)) {
            if (event.causeSnippet() != null || !shell.status(event.snippet()).isActive()) {
                continue;
            }
            if (event.snippet() instanceof ImportSnippet imported && namesOneType(imported)) {
                String now = imported.fullname();
                dropType(imported, now, events, notes);
                dropImports(imported, imported.name(), now, events, notes);
            } else if (event.snippet() instanceof MethodSnippet method) {
                dropImports(method, method.name(), "the method of this cell", events, notes);
            } else if (event.snippet() instanceof TypeDeclSnippet type) {
                dropImports(type, type.name(), "the " + kind(type) + " of this cell", events, notes);
            }
        }
        return notes;
    }

    private void dropType(ImportSnippet imported, String now, List<SnippetEvent> events, List<String> notes) {
        for (TypeDeclSnippet each : shell.types().toList()) {
            if (each.name().equals(imported.name())) {
                events.addAll(shell.drop(each));
                notes.add(each.name() + " is now " + now + ", no longer the " + kind(each) + " of an earlier cell.");
            }
        }
    }

    private void dropImports(Snippet newer, String name, String now, List<SnippetEvent> events, List<String> notes) {
        for (ImportSnippet each : shell.imports().toList()) {
            if (each == newer) {
                continue;
            }
            List<String> kept = new ArrayList<>();
            String gone = "";
            Matcher imports = IMPORT.matcher(each.source());
            while (imports.find()) {
                String full = imports.group(2) + "." + imports.group(3);
                boolean same = full.equals(now);
                boolean isStatic = imports.group(1) != null;
                boolean clashes = newer instanceof MethodSnippet method
                        ? isStatic && isMethod(full, method)
                        : !isStatic || isType(full);
                if (!same && imports.group(3).equals(name) && clashes) {
                    gone = full;
                } else {
                    kept.add(imports.group());
                }
            }
            if (!gone.isEmpty()) {
                // The preloads are one snippet; without one of them it still has its key, and so replaces itself.
                events.addAll(kept.isEmpty() ? shell.drop(each) : shell.eval(String.join(" ", kept)));
                notes.add(name + " is now " + now + ", no longer " + gone + ".");
            }
        }
    }

    private boolean namesOneType(ImportSnippet imported) {
        return imported.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND
                || (imported.subKind() == SubKind.SINGLE_STATIC_IMPORT_SUBKIND && isType(imported.fullname()));
    }

    /** Whether it is a class inside another, not a method or a constant. */
    private boolean isType(String fullName) {
        int dot = fullName.lastIndexOf('.');
        try {
            Class.forName(fullName.substring(0, dot) + "$" + fullName.substring(dot + 1), false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Whether it is a static method that a call of this one could mean as well. */
    private boolean isMethod(String fullName, MethodSnippet declared) {
        int dot = fullName.lastIndexOf('.');
        String parameters = declared.parameterTypes().replaceAll("\\s", "");
        try {
            for (Method each :
                    Class.forName(fullName.substring(0, dot), false, loader).getMethods()) {
                String types = Stream.of(each.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(","));
                if (each.getName().equals(fullName.substring(dot + 1)) && types.equals(parameters)) {
                    return true;
                }
            }
        } catch (ClassNotFoundException | LinkageError e) {
            // A class that cannot be loaded was not imported.
        }
        return false;
    }

    private static String kind(TypeDeclSnippet type) {
        String kind = type.subKind().name();
        return kind.substring(0, kind.indexOf('_')).toLowerCase(Locale.ROOT);
    }
}
