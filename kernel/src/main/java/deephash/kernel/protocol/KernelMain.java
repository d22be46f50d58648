package deephash.kernel.protocol;

import deephash.kernel.display.Display;
import deephash.kernel.display.StandardStreams;
import deephash.kernel.eval.EvaluatorOptions;
import deephash.kernel.library.Interaction;
import deephash.kernel.library.NotebookScreen;
import deephash.kernel.magic.Magics;
import deephash.kernel.magic.Settings;
import deephash.kernel.protocol.wire.Codec;
import deephash.kernel.protocol.wire.Outbox;
import deephash.kernel.protocol.wire.Sockets;
import deephash.progress.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.jline.utils.Signals;

/** The notebook kernel: started by Jupyter with the path of a connection file, or ahead of it, in {@link Reserve}. */
public final class KernelMain {

    private KernelMain() {}

    /**
     * Serves a connection until a client asks to end.
     *
     * @param args the file that describes the connection, or {@code reserve} to wait for one
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("Usage: KernelMain CONNECTION_FILE (Jupyter gives it; see `deephash kernel install`)");
            System.exit(2);
        }
        boolean reserve = args[0].equals("reserve");
        boolean watched = ParentProcess.afterItsEnd(System.getenv(), () -> System.exit(0));
        if (reserve && !watched) {
            // The Jupyter server has ended meanwhile, so no client will connect.
            return;
        }
        try {
            LateEvaluator cells = start();
            serve(cells, reserve ? Reserve.awaitTurn(cells) : Path.of(args[0]));
        } catch (IllegalArgumentException | IllegalStateException told) {
            System.err.println(told.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    /**
     * Serves a connection. It is answered at once, while the evaluator still starts beside; the first cell waits for
     * that.
     *
     * @param connectionFile as Jupyter wrote it
     */
    public static void serve(Path connectionFile) throws Exception {
        serve(start(), connectionFile);
    }

    private static void serve(LateEvaluator cells, Path connectionFile) throws Exception {
        KernelConnectionProperties connection = ConnectionFile.read(connectionFile);
        Codec codec = new Codec(connection.createHMACGenerator());
        try (Sockets sockets = new Sockets(connection);
                Outbox outbox = new Outbox(sockets, codec);
                StandardStreams streams = StandardStreams.capture();
                cells) {
            NotebookDisplay display = new NotebookDisplay(outbox, codec);
            Display.use(display);
            Screen.use(new NotebookScreen());
            StandardInput input = new StandardInput(codec, outbox);
            System.setIn(input);
            InputHistory history = InputHistory.usual();
            Comms comms = new Comms(codec, outbox);
            cells.use(comms.manager());
            Executing executing = new Executing(codec, outbox, cells, display, input, history);
            Interaction.use(new Widgets(comms, executing));
            KernelServer server = new KernelServer(
                    codec, outbox, cells, executing, new Helping(cells, history), comms, input, Reserve::startNext);
            // Ctrl-C in the terminal that started a console reaches the kernel too.
            Signals.register("INT", cells::interrupt);
            server.start(sockets);
            server.awaitEnd();
            streams.original().flush();
        }
    }

    private static LateEvaluator start() {
        List<String> problems = new ArrayList<>();
        EvaluatorOptions options = Settings.evaluator(problems::add);
        String told = problems.isEmpty() ? "" : String.join("\n", problems) + "\nThe kernel started without that.";
        return new LateEvaluator(options, new Magics(), told);
    }
}
