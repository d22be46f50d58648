package deephash.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The learned numbers of a network by name, on the heap. */
public final class Weights {

    private final Map<String, Tensor> tensors;

    /**
     * Named tensors.
     *
     * @param tensors in the order in which they are saved
     */
    public Weights(Map<String, Tensor> tensors) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * One tensor.
     *
     * @param shape of any rank
     * @param values row by row; as many as the shape holds; not copied
     */
    public record Tensor(long[] shape, float[] values) {
        /** Checks that the shape fits. */
        public Tensor {
            long size = 1;
            for (long side : shape) {
                size *= side;
            }
            if (size != values.length) {
                throw new IllegalArgumentException("A tensor of shape " + new Shape(shape) + " has " + size
                        + " values, not " + values.length + ".");
            }
        }
    }

    /** All tensors by name, in order. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /** Whether a decoder is among them. */
    public boolean hasDecoder() {
        return tensors.keySet().stream().anyMatch(name -> name.startsWith("decoder."));
    }

    /** How many numbers there are. */
    public long size() {
        return tensors.values().stream().mapToLong(t -> t.values().length).sum();
    }

    /** Copies the values of a network's parameters. */
    public static Weights of(Network network) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        network.named().forEach((name, parameter) -> {
            NDArray array = parameter.getArray();
            tensors.put(name, new Tensor(array.getShape().getShape(), array.toFloatArray()));
        });
        return new Weights(tensors);
    }

    /**
     * Gives these values to a network.
     *
     * @param network whose parameters have the same names and shapes
     * @param memory owns the copies
     * @param part the beginning of the names that are needed, empty for all
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     */
    public void giveTo(Network network, NDManager memory, String... part) {
        network.named().forEach((name, parameter) -> {
            if (part.length == 0 || startsWithAny(name, part)) {
                float[] values = fitting(name, parameter).values();
                if (parameter.isInitialized()) {
                    parameter.getArray().set(values);
                } else {
                    parameter.setInitializer((owner, shape, type) -> owner.create(values, shape));
                    parameter.initialize(memory, DataType.FLOAT32);
                }
            }
        });
    }

    /**
     * Checks that a network can be given these values.
     *
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     */
    public void requireFit(Network network) {
        network.named().forEach(this::fitting);
    }

    private static boolean startsWithAny(String name, String... parts) {
        for (String part : parts) {
            if (name.startsWith(part)) {
                return true;
            }
        }
        return false;
    }

    private Tensor fitting(String name, Parameter parameter) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "The network needs a tensor \"" + name + "\", but the weights have only " + tensors.keySet() + ".");
        }
        if (!new Shape(tensor.shape()).equals(parameter.getShape())) {
            throw new IllegalArgumentException("Tensor \"" + name + "\" has shape " + new Shape(tensor.shape())
                    + ", but the network needs " + parameter.getShape() + ".");
        }
        return tensor;
    }
}
