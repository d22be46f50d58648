package deephash.onnx;

import com.sun.management.OperatingSystemMXBean;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.encoder.Encoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Images a CPU-second of an encoder's file, and how far its values are from Python's. Takes the file, pictures (count,
 * 3, size, size) as bytes and their values as 32-bit numbers; see tests/bench/encoder.sh. The time of all threads
 * counts, what prepares the pictures included.
 */
public final class EncoderSpeed {

    private static final int ROUNDS = 10;

    private EncoderSpeed() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        Encoder encoder = Encoder.load(args[0]).trusted();
        int size = encoder.preparation().size();
        Images pictures = Images.of(new Pixels(3, size, size), Files.readAllBytes(Path.of(args[1])));
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double fastest = Double.MAX_VALUE;
        float[][] features = {};
        for (int round = 0; round < ROUNDS; round++) {
            long before = system.getProcessCpuTime();
            features = encoder.features(pictures);
            fastest = Math.min(fastest, (system.getProcessCpuTime() - before) / 1e9);
        }
        FloatBuffer expected = ByteBuffer.wrap(Files.readAllBytes(Path.of(args[2])))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float largest = 0;
        float difference = 0;
        for (int i = 0; i < features.length; i++) {
            for (int j = 0; j < features[i].length; j++) {
                float value = expected.get(i * features[i].length + j);
                largest = Math.max(largest, Math.abs(value));
                difference = Math.max(difference, Math.abs(value - features[i][j]));
            }
        }
        System.out.printf(
                "%-30s %6.1f images a CPU-second, values differ by %.1e of the largest%n",
                "DeepHash, " + Path.of(args[0]).getFileName(), pictures.size() / fastest, difference / largest);
    }
}
