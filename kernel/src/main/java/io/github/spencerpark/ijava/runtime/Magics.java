package io.github.spencerpark.ijava.runtime;

import deephash.kernel.magic.MagicCalls;
import java.util.List;

/** Magics, from a cell. */
public final class Magics {

    private Magics() {}

    /** Runs a magic that is a line. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // notebooks for IJava know it so
    public static <T> T lineMagic(String name, List<String> arguments) throws Exception {
        return MagicCalls.<T>lineMagic(name, arguments);
    }

    /** Runs a magic that is a cell. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // as lineMagic
    public static <T> T cellMagic(String name, List<String> arguments, String body) throws Exception {
        return MagicCalls.<T>cellMagic(name, arguments, body);
    }
}
