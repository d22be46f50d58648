package deephash.kernel.install;

import deephash.model.engine.Compute;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deephash share}: makes a checkout ready for users who may only read it. */
@Command(
        name = "share",
        description =
                "Makes this checkout ready for other users of the machine, who may only read it: unpacks PyTorch for"
                        + " all of them, and lets them read everything.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Each user then starts it as it is, without a build, and keeps notebooks and data in the own home. Run it"
                    + " again after the checkout has changed, and once for each JDK: JAVA_HOME=... ./deephash share"
        })
public final class ShareCommand implements Callable<Integer> {

    /** Where DJL unpacks PyTorch. */
    private static final String ENGINE = "ENGINE_CACHE_DIR";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path root = Root.folder();
        Path engine = root.resolve(".deephash/engine");
        if (!Files.isWritable(root.resolve(".deephash"))) {
            throw new IllegalStateException("Only who may write in " + root + " can share it.");
        }
        Files.createDirectories(engine);
        System.setProperty(ENGINE, engine.toString());
        String version = Compute.engineVersion();
        letAllRead(root);
        Path closed = closedFolderAbove(root);
        if (closed != null) {
            throw new IllegalStateException("Others cannot reach " + root + ", since they may not enter " + closed
                    + ". Move the checkout, to /opt for instance, or open that folder: chmod o+x " + closed);
        }
        spec.commandLine()
                .getOut()
                .println("Others can use " + root.resolve("deephash") + " now, with Java "
                        + System.getProperty("java.version") + ". " + version + " lies in " + engine + "."
                        + (Files.isDirectory(root.resolve(".venv"))
                                ? ""
                                : " For one JupyterLab for all, start ./deephash lab once, and share again."));
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** The nearest folder above that others may not enter, if there is one. */
    private static @Nullable Path closedFolderAbove(Path root) throws IOException {
        if (!root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return null;
        }
        for (Path above = root.getParent(); above != null; above = above.getParent()) {
            if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return above;
            }
        }
        return null;
    }

    private static void letAllRead(Path root) throws IOException {
        if (!root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (folder.endsWith(".git")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                open(folder, true);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    open(file, Files.isExecutable(file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Leaves the permissions of what is open already: a change would outdate what is compared by time. */
    private static void open(Path path, boolean execute) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        boolean changed = permissions.addAll(Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
        if (execute
                && permissions.addAll(Set.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE))) {
            changed = true;
        }
        if (changed) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
