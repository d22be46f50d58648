package deephash.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import deephash.model.engine.ImageNetwork;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network in ONNX Runtime that takes pictures and nothing else. */
final class OnnxNetwork implements ImageNetwork, AutoCloseable {

    private static final Set<OnnxJavaType> NUMBERS = Set.of(
            OnnxJavaType.FLOAT,
            OnnxJavaType.FLOAT16,
            OnnxJavaType.BFLOAT16,
            OnnxJavaType.DOUBLE,
            OnnxJavaType.INT32,
            OnnxJavaType.INT64);

    private final OrtEnvironment runtime;
    private final OrtSession session;
    private final String inputName;
    private final TensorInfo input;
    private final Set<String> outputs;

    private OnnxNetwork(
            OrtEnvironment runtime, OrtSession session, String inputName, TensorInfo input, Set<String> outputs) {
        this.runtime = runtime;
        this.session = session;
        this.inputName = inputName;
        this.input = input;
        this.outputs = outputs;
    }

    /**
     * Checks what the network takes and gives.
     *
     * @throws IllegalArgumentException if that is not a batch of colour pictures, or not numbers; the session is closed
     *     then
     */
    static OnnxNetwork of(OrtEnvironment runtime, OrtSession session, Path file) throws OrtException {
        try {
            Map<String, NodeInfo> inputs = session.getInputInfo();
            if (inputs.size() != 1) {
                throw new IllegalArgumentException("\"" + file + "\" is no encoder: it takes " + inputs.size()
                        + " inputs, " + String.join(", ", inputs.keySet())
                        + ". An encoder takes one, a batch of pictures. Export the part that takes pictures alone.");
            }
            NodeInfo only = inputs.values().iterator().next();
            if (!(only.getInfo() instanceof TensorInfo taken) || !takesPictures(taken)) {
                throw new IllegalArgumentException("\"" + file + "\" is no encoder: its input is "
                        + (only.getInfo() instanceof TensorInfo tensor ? described(only.getName(), tensor) : only)
                        + ". An encoder takes bytes or 32-bit numbers, (batch, 3, height, width) or (batch, height,"
                        + " width, 3).");
            }
            Set<String> numbers = new LinkedHashSet<>();
            for (NodeInfo output : session.getOutputInfo().values()) {
                if (output.getInfo() instanceof TensorInfo tensor && NUMBERS.contains(tensor.type)) {
                    numbers.add(output.getName());
                }
            }
            if (numbers.isEmpty()) {
                throw new IllegalArgumentException("\"" + file + "\" is no encoder: none of its results holds numbers: "
                        + session.getOutputInfo().values() + ".");
            }
            return new OnnxNetwork(runtime, session, only.getName(), taken, numbers);
        } catch (RuntimeException | OrtException e) {
            session.close();
            throw e;
        }
    }

    private static boolean takesPictures(TensorInfo taken) {
        long[] shape = taken.getShape();
        return (taken.type == OnnxJavaType.FLOAT || taken.type == OnnxJavaType.UINT8)
                && shape.length == 4
                && (isOr(shape[1], 3) || isOr(shape[3], 3));
    }

    /** Whether a dimension, which is -1 where any length goes, takes a length. */
    private static boolean isOr(long dimension, long length) {
        return dimension < 0 || dimension == length;
    }

    /** A text of the file's metadata. */
    Optional<String> text(String name) {
        try {
            return session.getMetadata().getCustomMetadataValue(name);
        } catch (OrtException e) {
            throw new IllegalArgumentException("The metadata could not be read: " + said(e), e);
        }
    }

    @Override
    public List<Output> run(ByteBuffer pictures, int batch, int height, int width, Input wanted) {
        long[] shape =
                wanted.channelsFirst() ? new long[] {batch, 3, height, width} : new long[] {batch, height, width, 3};
        long[] takes = input.getShape();
        boolean fits = wanted.bytes() == (input.type == OnnxJavaType.UINT8);
        for (int i = 1; i < 4; i++) {
            fits &= isOr(takes[i], shape[i]);
        }
        if (!fits) {
            throw refused(batch, height, width, wanted, "its input is " + described(inputName, input) + ".");
        }
        try {
            if (takes[0] < 0 || takes[0] == batch) {
                return some(pictures, 0, batch, batch, shape, wanted);
            }
            int atOnce = (int) takes[0];
            List<List<Output>> parts = new ArrayList<>();
            for (int from = 0; from < batch; from += atOnce) {
                parts.add(some(pictures, from, Math.min(atOnce, batch - from), atOnce, shape, wanted));
            }
            return joined(parts, batch, atOnce);
        } catch (OrtException e) {
            throw refused(batch, height, width, wanted, said(e));
        }
    }

    /** Runs some pictures; where the network takes a fixed number, black ones fill the rest. */
    private List<Output> some(ByteBuffer pictures, int from, int count, int atOnce, long[] shape, Input wanted)
            throws OrtException {
        int size = (int) (shape[1] * shape[2] * shape[3]);
        ByteBuffer bytes = pictures.slice(from * size, count * size);
        if (count < atOnce) {
            bytes = ByteBuffer.allocateDirect(atOnce * size).put(bytes).rewind();
        }
        long[] ofSome = shape.clone();
        ofSome[0] = atOnce;
        try (OnnxTensor in = Pixels.tensor(runtime, bytes, ofSome, wanted);
                OrtSession.Result out = session.run(Map.of(inputName, in), outputs)) {
            List<Output> results = new ArrayList<>();
            for (String name : outputs) {
                OnnxTensor tensor = (OnnxTensor) out.get(name).orElseThrow();
                results.add(new Output(name, tensor.getInfo().getShape(), values(tensor)));
            }
            return results;
        }
    }

    /** The rows of all parts, without those of filling. A result that has no row for each picture stays as it is. */
    private static List<Output> joined(List<List<Output>> parts, int batch, int atOnce) {
        List<Output> all = new ArrayList<>();
        for (int i = 0; i < parts.get(0).size(); i++) {
            Output first = parts.get(0).get(i);
            long[] shape = first.shape().clone();
            if (shape.length == 0 || shape[0] != atOnce) {
                all.add(first);
                continue;
            }
            int row = first.values().length / atOnce;
            float[] values = new float[batch * row];
            for (int p = 0; p < parts.size(); p++) {
                int from = p * atOnce;
                float[] part = parts.get(p).get(i).values();
                System.arraycopy(part, 0, values, from * row, Math.min(atOnce, batch - from) * row);
            }
            shape[0] = batch;
            all.add(new Output(first.name(), shape, values));
        }
        return all;
    }

    private static float[] values(OnnxTensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.getInfo().getNumElements())];
        switch (tensor.getInfo().type) {
            case DOUBLE -> {
                var from = tensor.getDoubleBuffer();
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) from.get(i);
                }
            }
            case INT32 -> {
                var from = tensor.getIntBuffer();
                for (int i = 0; i < values.length; i++) {
                    values[i] = from.get(i);
                }
            }
            case INT64 -> {
                var from = tensor.getLongBuffer();
                for (int i = 0; i < values.length; i++) {
                    values[i] = from.get(i);
                }
            }
            default -> tensor.getFloatBuffer().get(values);
        }
        return values;
    }

    private static IllegalArgumentException refused(int batch, int height, int width, Input wanted, String why) {
        return new IllegalArgumentException("The network does not take a batch of " + batch + " pictures of " + width
                + "×" + height + " as " + wanted + ": " + why + " State what it takes in code: Encoder.load(file,"
                + " Preparation.imageNet(" + width + ").input(Channels.FIRST, Type.FLOAT32)).");
    }

    private static String described(String name, TensorInfo tensor) {
        StringBuilder shape = new StringBuilder();
        for (long dimension : tensor.getShape()) {
            shape.append(shape.isEmpty() ? "" : ", ").append(dimension < 0 ? "any" : String.valueOf(dimension));
        }
        String type = switch (tensor.type) {
            case UINT8 -> "bytes";
            case FLOAT -> "32-bit numbers";
            default -> tensor.type.toString();
        };
        return name + ", " + type + " of shape (" + shape + ")";
    }

    /** What ONNX Runtime says, as a sentence without its code and source line. */
    static String said(OrtException e) {
        String text = String.valueOf(e.getMessage())
                .replaceFirst("^Error code - \\S+ - message: ", "")
                .lines()
                .findFirst()
                .orElse("nothing")
                .strip();
        return text.endsWith(".") ? text : text + ".";
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("A network could not be closed: " + said(e), e);
        }
    }
}
