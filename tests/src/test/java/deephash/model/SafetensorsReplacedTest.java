package deephash.model;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.code.Digests;
import deephash.model.engine.Weights;
import deephash.model.engine.Weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsReplacedTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsReadIsWhatWasCheckedThoughAnotherFileTakesItsPlaceMeanwhile() throws Exception {
        Path one = written("one", 1);
        Path two = written("two", 2);
        Path file = Files.copy(one, folder.resolve("weights.safetensors"));
        String digest = Digests.of(one, "SHA-256");
        AtomicBoolean over = new AtomicBoolean();
        Thread saver = new Thread(() -> {
            for (int i = 0; !over.get(); i++) {
                try {
                    Path next = Files.copy(
                            i % 2 == 0 ? two : one, folder.resolve("next"), StandardCopyOption.REPLACE_EXISTING);
                    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        saver.start();
        int read = 0;
        int others = 0;
        try {
            for (int i = 0; i < 2_000; i++) {
                try {
                    assertThat(read(file, digest).tensors().get("t").values()).containsOnly(1);
                    read++;
                } catch (ModelFormatException refused) {
                    assertThat(refused).hasMessageContaining("SHA-256");
                    others++;
                }
            }
        } finally {
            over.set(true);
            saver.join();
        }
        assertThat(read).isPositive();
        assertThat(others).as("readings of the other file").isPositive();
    }

    private static Weights read(Path file, String digest) throws IOException {
        try (OpenSafetensors opened = OpenSafetensors.open(file)) {
            opened.require(digest);
            return opened.weights();
        }
    }

    private Path written(String name, float value) throws Exception {
        float[] values = new float[4096];
        Arrays.fill(values, value);
        Path file = folder.resolve(name);
        Safetensors.write(file, new Weights(Map.of("t", new Tensor(new long[] {4096}, values))));
        return file;
    }
}
