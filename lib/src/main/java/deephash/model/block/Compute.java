package deephash.model.block;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Where networks are computed: on the GPU if there is one, else on the CPU. It is no part of the options, since it does
 * not change what is computed beyond rounding.
 *
 * <p>All native work of the process goes through {@link #with}, one piece at a time, and all native memory it takes is
 * given back when it ends.
 */
public final class Compute {

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final String NATIVE = "native/lib/pytorch.properties";

    private Compute() {}

    /**
     * The words for where networks run: {@code "CPU, 2 threads"} or {@code "GPU 0"}. Starts the engine if need be.
     */
    public static String place() {
        Engine engine = engine();
        Device device = device(engine);
        int threads = JniUtils.getNumThreads();
        return device.isGpu()
                ? "GPU " + device.getDeviceId()
                : "CPU, " + threads + (threads == 1 ? " thread" : " threads");
    }

    /** The engine's name and version: {@code "PyTorch 2.7.1"}. */
    public static String engineVersion() {
        Engine engine = engine();
        return engine.getEngineName() + " " + engine.getVersion();
    }

    /**
     * Does a piece of work alone.
     *
     * @param work is given the owner of all it allocates, which is closed afterwards
     */
    public static <T> T with(Function<NDManager, T> work) {
        Engine engine = engine();
        LOCK.lock();
        try (NDManager memory = engine.newBaseManager(device(engine))) {
            return work.apply(memory);
        } finally {
            LOCK.unlock();
        }
    }

    private static Device device(Engine engine) {
        String asked = System.getProperty("deephash.device", "").toLowerCase(Locale.ROOT);
        boolean gpu = engine.getGpuCount() > 0;
        return switch (asked) {
            case "" -> gpu ? Device.gpu() : Device.cpu();
            case "cpu" -> Device.cpu();
            case "gpu" -> {
                if (!gpu) {
                    throw new IllegalStateException("deephash.device asks for a GPU, but " + engine.getEngineName()
                            + " "
                            + engine.getVersion() + " sees none. Start with the CUDA library (build with -Dcuda), or"
                            + " leave the property out.");
                }
                yield Device.gpu();
            }
            default -> throw new IllegalStateException("deephash.device is \"cpu\" or \"gpu\", not \"" + asked + "\".");
        };
    }

    private static Engine engine() {
        return Started.ENGINE;
    }

    /** Starts the engine once, with the settings that it reads only then. */
    private static final class Started {
        static final Engine ENGINE = start();

        private Started() {}

        private static Engine start() {
            // before any class of DJL looks: no telemetry, and no download where the library is on the class path
            setUnlessSet("OPT_OUT_TRACKING", "true");
            if (Compute.class.getClassLoader().getResource(NATIVE) != null) {
                setUnlessSet("ai.djl.offline", "true");
            }
            return Engine.getEngine("PyTorch");
        }

        private static void setUnlessSet(String property, String value) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        }
    }
}
