package deephash.kernel.install;

import deephash.kernel.protocol.KernelMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deephash kernel}: the kernelspec by which Jupyter, JupyterLab and VS Code find DeepHash. */
@Command(
        name = "kernel",
        description = "Makes Jupyter know the DeepHash kernel, or forget it.",
        mixinStandardHelpOptions = true)
public final class KernelCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: "
                        + spec.subcommands().entrySet().stream()
                                .filter(each -> !each.getValue()
                                        .getCommandSpec()
                                        .usageMessage()
                                        .hidden())
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    /** Where a kernel goes: one of three places. */
    static final class Place {
        @Option(names = "--user", description = "For this user (the default).")
        @SuppressWarnings("UnusedVariable") // asks for the default
        private boolean user;

        @Option(names = "--sys-prefix", description = "For the Python environment that is active here.")
        private boolean sysPrefix;

        @Option(names = "--prefix", paramLabel = "DIR", description = "For the Python environment in DIR.")
        private @Nullable Path prefix;
    }

    /** The options that say which kernel is meant. */
    static final class Which {
        @ArgGroup
        private Place place = new Place();

        @Option(
                names = "--name",
                defaultValue = KernelSpec.NAME,
                description = "What notebooks ask for (default: ${DEFAULT-VALUE}).")
        private String name = KernelSpec.NAME;

        /** The folder of kernels that was asked for. */
        Path kernels(JupyterPaths paths) {
            if (place.prefix != null) {
                return JupyterPaths.under(Root.given(place.prefix)).resolve("kernels");
            }
            if (place.sysPrefix) {
                Path active = paths.activePrefix();
                Path prefix = active != null
                        ? active
                        : Python.find()
                                .flatMap(Python::prefix)
                                .orElseThrow(() -> new IllegalStateException("--sys-prefix means the active Python"
                                        + " environment, and there is none: no VIRTUAL_ENV, no CONDA_PREFIX, no Python"
                                        + " on the PATH. Use --user, or --prefix DIR."));
                return JupyterPaths.under(prefix).resolve("kernels");
            }
            return paths.user().resolve("kernels");
        }
    }

    @Command(
            name = "install",
            description = "Installs the kernelspec; installing again replaces it.",
            mixinStandardHelpOptions = true)
    int install(
            @Mixin Which which,
            @Option(
                            names = "--display-name",
                            defaultValue = KernelSpec.DISPLAY_NAME,
                            description = "What JupyterLab shows (default: ${DEFAULT-VALUE}).")
                    String displayName)
            throws IOException {
        JupyterPaths paths = JupyterPaths.ofThisUser();
        Path kernels = which.kernels(paths);
        KernelSpec kernel;
        try {
            kernel = KernelSpec.install(kernels, which.name, displayName, Root.folder(), paths.windows());
        } catch (FileSystemException e) {
            throw new IllegalStateException(
                    "The kernel cannot be installed in " + kernels + ": " + e.getFile() + " cannot be written"
                            + (e.getReason() == null ? "." : " (" + e.getReason() + ")."),
                    e);
        }
        out().println("Installed the kernel \"" + kernel.name() + "\" in " + kernel.folder() + ".");
        out().flush();
        return 0;
    }

    @Command(name = "uninstall", description = "Removes the kernelspec.", mixinStandardHelpOptions = true)
    int uninstall(@Mixin Which which) throws IOException {
        JupyterPaths paths = JupyterPaths.ofThisUser();
        Path folder = which.kernels(paths).resolve(which.name);
        Optional<KernelSpec> kernel = KernelSpec.read(folder);
        if (kernel.isEmpty()) {
            List<KernelSpec> found = KernelSpec.find(paths.kernelFolders());
            throw new IllegalArgumentException("There is no DeepHash kernel in " + folder + ". "
                    + (found.isEmpty()
                            ? "None is installed where Jupyter looks."
                            : "Installed: "
                                    + String.join(
                                            ", ",
                                            found.stream()
                                                    .map(other -> other.folder().toString())
                                                    .toList())
                                    + ". Say which with --name, --prefix or --sys-prefix."));
        }
        kernel.get().uninstall();
        out().println("Removed the kernel \"" + which.name + "\" from " + folder + ".");
        out().flush();
        return 0;
    }

    @Command(
            name = "start",
            description = "Starts the kernel; Jupyter does this.",
            hidden = true,
            mixinStandardHelpOptions = true)
    int start(
            @CommandLine.Parameters(index = "0", paramLabel = "CONNECTION_FILE") Path connectionFile,
            // `jupyter run FILE` adds the names of its files, which it feeds to the kernel itself.
            @CommandLine.Parameters(index = "1..*", hidden = true) List<String> others)
            throws Exception {
        KernelMain.serve(Root.given(connectionFile));
        return 0;
    }

    @Command(
            name = "list",
            description = "Lists the DeepHash kernels that Jupyter finds.",
            mixinStandardHelpOptions = true)
    int list() throws IOException {
        List<Path> folders = new ArrayList<>(JupyterPaths.ofThisUser().kernelFolders());
        // Jupyter looks where its own Python is installed, too.
        Python.find()
                .flatMap(Python::prefix)
                .map(prefix -> JupyterPaths.under(prefix).resolve("kernels"))
                .filter(folder -> !folders.contains(folder))
                .ifPresent(folders::add);
        List<KernelSpec> found = KernelSpec.find(folders);
        for (KernelSpec kernel : found) {
            String fault = kernel.fault();
            out().println(kernel.name() + "  \"" + kernel.displayName() + "\"  " + kernel.folder() + "  "
                    + (fault == null ? "starts " + kernel.root() : "BROKEN: " + fault));
        }
        if (found.isEmpty()) {
            out().println("No DeepHash kernel is installed. Install it with: deephash kernel install");
        }
        out().flush();
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
