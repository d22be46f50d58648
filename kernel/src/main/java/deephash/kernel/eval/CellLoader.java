package deephash.kernel.eval;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Loads the classes of cells, woven, and whatever was added to the class path since the start. */
final class CellLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final Pattern OUTER = Pattern.compile("(REPL\\.\\$JShell\\$\\d+)([A-Z]*)");

    /** The newest suffix of each snippet's classes. */
    private final Map<String, String> newest = new ConcurrentHashMap<>();

    private final Map<String, byte[]> woven = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<String> added = new ConcurrentSkipListSet<>();

    CellLoader(ClassLoader parent) {
        super("cells", new URL[0], parent);
    }

    /** Makes a class known; it is defined when it is first needed. */
    void declare(String name, byte[] classFile) {
        woven.put(name, CellWeaver.weave(classFile));
        Matcher outer = OUTER.matcher(name);
        if (outer.matches()) {
            newest.put(outer.group(1), outer.group(2));
        }
    }

    /** Whether a snippet's class has been replaced by a newer one, since the JVM refused to change it. */
    boolean isReplaced(String name) {
        Matcher outer = OUTER.matcher(name);
        return outer.matches() && !outer.group(2).equals(newest.get(outer.group(1)));
    }

    void addPath(Path path) {
        if (!added.add(path.toString())) {
            return;
        }
        try {
            addURL(path.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not a place for classes: " + path, e);
        }
    }

    /** The class if it has been defined, without defining it. */
    @Nullable
    Class<?> defined(String name) {
        return findLoadedClass(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = woven.remove(name);
        if (bytes == null) {
            return super.findClass(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
