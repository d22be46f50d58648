package deephash.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.lang.System.Logger.Level;
import java.lang.management.MemoryUsage;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where networks are computed: on the GPU if there is one, else on the CPU. It is no part of the options, since it does
 * not change what is computed beyond rounding.
 *
 * <p>All native work of the process goes through {@link #with} and {@link #withEncoder}, one piece at a time, and all
 * native memory it takes is given back when it ends, but for the encoder that was used last.
 */
public final class Compute {

    private static final Alone LOCK = new Alone();

    /** How long the end of the process waits for work under way: a step of a large network takes some seconds. */
    private static final Duration LAST_STEP = Duration.ofSeconds(5);

    private static @Nullable Loaded loaded;
    private static @Nullable Engine started;

    private Compute() {}

    /**
     * The words for where networks run: {@code "CPU, 2 threads"} or {@code "GPU 0, NVIDIA H100"}. Starts the engine if
     * need be.
     */
    public static String place() {
        Engine engine = engine();
        Device device = device(engine);
        int threads = JniUtils.getNumThreads();
        return device.isGpu()
                ? "GPU " + device.getDeviceId()
                        + EngineLibrary.gpuModel().map(", "::concat).orElse("")
                : "CPU, " + threads + (threads == 1 ? " thread" : " threads");
    }

    /** A manager of tensors on the CPU: {@code memory} itself, or one that is closed with it. */
    public static NDManager onCpu(NDManager memory) {
        return memory.getDevice().isGpu() ? memory.newSubManager(Device.cpu()) : memory;
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
        return alone(device -> {
            if (!nested()) {
                giveBack();
            }
            try (NDManager memory = engine().newBaseManager(device)) {
                return work.apply(memory);
            }
        });
    }

    /**
     * Does a piece of work with the encoder of a network, alone. The encoder stays in native memory for the next piece
     * of work with the same weights, until any other is done.
     *
     * @param weights of the network
     * @param build makes the network that they fit
     * @param work is given the owner of all it allocates, which is closed afterwards, and the network; the decoder has
     *     no values, and the encoder no gradients
     * @return what the work gives
     */
    public static <N extends Network, T> T withEncoder(
            Weights weights, Supplier<N> build, BiFunction<NDManager, N, T> work) {
        return withKept(
                weights,
                memory -> {
                    N network = build.get();
                    weights.giveTo(network, memory, "encoder", "head");
                    network.packEncoder();
                    return network;
                },
                work);
    }

    /**
     * Does a piece of work with something in native memory, alone. It stays there for the next piece of work with the
     * same key, until any other is done.
     *
     * @param key what tells it from others; not kept from being collected
     * @param load makes it, in memory that the given manager owns
     * @param work is given the owner of all it allocates, which is closed afterwards, and what was loaded
     * @return what the work gives
     */
    public static <N, T> T withKept(Object key, Function<NDManager, N> load, BiFunction<NDManager, N, T> work) {
        return alone(device -> {
            if (nested()) {
                // work around this one may still use what is kept, so it is not closed
                try (NDManager memory = engine().newBaseManager(device)) {
                    return work.apply(memory, load.apply(memory));
                }
            }
            Loaded there = loaded;
            if (there == null || !there.isOf(key, device)) {
                giveBack();
                there = load(key, load, device);
                loaded = there;
            }
            try (NDManager memory = there.memory.newSubManager()) {
                @SuppressWarnings("unchecked") // the same is made for one key each time
                N network = (N) there.network;
                return work.apply(memory, network);
            }
        });
    }

    /** What was used last. Its key is held weakly, so it can be collected. */
    private record Loaded(WeakReference<Object> key, NDManager memory, Object network) {
        boolean isOf(Object other, Device device) {
            return other.equals(key.get()) && memory.getDevice().equals(device);
        }
    }

    private static <N> Loaded load(Object key, Function<NDManager, N> load, Device device) {
        NDManager memory = engine().newBaseManager(device);
        try {
            return new Loaded(new WeakReference<>(key), memory, load.apply(memory));
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    private static boolean nested() {
        return LOCK.getHoldCount() > 1;
    }

    private static void giveBack() {
        if (loaded != null) {
            loaded.memory.close();
            loaded = null;
        }
    }

    private static <T> T alone(Function<Device, T> work) {
        Device device = device(engine());
        LOCK.lock();
        try {
            return work.apply(device);
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Why the GPU of this machine is not used, if it has one and it was not ruled out by {@code -Ddeephash.device=cpu}.
     * Starts the engine if need be.
     */
    public static Optional<String> unusedGpu() {
        return engine().getGpuCount() > 0 || asked().equals("cpu") ? Optional.empty() : EngineLibrary.whyNoGpu();
    }

    /** Bytes that are free on the GPU in use; nothing where networks run on the CPU. */
    public static OptionalLong freeOnGpu() {
        if (!isOnGpu()) {
            return OptionalLong.empty();
        }
        MemoryUsage memory = CudaUtils.getGpuMemory(device(engine()));
        return OptionalLong.of(memory.getMax() - memory.getUsed());
    }

    static boolean isOnGpu() {
        return device(engine()).isGpu();
    }

    private static String asked() {
        return System.getProperty("deephash.device", "").toLowerCase(Locale.ROOT);
    }

    private static Device device(Engine engine) {
        boolean gpu = engine.getGpuCount() > 0;
        return switch (asked()) {
            case "" -> gpu ? Device.gpu() : Device.cpu();
            case "cpu" -> Device.cpu();
            case "gpu" -> {
                if (!gpu) {
                    throw new IllegalStateException("deephash.device asks for a GPU, but PyTorch "
                            + engine.getVersion() + " sees none. "
                            + EngineLibrary.whyNoGpu().orElse("This machine seems to have no NVIDIA GPU.")
                            + " Without the property, networks run where they can.");
                }
                yield Device.gpu();
            }
            default ->
                throw new IllegalStateException("deephash.device is \"cpu\" or \"gpu\", not \"" + asked() + "\".");
        };
    }

    private static synchronized Engine engine() {
        Engine engine = started;
        if (engine == null) {
            EngineLibrary.prepare();
            try {
                engine = Engine.getEngine("PyTorch");
            } catch (EngineException e) {
                throw EngineLibrary.notLoaded(e);
            }
            started = engine;
            Runtime.getRuntime().addShutdownHook(new Thread(Compute::end, "deephash: end of native work"));
        }
        return engine;
    }

    /**
     * When the process ends, PyTorch cleans up and crashes if work is under way. So work is ended first, and none
     * begins.
     */
    private static void end() {
        LOCK.stop();
        try {
            if (!LOCK.tryLock(LAST_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                System.getLogger(Compute.class.getName())
                        .log(Level.DEBUG, "Native work goes on at the end of the process.");
            }
        } catch (InterruptedException e) {
            // the process then ends all the same
        }
    }

    /** A lock that can interrupt whoever holds it. */
    private static final class Alone extends ReentrantLock {
        void stop() {
            Thread owner = getOwner();
            if (owner != null) {
                owner.interrupt();
            }
        }
    }
}
