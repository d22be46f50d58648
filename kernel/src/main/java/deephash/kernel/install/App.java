package deephash.kernel.install;

import deephash.data.fetch.Removal;
import deephash.kernel.eval.classpath.Listings;
import deephash.kernel.eval.classpath.PackageIndex;
import deephash.kernel.library.Preloads;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The application folder: {@code .deephash/app-N} in the checkout, where the launcher starts from. It is made again by
 * every build and never changed, so neither {@code mvn clean} nor a rebuild takes the jars away from a kernel that is
 * running. It holds
 *
 * <ul>
 *   <li>the project's own jars, copied, with their sources (the kernel shows Javadoc from them);
 *   <li>{@code classpath}, every jar on a line of its own, the project's first;
 *   <li>{@code packages}, which jars hold which packages, for the compiler;
 *   <li>{@code args-VERSION} for each JDK it has been started with: the JVM's arguments, class path included;
 *   <li>{@code listings-VERSION}: the classes of the packages that notebooks import, of that JDK and the class path;
 *   <li>{@code cache-VERSION}: that JDK's archive of classes ready for use, see {@link ClassCache}.
 * </ul>
 *
 * <p>{@code .deephash/current} names the folder in use; its time is the one from which sources count as newer.
 */
public final class App {

    private static final int KEPT = 3;

    private static final List<String> MODULES = List.of("kernel", "lib");

    /** The charset of argument files: the system's own on Windows; elsewhere Java takes the bytes. */
    private static final Charset OF_JAVA = File.separatorChar == '\\'
            ? Charset.forName(System.getProperty("native.encoding", "UTF-8"))
            : StandardCharsets.UTF_8;

    private final Path root;
    private final Path folder;

    private App(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /**
     * Sets up what the launcher starts; called by it after a build, and once for each further JDK.
     *
     * @param args the checkout, and either an application folder or a file whose time is that of the build's start
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        Path second = Path.of(args[1]);
        if (Files.isDirectory(second)) {
            new App(root, second).prepareForThisJdk();
            return;
        }
        Path home = root.resolve(".deephash");
        App app = new App(root, home.resolve("app-" + System.currentTimeMillis()));
        app.copyJars();
        app.prepareForThisJdk();
        // A copy of the checkout is known by it.
        Files.writeString(home.resolve("root"), root + "\n");
        Path current = home.resolve("current");
        Path next = home.resolve("current.next");
        Files.writeString(next, app.folder.getFileName() + "\n");
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(second));
        Files.move(next, current, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        removeOld(home);
    }

    /** Copies the project's jars and writes the class path. */
    private void copyJars() throws IOException {
        Files.createDirectories(folder);
        List<String> classPath = new ArrayList<>();
        for (String module : MODULES) {
            Path target = root.resolve(module).resolve("target");
            classPath.add(copyNewest(target, jar -> !isSources(jar)).toString());
            copyNewest(target, App::isSources);
        }
        List<Path> libraries = Stream.of(Files.readString(root.resolve("kernel/target/classpath"))
                        .strip()
                        .split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !isBuiltHere(entry))
                .toList();
        new SharedJars(folder.resolve("lib")).of(libraries).forEach(each -> classPath.add(each.toString()));
        Files.write(folder.resolve("classpath"), classPath);
        PackageIndex.of(classPath.stream().map(Path::of).toList()).write(folder.resolve("packages"));
    }

    /** Whether a jar belongs to a module of the project; Maven's repository may be inside the checkout too. */
    private boolean isBuiltHere(Path entry) {
        return MODULES.stream().anyMatch(module -> entry.startsWith(root.resolve(module)));
    }

    /** Copies the newest matching jar of a folder; jars of earlier versions may be beside it. */
    private Path copyNewest(Path target, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            Path newest = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(wanted)
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow(() -> new NoSuchFileException(target + ": no jar was built here"));
            return Files.copy(newest, folder.resolve(newest.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static boolean isSources(Path jar) {
        return jar.toString().endsWith("-sources.jar");
    }

    /** Writes the arguments for the JDK that runs this, and its class cache. */
    private void prepareForThisJdk() throws IOException {
        String version = System.getProperty("java.version");
        List<String> arguments = arguments();
        Path listings = folder.resolve("listings-" + version);
        Listings.write(classPath().stream().map(Path::of).toList(), Preloads.names(), listings);
        arguments.add("-Ddeephash.listings=" + listings);
        // The JVM uses the cache only with the arguments it was made with.
        Path plain = folder.resolve("args-" + version + ".plain");
        Files.write(plain, quoted(arguments), OF_JAVA);
        arguments.addAll(ClassCache.make(folder, plain));
        Files.write(plain, quoted(arguments), OF_JAVA);
        Files.move(plain, folder.resolve("args-" + version), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> arguments() throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add("-cp");
        arguments.add(String.join(File.pathSeparator, classPath()));
        // Redefines classes of cells in place, so that variables keep their values. Attached when first needed: from
        // the start on it would cost a part of what the class cache saves.
        arguments.add("-Ddeephash.agent=" + classPath().get(0));
        arguments.add("-Ddeephash.packages=" + folder.resolve("packages"));
        arguments.add("-Ddeephash.root=" + root);
        arguments.add("-Ddeephash.sources=" + String.join(File.pathSeparator, sources()));
        arguments.addAll(JvmOptions.FIXED);
        return arguments;
    }

    private List<String> classPath() throws IOException {
        return Files.readAllLines(folder.resolve("classpath"));
    }

    private List<String> sources() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(App::isSources).map(Path::toString).sorted().toList();
        }
    }

    /** The arguments as a JVM reads them from a file: one a line, in quotes. */
    private static List<String> quoted(List<String> arguments) {
        return arguments.stream()
                .map(argument -> '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
    }

    /** Keeps the newest folders only: a kernel that runs from one has its jars open, but not its sources. */
    private static void removeOld(Path home) throws IOException {
        List<Path> folders;
        try (Stream<Path> files = Files.list(home)) {
            folders = files.filter(file -> file.getFileName().toString().startsWith("app-"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path old : folders.subList(Math.min(KEPT, folders.size()), folders.size())) {
            try {
                Removal.of(old);
            } catch (IOException kept) {
                // Removed by a build beside this one, or, on Windows, open in a kernel: the next build tries again.
            }
        }
    }
}
