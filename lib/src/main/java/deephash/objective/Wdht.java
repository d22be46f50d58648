package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import deephash.model.engine.Scalar;
import java.util.Map;

/**
 * Weakly supervised hashing with tags (Gattupalli, Zhuo and Li, "Weakly Supervised Deep Image Hashing through Tag
 * Embeddings", CVPR 2019): what people wrote below their pictures stands in for labels. The labels of the data set are
 * taken as tags, any number an image. With v = tanh u for codes u (rows, d), and wᵢ the vector of the tags of image i,
 *
 * <p>mean over pairs of (⟨vᵢ, vⱼ⟩/d − cos(wᵢ, wⱼ))², so that codes are as alike as tags are,
 *
 * <p>plus β · mean over pairs with different tags of max(0, m − cos(P vᵢ, wᵢ) + cos(P vᵢ, wⱼ)), so that an image's own
 * tags can be told from its code, with P (tags, d) learned besides the network,
 *
 * <p>plus λ · mean (|v| − 1)². Images without a tag take no part in the first two.
 *
 * <p>The paper makes wᵢ of word2vec vectors. None come with this library: here a tag has a dimension of its own, and
 * weighs 1 + ln((1 + N)/(1 + n)) where n of N training images have it, so that rare tags say more. Two tags of one
 * meaning are thus as different as any two. The weights β and λ are this library's.
 *
 * @param margin m, at least 0
 * @param beta β, the weight of the second part, at least 0
 * @param lambda λ, the weight of the quantisation, at least 0
 */
public record Wdht(double margin, double beta, double lambda) implements Objective {

    private static final String TAGS = "tags";

    /** Two vectors are of the same tags from this cosine on. */
    private static final float SAME = 1 - 1e-6f;

    /** Checks the ranges. */
    public Wdht {
        Require.notNegative("margin", margin);
        Require.notNegative("beta", beta);
        Require.notNegative("lambda", lambda);
    }

    Wdht() {
        this(0.2, 1, 0.1);
    }

    /**
     * The same with another margin.
     *
     * @param value m, at least 0
     * @return the changed objective
     */
    public Wdht margin(double value) {
        return new Wdht(value, beta, lambda);
    }

    /**
     * The same with another beta.
     *
     * @param value β, the weight of the second part, at least 0
     * @return the changed objective
     */
    public Wdht beta(double value) {
        return new Wdht(margin, value, lambda);
    }

    /**
     * The same with another lambda.
     *
     * @param value λ, the weight of the quantisation, at least 0
     * @return the changed objective
     */
    public Wdht lambda(double value) {
        return new Wdht(margin, beta, value);
    }

    @Override
    public String name() {
        return "WDHT";
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public Map<String, long[]> learns(Task task) {
        return Map.of(TAGS, new long[] {task.classes(), task.bits()});
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        NDArray v = u.tanh();
        NDArray rarity = batch.memory().create(batch.task().rarity());
        NDArray words = batch.classes().mul(rarity);
        float[] alike = cosines(words.toFloatArray(), batch.rows(), batch.task().classes());
        Shape square = new Shape(batch.rows(), batch.rows());
        NDArray tagged = batch.memory().create(share(alike, batch.rows(), 2), square);
        NDArray different = batch.memory().create(share(alike, batch.rows(), SAME), square);
        NDArray wanted = batch.memory().create(alike, square);
        NDArray inner = Scalar.times(1.0 / batch.task().bits(), v.matMul(v.transpose()));
        NDArray pairs = inner.sub(wanted).square().mul(tagged).sum();
        NDArray read = v.matMul(batch.learned(TAGS).transpose()).normalize(2, 1);
        NDArray unit = words.div(words.norm(new int[] {1}, true).maximum(Scalar.of(1e-12f, u)));
        NDArray fits = read.matMul(unit.transpose());
        NDArray own = read.mul(unit).sum(new int[] {1}, true);
        NDArray missed = Scalar.plus(margin, fits.sub(own)).maximum(Scalar.of(0, u));
        return Terms.of(u)
                .plus("pairs", pairs)
                .plus(TAGS, beta, missed.mul(different).sum())
                .plus("quantisation", lambda, Signs.overOne(v).square().mean());
    }

    /** (rows, rows): the cosines of tag vectors; −1 where one of the two has no tag. */
    private static float[] cosines(float[] words, int rows, int tags) {
        float[] cosines = new float[rows * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                double inner = 0;
                double first = 0;
                double second = 0;
                for (int t = 0; t < tags; t++) {
                    double a = words[i * tags + t];
                    double b = words[j * tags + t];
                    inner += a * b;
                    first += a * a;
                    second += b * b;
                }
                cosines[i * rows + j] = first * second == 0 ? -1 : (float) (inner / Math.sqrt(first * second));
            }
        }
        return cosines;
    }

    /**
     * (rows, rows): an equal share of 1 for each pair of different rows that have tags and a cosine below {@code most}.
     */
    private static float[] share(float[] cosines, int rows, float most) {
        int pairs = 0;
        float[] share = new float[cosines.length];
        for (int p = 0; p < share.length; p++) {
            if (p % (rows + 1) != 0 && cosines[p] >= 0 && cosines[p] < most) {
                share[p] = 1;
                pairs++;
            }
        }
        for (int p = 0; p < share.length; p++) {
            share[p] /= Math.max(1, pairs);
        }
        return share;
    }
}
