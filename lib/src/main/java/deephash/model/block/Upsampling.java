package deephash.model.block;

/** How a decoder doubles the side of its images. */
public enum Upsampling {
    /** A transposed convolution with 2×2 kernel and stride 2, see {@link Doubling}. */
    TRANSPOSED,
    /** Bilinear interpolation and a 1×1 convolution, see {@link Interpolating}. */
    INTERPOLATED
}
