package deephash.train;

import deephash.data.image.Images;
import deephash.drawing.Gallery;
import deephash.model.HashModel;
import deephash.progress.Screen;
import deephash.progress.Screen.Live;
import deephash.result.Epoch;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some images, and below them what the network makes of them, in one place of the screen, anew after every epoch. */
final class ReconstructionStrip implements TrainListener {

    private static final int MOST = 12;

    private final Images images;
    private @Nullable Live live;

    ReconstructionStrip(Images images) {
        this.images =
                images.select(IntStream.range(0, Math.min(MOST, images.size())).toArray());
    }

    @Override
    public void epochEnded(Epoch epoch, Supplier<HashModel> soFar) {
        Gallery strip = Gallery.rows(
                List.of("images", "reconstructed, epoch " + epoch.number()),
                List.of(images, soFar.get().reconstruct(images)),
                MOST);
        if (live == null) {
            live = Screen.current().show(strip);
        } else {
            live.update(strip);
        }
    }
}
