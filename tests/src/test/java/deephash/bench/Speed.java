package deephash.bench;

import deephash.code.Labels;
import deephash.data.Images;
import deephash.data.Pixels;
import deephash.data.Split;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.model.Vte;
import deephash.model.block.Precision;
import deephash.train.TrainListener;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Images a second, training and hashing, of one architecture at one size; {@code train.py} runs it beside the same
 * model in Python. Prints {@code training hashing peak}: medians over steps and over passes, and the most memory that the
 * process had, in MB.
 */
public final class Speed {

    private static final int BATCH = 64;
    private static final int MANY = 10_000 * BATCH;

    private Speed() {}

    /** Images of noise in memory, the same again and again: speed does not depend on what is seen. */
    private record Noise(Pixels pixels, int size, byte[] values) implements Images {
        @Override
        public String name(int index) {
            return "noise " + index;
        }

        @Override
        public void read(int index, byte[] to, int offset) {
            int at = index % (values.length / pixels.count());
            System.arraycopy(values, at * pixels.count(), to, offset, pixels.count());
        }
    }

    /** Notes the seconds of each step, and ends the training when the time is over. */
    private static final class Clock implements TrainListener {
        private final double warm;
        private final double end;
        private final long start = System.nanoTime();
        private long last = start;
        private final List<Double> seconds = new ArrayList<>();

        Clock(double warm, double measured) {
            this.warm = warm;
            this.end = warm + measured;
        }

        @Override
        public void stepEnded(long step, double loss) {
            long now = System.nanoTime();
            if (step >= 5 && (now - start) * 1e-9 > warm) {
                seconds.add((now - last) * 1e-9);
            }
            last = now;
            if (seconds.size() >= 5 && (now - start) * 1e-9 > end) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Measures.
     *
     * @param args architecture, side in pixels, seconds to warm up, seconds to measure, images to hash, and a precision if it is
     *     not FLOAT32
     */
    public static void main(String[] args) throws IOException {
        Architecture architecture = switch (args[0]) {
            case "VAE" -> Architecture.VAE;
            case "CVAE" -> Architecture.CVAE.channels(32, 64, 128, 256, 512, 512);
            case "CSVAE" -> Architecture.CSVAE.channels(32, 64, 128, 256, 512, 512);
            case "VTE" -> new Vte(0, 128, 4, 4, Architecture.CVAE.channels(32, 64, 128, 256, 512, 512));
            default -> throw new IllegalArgumentException(args[0]);
        };
        Pixels pixels = Pixels.grey(Integer.parseInt(args[1]));
        double warm = Double.parseDouble(args[2]);
        double measured = Double.parseDouble(args[3]);
        byte[] values = new byte[1024 * pixels.count()];
        new Random(1).nextBytes(values);
        Split split =
                new Split("train", new Noise(pixels, MANY, values), Labels.single(List.of("noise"), new int[MANY]));
        Precision precision = args.length > 5 ? Precision.valueOf(args[5]) : Precision.FLOAT32;
        Clock clock = new Clock(warm, measured);
        // so small a rate that noise cannot make it diverge; the speed is the same
        HashModel model = Trainer.train(
                architecture,
                split,
                TrainOptions.options().epochs(1).learningRate(1e-6).precision(precision),
                clock);
        Thread.interrupted();

        Images hashed = split.images()
                .select(IntStream.range(0, Integer.parseInt(args[4])).toArray());
        List<Double> passes = new ArrayList<>();
        long begin = System.nanoTime();
        while (passes.size() < 3 || (System.nanoTime() - begin) * 1e-9 < warm + measured) {
            long start = System.nanoTime();
            model.hash(hashed);
            passes.add((System.nanoTime() - start) * 1e-9);
        }
        List<Double> last = passes.subList(passes.size() / 3, passes.size());
        System.out.printf(
                Locale.ROOT, "%.1f %.1f %d%n", BATCH / median(clock.seconds), hashed.size() / median(last), peak());
    }

    /** In MB; 0 where the system does not tell. */
    private static long peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? 0
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
                        .findFirst()
                        .orElse(0);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
