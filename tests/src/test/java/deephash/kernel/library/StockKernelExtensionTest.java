package deephash.kernel.library;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.code.HashCodes;
import deephash.code.Pictures;
import deephash.code.search.HammingIndex;
import deephash.metric.BitQuality;
import java.awt.image.BufferedImage;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

class StockKernelExtensionTest {

    private final Renderer renderer = new Renderer();

    private record Grey() implements Pictures {
        @Override
        public int size() {
            return 20;
        }

        @Override
        public BufferedImage picture(int index) {
            return new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        }

        @Override
        public String name(int index) {
            return "grey " + index;
        }
    }

    @Test
    void aStockKernelShowsPicturesOfCodesNeighboursAndBits() {
        StockKernelExtension.register(renderer);
        HashCodes codes = HashCodes.random(20, 16, 1).pictured(new Grey());
        List<Object> values =
                List.of(codes, HammingIndex.of(codes).search(codes.get(0), 5), BitQuality.of(codes), List.of(codes));
        for (Object value : values) {
            DisplayData shown = renderer.render(value);
            assertThat(shown.hasDataForType(MIMEType.parse("text/html"))
                            || shown.hasDataForType(MIMEType.parse("image/png")))
                    .as("a picture of " + value.getClass())
                    .isTrue();
        }
    }
}
