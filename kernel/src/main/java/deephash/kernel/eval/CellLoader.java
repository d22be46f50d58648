package deephash.kernel.eval;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Loads the classes of cells, woven, and whatever was added to the class path since the start. */
final class CellLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> woven = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<String> added = new ConcurrentSkipListSet<>();

    CellLoader(ClassLoader parent) {
        super("cells", new URL[0], parent);
    }

    /** Makes a class known; it is defined when it is first needed. */
    void declare(String name, byte[] classFile) {
        woven.put(name, CellWeaver.weave(classFile));
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
