package deephash.train;

import java.nio.file.Files;
import java.nio.file.Path;

/** Trains again and again in a process of its own, and prints its resident size in MB after the 10th and the last. */
final class ManyTrainings {

    private static final int WARM = 10;
    private static final int MORE = 50;

    private ManyTrainings() {}

    public static void main(String[] args) throws Exception {
        var split = TrainerTest.shapes(64, 16);
        for (int i = 1; i <= WARM + MORE; i++) {
            Trainer.train(
                            TrainerTest.SMALL,
                            split,
                            TrainerTest.quick().epochs(1).seed(i))
                    .hash(split.images());
            if (i == WARM || i == WARM + MORE) {
                System.out.println("resident " + residentMegabytes());
            }
        }
    }

    private static long residentMegabytes() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
                .findFirst()
                .orElseThrow();
    }
}
