package deephash.kernel.protocol.wire;

import com.google.gson.JsonObject;
import deephash.kernel.eval.run.MemoryReserve;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be sent, in order. Printed text is gathered for 15 ms and updates of one display for 40 ms, so that a
 * cell that prints or draws in a loop costs a client little; everything else goes at once and takes what waits along.
 */
public final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final long STREAM_NANOS = TimeUnit.MILLISECONDS.toNanos(15);
    private static final long UPDATE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    /** Characters that may wait to be sent. A cell that prints faster waits, holding the lock of its stream. */
    private static final int MOST_CHARACTERS = 4 << 20;

    /** A message of more text than this is cut in several. */
    private static final int LONGEST_STREAM = 1 << 20;

    private final Sockets sockets;
    private final Codec codec;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final Map<String, Long> updated = new HashMap<>();
    private final Thread thread;
    private int characters;
    private boolean urgent;
    private boolean closed;

    public Outbox(Sockets sockets, Codec codec) {
        this.sockets = sockets;
        this.codec = codec;
        thread = new Thread(this::loop, "jupyter outbox");
        thread.setDaemon(true);
        thread.start();
    }

    private abstract static sealed class Item permits Whole, Stream, Update {
        /** The earliest time to send it, by System.nanoTime; a time in the past means at once. */
        long due;
    }

    private static final class Whole extends Item {
        private final @Nullable Channel channel;
        private final WireMessage message;

        Whole(@Nullable Channel channel, WireMessage message) {
            this.channel = channel;
            this.message = message;
        }
    }

    private static final class Stream extends Item {
        private final JsonObject parent;
        private final String name;
        private final StringBuilder text = new StringBuilder();

        Stream(JsonObject parent, String name) {
            this.parent = parent;
            this.name = name;
        }
    }

    private static final class Update extends Item {
        private final String displayId;
        private JsonObject parent;
        private JsonObject content;

        Update(String displayId, JsonObject parent, JsonObject content) {
            this.displayId = displayId;
            this.parent = parent;
            this.content = content;
        }
    }

    /** Sends an answer. */
    public void answer(Channel channel, WireMessage message) {
        add(new Whole(channel, message));
    }

    /** Sends to every client. */
    public void publish(WireMessage message) {
        add(new Whole(null, message));
    }

    private void add(Whole item) {
        lock.lock();
        try {
            items.add(item);
            urgent = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Appends printed text. Waits, not interruptibly, while too much is on its way. */
    public void stream(JsonObject parent, String name, String text) {
        lock.lock();
        try {
            while (characters > MOST_CHARACTERS && !closed) {
                room.awaitUninterruptibly();
            }
            characters += text.length();
            if (items.peekLast() instanceof Stream last && last.name.equals(name) && last.parent.equals(parent)) {
                last.text.append(text);
                return;
            }
            Stream item = new Stream(parent, name);
            item.text.append(text);
            item.due = System.nanoTime() + STREAM_NANOS;
            items.add(item);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Replaces a display; if an earlier replacement still waits, it is never sent. */
    public void update(JsonObject parent, String displayId, JsonObject content) {
        lock.lock();
        try {
            for (Item each : items) {
                if (each instanceof Update waiting && waiting.displayId.equals(displayId)) {
                    waiting.parent = parent;
                    waiting.content = content;
                    return;
                }
            }
            Update item = new Update(displayId, parent, content);
            long now = System.nanoTime();
            Long last = updated.get(displayId);
            item.due = last == null ? now : Math.max(now, last + UPDATE_NANOS);
            items.add(item);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        while (true) {
            List<Item> batch;
            try {
                batch = next();
            } catch (InterruptedException e) {
                continue;
            } catch (OutOfMemoryError e) {
                MemoryReserve.give();
                continue;
            }
            for (Item each : batch) {
                try {
                    sendOrAgain(each);
                } catch (RuntimeException e) {
                    LOG.warn("A message could not be sent", e);
                } catch (OutOfMemoryError e) {
                    // This message is too large for the heap; others may still fit.
                }
            }
            lock.lock();
            try {
                if (closed && items.isEmpty()) {
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until something is due; an urgent item takes everything before it along. */
    private List<Item> next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                List<Item> batch = new ArrayList<>();
                if (urgent || closed) {
                    batch.addAll(items);
                    items.clear();
                    urgent = false;
                } else {
                    takeDue(batch, now);
                }
                if (!batch.isEmpty() || closed) {
                    sent(batch, now);
                    return batch;
                }
                long wait =
                        items.stream().mapToLong(each -> each.due - now).min().orElse(Long.MAX_VALUE);
                if (wait == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    changed.awaitNanos(wait);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void takeDue(List<Item> batch, long now) {
        for (Iterator<Item> each = items.iterator(); each.hasNext(); ) {
            Item item = each.next();
            if (item.due - now <= 0) {
                batch.add(item);
                each.remove();
            }
        }
    }

    private void sent(List<Item> batch, long now) {
        for (Item each : batch) {
            if (each instanceof Stream stream) {
                characters -= stream.text.length();
            } else if (each instanceof Update update) {
                updated.put(update.displayId, now);
            }
        }
        if (updated.size() > 1000) {
            updated.values().removeIf(time -> now - time > UPDATE_NANOS);
        }
        room.signalAll();
    }

    /** Sends, once more if a cell has just used up the heap. */
    private void sendOrAgain(Item item) {
        try {
            send(item);
        } catch (OutOfMemoryError e) {
            MemoryReserve.give();
            send(item);
        }
    }

    private void send(Item item) {
        if (item instanceof Whole whole) {
            List<byte[]> frames = codec.encode(whole.message);
            if (whole.channel == null) {
                sockets.publish(frames);
            } else {
                sockets.answer(whole.channel, frames);
            }
        } else if (item instanceof Update update) {
            sockets.publish(codec.encode(codec.broadcast(update.parent, "update_display_data", update.content)));
        } else if (item instanceof Stream stream) {
            for (int from = 0; from < stream.text.length(); ) {
                int to = Math.min(stream.text.length(), from + LONGEST_STREAM);
                if (to < stream.text.length() && Character.isHighSurrogate(stream.text.charAt(to - 1))) {
                    to--;
                }
                JsonObject content = new JsonObject();
                content.addProperty("name", stream.name);
                content.addProperty("text", stream.text.substring(from, to));
                sockets.publish(codec.encode(codec.broadcast(stream.parent, "stream", content)));
                from = to;
            }
        }
    }

    /** Sends what waits, then ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
