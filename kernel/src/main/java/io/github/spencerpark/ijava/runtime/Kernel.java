package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import org.jspecify.annotations.Nullable;

/** The kernel, from a cell. */
public final class Kernel {

    private Kernel() {}

    /** The kernel that runs the notebook, as IJava's classes describe one. */
    public static JavaKernel getKernelInstance() {
        return IJava.getKernelInstance();
    }

    /** Evaluates a text as a cell, magics included, and returns its value. */
    public static @Nullable Object eval(String cell) throws Exception {
        return getKernelInstance().evalRaw(cell);
    }
}
