package deephash.kernel.eval.classpath;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The compiler's files. The compiler's own way opens and walks every jar of the class path before the first cell, and
 * asks all of them for every package at every cell; this one looks only where a package is, and lists what every
 * notebook imports from {@link Listings}.
 */
public final class IndexedFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements StandardJavaFileManager {

    private static final String CLASS_PATH_OPTION = "-classpath";

    private final PackageIndex index;
    private final Listings listings;
    private final Map<Path, StandardJavaFileManager> opened = new HashMap<>();
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    /**
     * No annotation processor or plugin of the class path is looked for: there would be one look at each jar a cell.
     */
    private final ClassLoader noPlugins = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader());

    /** Looks in the files of another manager and on the class path, with the indexes that the properties name. */
    public IndexedFiles(StandardJavaFileManager files) {
        this(files, System.getProperty("deephash.packages"), System.getProperty("deephash.listings"));
    }

    /**
     * Looks in the files of another manager and on the class path.
     *
     * @param packages the file of a {@link PackageIndex}
     * @param classes the file of {@link Listings}
     */
    public IndexedFiles(StandardJavaFileManager files, @Nullable String packages, @Nullable String classes) {
        super(files);
        List<Path> classPath = PackageIndex.classPath();
        index = PackageIndex.read(packages, classPath);
        listings = Listings.read(classes, classPath);
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (recurse || !kinds.contains(JavaFileObject.Kind.CLASS)) {
            return super.list(location, packageName, kinds, recurse);
        }
        List<JavaFileObject> found = new ArrayList<>();
        if (location != StandardLocation.CLASS_PATH) {
            return addListed(found, location.getName(), packageName, name -> inModule(location, name))
                    ? found
                    : super.list(location, packageName, kinds, false);
        }
        for (Path jar : index.holding(packageName)) {
            if (!addListed(found, jar.toString(), packageName, name -> inJar(jar, name))) {
                files(jar).list(location, packageName, kinds, false).forEach(found::add);
            }
        }
        return found;
    }

    private boolean addListed(List<JavaFileObject> found, String place, String packageName, ListedClass.Place in) {
        String[] names = listings.find(place, packageName);
        if (names == null) {
            return false;
        }
        for (String each : names) {
            found.add(new ListedClass(packageName + "." + each, in));
        }
        return true;
    }

    private @Nullable JavaFileObject inModule(Location module, String binaryName) throws IOException {
        return super.getJavaFileForInput(module, binaryName, JavaFileObject.Kind.CLASS);
    }

    private @Nullable JavaFileObject inJar(Path jar, String binaryName) throws IOException {
        return files(jar).getJavaFileForInput(StandardLocation.CLASS_PATH, binaryName, JavaFileObject.Kind.CLASS);
    }

    @Override
    public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ListedClass listed ? listed.binaryName() : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.equals(b) || (!(a instanceof ListedClass) && !(b instanceof ListedClass) && super.isSameFile(a, b));
    }

    private StandardJavaFileManager files(Path path) throws IOException {
        StandardJavaFileManager known = opened.get(path);
        if (known == null) {
            known = compiler.getStandardFileManager(null, null, null);
            known.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(path));
            opened.put(path, known);
        }
        return known;
    }

    @Override
    public boolean handleOption(String current, Iterator<String> remaining) {
        if (!current.equals(CLASS_PATH_OPTION) || !remaining.hasNext()) {
            return super.handleOption(current, remaining);
        }
        String classPath = remaining.next();
        for (String each : classPath.split(File.pathSeparator)) {
            if (!each.isEmpty()) {
                index.add(Path.of(each));
            }
        }
        return super.handleOption(current, List.of(classPath).iterator());
    }

    @Override
    public @Nullable ClassLoader getClassLoader(Location location) {
        return location == StandardLocation.CLASS_PATH ? noPlugins : super.getClassLoader(location);
    }

    @Override
    public void close() throws IOException {
        for (StandardJavaFileManager each : opened.values()) {
            each.close();
        }
        super.close();
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(Path... paths) {
        return fileManager.getJavaFileObjects(paths);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromPaths(Collection<? extends Path> paths) {
        return fileManager.getJavaFileObjectsFromPaths(paths);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void setLocation(Location location, @Nullable Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public void setLocationFromPaths(Location location, Collection<? extends Path> paths) throws IOException {
        fileManager.setLocationFromPaths(location, paths);
    }

    @Override
    public void setLocationForModule(Location location, String moduleName, Collection<? extends Path> paths)
            throws IOException {
        fileManager.setLocationForModule(location, moduleName, paths);
    }

    @Override
    public @Nullable Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }

    @Override
    public @Nullable Iterable<? extends Path> getLocationAsPaths(Location location) {
        return fileManager.getLocationAsPaths(location);
    }

    @Override
    public Path asPath(FileObject file) {
        return fileManager.asPath(file instanceof ListedClass listed ? listed.known() : file);
    }

    @Override
    public void setPathFactory(PathFactory factory) {
        fileManager.setPathFactory(factory);
    }
}
