package deephash.model.block;

import deephash.model.engine.LazyTorchFunction;
import deephash.model.engine.Precision;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A function with {@code TRAINING} and {@code TYPE} in its text, compiled for what is asked: in training with 32 or 16
 * bits inside, otherwise with 32. Inputs and results have 32 bits, since DJL has no arrays of bfloat16.
 */
final class ConvolutionScripts {

    /** Networks of one shape share them: a script is native memory that is kept to the end of the process. */
    private static final Map<String, LazyTorchFunction> COMPILED = new ConcurrentHashMap<>();

    private final LazyTorchFunction training;
    private final LazyTorchFunction trainingInBfloat16;
    private final LazyTorchFunction otherwise;

    ConvolutionScripts(String function) {
        String inTraining = function.replace("TRAINING", "True");
        // 6 is PyTorch's number for float, 15 for bfloat16
        training = compiled(inTraining.replace("TYPE", "6"));
        trainingInBfloat16 = compiled(inTraining.replace("TYPE", "15"));
        otherwise = compiled(function.replace("TRAINING", "False").replace("TYPE", "6"));
    }

    private static LazyTorchFunction compiled(String function) {
        return COMPILED.computeIfAbsent(function, LazyTorchFunction::new);
    }

    LazyTorchFunction of(boolean inTraining, Precision precision) {
        if (!inTraining) {
            return otherwise;
        }
        return precision == Precision.BFLOAT16 ? trainingInBfloat16 : training;
    }
}
