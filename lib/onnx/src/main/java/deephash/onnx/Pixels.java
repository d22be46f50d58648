package deephash.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import deephash.model.engine.ImageNetwork.Input;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Turns bytes of pictures into what a network takes. */
final class Pixels {

    private Pixels() {}

    /**
     * A tensor of pictures.
     *
     * @param bytes (batch, height, width, 3), direct; bytes that a network takes as they are stay where they are
     * @param shape of the tensor
     */
    static OnnxTensor tensor(OrtEnvironment runtime, ByteBuffer bytes, long[] shape, Input wanted) throws OrtException {
        int batch = (int) shape[0];
        int area = bytes.remaining() / 3 / Math.max(1, batch);
        if (wanted.bytes()) {
            ByteBuffer placed = wanted.channelsFirst() ? channelsFirst(bytes, batch, area) : bytes;
            return OnnxTensor.createTensor(runtime, placed, shape, OnnxJavaType.UINT8);
        }
        return OnnxTensor.createTensor(runtime, numbers(bytes, batch, area, wanted), shape);
    }

    private static ByteBuffer channelsFirst(ByteBuffer bytes, int batch, int area) {
        ByteBuffer planes = ByteBuffer.allocateDirect(bytes.remaining());
        for (int i = 0; i < batch; i++) {
            for (int c = 0; c < 3; c++) {
                for (int p = 0; p < area; p++) {
                    planes.put(bytes.get((i * area + p) * 3 + c));
                }
            }
        }
        return planes.flip();
    }

    private static FloatBuffer numbers(ByteBuffer bytes, int batch, int area, Input wanted) {
        float[][] table = new float[3][256];
        for (int c = 0; c < 3; c++) {
            for (int value = 0; value < 256; value++) {
                table[c][value] = (value * wanted.scale() - wanted.mean()[c]) / wanted.deviation()[c];
            }
        }
        FloatBuffer numbers = ByteBuffer.allocateDirect(bytes.remaining() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < batch; i++) {
            for (int p = 0; p < area; p++) {
                for (int c = 0; c < 3; c++) {
                    int to = wanted.channelsFirst() ? (i * 3 + c) * area + p : (i * area + p) * 3 + c;
                    numbers.put(to, table[c][bytes.get((i * area + p) * 3 + c) & 0xFF]);
                }
            }
        }
        return numbers;
    }
}
