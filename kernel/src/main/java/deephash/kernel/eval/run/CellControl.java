package deephash.kernel.eval.run;

import deephash.kernel.agent.Agent;
import deephash.kernel.display.StandardStreams;
import deephash.kernel.eval.jshell.OneStep;
import deephash.kernel.eval.jshell.ShellLock;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what JShell compiles, in this JVM, on the thread of cells. Keeps the value and the exception as the objects they
 * are; JShell itself would only pass on their text.
 */
public final class CellControl implements ExecutionControl {

    /** Chains of causes can be circular. */
    private static final int MOST_CAUSES = 20;

    private final CellLoader loader;
    private final StaticFields statics;
    private final CellThread thread;
    private final ShellLock lock;
    private @Nullable Object value;
    private final AtomicInteger invoked = new AtomicInteger();
    private @Nullable Throwable thrown;
    private @Nullable Throwable passedOn;
    private volatile long nanosRun;

    /**
     * Runs on {@code thread}.
     *
     * @param lock held by whoever uses JShell; let go while a cell runs, so that completion need not wait for it
     */
    public CellControl(CellLoader loader, StaticFields statics, CellThread thread, ShellLock lock) {
        this.loader = loader;
        this.statics = statics;
        this.thread = thread;
        this.lock = lock;
    }

    /** The value of the last snippet, which is forgotten. */
    @Nullable
    public Object takeValue() {
        Object taken = value;
        value = null;
        return taken;
    }

    /** What the last snippet threw, which is forgotten. */
    @Nullable
    public Throwable takeThrown() {
        Throwable taken = thrown;
        thrown = null;
        return taken;
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (ClassBytecodes each : classes) {
            files.put(each.name(), each.bytecodes());
        }
        files.forEach(statics::loaded);
        loader.declare(files);
        boolean[] installed = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            try {
                loader.loadClass(classes[i].name());
                installed[i] = true;
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ClassInstallException(e.toString(), installed);
            }
        }
    }

    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        Instrumentation instrumentation = Agent.instrumentation()
                .orElseThrow(() -> new NotImplementedException("The JVM was started without the kernel's agent."));
        ClassDefinition[] definitions = new ClassDefinition[classes.length];
        for (int i = 0; i < classes.length; i++) {
            Class<?> known = loader.defined(classes[i].name());
            if (known == null) {
                throw new NotImplementedException("Not loaded: " + classes[i].name());
            }
            if (statics.mustBeReplaced(known, classes[i].bytecodes())) {
                throw new NotImplementedException("Other constants: " + classes[i].name());
            }
            definitions[i] = new ClassDefinition(known, CellWeaver.weave(classes[i].bytecodes()));
        }
        try {
            instrumentation.redefineClasses(definitions);
        } catch (ClassNotFoundException
                | java.lang.instrument.UnmodifiableClassException
                | UnsupportedOperationException
                | InternalError
                | LinkageError e) {
            // JShell then loads the class again, under another name. An InternalError is what the JVM says of a class
            // whose static initialiser has failed.
            throw new NotImplementedException(e.toString());
        }
        for (int i = 0; i < classes.length; i++) {
            statics.changed(definitions[i].getDefinitionClass(), classes[i].bytecodes());
        }
    }

    @Override
    public String invoke(String className, String methodName) throws RunException, InternalException {
        value = null;
        thrown = null;
        Method method;
        try {
            method = loader.loadClass(className).getDeclaredMethod(methodName);
            method.setAccessible(true);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new InternalException(e.toString());
        }
        Throwable old = passedOn;
        passedOn = null;
        if (old != null) {
            throw converted(old);
        }
        invoked.incrementAndGet();
        try {
            value = run(method, false);
            return "";
        } catch (CellThread.Abandoned e) {
            thrown = e;
            throw new StoppedException();
        } catch (Throwable e) {
            throw converted(e);
        } finally {
            invoked.decrementAndGet();
        }
    }

    /** Whether what JShell invoked runs: JShell then knows what it declares, and has not said so yet. */
    public boolean isInvoking() {
        return invoked.get() > 0;
    }

    /** How long what has ended so far has run, without its compilation. */
    public long nanosRun() {
        return nanosRun;
    }

    /** Runs a statement that was compiled in one step; its value if it gives one. */
    @Nullable
    public Object run(OneStep.Compiled statement, String file, boolean wrapped) throws Throwable {
        Method method = loader.passing(statement, file).getDeclaredMethod(OneStep.METHOD);
        method.setAccessible(true);
        return run(method, wrapped);
    }

    private @Nullable Object run(Method method, boolean wrapped) throws Throwable {
        long before = nanosRun;
        long start = System.nanoTime();
        try {
            return lock.released(
                    () -> thread.call(() -> {
                        Object returned = method.invoke(null);
                        return wrapped ? Value.take() : returned;
                    }),
                    () -> {
                        // The time of cells that this one has evaluated is part of its own.
                        nanosRun = before + System.nanoTime() - start;
                        // The compiler of the next statement needs working streams.
                        StandardStreams.mend();
                    });
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /**
     * Lets the next snippet throw this, whatever it is, so that JShell tells which snippets its stack leads through.
     */
    public void passOn(Throwable e) {
        passedOn = e;
    }

    private RunException converted(Throwable e) {
        thrown = e;
        return forJShell(e, MOST_CAUSES);
    }

    /** What JShell needs to map the stack to snippets; it maps the causes too. */
    private static RunException forJShell(Throwable e, int causesLeft) {
        if (e instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), unresolved.getStackTrace());
        }
        UserException converted = new UserException("", e.getClass().getName(), e.getStackTrace());
        Throwable cause = e.getCause();
        if (cause != null && causesLeft > 0) {
            converted.initCause(forJShell(cause, causesLeft - 1));
        }
        return converted;
    }

    /** The value of a static field of a cell class. */
    @Nullable
    Object field(String className, String name) throws ReflectiveOperationException {
        Field field = loader.loadClass(className).getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    @Override
    public String varValue(String className, String varName) throws InternalException {
        try {
            return String.valueOf(field(className, varName));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new InternalException(e.toString());
        }
    }

    @Override
    public void addToClasspath(String path) {
        for (String each : path.split(java.io.File.pathSeparator)) {
            if (!each.isBlank()) {
                loader.addPath(Path.of(each));
            }
        }
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    @Override
    public Object extensionCommand(String command, Object arg) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void close() {
        thread.close();
    }
}
