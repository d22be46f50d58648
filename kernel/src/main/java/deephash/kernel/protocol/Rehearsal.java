package deephash.kernel.protocol;

import com.google.gson.JsonObject;
import deephash.kernel.protocol.wire.Codec;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A kernel and its client in one process, from the start over a few usual cells to the end: what a session loads, for
 * an archive of classes to be made from.
 */
public final class Rehearsal {

    /** An answer that takes longer ends the rehearsal. */
    private static final int PATIENCE_MILLIS = 60_000;

    private static final List<String> CELLS = List.of(
            "1 + 1",
            "var words = List.of(\"a\", \"b\");\nwords.stream().map(String::length).toList()",
            "int twice(int x) { return 2 * x; }",
            "for (int i = 0; i < 3; i++) { System.out.println(twice(i)); }",
            "record Pair(int a, int b) {}\nnew Pair(1, 2)",
            "int broken = nothing;",
            "throw new IllegalStateException(\"on purpose\");",
            "%time twice(21)",
            "HashCodes.random(20, 64, 1L)",
            "Table.create(\"t\", IntColumn.create(\"n\", 1, 2, 3))",
            "var chart = new XYChartBuilder().width(300).height(200).build();\n"
                    + "chart.addSeries(\"s\", new double[] {1, 2}, new double[] {3, 4});\nchart");

    private final Codec codec;
    private final ZMQ.Socket shell;

    private Rehearsal(Codec codec, ZMQ.Socket shell) {
        this.codec = codec;
        this.shell = shell;
    }

    /** Plays the session and ends the process, with status 0 if all was answered. */
    public static void main(String[] args) throws Exception {
        System.setProperty("deephash.history", "");
        Path file = Files.createTempFile("deephash-rehearsal-", ".json");
        String connection = connection();
        Files.writeString(file, connection);
        Thread kernel = new Thread(() -> {
            try {
                KernelMain.serve(file);
            } catch (Exception e) {
                e.printStackTrace();
                System.exit(1);
            }
        });
        kernel.start();
        KernelConnectionProperties properties = KernelConnectionProperties.parse(connection);
        try (ZContext context = new ZContext()) {
            ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
            shell.setReceiveTimeOut(PATIENCE_MILLIS);
            shell.connect("tcp://127.0.0.1:" + properties.getShellPort());
            ZMQ.Socket published = context.createSocket(SocketType.SUB);
            published.subscribe(new byte[0]);
            published.connect("tcp://127.0.0.1:" + properties.getIopubPort());
            new Rehearsal(new Codec(properties.createHMACGenerator()), shell).play();
        } finally {
            Files.deleteIfExists(file);
        }
        kernel.join();
        System.exit(0);
    }

    private static String connection() throws Exception {
        List<ServerSocket> sockets = new ArrayList<>();
        JsonObject connection = new JsonObject();
        for (String name : List.of("shell_port", "control_port", "stdin_port", "iopub_port", "hb_port")) {
            ServerSocket socket = new ServerSocket(0);
            sockets.add(socket);
            connection.addProperty(name, socket.getLocalPort());
        }
        for (ServerSocket each : sockets) {
            each.close();
        }
        connection.addProperty("ip", "127.0.0.1");
        connection.addProperty("transport", "tcp");
        connection.addProperty("signature_scheme", "hmac-sha256");
        connection.addProperty("key", "rehearsal");
        return connection.toString();
    }

    private void play() throws Codec.Malformed {
        ask("kernel_info_request", new JsonObject());
        for (String cell : CELLS) {
            JsonObject content = code(cell);
            content.addProperty("stop_on_error", false);
            content.addProperty("allow_stdin", false);
            ask("execute_request", content);
        }
        ask("is_complete_request", code("void f() {"));
        ask("complete_request", at("System.out.prin"));
        ask("complete_request", at("AtomicLongArr"));
        ask("inspect_request", at("HashCodes.random"));
        ask("inspect_request", at("Math.max"));
        JsonObject tail = new JsonObject();
        tail.addProperty("hist_access_type", "tail");
        tail.addProperty("n", 1);
        ask("history_request", tail);
        ask("comm_info_request", new JsonObject());
        ask("shutdown_request", new JsonObject());
    }

    private static JsonObject code(String text) {
        JsonObject content = new JsonObject();
        content.addProperty("code", text);
        return content;
    }

    private static JsonObject at(String text) {
        JsonObject content = code(text);
        content.addProperty("cursor_pos", text.length());
        content.addProperty("detail_level", 1);
        return content;
    }

    private void ask(String type, JsonObject content) throws Codec.Malformed {
        List<byte[]> frames = codec.encode(codec.request(type, content));
        for (int i = 0; i < frames.size(); i++) {
            shell.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        List<byte[]> answer = new ArrayList<>();
        do {
            byte[] frame = shell.recv(0);
            if (frame == null) {
                throw new IllegalStateException("The kernel did not answer " + type + ".");
            }
            answer.add(frame);
        } while (shell.hasReceiveMore());
        codec.decode(answer);
    }
}
