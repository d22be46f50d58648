package deephash.train;

import static deephash.model.Architecture.CSVAE;
import static deephash.model.Architecture.CVAE;
import static deephash.model.Architecture.VAE;
import static deephash.model.Architecture.VTE;
import static deephash.train.TrainOptions.options;
import static org.assertj.core.api.Assertions.assertThat;

import deephash.code.Labels;
import deephash.data.Split;
import deephash.model.Architecture;
import deephash.model.HashModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {

    static List<Architecture> architectures() {
        return List.of(
                CVAE.channels(8, 16),
                CSVAE.channels(8, 16),
                VAE,
                VTE.width(16).heads(2).depth(1));
    }

    static Split shapes(int count, int side) {
        return new Split("train", new Shapes(count, side), Labels.single(List.of("shape"), new int[count]));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void every_architecture_learns_to_draw_what_it_sees(Architecture architecture) {
        Split split = shapes(256, 16);
        HashModel model = Trainer.train(architecture, split, options().bits(8).epochs(4));
        var epochs = model.history().epochs();
        assertThat(epochs).hasSize(4);
        assertThat(epochs.get(3).loss()).isLessThan(epochs.get(0).loss());
        assertThat(model.hash(split.images()).size()).isEqualTo(256);
        assertThat(model.reconstruct(split.images().select(0, 1)).pixels())
                .isEqualTo(split.images().pixels());
    }
}
