package deephash.baseline;

import deephash.data.image.Images;
import deephash.hash.Embedding;
import deephash.hash.FeatureHasher;
import deephash.hash.Hasher;
import java.util.Arrays;
import java.util.List;

/** The baselines by name, from the floor (random codes) to the best that pixels give without learning a network. */
public enum Baseline {
    /** {@link RandomCodes}. */
    RANDOM,
    /** {@link ConstantCode}. */
    CONSTANT,
    /** {@link Lsh}. */
    LSH,
    /** {@link PcaSign}. */
    PCA_SIGN,
    /** {@link Itq}. */
    ITQ,
    /** {@link AverageHash}. */
    AHASH,
    /** {@link DifferenceHash}. */
    DHASH,
    /** {@link PerceptualHash}. */
    PHASH;

    /**
     * The hasher of this kind.
     *
     * @param train what it learns from, if it learns
     * @param bits the length of its codes, at least 1
     * @param seed of its random choices, if it makes any
     * @return the fitted hasher
     */
    public Hasher fit(Images train, int bits, long seed) {
        EachImage.requireBits(bits);
        return switch (this) {
            case RANDOM -> RandomCodes.fit(train, bits, seed);
            case CONSTANT -> ConstantCode.fit(train, bits, seed);
            case LSH -> Lsh.fit(train, bits, seed);
            case PCA_SIGN -> PcaSign.fit(train, bits, seed);
            case ITQ -> Itq.fit(train, bits, seed);
            case AHASH -> AverageHash.of(bits);
            case DHASH -> DifferenceHash.of(bits);
            case PHASH -> PerceptualHash.of(bits);
        };
    }

    /**
     * The hasher of this kind on features instead of pixels, such as those of an encoder that others trained.
     *
     * @param embedding gives the features
     * @param train images to learn from
     * @param bits the length of its codes, at least 1
     * @param seed of its random choices, if it makes any
     * @return the hasher, {@code "ITQ on efficientnet-lite0"}
     * @throws IllegalArgumentException if this kind takes pixels only
     */
    public FeatureHasher fit(Embedding embedding, Images train, int bits, long seed) {
        EachImage.requireBits(bits);
        return switch (this) {
            case LSH -> Lsh.fit(embedding, train, bits, seed);
            case PCA_SIGN -> PcaSign.fit(embedding, train, bits, seed);
            case ITQ -> Itq.fit(embedding, train, bits, seed);
            case RANDOM, CONSTANT, AHASH, DHASH, PHASH ->
                throw new IllegalArgumentException(
                        title() + " takes images, no features. Features are cut by LSH, PCA_SIGN and ITQ.");
        };
    }

    /** Its name in tables, as its hasher has it: {@code "PCA-sign"}. */
    public String title() {
        return switch (this) {
            case RANDOM -> "random";
            case CONSTANT -> "constant";
            case LSH -> "LSH";
            case PCA_SIGN -> "PCA-sign";
            case ITQ -> "ITQ";
            case AHASH -> "aHash";
            case DHASH -> "dHash";
            case PHASH -> "pHash";
        };
    }

    /**
     * All of them, fitted.
     *
     * @param train images to learn from
     * @param bits the length of codes
     * @param seed of every random choice
     * @return one a baseline
     */
    public static List<Hasher> all(Images train, int bits, long seed) {
        return Arrays.stream(values()).map(b -> b.fit(train, bits, seed)).toList();
    }
}
