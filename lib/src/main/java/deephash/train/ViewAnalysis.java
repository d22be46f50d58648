package deephash.train;

import deephash.augment.Augmentation;
import deephash.data.image.Images;
import deephash.hash.Binarizer;
import deephash.hash.Embedding;
import deephash.hash.FeatureHasher;
import deephash.hash.Threshold;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;
import org.ejml.dense.row.factory.DecompositionFactory_FDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F32;
import org.ejml.interfaces.decomposition.EigenDecomposition_F32;

/**
 * Linear discriminant analysis in which every image is a class of its own, and its augmented views are the class's
 * items: of all directions in feature space, those along which images differ most in proportion to how far augmentation
 * moves them. In closed form, without labels and without training; ITQ then makes bits.
 *
 * <p>With m the mean of an image's views, S_b the covariance of these means and S_w that of views around them, the
 * directions a maximise aᵀ S_b a / aᵀ (S_w + r · tr(S_w)/d · I) a (Fisher, 1936; the ridge r keeps directions that no
 * augmentation touches from winning by a division by nearly nothing). They are given length 1.
 */
public final class ViewAnalysis {

    private static final float RIDGE = 0.5f;
    private static final int ROUNDS = 50;

    private ViewAnalysis() {}

    /**
     * Finds the directions, and the rotation of ITQ among them.
     *
     * @param embedding gives the features; computed once for each view, and kept where the embedding keeps them
     * @param train images to learn from, more than bits
     * @param how what is done to them to make views
     * @param views of each image, at least 2
     * @param bits the length of a code, at most as many as an image has features
     * @param seed of the views, the first of which has this one, the next one more; and of ITQ
     * @return the hasher, {@code "view LDA on efficientnet-lite0"}
     * @throws IllegalArgumentException if there are too few images, views or features, or all views are equal
     */
    public static FeatureHasher fit(
            Embedding embedding, Images train, Augmentation how, int views, int bits, long seed) {
        if (views < 2 || how.changesNothing()) {
            throw new IllegalArgumentException("What views have in common is found in at least 2 that differ, not in "
                    + views + " by the augmentation " + how + ". Take Augmentation.CONTRAST and 3 views.");
        }
        float[][][] features = IntStream.range(0, views)
                .mapToObj(v -> embedding.features(how.of(train, seed + v)))
                .toArray(float[][][]::new);
        float[][] directions = directions(features, bits);
        float[][] plain = product(embedding.features(train), directions);
        Binarizer rotation = new Threshold.Itq(ROUNDS, seed).fit(plain);
        return new FeatureHasher(
                "view LDA on " + embedding.name(),
                embedding,
                new Binarizer("itq", rotation.thresholds(), product(directions, rotation.projection())));
    }

    /**
     * The directions, the best first.
     *
     * @param views shape (views, items, d)
     * @param count how many
     * @return shape (d, count), columns of length 1
     */
    static float[][] directions(float[][][] views, int count) {
        int items = views[0].length;
        int d = views[0][0].length;
        if (count > d || count >= items) {
            throw new IllegalArgumentException(count + " directions need at least " + count
                    + " features an image and more images than that, not " + d + " and " + items + ".");
        }
        FMatrixRMaj means = new FMatrixRMaj(items, d);
        for (float[][] view : views) {
            CommonOps_FDRM.add(means, 1f / views.length, new FMatrixRMaj(view), means);
        }
        FMatrixRMaj within = new FMatrixRMaj(d, d);
        for (float[][] view : views) {
            FMatrixRMaj off = new FMatrixRMaj(items, d);
            CommonOps_FDRM.subtract(new FMatrixRMaj(view), means, off);
            CommonOps_MT_FDRM.multAddTransA(1f / (items * views.length), off, off, within);
        }
        float ridge = RIDGE * CommonOps_FDRM.trace(within) / d;
        if (!(ridge > 0)) {
            throw new IllegalArgumentException("All views of an image have the same features, so there is nothing to"
                    + " tell what augmentation changes. Take another augmentation, or a baseline without views.");
        }
        for (int j = 0; j < d; j++) {
            within.add(j, j, ridge);
        }
        centre(means);
        FMatrixRMaj between = new FMatrixRMaj(d, d);
        CommonOps_MT_FDRM.multTransA(1f / items, means, means, between);
        return generalised(between, within, count);
    }

    private static void centre(FMatrixRMaj rows) {
        for (int j = 0; j < rows.numCols; j++) {
            double sum = 0;
            for (int i = 0; i < rows.numRows; i++) {
                sum += rows.get(i, j);
            }
            float mean = (float) (sum / rows.numRows);
            for (int i = 0; i < rows.numRows; i++) {
                rows.add(i, j, -mean);
            }
        }
    }

    /** S_b a = λ S_w a by S_w = L Lᵀ: eigenvectors y of L⁻¹ S_b L⁻ᵀ, a = L⁻ᵀ y. */
    private static float[][] generalised(FMatrixRMaj between, FMatrixRMaj within, int count) {
        int d = between.numRows;
        CholeskyDecomposition_F32<FMatrixRMaj> cholesky = DecompositionFactory_FDRM.chol(d, true);
        if (!cholesky.decompose(within)) {
            throw new IllegalStateException("The scatter of the views is not positive definite.");
        }
        FMatrixRMaj inverse = new FMatrixRMaj(d, d);
        CommonOps_FDRM.invert(cholesky.getT(null), inverse);
        FMatrixRMaj half = new FMatrixRMaj(d, d);
        CommonOps_MT_FDRM.mult(inverse, between, half);
        FMatrixRMaj ratio = new FMatrixRMaj(d, d);
        CommonOps_MT_FDRM.multTransB(half, inverse, ratio);
        EigenDecomposition_F32<FMatrixRMaj> eigen = DecompositionFactory_FDRM.eig(d, true, true);
        CommonOps_FDRM.transpose(ratio, half);
        CommonOps_FDRM.add(0.5f, ratio, 0.5f, half, ratio);
        if (!eigen.decompose(ratio)) {
            throw new IllegalStateException("The directions of these features could not be found.");
        }
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted((a, b) -> Float.compare(
                        eigen.getEigenvalue(b).getReal(), eigen.getEigenvalue(a).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        float[][] directions = new float[d][count];
        for (int c = 0; c < count; c++) {
            FMatrixRMaj direction = new FMatrixRMaj(d, 1);
            CommonOps_FDRM.multTransA(inverse, eigen.getEigenVector(order[c]), direction);
            double length = Math.sqrt(IntStream.range(0, d)
                    .mapToDouble(i -> (double) direction.get(i) * direction.get(i))
                    .sum());
            for (int i = 0; i < d; i++) {
                directions[i][c] = (float) (direction.get(i) / length);
            }
        }
        return directions;
    }

    private static float[][] product(float[][] left, float[][] right) {
        FMatrixRMaj product = new FMatrixRMaj(left.length, right[0].length);
        CommonOps_MT_FDRM.mult(new FMatrixRMaj(left), new FMatrixRMaj(right), product);
        float[][] rows = new float[product.numRows][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(product.data, i * product.numCols, (i + 1) * product.numCols);
        }
        return rows;
    }
}
