package deephash.bench;

import deephash.code.Labels;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.model.Vte;
import deephash.model.engine.Precision;
import deephash.train.TrainListener;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Images a second, training and hashing, of one architecture at one size; {@code train.py} runs it beside the same
 * model in Python. Reads a line before each second of work, and prints one after it; at the end {@code done}, images a
 * second of training and of hashing, and the most memory that the process had, in MB.
 */
public final class Speed {

    private static final int BATCH = 64;
    // as in train.py: seconds of a window, and how many are not counted
    private static final double WINDOW = 1;
    private static final int WARM = 3;
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

    /**
     * Times work in windows of a second, each of which begins when a line is read and ends with a line written: so two
     * processes take turns. What the first repetition of a window takes is not counted, unless it outlasts the window.
     */
    private static final class Windows {
        private final int count;
        private final List<Double> seconds = new ArrayList<>();
        private int window = -1;
        private long begin;
        private long last;
        private boolean first;

        Windows(int counted) {
            count = counted + WARM;
        }

        void open() throws IOException {
            int letter;
            do {
                letter = System.in.read();
            } while (letter >= 0 && letter != '\n');
            window++;
            first = true;
            begin = System.nanoTime();
            last = begin;
        }

        /** Whether the window is over. */
        boolean repeated() {
            long now = System.nanoTime();
            double took = (now - last) * 1e-9;
            if (window >= WARM && (!first || took > WINDOW)) {
                seconds.add(took);
            }
            first = false;
            last = now;
            return (now - begin) * 1e-9 > WINDOW;
        }

        boolean last() {
            return window == count - 1;
        }

        void close() {
            System.out.println("window");
        }

        /** The seconds that a tenth of all repetitions undercut: other work on the machine only ever slows them. */
        double undisturbed() {
            return seconds.stream()
                    .sorted()
                    .skip(seconds.size() / 10)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Trains for so many windows; the first step, which takes the memory, comes before them. */
    private static final class Turns implements TrainListener {
        private final Windows windows;
        private boolean ready;

        Turns(Windows windows) {
            this.windows = windows;
        }

        @Override
        public void stepEnded(long step, double loss) {
            try {
                if (!ready) {
                    ready = true;
                    System.out.println("ready");
                    windows.open();
                } else if (windows.repeated()) {
                    if (windows.last()) {
                        Thread.currentThread().interrupt();
                    } else {
                        windows.close();
                        windows.open();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Measures.
     *
     * @param args architecture, side in pixels, windows to measure, images to hash, and a precision if it is not
     *     FLOAT32
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
        int windows = Integer.parseInt(args[2]);
        byte[] values = new byte[1024 * pixels.count()];
        new Random(1).nextBytes(values);
        Split split =
                new Split("train", new Noise(pixels, MANY, values), Labels.single(List.of("noise"), new int[MANY]));
        Precision precision = args.length > 4 ? Precision.valueOf(args[4]) : Precision.FLOAT32;
        Windows training = new Windows(windows);
        // so small a rate that noise cannot make it diverge; the speed is the same
        HashModel model = Trainer.train(
                architecture,
                split,
                TrainOptions.options().epochs(1).learningRate(1e-6).precision(precision),
                new Turns(training));
        Thread.interrupted();
        training.close();

        Images hashed = split.images()
                .select(IntStream.range(0, Integer.parseInt(args[3])).toArray());
        Windows hashing = new Windows(windows);
        do {
            hashing.open();
            do {
                model.hash(hashed);
            } while (!hashing.repeated());
            hashing.close();
        } while (!hashing.last());
        System.out.printf(
                Locale.ROOT,
                "done %.1f %.1f %d%n",
                BATCH / training.undisturbed(),
                hashed.size() / hashing.undisturbed(),
                peak());
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
}
