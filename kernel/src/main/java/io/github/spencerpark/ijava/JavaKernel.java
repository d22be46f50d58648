package io.github.spencerpark.ijava;

import deephash.kernel.display.Display;
import deephash.kernel.library.Rendering;
import deephash.kernel.magic.MagicCalls;
import deephash.kernel.magic.OtherMagics;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This kernel as notebooks written for IJava know one: its renderer, its magics, its class path. What they register is
 * used wherever a value is shown or a magic is called; nothing here listens to a socket.
 */
public final class JavaKernel extends BaseKernel {

    static final JavaKernel INSTANCE = new JavaKernel();

    private JavaKernel() {
        renderer = Rendering.registryOfIJava();
    }

    /** Where magics are registered, beside those that there are. */
    public Magics getMagics() {
        return OtherMagics.ofIJava();
    }

    /**
     * Adds jars and folders of classes.
     *
     * @param path one or more, as in a class path
     */
    public void addToClasspath(String path) throws Exception {
        MagicCalls.lineMagic("classpath", List.of(path.split(File.pathSeparator)));
    }

    /** Evaluates a text as a cell, magics included, and returns its value. */
    public @Nullable Object evalRaw(String cell) throws Exception {
        return MagicCalls.eval(cell);
    }

    @Override
    @SuppressWarnings("NullAway") // a cell may have no value, and the base then expects null
    public DisplayData eval(String cell) throws Exception {
        Object value = evalRaw(cell);
        return value == null
                ? null
                : value instanceof DisplayData data ? data : getRenderer().render(value);
    }

    @Override
    public void display(DisplayData data) {
        Display.current().display(Rendering.of(data), data.hasDisplayId() ? data.getDisplayId() : null);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".java")
                .pygments("java")
                .codemirror("java")
                .build();
    }
}
