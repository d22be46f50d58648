package deephash.kernel.protocol;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.assist.Completion;
import deephash.kernel.library.Rendering;
import deephash.kernel.magic.OtherMagics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/**
 * This kernel as extensions and notebooks written for JJava know one: its renderer, its comms, its evaluator. The
 * protocol is served by {@link KernelServer}; nothing here listens to a socket.
 */
final class NotebookKernel extends BaseKernel {

    private final CellEvaluator cells;

    private NotebookKernel(CellEvaluator cells, CommManager comms) {
        super(
                "deephash",
                KernelInfo.VERSION,
                new LanguageInfo.Builder("Java").fileExtension(".java").build(),
                List.of(),
                new HistoryManager() {},
                new Output(),
                comms,
                Rendering.registry(),
                new MagicParser("(?<=^|\\n)%", "%%", new MagicTranspiler()),
                new MagicsRegistry(),
                true,
                new StringStyler("", "", "", line -> ""));
        this.cells = cells;
    }

    /** Makes this the kernel of the process and installs the extensions on the class path. */
    static NotebookKernel install(CellEvaluator cells, CommManager comms) {
        NotebookKernel kernel = new NotebookKernel(cells, comms);
        kernel.installNotebookKernel();
        OtherMagics.ofJJava(kernel);
        for (Extension each : ServiceLoader.load(Extension.class, cells.classLoader())) {
            // Ours brings this kernel's pictures to other kernels.
            if (!each.getClass().getName().startsWith("deephash.")) {
                try {
                    each.install(kernel);
                } catch (RuntimeException | LinkageError e) {
                    Display.current().stream(
                            Display.STDERR, "The extension " + each.getClass().getName() + " failed: " + e + "\n");
                }
            }
        }
        return kernel;
    }

    @Override
    public String getBanner() {
        return KernelInfo.reply().get("banner").getAsString();
    }

    @Override
    public void display(DisplayData data) {
        Display.current().display(Rendering.of(data), data.hasDisplayId() ? data.getDisplayId() : null);
    }

    @Override
    @SuppressWarnings("NullAway") // a cell may have no value; the base does not say so
    public Object evalRaw(String code) {
        return cells.eval(code);
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return cells.inspect(code, at, extraDetail).map(DisplayData::new).orElseGet(DisplayData::new);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        Completion found = cells.complete(code, at);
        return new ReplacementOptions(
                found.candidates().stream().map(Completion.Candidate::text).toList(), found.start(), found.end());
    }

    @Override
    public String isComplete(String code) {
        return switch (cells.isComplete(code)) {
            case COMPLETE -> IS_COMPLETE_YES;
            case INCOMPLETE -> "";
            case INVALID -> IS_COMPLETE_BAD;
        };
    }

    @Override
    public void interrupt() {
        cells.interrupt();
    }

    @Override
    protected ClassLoader getClassLoader() {
        return cells.classLoader();
    }

    /** What extensions print and display, passed on. */
    private static final class Output extends JupyterIO {
        Output() {
            super(StandardCharsets.UTF_8);
            setEnv(new PassedOn());
        }
    }

    @SuppressWarnings("NullAway") // there are no sockets behind it
    private static final class PassedOn extends ShellReplyEnvironment {
        PassedOn() {
            super(null, null, null, null);
        }

        @Override
        public <T extends ContentType<T>> void publish(T content) {
            if (content instanceof PublishUpdateDisplayData data) {
                Display.current().updateDisplay(bundle(data), data.getDisplayId());
            } else if (content instanceof PublishDisplayData data) {
                Display.current().display(bundle(data), data.hasDisplayId() ? data.getDisplayId() : null);
            }
        }

        private static Bundle bundle(DisplayData data) {
            return Rendering.of(data);
        }

        @Override
        public void writeToStdOut(String text) {
            Display.current().stream(Display.STDOUT, text);
        }

        @Override
        public void writeToStdErr(String text) {
            Display.current().stream(Display.STDERR, text);
        }
    }
}
