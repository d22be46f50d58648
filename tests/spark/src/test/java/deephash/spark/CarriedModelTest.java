package deephash.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.HashModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** What a worker makes of a model that the driver sent. */
class CarriedModelTest {

    private final HashModel model = Photos.model(Architecture.VAE, Pixels.grey(16), 11);

    @Test
    void aProcessLoadsAModelOnce() throws Exception {
        assertThat(sent().model()).isSameAs(sent().model());
        assertThat(sent().fingerprint())
                .isEqualTo(CarriedModel.of(model, Fit.STRETCH).fingerprint());
        assertThat(sent().fingerprint())
                .isNotEqualTo(CarriedModel.of(model, Fit.PAD).fingerprint());
    }

    @Test
    void aWorkerWithAnotherVersionSaysSo() throws Exception {
        CarriedModel sent = sent();
        set(sent, "versions", "DeepHash 0.0.9 with PyTorch 1.13.1");
        set(sent, "fingerprint", "of another test");
        assertThatThrownBy(sent::model)
                .hasMessageContaining("but the driver has DeepHash 0.0.9 with PyTorch 1.13.1")
                .hasMessageContaining("Give workers and driver the same jars");
    }

    @Test
    void aWorkerThatWouldGiveOtherCodesSaysSo() throws Exception {
        CarriedModel sent = sent();
        Field probes = CarriedModel.class.getDeclaredField("probes");
        probes.setAccessible(true);
        ((long[]) probes.get(sent))[3] ^= 4;
        set(sent, "fingerprint", "of a third test");
        assertThatThrownBy(sent::model).hasMessageContaining("computes other codes with the model untrained VAE");
    }

    @Test
    void aModelThatAWorkerCannotLoadIsNamedWithTheMachine() throws Exception {
        CarriedModel sent = sent();
        Field files = CarriedModel.class.getDeclaredField("files");
        files.setAccessible(true);
        ((java.util.TreeMap<?, ?>) files.get(sent)).remove("weights.safetensors");
        set(sent, "fingerprint", "of a fourth test");
        assertThatThrownBy(sent::model)
                .hasMessageStartingWith("Worker ")
                .hasMessageContaining("cannot load the model untrained VAE")
                .hasMessageContaining("weights.safetensors is missing");
    }

    private CarriedModel sent() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(CarriedModel.of(model, Fit.STRETCH));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (CarriedModel) in.readObject();
        }
    }

    private static void set(CarriedModel model, String name, Object value) throws ReflectiveOperationException {
        Field field = CarriedModel.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(model, value);
    }
}
