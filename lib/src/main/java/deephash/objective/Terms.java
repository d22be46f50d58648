package deephash.objective;

import ai.djl.ndarray.NDArray;
import deephash.model.engine.Scalar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a batch, and the parts it is made of.
 *
 * <pre>{@code
 * Terms.of(codes).plus("pairs", pairs).plus("quantisation", 0.1, quantisation)
 * }</pre>
 *
 * @param loss what is minimised: a scalar; null before a part has been added
 * @param parts scalars by name, without their weights, in the order in which they are shown
 * @param codes (rows, d), the real-valued codes
 */
public record Terms(@Nullable NDArray loss, Map<String, NDArray> parts, NDArray codes) {

    /** Copies the map. */
    public Terms {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * No loss yet.
     *
     * @param codes (rows, d)
     * @return no terms
     */
    public static Terms of(NDArray codes) {
        return new Terms(null, Map.of(), codes);
    }

    /**
     * The same with a part that counts once.
     *
     * @param name as curves show it
     * @param part one number
     * @return the sum so far
     */
    public Terms plus(String name, NDArray part) {
        return plus(name, 1, part);
    }

    /**
     * The same with a further part.
     *
     * @param name shown in the curve and the table
     * @param weight that it has in the loss
     * @param part a scalar
     * @return the sum so far
     */
    public Terms plus(String name, double weight, NDArray part) {
        NDArray weighted = weight == 1 ? part : Scalar.times(weight, part);
        Map<String, NDArray> all = new LinkedHashMap<>(parts);
        all.put(name, part);
        return new Terms(loss == null ? weighted : loss.add(weighted), all, codes);
    }

    /**
     * The loss.
     *
     * @throws IllegalStateException if no part was added
     */
    public NDArray total() {
        if (loss == null) {
            throw new IllegalStateException(
                    "The objective gave no loss: add at least one part, Terms.of(codes)" + ".plus(\"name\", part).");
        }
        return loss;
    }
}
