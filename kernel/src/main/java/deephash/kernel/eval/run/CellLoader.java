package deephash.kernel.eval.run;

import deephash.kernel.eval.jshell.CellClass;
import deephash.kernel.eval.jshell.OneStep;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of cells, woven, and whatever was added to the class path since the start. The class of a
 * statement, a variable or a method has a loader of its own, so that it can be unloaded when it has run or is replaced.
 */
public final class CellLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** The newest suffix of each snippet's classes. */
    private final Map<String, String> newest = new ConcurrentHashMap<>();

    private final Map<String, byte[]> woven = new ConcurrentHashMap<>();

    /** The loaders of what declares no type, by the name of the outer class. */
    private final Map<String, Passing> passing = new ConcurrentHashMap<>();

    private final ConcurrentSkipListSet<String> added = new ConcurrentSkipListSet<>();

    public CellLoader(ClassLoader parent) {
        super("cells", new URL[0], parent);
        // Assertions of cells are enabled.
        setPackageAssertionStatus(CellClass.PACKAGE, true);
    }

    /** Makes the classes of one or more snippets known; each is defined when it is first needed. */
    void declare(Map<String, byte[]> classFiles) {
        classFiles.forEach((name, classFile) -> {
            CellClass cellClass = CellClass.of(name);
            if (cellClass != null && cellClass.isOuter()) {
                declareOuter(cellClass, classFile, classFiles);
            }
        });
        classFiles.forEach((name, classFile) -> {
            if (!passing.containsKey(outerOf(name))) {
                woven.put(name, CellWeaver.weave(classFile));
            }
        });
    }

    private void declareOuter(CellClass outer, byte[] classFile, Map<String, byte[]> all) {
        newest.put(outer.snippet(), outer.form());
        String name = outer.outer();
        if (CellWeaver.declaresNothing(classFile) || declaresNoType(name, all.keySet())) {
            Map<String, byte[]> mine = new LinkedHashMap<>();
            all.forEach((each, bytes) -> {
                if (outerOf(each).equals(name)) {
                    mine.put(each, CellWeaver.weave(bytes));
                }
            });
            Passing known = passing.get(name);
            // JShell loads again what is not changed, with the values that its fields have.
            if (known == null || known.defined(name) == null) {
                passing.put(name, new Passing(mine, this));
            }
        }
    }

    /** Whether it is the outer class of a variable or a method; types stay together, as sealed ones must. */
    private static boolean declaresNoType(String outer, Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(outer + "$"))
                .allMatch(name -> Character.isDigit(name.charAt(outer.length() + 1)));
    }

    /**
     * The class that runs a statement, in a loader of its own.
     *
     * @param file what traces call it
     */
    Class<?> passing(OneStep.Compiled statement, String file) throws ClassNotFoundException {
        Map<String, byte[]> mine = new LinkedHashMap<>();
        statement
                .classFiles()
                .forEach((name, bytes) -> mine.put(name, CellWeaver.weave(bytes, file, statement.linesBefore())));
        return new Passing(mine, this).own(statement.main());
    }

    private static String outerOf(String name) {
        CellClass cellClass = CellClass.of(name);
        return cellClass == null ? name : cellClass.outer();
    }

    /** Lets go of the classes of a snippet that declares no type; they go when no object needs them. */
    public void forget(String outerName) {
        passing.remove(outerName);
    }

    /** Whether a snippet's class has been replaced by a newer one, since the JVM refused to change it. */
    public boolean isReplaced(String name) {
        CellClass cellClass = CellClass.of(name);
        return cellClass != null && cellClass.isOuter() && !cellClass.form().equals(newest.get(cellClass.snippet()));
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
        Passing own = passing.get(outerOf(name));
        return own == null ? findLoadedClass(name) : own.defined(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Passing own = passing.get(outerOf(name));
        if (own != null) {
            return own.own(name);
        }
        byte[] bytes = woven.remove(name);
        if (bytes == null) {
            return super.findClass(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** The loader of one snippet that declares no type. */
    private static final class Passing extends ClassLoader {

        private final Map<String, byte[]> classFiles;

        Passing(Map<String, byte[]> classFiles, ClassLoader cells) {
            super("cell", cells);
            setPackageAssertionStatus(CellClass.PACKAGE, true);
            this.classFiles = new ConcurrentHashMap<>(classFiles);
        }

        @Nullable
        Class<?> defined(String name) {
            return findLoadedClass(name);
        }

        /** Does not ask the parent, which would ask this loader again. */
        Class<?> own(String name) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return classFiles.containsKey(name) || findLoadedClass(name) != null
                    ? own(name)
                    : super.loadClass(name, resolve);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classFiles.remove(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
