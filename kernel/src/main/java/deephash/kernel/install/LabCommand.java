package deephash.kernel.install;

import deephash.kernel.protocol.ParentProcess;
import deephash.kernel.protocol.Reserve;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code deephash lab}: JupyterLab over {@code notebooks/}, with the kernel installed for this user. */
@Command(
        name = "lab",
        description = "Opens the notebooks in JupyterLab, and installs what that needs: the kernel for this user, and"
                + " JupyterLab in a private environment if there is none.",
        mixinStandardHelpOptions = true,
        customSynopsis = "deephash lab [ARGS]",
        footer = {
            "",
            "It opens a copy of the chapters of your own: in the folder work of the checkout, or, where you may "
                    + "not write, in"
                    + " deephash-notebooks in your home. --in-place opens the chapters themselves.",
            "",
            "Other ARGS go to JupyterLab, such as --no-browser --port 8890, or --allow-root in a container.",
            "",
            "A kernel is kept in reserve, so that notebooks, and restarts, start at once. It takes"
                    + " some 200 MB; DEEPHASH_RESERVE=no ./deephash lab does without."
        })
public final class LabCommand implements Callable<Integer> {

    /** Options that stop JupyterLab from asking about news and looking for updates. */
    private static final List<String> QUIET =
            List.of("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate");

    private static final long LOOK_MILLIS = 100;
    private static final long PAGE_MILLIS = 4000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Path root = Root.folder();
        JupyterPaths paths = JupyterPaths.ofThisUser();
        KernelSpec.install(
                paths.user().resolve("kernels"), KernelSpec.NAME, KernelSpec.DISPLAY_NAME, root, paths.windows());
        List<String> command = new ArrayList<>(jupyterLab(root, paths.windows()));
        boolean inPlace = arguments.remove("--in-place");
        Path folder = inPlace ? root.resolve("notebooks") : workingCopy(root);
        command.addAll(quietly(arguments));
        command.addAll(opening(folder, arguments));
        letTheTerminalStop();
        // Default settings, which the user's own override; without them JupyterLab still asks about news.
        String defaults = root.resolve("kernel/src/main/jupyter").toString();
        String others = System.getenv("JUPYTER_CONFIG_PATH");
        Map<String, String> variables = new HashMap<>();
        variables.put(
                "JUPYTER_CONFIG_PATH",
                others == null || others.isBlank() ? defaults : others + File.pathSeparator + defaults);
        // Notebooks start at once, from a kernel kept in reserve; the Windows launcher knows none.
        if (!paths.windows() && System.getenv(Reserve.VARIABLE) == null) {
            variables.put(Reserve.VARIABLE, "yes");
        }
        Process server = Python.startVisibly(command, folder, variables);
        // As JupyterLab starts kernels.
        variables.putAll(KernelSpec.environment());
        variables.put(ParentProcess.VARIABLE, Long.toString(server.pid()));
        Path ready = paths.runtime().resolve("jpserver-" + server.pid() + ".json");
        Thread reserve = new Thread(() -> startAfter(ready, server, () -> Reserve.start(root, folder, variables)));
        reserve.setDaemon(true);
        reserve.start();
        int status = Python.awaitEnd(server);
        if (status != 0 && isRefusedAsRoot(System.getProperty("user.name"), arguments)) {
            spec.commandLine()
                    .getErr()
                    .println("You are root, as in a container, and JupyterLab then wants to be told so:"
                            + " ./deephash lab --allow-root");
        }
        return status;
    }

    /** A copy of the chapters in which this user may write; the checkout itself if it has none. */
    private Path workingCopy(Path root) throws IOException {
        Path chapters = root.resolve("notebooks");
        if (!Files.isDirectory(chapters)) {
            return root;
        }
        Path own = own(root, "work", "deephash-notebooks");
        List<String> kept = new WorkingCopy(chapters, own).update();
        if (!kept.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("These have changed since you began to work on your copy, which is kept: "
                            + String.join(", ", kept) + ". To get the new ones, remove yours from " + own + ".");
        }
        return own;
    }

    /** A folder of the checkout, or, where this user may not write, one in the own home. */
    private static Path own(Path root, String inCheckout, String inHome) {
        Path shared = root.resolve(inCheckout);
        return Files.isWritable(Files.exists(shared) ? shared : root)
                ? shared
                : Path.of(System.getProperty("user.home")).resolve(inHome);
    }

    /** What JupyterLab shows first: the first chapter, unless the user says what. */
    static List<String> opening(Path folder, List<String> arguments) {
        boolean said = arguments.stream()
                .anyMatch(each -> each.endsWith(".ipynb") || each.contains("default_url") || !each.startsWith("-"));
        Path first = folder.resolve("00-quickstart.ipynb");
        return said || !Files.exists(first)
                ? List.of()
                : List.of("--LabApp.default_url=/lab/tree/" + first.getFileName());
    }

    /** JupyterLab runs as root only with an option; its error message names that for its own command, not for ours. */
    static boolean isRefusedAsRoot(String user, List<String> arguments) {
        return user.equals("root")
                && arguments.stream().noneMatch(each -> each.contains("allow-root") || each.contains("allow_root"));
    }

    /** When JupyterLab has started and shown its page, so that the two do not compete for a processor. */
    private static void startAfter(Path ready, Process server, Runnable start) {
        try {
            while (!Files.exists(ready)) {
                if (server.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            if (!server.waitFor(PAGE_MILLIS, TimeUnit.MILLISECONDS)) {
                start.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The arguments, and those that stop questions unless the user gave them: JupyterLab accepts no option twice. */
    static List<String> quietly(List<String> arguments) {
        List<String> all = new ArrayList<>();
        for (String each : QUIET) {
            String option = each.substring(0, each.indexOf('=') + 1);
            if (arguments.stream().noneMatch(argument -> argument.startsWith(option))) {
                all.add(each);
            }
        }
        all.addAll(arguments);
        return all;
    }

    /** The command for JupyterLab: from our environment, else from the path, else from an environment made now. */
    private List<String> jupyterLab(Path root, boolean windows) throws IOException {
        Path environment = root.resolve(".venv");
        if (!Files.isDirectory(environment)) {
            environment = own(root, ".venv", ".local/share/deephash/venv");
        }
        Path own = environment.resolve(windows ? "Scripts\\jupyter-lab.exe" : "bin/jupyter-lab");
        if (Files.isExecutable(own)) {
            return List.of(own.toString());
        }
        Optional<Path> onPath = onPath(windows ? "jupyter-lab.exe" : "jupyter-lab");
        if (onPath.isPresent()) {
            return List.of(onPath.get().toString());
        }
        Python python = Python.find()
                .orElseThrow(() -> new IllegalStateException("There is no JupyterLab on the PATH, and no Python 3.10 or"
                        + " newer to install it with. Install Python (Debian, Ubuntu: apt install python3-venv; macOS:"
                        + " brew install python; Windows: winget install Python.Python.3.13), or use DeepHash without"
                        + " it: ./deephash run NOTEBOOK, ./deephash repl."));
        spec.commandLine().getErr().println("Installing JupyterLab in " + environment + " (once) ...");
        if (python.run(List.of("-m", "venv", environment.toString())) != 0) {
            throw new IllegalStateException("Python could not make a virtual environment in " + environment
                    + ". On Debian and Ubuntu: apt install python3-venv. Then remove that folder and try again.");
        }
        Path inside = environment.resolve(windows ? "Scripts\\python.exe" : "bin/python");
        Path wanted = root.resolve("kernel/src/main/jupyter/requirements.txt");
        if (new Python(List.of(inside.toString()))
                        .run(List.of(
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "--disable-pip-version-check",
                                "-r",
                                wanted.toString(),
                                // papermill's parameters in Java, should somebody install papermill
                                root.resolve("kernel/src/main/jupyter/papermill")
                                        .toString()))
                != 0) {
            throw new IllegalStateException("JupyterLab could not be installed with pip from " + wanted
                    + ". It needs the network once; a proxy goes into the variable HTTPS_PROXY.");
        }
        return List.of(own.toString());
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Ctrl-C is for JupyterLab, which asks before it stops. */
    private static void letTheTerminalStop() {
        Signals.register("INT", () -> {});
    }
}
