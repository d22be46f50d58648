package deephash.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import deephash.ChildJvm;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.block.AutoEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encoder that stays in native memory between two calls. */
class ComputeTest {

    private static final Pixels PIXELS = Pixels.grey(16);
    private static final int BITS = 8;

    private final List<AutoEncoder> built = new ArrayList<>();
    private final Supplier<AutoEncoder> build = () -> {
        built.add(Architecture.CVAE.build(PIXELS, BITS));
        return built.get(built.size() - 1);
    };
    private final Images images = images(300);

    @Test
    void an_encoder_is_loaded_once_for_calls_that_follow_each_other() {
        Weights one = weights(1);
        Weights other = weights(2);
        float[][] first = means(one);
        assertThat(means(one)).isDeepEqualTo(first);
        assertThat(built).hasSize(1);
        float[][] different = means(other);
        assertThat(built).hasSize(2);
        assertThat(different[0]).isNotEqualTo(first[0]);
        assertThat(means(one)).isDeepEqualTo(first);
        assertThat(built).hasSize(3);
    }

    @Test
    void other_work_gives_it_back() {
        Compute.with(memory -> 0);
        int before = nativeResources();
        Weights weights = weights(1);
        means(weights);
        means(weights);
        assertThat(nativeResources()).isGreaterThan(before);
        Compute.with(memory -> 0);
        assertThat(nativeResources()).isEqualTo(before);
    }

    @Test
    void work_within_work_leaves_it_alone() {
        Weights outer = weights(1);
        Weights inner = weights(2);
        float[][] ofInner = means(inner);
        float[][] ofOuter = means(outer);
        List<float[][]> found = Compute.withEncoder(outer, build, (memory, network) -> {
            float[][] own = means(inner);
            Compute.with(other -> 0);
            return List.of(own, network.means(memory, images, count -> {}));
        });
        assertThat(found.get(0)).isDeepEqualTo(ofInner);
        assertThat(found.get(1)).isDeepEqualTo(ofOuter);
    }

    @Test
    void an_interrupted_call_leaves_it_usable() {
        Weights weights = weights(1);
        float[][] expected = means(weights);
        assertThatThrownBy(() -> Compute.withEncoder(
                        weights,
                        build,
                        (memory, network) -> network.means(memory, images, count -> {
                            throw new IllegalStateException("stopped");
                        })))
                .hasMessage("stopped");
        assertThat(means(weights)).isDeepEqualTo(expected);
        assertThat(built).hasSize(1);
    }

    @Test
    void the_end_of_the_process_stops_native_work_and_waits_for_it(@TempDir Path folder) throws Exception {
        Path told = folder.resolve("told");
        Process process = ChildJvm.of(Working.class, told.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("working");
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(told).hasContent("stopped");
    }

    /** A process that works until it is interrupted, and then for a while. */
    static final class Working {
        public static void main(String[] args) {
            Compute.with(memory -> {
                System.out.println("working");
                while (!Thread.currentThread().isInterrupted()) {
                    memory.ones(new Shape(1000)).close();
                }
                long start = System.nanoTime();
                while (System.nanoTime() - start < 500_000_000) {
                    memory.ones(new Shape(1000)).close();
                }
                try {
                    return Files.writeString(Path.of(args[0]), "stopped");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private float[][] means(Weights weights) {
        return Compute.withEncoder(weights, build, (memory, network) -> network.means(memory, images, count -> {}));
    }

    private static Weights weights(long seed) {
        return Compute.with(memory -> {
            AutoEncoder network = Architecture.CVAE.build(PIXELS, BITS);
            network.initialize(memory, seed);
            return Weights.of(network);
        });
    }

    private static Images images(int count) {
        byte[] values = new byte[count * PIXELS.count()];
        new Random(1).nextBytes(values);
        return Images.of(PIXELS, values);
    }

    private static int nativeResources() {
        try (var memory = Engine.getEngine("PyTorch").newBaseManager()) {
            return memory.getParentManager().getManagedArrays().size();
        }
    }
}
