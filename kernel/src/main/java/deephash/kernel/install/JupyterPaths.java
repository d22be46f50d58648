package deephash.kernel.install;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where Jupyter keeps and looks for kernels, as <a
 * href="https://docs.jupyter.org/en/latest/use/jupyter-directories.html">its documentation</a> says, for a given
 * environment, system and home.
 *
 * @param environment the environment variables
 * @param system the name of the operating system, as {@code os.name} says it
 * @param home the user's home folder, as {@code user.home} says it: the launcher sets that from {@code HOME}
 */
record JupyterPaths(Map<String, String> environment, String system, Path home) {

    /** The paths of this process's user. */
    static JupyterPaths ofThisUser() {
        return new JupyterPaths(
                System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    boolean windows() {
        return system.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private boolean mac() {
        return system.toLowerCase(Locale.ROOT).startsWith("mac");
    }

    private @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** The user's own data folder. */
    Path user() {
        String asked = variable("JUPYTER_DATA_DIR");
        if (asked != null) {
            return Path.of(asked);
        }
        if (mac()) {
            return home.resolve("Library").resolve("Jupyter");
        }
        if (windows()) {
            String roaming = variable("APPDATA");
            if (roaming != null) {
                return Path.of(roaming).resolve("jupyter");
            }
            String config = variable("JUPYTER_CONFIG_DIR");
            return (config != null ? Path.of(config) : home.resolve(".jupyter")).resolve("data");
        }
        String shared = variable("XDG_DATA_HOME");
        return (shared != null ? Path.of(shared) : home.resolve(".local").resolve("share")).resolve("jupyter");
    }

    /** The folder in which servers announce themselves and connection files lie. */
    Path runtime() {
        String asked = variable("JUPYTER_RUNTIME_DIR");
        return asked != null ? Path.of(asked) : user().resolve("runtime");
    }

    /** The data folder under a prefix, as of a Python installation or a virtual environment. */
    static Path under(Path prefix) {
        return prefix.resolve("share").resolve("jupyter");
    }

    /** The prefix of the Python environment that is active in this shell, or null. */
    @Nullable
    Path activePrefix() {
        String prefix = variable("VIRTUAL_ENV");
        if (prefix == null) {
            prefix = variable("CONDA_PREFIX");
        }
        return prefix == null ? null : Path.of(prefix);
    }

    /** The folders that Jupyter searches for kernels, in its order. */
    List<Path> kernelFolders() {
        List<Path> data = new ArrayList<>();
        String path = variable("JUPYTER_PATH");
        if (path != null) {
            for (String entry : path.split(File.pathSeparator)) {
                if (!entry.isBlank()) {
                    data.add(Path.of(entry));
                }
            }
        }
        data.add(user());
        Path prefix = activePrefix();
        if (prefix != null) {
            data.add(under(prefix));
        }
        if (windows()) {
            String programs = variable("PROGRAMDATA");
            if (programs != null) {
                data.add(Path.of(programs).resolve("jupyter"));
            }
        } else {
            data.add(Path.of("/usr/local/share/jupyter"));
            data.add(Path.of("/usr/share/jupyter"));
        }
        return data.stream().map(folder -> folder.resolve("kernels")).distinct().toList();
    }
}
