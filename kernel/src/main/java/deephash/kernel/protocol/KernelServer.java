package deephash.kernel.protocol;

import com.google.gson.JsonObject;
import deephash.kernel.eval.run.MemoryReserve;
import deephash.kernel.protocol.wire.Channel;
import deephash.kernel.protocol.wire.Codec;
import deephash.kernel.protocol.wire.Outbox;
import deephash.kernel.protocol.wire.Sockets;
import deephash.kernel.protocol.wire.WireMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: those on the shell channel one after the other, those on the control channel at once. Completion,
 * documentation and the like do not wait for a cell that runs long.
 */
final class KernelServer {

    private static final Logger LOG = LoggerFactory.getLogger(KernelServer.class);

    /** A request for help waits this long for the running cell, and is then answered beside it. */
    private static final long PATIENCE_MILLIS = 100;

    /** How many times longer to wait if cells are queued first that may declare what is asked about. */
    private static final int PATIENCE_WITH_CELLS = 9;

    /**
     * After this long without a request, the kernel prepares for the next. In milliseconds; Jupyter pauses for 200
     * between start and first cell.
     */
    static final long IDLE_MILLIS = 300;

    /** After this long without a request, the user is reading or thinking. */
    private static final long REST_MILLIS = 3000;

    /** The compiler recurses over long expressions. */
    private static final long STACK_BYTES = 32L << 20;

    private final Codec codec;
    private final Outbox outbox;
    private final LateEvaluator cells;
    private final Executing executing;
    private final Helping helping;
    private final Comms comms;
    private final StandardInput input;
    private final Runnable whenAtRest;
    private final LinkedBlockingDeque<WireMessage> waiting = new LinkedBlockingDeque<>();
    private final LinkedBlockingQueue<Runnable> urgent = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService beside;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private boolean rested;
    private long dropped;

    /** @param whenAtRest called once, when the evaluator has prepared what it can and nobody has asked for a while */
    KernelServer(
            Codec codec,
            Outbox outbox,
            LateEvaluator cells,
            Executing executing,
            Helping helping,
            Comms comms,
            StandardInput input,
            Runnable whenAtRest) {
        this.codec = codec;
        this.outbox = outbox;
        this.cells = cells;
        this.executing = executing;
        this.helping = helping;
        this.comms = comms;
        this.input = input;
        this.whenAtRest = whenAtRest;
        beside = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "jupyter help"));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts answering. */
    void start(Sockets sockets) {
        daemon(this::serveShell, "jupyter shell").start();
        daemon(this::serveControl, "jupyter control").start();
        publishStatus(new JsonObject(), "starting");
        sockets.listen(this::receive);
    }

    /** Waits until a client asks the kernel to end. */
    void awaitEnd() {
        while (ended.getCount() > 0) {
            try {
                ended.await();
            } catch (InterruptedException byACell) {
                // A cell may interrupt all threads of its group, but that must not end the kernel.
            }
        }
    }

    /** Called on the sockets' thread: must not wait. */
    private void receive(Channel channel, List<byte[]> frames) {
        WireMessage message;
        try {
            message = codec.decode(frames);
        } catch (Codec.Malformed e) {
            if (isWorthSaying(++dropped)) {
                LOG.warn("{} ({} so far; more are said at ten times as many)", e.getMessage(), dropped);
            }
            return;
        }
        switch (channel) {
            case SHELL -> {
                if (message.type().equals("interrupt_request")) {
                    // VS Code sends it here, where it must not wait for the cell that it is to stop.
                    urgent.add(() -> answer(Channel.SHELL, message));
                    return;
                }
                waiting.add(message);
                if (running && isHelp(message)) {
                    answerBesideSoon(message, asksAboutCells(message) ? PATIENCE_WITH_CELLS : 0);
                }
            }
            case CONTROL -> urgent.add(() -> answer(Channel.CONTROL, message));
            case STDIN -> input.answered(message);
        }
    }

    /**
     * Whether to warn: at the first, tenth, hundredth and so on, so that a flood of messages does not flood the user.
     */
    private static boolean isWorthSaying(long count) {
        long power = 1;
        while (power < count) {
            power *= 10;
        }
        return power == count;
    }

    private static boolean isHelp(WireMessage message) {
        return switch (message.type()) {
            case "complete_request",
                    "inspect_request",
                    "is_complete_request",
                    "history_request",
                    "kernel_info_request",
                    "comm_info_request" -> true;
            default -> false;
        };
    }

    private static boolean asksAboutCells(WireMessage message) {
        return message.type().equals("complete_request") || message.type().equals("inspect_request");
    }

    private void answerBesideSoon(WireMessage message, int patience) {
        var unused = beside.schedule(() -> answerBeside(message, patience), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Answers a request for help although a cell runs; with patience left, not before a cell that waits before it. */
    private void answerBeside(WireMessage message, int patience) {
        if (patience > 0 && isBehindCell(message)) {
            answerBesideSoon(message, patience - 1);
        } else if (waiting.remove(message)) {
            answer(Channel.SHELL, message);
        }
    }

    private boolean isBehindCell(WireMessage message) {
        for (WireMessage other : waiting) {
            if (other.id().equals(message.id())) {
                return false;
            }
            if (!isHelp(other)) {
                return true;
            }
        }
        return false;
    }

    private void serveShell() {
        while (true) {
            try {
                WireMessage message = next();
                if (message.type().equals("execute_request")) {
                    running = true;
                    executeAndAbort(message);
                } else {
                    // A slider has moved, and what it shows may take long.
                    running = message.type().equals("comm_msg");
                    answer(Channel.SHELL, message);
                }
            } catch (InterruptedException e) {
                return;
            } catch (OutOfMemoryError e) {
                MemoryReserve.give();
            } catch (Throwable e) {
                LOG.error("A request failed", e);
            } finally {
                running = false;
            }
        }
    }

    /** Waits for a request; while there is none, the evaluator prepares for the next. */
    private WireMessage next() throws InterruptedException {
        boolean more = true;
        while (more) {
            WireMessage message = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (message != null) {
                return message;
            }
            more = cells.useIdleTime();
        }
        if (!rested) {
            WireMessage message = waiting.poll(REST_MILLIS, TimeUnit.MILLISECONDS);
            if (message != null) {
                return message;
            }
            rested = true;
            whenAtRest.run();
        }
        return waiting.take();
    }

    private void executeAndAbort(WireMessage message) {
        cells.expect();
        publishStatus(message.header(), "busy");
        List<WireMessage> abandoned = List.of();
        try {
            JsonObject reply = executing.execute(message);
            boolean failed = reply.get("status").getAsString().equals("error");
            if (failed && message.flag("stop_on_error", true)) {
                // Before the client hears of it: what it sends then is meant to run.
                abandoned = takeCells();
            }
            outbox.answer(Channel.SHELL, codec.reply(message, "execute_reply", reply));
        } finally {
            publishStatus(message.header(), "idle");
        }
        for (WireMessage each : abandoned) {
            publishStatus(each.header(), "busy");
            outbox.answer(Channel.SHELL, codec.reply(each, "execute_reply", executing.aborted()));
            publishStatus(each.header(), "idle");
        }
    }

    private List<WireMessage> takeCells() {
        List<WireMessage> taken = new ArrayList<>();
        for (Iterator<WireMessage> each = waiting.iterator(); each.hasNext(); ) {
            WireMessage other = each.next();
            if (other.type().equals("execute_request")) {
                each.remove();
                taken.add(other);
            }
        }
        return taken;
    }

    private void serveControl() {
        while (true) {
            try {
                urgent.take().run();
            } catch (InterruptedException e) {
                return;
            } catch (OutOfMemoryError e) {
                MemoryReserve.give();
            } catch (Throwable e) {
                LOG.error("A request failed", e);
            }
        }
    }

    private void answer(Channel channel, WireMessage message) {
        publishStatus(message.header(), "busy");
        try {
            switch (message.type()) {
                case "interrupt_request" -> {
                    cells.interrupt();
                    reply(channel, message, "interrupt_reply", Replies.ok());
                }
                case "shutdown_request" -> shutdown(channel, message);
                case "comm_open", "comm_msg", "comm_close" -> comms.handle(message);
                case "comm_info_request" -> reply(channel, message, "comm_info_reply", comms.info(message));
                default -> answerHelp(channel, message);
            }
        } catch (Throwable e) {
            LOG.warn("{} failed", message.type(), e);
            if (message.type().endsWith("_request")) {
                reply(channel, message, replyType(message), Replies.error(e));
            }
        } finally {
            publishStatus(message.header(), "idle");
        }
    }

    private void answerHelp(Channel channel, WireMessage message) {
        JsonObject content = helping.answer(message);
        if (content != null) {
            reply(channel, message, replyType(message), content);
        } else if (message.type().endsWith("_request")) {
            reply(
                    channel,
                    message,
                    replyType(message),
                    Replies.error("UnknownRequest", "This kernel does not answer " + message.type() + ".", List.of()));
        } else {
            LOG.warn("A message of unknown type {} was dropped.", message.type());
        }
    }

    private static String replyType(WireMessage message) {
        return message.type().replaceFirst("_request$", "_reply");
    }

    private void shutdown(Channel channel, WireMessage message) {
        JsonObject content = Replies.ok();
        content.addProperty("restart", message.flag("restart", false));
        // Whatever runs is ended with the process; but a blocked cell must not hold the lock of the output.
        cells.interrupt();
        reply(channel, message, "shutdown_reply", content);
        outbox.publish(codec.broadcast(message.header(), "shutdown_reply", content));
        ended.countDown();
    }

    private void reply(Channel channel, WireMessage message, String type, JsonObject content) {
        outbox.answer(channel, codec.reply(message, type, content));
    }

    private void publishStatus(JsonObject parent, String state) {
        JsonObject content = new JsonObject();
        content.addProperty("execution_state", state);
        outbox.publish(codec.broadcast(parent, "status", content));
    }
}
