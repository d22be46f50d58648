package deephash.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/**
 * A script that is compiled when it is first called, and kept: one for the process, where native work is done one piece
 * at a time.
 */
public final class LazyTorchFunction {

    private final String function;
    private @Nullable TorchFunction script;

    /**
     * A script that is not compiled yet.
     *
     * @param function as {@link TorchFunction} takes it
     */
    public LazyTorchFunction(String function) {
        this.function = function;
    }

    /**
     * Calls it.
     *
     * @param inputs what the function takes
     * @return its result, owned by the manager of the first input
     */
    public NDArray call(NDArray... inputs) {
        TorchFunction compiled = script;
        if (compiled == null) {
            NDManager ofAll = inputs[0].getManager();
            while (ofAll.getParentManager() != ofAll && ofAll.getParentManager() != null) {
                ofAll = ofAll.getParentManager();
            }
            compiled = new TorchFunction(ofAll, function);
            script = compiled;
        }
        return compiled.call(inputs);
    }
}
