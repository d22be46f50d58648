package deephash.bench.faults;

import deephash.code.Labels;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small grey pictures of a bright bar, upright or lying: two classes. */
record Shapes(int size, int seed, Pixels pixels) implements Images {

    private static final int SIDE = 16;

    @Override
    public String name(int index) {
        return "bar " + seed + "/" + index;
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        SplittableRandom random = new SplittableRandom(1000L * seed + index);
        int at = random.nextInt(SIDE - 3);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int place = index % 2 == 0 ? i % SIDE : i / SIDE;
            to[offset + i] = (byte) ((place >= at && place < at + 3 ? 180 : 30) + random.nextInt(40));
        }
    }

    static Split split(String name, int size, int seed) {
        return new Split(
                name,
                new Shapes(size, seed, Pixels.grey(SIDE)),
                Labels.single(
                        List.of("upright", "lying"),
                        IntStream.range(0, size).map(i -> i % 2).toArray()));
    }

    static RetrievalDataset data() {
        return new RetrievalDataset("bars", split("train", 32, 1), split("database", 24, 2), split("query", 8, 3));
    }
}
