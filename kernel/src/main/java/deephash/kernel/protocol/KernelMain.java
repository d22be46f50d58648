package deephash.kernel.protocol;

import deephash.kernel.display.Display;
import deephash.kernel.display.NotebookScreen;
import deephash.kernel.display.StandardStreams;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.Dialect;
import deephash.kernel.eval.EvaluatorOptions;
import deephash.progress.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.jline.utils.Signals;

/** The notebook kernel: started by Jupyter with the path of a connection file. */
public final class KernelMain {

    private KernelMain() {}

    /** Serves the connection that the file describes until a client asks to end. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("Usage: KernelMain CONNECTION_FILE (Jupyter gives it; see `deephash kernel install`)");
            System.exit(2);
        }
        serve(Path.of(args[0]), Dialect.JAVA, EvaluatorOptions.defaults());
        System.exit(0);
    }

    /**
     * Serves a connection.
     *
     * @param connectionFile as Jupyter wrote it
     * @param dialect what cells may contain beside Java
     * @param options how the evaluator starts
     */
    public static void serve(Path connectionFile, Dialect dialect, EvaluatorOptions options) throws Exception {
        KernelConnectionProperties connection = read(connectionFile);
        Codec codec = new Codec(connection.createHMACGenerator());
        try (Sockets sockets = new Sockets(connection);
                Outbox outbox = new Outbox(sockets, codec);
                StandardStreams streams = StandardStreams.capture();
                CellEvaluator cells = CellEvaluator.start(options)) {
            NotebookDisplay display = new NotebookDisplay(outbox, codec);
            Display.use(display);
            Screen.use(new NotebookScreen());
            StandardInput input = new StandardInput(codec, outbox);
            System.setIn(input);
            History history = History.usual();
            Comms comms = new Comms(codec, outbox);
            CompletableFuture<NotebookKernel> kernel =
                    CompletableFuture.supplyAsync(() -> NotebookKernel.install(cells, comms.manager()));
            KernelServer server = new KernelServer(
                    codec,
                    outbox,
                    cells,
                    new Executing(codec, outbox, cells, dialect, display, input, history),
                    new Helping(cells, dialect, history),
                    comms,
                    input);
            kernel.join();
            // Ctrl-C in the terminal that started a console reaches the kernel too.
            Signals.register("INT", cells::interrupt);
            server.start(sockets);
            server.awaitEnd();
            streams.original().flush();
        }
    }

    private static KernelConnectionProperties read(Path file) throws IOException {
        return KernelConnectionProperties.parse(Files.readString(file));
    }
}
