package deephash.kernel.magic;

import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.kernel.magic.registry.UndefinedMagicException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.jspecify.annotations.Nullable;

/** Magics that a notebook or an extension registers with the classes of IJava or JJava. */
public final class OtherMagics {

    private static final Set<String> LINES = ConcurrentHashMap.newKeySet();

    private static final Magics IJAVA = new Magics() {
        @Override
        public void registerLineMagic(String name, LineMagicFunction<?> magic) {
            super.registerLineMagic(name, magic);
            LINES.add(name);
        }
    };

    private static volatile @Nullable BaseKernel jjava;

    private OtherMagics() {}

    /** Says with which of JJava's kernels magics may be registered as well. */
    public static void ofJJava(BaseKernel kernel) {
        jjava = kernel;
    }

    /** Where magics are registered with the classes of IJava. */
    public static Magics ofIJava() {
        return IJAVA;
    }

    /** Whether a line magic of this name has been registered. */
    static boolean isLine(String name) {
        BaseKernel kernel = jjava;
        return LINES.contains(name)
                || (kernel != null
                        && kernel.getMagicsRegistry().getLineMagicNames().contains(name));
    }

    /**
     * Runs a magic that somebody has registered.
     *
     * @return its value, which may be null; empty if there is no such magic
     */
    static Optional<Result> run(String name, boolean asCell, Magic.Call call) throws Exception {
        String body = call.body() == null ? "" : call.body();
        try {
            Object value =
                    asCell ? IJAVA.applyCellMagic(name, call.words(), body) : IJAVA.applyLineMagic(name, call.words());
            return Optional.of(new Result(value));
        } catch (UndefinedMagicException e) {
            return ofJJava(name, asCell, call, body);
        }
    }

    private static Optional<Result> ofJJava(String name, boolean asCell, Magic.Call call, String body)
            throws Exception {
        BaseKernel kernel = jjava;
        if (kernel == null) {
            return Optional.empty();
        }
        MagicsRegistry magics = kernel.getMagicsRegistry();
        if (asCell
                ? !magics.getCellMagicNames().contains(name)
                : !magics.getLineMagicNames().contains(name)) {
            return Optional.empty();
        }
        Object value = asCell
                ? magics.evalCellMagic(kernel, name, call.words(), body)
                : magics.evalLineMagic(kernel, name, call.words());
        return Optional.of(new Result(value));
    }

    /** What a magic returned. */
    record Result(@Nullable Object value) {}
}
