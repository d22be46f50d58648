package deephash.kernel.install;

import java.nio.file.Path;

/** The checkout and the working folder, as the launcher passes them. */
public final class Root {

    private Root() {}

    /**
     * The checkout.
     *
     * @throws IllegalStateException if this was not started by the launcher
     */
    public static Path folder() {
        String root = System.getProperty("deephash.root");
        if (root == null) {
            throw new IllegalStateException("The property deephash.root is not set: start this with ./deephash.");
        }
        return Path.of(root);
    }

    /** A path as the user gave it, relative to the folder in which the launcher was called. */
    public static Path given(Path path) {
        return Path.of(System.getProperty("deephash.cwd", ""))
                .toAbsolutePath()
                .resolve(path)
                .normalize();
    }
}
