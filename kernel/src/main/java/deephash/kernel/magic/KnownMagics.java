package deephash.kernel.magic;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.eval.error.CellException.RuntimeFailure;
import deephash.kernel.eval.text.NearNames;
import deephash.kernel.magic.Magic.Call;
import deephash.kernel.magic.Magic.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All magics, by name. */
final class KnownMagics {

    private final Map<String, Magic> byName = new LinkedHashMap<>();

    KnownMagics() {
        add(
                "maven mvn addMavenDependency addMavenDependencies",
                Kind.LINE,
                "GROUP:ARTIFACT[:EXTENSION[:CLASSIFIER]]:VERSION ... [--exclude GROUP:ARTIFACT] [--bom"
                        + " GROUP:ARTIFACT:VERSION] [--repo URL]",
                "Fetches libraries with all they need and puts them on the class path.",
                call -> call.magics().libraries().add(call.cells(), MavenRequest.of(call.words())));
        add(
                "mavenRepo addMavenRepo",
                Kind.LINE,
                "ID URL",
                "Looks for libraries in another repository as well.",
                call -> call.magics().libraries().addRepository(call.words()));
        add(
                "loadFromPOM",
                Kind.BOTH,
                "[FILE] [SCOPE ...]",
                "Fetches the dependencies of a pom.xml, or of the parts of one that follow below.",
                call -> {
                    List<String> added = call.magics().libraries().addFromPom(call.cells(), call.words(), call.body());
                    return call.body() == null ? added : null;
                });
        add(
                "dependency",
                Kind.LINE,
                "/add GROUP:ARTIFACT:VERSION | /add-repo ID URL | /resolve",
                "What notebooks for Rapaio's kernel write for %maven and %mavenRepo.",
                KnownMagics::dependency);
        add(
                "jars",
                Kind.LINE,
                "FILE|PATTERN ...",
                "Puts jars on the class path: %jars libs/*.jar",
                call -> ClassPathFiles.addJars(call.cells(), call.words()));
        add(
                "classpath",
                Kind.LINE,
                "FILE|FOLDER|PATTERN ...",
                "Puts jars and folders of classes on the class path.",
                call -> ClassPathFiles.addAll(call.cells(), call.words()));
        add(
                "load",
                Kind.LINE,
                "FILE",
                "Runs a script (.jshell, .jsh, .java) or the cells of a notebook (.ipynb).",
                call -> Scripts.load(call.magics(), call.cells(), call.words()));
        addJava("time", Kind.BOTH, "JAVA", "Says how long Java takes.", Timing::once);
        addJava(
                "timeit",
                Kind.BOTH,
                "[-n LOOPS] [-r RUNS] JAVA",
                "Measures how long Java takes, in a loop.",
                Timing::repeated);
        add("lsmagic", Kind.LINE, "", "Lists the magics.", call -> list());
        add(
                "env",
                Kind.LINE,
                "[NAME[=VALUE]]",
                "Shows environment variables, or sets one for %%bash.",
                call -> call.magics().environment().show(call.arguments()));
        add(
                "bash sh",
                Kind.BOTH,
                "COMMAND",
                "Runs a shell script; %%bash takes bash's own options: %%bash -e",
                call -> SystemShell.run(call.magics().environment(), call));
        addForm("html", Bundle.HTML);
        addForm("javascript js", "application/javascript");
        addForm("markdown", "text/markdown");
        addForm("latex", "text/latex");
        addForm("svg", Bundle.SVG);
    }

    private static @Nullable Object dependency(Call call) throws Exception {
        List<String> words = call.words();
        String command = words.isEmpty() ? "" : words.get(0);
        Libraries libraries = call.magics().libraries();
        return switch (command) {
            case "/add" -> libraries.add(call.cells(), MavenRequest.of(words.subList(1, words.size())));
            case "/add-repo" -> libraries.addRepository(words.subList(1, words.size()));
            // Nothing to do here: libraries are available as soon as they are added.
            case "/resolve" -> null;
            default ->
                throw new IllegalArgumentException("%dependency takes /add GROUP:ARTIFACT:VERSION, /add-repo ID URL or"
                        + " /resolve; %maven GROUP:ARTIFACT:VERSION does it at once.");
        };
    }

    private void add(String names, Kind kind, String usage, String about, Magic.Action action) {
        add(new Magic(List.of(names.split(" ")), kind, usage, about, false, action));
    }

    private void addJava(String name, Kind kind, String usage, String about, Magic.Action action) {
        add(new Magic(List.of(name), kind, usage, about, true, action));
    }

    private void addForm(String names, String mime) {
        add(names, Kind.CELL, "", "Shows the cell as " + mime + ".", call -> {
            String body = call.arguments() + (call.body() == null ? "" : call.body());
            Display.current().display(Bundle.text(body).with(mime, body), null);
            return null;
        });
    }

    private void add(Magic magic) {
        magic.names().forEach(name -> byName.put(name, magic));
    }

    Optional<Magic> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether lines may begin with the magic of this name. */
    boolean isLine(String name) {
        return named(name).filter(magic -> magic.kind().isLine()).isPresent() || OtherMagics.isLine(name);
    }

    /** All names with their signs: line magics first, then cell magics. */
    List<String> written() {
        List<String> names = new ArrayList<>();
        byName.forEach((name, magic) -> {
            if (magic.kind().isLine()) {
                names.add("%" + name);
            }
        });
        byName.forEach((name, magic) -> {
            if (magic.kind().isCell()) {
                names.add("%%" + name);
            }
        });
        return names;
    }

    /**
     * Runs a magic.
     *
     * @throws RuntimeFailure if there is none of this name, or it says what was wrong
     */
    @Nullable
    Object run(String name, boolean asCell, Call call) throws Exception {
        try {
            if (!byName.containsKey(name) && !name.startsWith(MagicText.MISPLACED)) {
                Optional<OtherMagics.Result> other = OtherMagics.run(name, asCell, call);
                if (other.isPresent()) {
                    return other.get().value();
                }
            }
            return wanted(name, asCell).action().run(call);
        } catch (IllegalArgumentException | IllegalStateException | IOException | UncheckedIOException e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            throw RuntimeFailure.of("MagicError", message, e);
        }
    }

    private Magic wanted(String name, boolean asCell) {
        if (name.startsWith(MagicText.MISPLACED)) {
            throw new IllegalArgumentException("%" + name + " takes a whole cell: it must be its first line.");
        }
        Magic magic = byName.get(name);
        String sign = asCell ? "%%" : "%";
        if (magic == null) {
            List<String> names = written().stream()
                    .filter(each -> each.startsWith("%%") == asCell)
                    .toList();
            String guess = NearNames.nearest(name, byName.keySet())
                    .flatMap(this::named)
                    .map(near -> " Did you mean " + sign(near, asCell) + nearName(near, name) + "?")
                    .orElse("");
            throw new IllegalArgumentException(
                    "There is no magic " + sign + name + "." + guess + " Known: " + String.join(" ", names) + ".");
        }
        if (asCell ? !magic.kind().isCell() : !magic.kind().isLine()) {
            throw new IllegalArgumentException(
                    asCell
                            ? "%%" + name + " is no magic for a cell, but %" + name + " is one for a line."
                            : "%" + name + " is no magic for a line, but %%" + name
                                    + " is one for a cell: at its start.");
        }
        return magic;
    }

    private static String sign(Magic magic, boolean asCell) {
        return magic.kind().isLine() && !(asCell && magic.kind().isCell()) ? "%" : "%%";
    }

    private static String nearName(Magic magic, String name) {
        return NearNames.nearest(name, magic.names()).orElse(magic.names().get(0));
    }

    private @Nullable Object list() {
        StringBuilder text = new StringBuilder();
        byName.values().stream().distinct().forEach(magic -> {
            String name = magic.names().get(0);
            String sign = switch (magic.kind()) {
                case LINE -> "%";
                case CELL -> "%%";
                case BOTH -> "%, %%";
            };
            text.append(String.format("%-5s %-12s %s%n", sign, name, magic.about()));
            if (magic.names().size() > 1) {
                text.append("                   also called ")
                        .append(String.join(
                                ", ", magic.names().subList(1, magic.names().size())))
                        .append('\n');
            }
        });
        System.out.print(text);
        return null;
    }

    /** The help text of a magic; empty for an unknown name. */
    Optional<String> explained(String name) {
        return named(name).map(magic -> {
            List<String> lines = new ArrayList<>();
            String usage = magic.names().get(0) + " " + magic.usage();
            if (magic.kind().isLine()) {
                lines.add("%" + usage);
            }
            if (magic.kind().isCell()) {
                lines.add("%%" + usage);
            }
            lines.add("");
            lines.add("    " + magic.about());
            if (magic.names().size() > 1) {
                lines.add("    Also called "
                        + String.join(
                                ", ", magic.names().subList(1, magic.names().size())) + ".");
            }
            return String.join("\n", lines);
        });
    }
}
