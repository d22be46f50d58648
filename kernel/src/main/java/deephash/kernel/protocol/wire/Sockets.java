package deephash.kernel.protocol.wire;

import deephash.kernel.eval.run.MemoryReserve;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The kernel's sockets. Two threads own them, since a socket belongs to one: one waits for whatever comes in and sends
 * the answers, the other publishes. Neither ever runs a user's code, so neither is ever interrupted; an interrupted
 * thread would close the pipe it writes to.
 */
public final class Sockets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    /** A frame beyond this ends its connection instead of the heap. */
    private static final long MOST_BYTES = 256L << 20;

    /** How long the kernel waits at its end for sent messages to leave. */
    private static final int LINGER_MILLIS = 1000;

    private static final String WAKE = "inproc://answers";

    /** Marks the end of the answers, in the place of a channel. */
    private static final byte END = -1;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket[] asked = new ZMQ.Socket[Channel.ALL.length];
    private final ZMQ.Socket heartbeat;
    private final ZMQ.Socket published;
    private final ZMQ.Socket answersIn;
    private final ZMQ.Socket answersOut;
    private @Nullable Thread listening;
    private volatile boolean closed;

    public Sockets(KernelConnectionProperties connection) {
        if (!connection.getTransport().equals("tcp")) {
            throw new IllegalArgumentException("Transport \"" + connection.getTransport()
                    + "\" is not supported: set KernelManager.transport to \"tcp\".");
        }
        context.setLinger(LINGER_MILLIS);
        context.setThreadFactor(Sockets::lasting);
        asked[Channel.SHELL.index] = bound(SocketType.ROUTER, connection, connection.getShellPort());
        asked[Channel.CONTROL.index] = bound(SocketType.ROUTER, connection, connection.getControlPort());
        asked[Channel.STDIN.index] = bound(SocketType.ROUTER, connection, connection.getStdinPort());
        heartbeat = bound(SocketType.ROUTER, connection, connection.getHbPort());
        published = bound(SocketType.PUB, connection, connection.getIopubPort());
        answersIn = context.createSocket(SocketType.PULL);
        answersIn.bind(WAKE);
        answersOut = context.createSocket(SocketType.PUSH);
        answersOut.connect(WAKE);
    }

    /** JeroMQ's own threads must outlive an exhausted heap: without them nobody could be answered any more. */
    private static Thread lasting(Runnable loop, String name) {
        Thread thread = new Thread(() -> runToItsEnd(loop), name);
        thread.setDaemon(true);
        return thread;
    }

    private static void runToItsEnd(Runnable loop) {
        while (true) {
            try {
                loop.run();
                return;
            } catch (OutOfMemoryError e) {
                // The loop goes on where it was: its sockets and its selector are still there.
                MemoryReserve.give();
            }
        }
    }

    private ZMQ.Socket bound(SocketType type, KernelConnectionProperties connection, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setMaxMsgSize(MOST_BYTES);
        socket.setSndHWM(0);
        socket.setRcvHWM(0);
        String address = "tcp://" + connection.getIp() + ":" + port;
        try {
            socket.bind(address);
        } catch (ZMQException e) {
            throw new IllegalStateException("Cannot listen on " + address + ": " + e.getMessage(), e);
        }
        return socket;
    }

    /** Waits for messages on its own thread and hands over their frames. */
    public void listen(BiConsumer<Channel, List<byte[]>> receiver) {
        Thread thread = new Thread(() -> loop(receiver), "jupyter sockets");
        thread.setDaemon(true);
        thread.start();
        listening = thread;
    }

    private void loop(BiConsumer<Channel, List<byte[]>> receiver) {
        try (ZMQ.Poller poller = context.createPoller(Channel.ALL.length + 2)) {
            for (ZMQ.Socket socket : asked) {
                poller.register(socket, ZMQ.Poller.POLLIN);
            }
            int beat = poller.register(heartbeat, ZMQ.Poller.POLLIN);
            int answer = poller.register(answersIn, ZMQ.Poller.POLLIN);
            while (!closed) {
                try {
                    if (!poll(poller)) {
                        continue;
                    }
                    if (poller.pollin(answer)) {
                        List<byte[]> frames = receive(answersIn);
                        if (frames.get(0)[0] == END) {
                            return;
                        }
                        send(asked[frames.get(0)[0]], frames.subList(1, frames.size()));
                    }
                    if (poller.pollin(beat)) {
                        send(heartbeat, receive(heartbeat));
                    }
                    for (Channel channel : Channel.ALL) {
                        if (poller.pollin(channel.index)) {
                            receiver.accept(channel, receive(asked[channel.index]));
                        }
                    }
                } catch (ZMQException e) {
                    if (!closed) {
                        LOG.warn("A message was lost: {}", e.toString());
                    }
                } catch (RuntimeException e) {
                    LOG.warn("A message was lost", e);
                } catch (OutOfMemoryError e) {
                    MemoryReserve.give();
                }
            }
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.error("The sockets failed", e);
            }
        }
    }

    /** A client that disconnects in the middle of a message makes JeroMQ throw once; nothing else is affected. */
    private static boolean poll(ZMQ.Poller poller) {
        try {
            poller.poll();
            return true;
        } catch (IndexOutOfBoundsException e) {
            LOG.debug("A client left", e);
            return false;
        }
    }

    private static List<byte[]> receive(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv(0);
            frames.add(frame == null ? new byte[0] : frame);
        } while (socket.hasReceiveMore());
        return frames;
    }

    private static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /** Sends to every client. Only the outbox's thread calls this. */
    void publish(List<byte[]> frames) {
        send(published, frames);
    }

    /** Sends an answer. Only the outbox's thread calls this. */
    void answer(Channel channel, List<byte[]> frames) {
        answersOut.send(new byte[] {(byte) channel.index}, ZMQ.SNDMORE);
        send(answersOut, frames);
    }

    /** After the outbox's thread has ended: what it answered last still leaves. */
    @Override
    public void close() {
        if (listening != null) {
            answersOut.send(new byte[] {END});
            try {
                listening.join(LINGER_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        closed = true;
        context.close();
    }
}
