package deephash.bench;

import static deephash.data.LoadOptions.loading;

import deephash.data.Datasets;
import deephash.data.LoadOptions;
import deephash.data.RetrievalDataset;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How long the first load of a folder takes, in a fresh process and with an empty cache, and how long the second;
 * {@code loading.py} runs it beside torchvision. Prints {@code images first second processor}: times in
 * seconds, the last that which the first load took of the processors, all threads together.
 */
public final class Loading {

    private Loading() {}

    /**
     * Measures.
     *
     * @param args the folder, the side in pixels, {@code grey} or {@code colour}
     */
    public static void main(String[] args) {
        LoadOptions options = loading().pixels(Integer.parseInt(args[1]));
        LoadOptions asked = args[2].equals("colour") ? options.colour() : options;
        double[] seconds = new double[2];
        long processor = 0;
        int images = 0;
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            long used = used();
            RetrievalDataset data = Datasets.load(args[0], asked);
            seconds[round] = (System.nanoTime() - start) * 1e-9;
            processor = round == 0 ? used() - used : processor;
            images = data.splits().stream().mapToInt(split -> split.size()).sum();
        }
        System.out.printf(Locale.ROOT, "%d %.3f %.3f %.3f%n", images, seconds[0], seconds[1], processor * 1e-9);
    }

    private static long used() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
