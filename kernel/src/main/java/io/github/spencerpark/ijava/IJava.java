package io.github.spencerpark.ijava;

/** Where notebooks written for IJava find the kernel. */
public final class IJava {

    /** The version of IJava whose classes these stand for. */
    public static final String VERSION = "1.3.0";

    private IJava() {}

    /** The kernel that runs the notebook. */
    public static JavaKernel getKernelInstance() {
        return JavaKernel.INSTANCE;
    }
}
