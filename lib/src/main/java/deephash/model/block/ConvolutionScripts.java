package deephash.model.block;

/**
 * A function with {@code TRAINING} and {@code TYPE} in its text, compiled for what is asked: in training with 32 or 16 bits
 * inside, otherwise with 32. Inputs and results have 32 bits, since DJL has no arrays of bfloat16.
 */
final class ConvolutionScripts {

    private final LazyScript training;
    private final LazyScript trainingInBfloat16;
    private final LazyScript otherwise;

    ConvolutionScripts(String function) {
        String inTraining = function.replace("TRAINING", "True");
        // 6 is PyTorch's number for float, 15 for bfloat16
        training = new LazyScript(inTraining.replace("TYPE", "6"));
        trainingInBfloat16 = new LazyScript(inTraining.replace("TYPE", "15"));
        otherwise = new LazyScript(function.replace("TRAINING", "False").replace("TYPE", "6"));
    }

    LazyScript of(boolean inTraining, Precision precision) {
        if (!inTraining) {
            return otherwise;
        }
        return precision == Precision.BFLOAT16 ? trainingInBfloat16 : training;
    }
}
