package deephash.bench;

import deephash.code.Labels;
import deephash.data.Images;
import deephash.data.Pixels;
import deephash.data.Split;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.model.Vte;
import deephash.train.TrainListener;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Images a second, training and hashing, of one architecture at one size; {@code train.py} runs it beside the same
 * model in Python. Prints {@code training hashing}, medians over steps and over passes.
 */
public final class Speed {

    private static final int BATCH = 64;
    private static final int WARM = 5;

    private Speed() {}

    /** Images of noise in memory: speed does not depend on what is seen. */
    private record Noise(Pixels pixels, byte[] values) implements Images {
        @Override
        public int size() {
            return values.length / pixels.count();
        }

        @Override
        public String name(int index) {
            return "noise " + index;
        }

        @Override
        public void read(int index, byte[] to, int offset) {
            System.arraycopy(values, index * pixels.count(), to, offset, pixels.count());
        }
    }

    private static Noise noise(int size, Pixels pixels) {
        byte[] values = new byte[size * pixels.count()];
        new java.util.Random(1).nextBytes(values);
        return new Noise(pixels, values);
    }

    /**
     * Measures.
     *
     * @param args architecture, side in pixels, steps
     */
    public static void main(String[] args) {
        Architecture architecture = switch (args[0]) {
            case "VAE" -> Architecture.VAE;
            case "CVAE" -> Architecture.CVAE.channels(32, 64, 128, 256, 512, 512);
            case "CSVAE" -> Architecture.CSVAE.channels(32, 64, 128, 256, 512, 512);
            case "VTE" -> new Vte(0, 128, 4, 4, Architecture.CVAE.channels(32, 64, 128, 256, 512, 512));
            default -> throw new IllegalArgumentException(args[0]);
        };
        int side = Integer.parseInt(args[1]);
        int steps = Integer.parseInt(args[2]) + WARM;
        Split split = new Split(
                "train",
                noise(BATCH * steps, Pixels.grey(side)),
                Labels.single(List.of("noise"), new int[BATCH * steps]));
        List<Double> seconds = new ArrayList<>();
        long[] last = {now()};
        TrainListener clock = new TrainListener() {
            @Override
            public void stepEnded(long step, double loss) {
                long at = now();
                if (step >= WARM) {
                    seconds.add((at - last[0]) * 1e-9);
                }
                last[0] = at;
            }
        };
        // so small a rate that noise cannot make it diverge; the speed is the same
        HashModel model = Trainer.train(
                architecture, split, TrainOptions.options().epochs(1).learningRate(1e-6), clock);
        Images hashed = split.images()
                .select(java.util.stream.IntStream.range(0, Math.min(1024, split.size()))
                        .toArray());
        List<Double> passes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            long start = now();
            model.hash(hashed);
            passes.add((now() - start) * 1e-9);
        }
        System.out.printf(
                Locale.ROOT, "%.1f %.1f%n", BATCH / median(seconds), hashed.size() / median(passes.subList(3, 9)));
    }

    /** Of the clock, or with {@code -Ddeephash.bench.cpu=true} of the processor, in nanoseconds. */
    private static long now() {
        return Boolean.getBoolean("deephash.bench.cpu")
                ? java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                : System.nanoTime();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
