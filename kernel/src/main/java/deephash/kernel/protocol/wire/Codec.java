package deephash.kernel.protocol.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dflib.jjava.jupyter.messages.HMACGenerator;

/** Frames to messages and back, signed with the connection's key. */
public final class Codec {

    /** What follows the routing prefix. */
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

    public static final String PROTOCOL = "5.4";

    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .serializeSpecialFloatingPointValues()
            .disableHtmlEscaping()
            .create();
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    /** Number of signatures that are remembered to refuse repeated messages, as in Jupyter's own sessions. */
    private static final int MOST_SIGNATURES = 1 << 16;

    /** Hexadecimal digits of a signature that fit a long. */
    private static final int LONG_DIGITS = 16;

    private final HMACGenerator signer;
    private final Set<Long> signatures = new LinkedHashSet<>();
    private final String session = UUID.randomUUID().toString();

    public Codec(HMACGenerator signer) {
        this.signer = signer;
    }

    /** Frames that are no message of this session's clients. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    public WireMessage decode(List<byte[]> frames) throws Malformed {
        int at = 0;
        while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) {
            at++;
        }
        if (frames.size() < at + 6) {
            throw new Malformed("A message of " + frames.size() + " frames"
                    + (at == frames.size() ? " without the delimiter <IDS|MSG>" : "") + " was dropped.");
        }
        byte[] header = frames.get(at + 2);
        byte[] parent = frames.get(at + 3);
        byte[] metadata = frames.get(at + 4);
        byte[] content = frames.get(at + 5);
        String expected = signer.calculateSignature(header, parent, metadata, content);
        // Compared in constant time: a signature must not be found byte by byte.
        if (!MessageDigest.isEqual(
                (expected == null ? "" : expected).getBytes(StandardCharsets.US_ASCII), frames.get(at + 1))) {
            throw new Malformed("A message with a wrong signature was dropped.");
        }
        if (expected != null && !isNew(expected)) {
            throw new Malformed("A message that had been sent before was dropped.");
        }
        WireMessage message = new WireMessage(
                List.copyOf(frames.subList(0, at)),
                object(header, "header"),
                object(parent, "parent header"),
                object(metadata, "metadata"),
                object(content, "content"),
                List.copyOf(frames.subList(at + 6, frames.size())));
        if (message.type().isEmpty() || message.id().isEmpty()) {
            throw new Malformed("A message without msg_type or msg_id was dropped.");
        }
        return message;
    }

    /** Whether no message with this signature has come before: one that was recorded must not run again. */
    private boolean isNew(String signature) {
        boolean added = signatures.add(Long.parseUnsignedLong(signature.substring(0, LONG_DIGITS), 16));
        if (signatures.size() > MOST_SIGNATURES) {
            Iterator<Long> oldest = signatures.iterator();
            oldest.next();
            oldest.remove();
        }
        return added;
    }

    private static JsonObject object(byte[] json, String what) throws Malformed {
        try {
            JsonElement element = JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException | StackOverflowError e) {
            throw new Malformed("A message whose " + what + " is not JSON was dropped: " + e);
        }
        throw new Malformed("A message whose " + what + " is not a JSON object was dropped.");
    }

    public List<byte[]> encode(WireMessage message) {
        byte[] header = bytes(message.header());
        byte[] parent = bytes(message.parent());
        byte[] metadata = bytes(message.metadata());
        byte[] content = bytes(message.content());
        String signature = signer.calculateSignature(header, parent, metadata, content);
        List<byte[]> frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add((signature == null ? "" : signature).getBytes(StandardCharsets.US_ASCII));
        frames.add(header);
        frames.add(parent);
        frames.add(metadata);
        frames.add(content);
        frames.addAll(message.buffers());
        return frames;
    }

    private static byte[] bytes(JsonElement json) {
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }

    /** A request, as a client makes it. */
    public WireMessage request(String type, JsonObject content) {
        return new WireMessage(List.of(), header(type), new JsonObject(), new JsonObject(), content, List.of());
    }

    /** The answer to a request. */
    public WireMessage reply(WireMessage request, String type, JsonObject content) {
        return new WireMessage(
                request.identities(), header(type), request.header(), new JsonObject(), content, List.of());
    }

    /** Something for every client. */
    public WireMessage broadcast(JsonObject parent, String type, JsonObject content) {
        return broadcast(parent, type, content, new JsonObject(), List.of());
    }

    /** Something for every client, with buffers. */
    public WireMessage broadcast(
            JsonObject parent, String type, JsonObject content, JsonObject metadata, List<byte[]> buffers) {
        String topic = "kernel." + session + "." + type;
        return new WireMessage(
                List.of(topic.getBytes(StandardCharsets.UTF_8)), header(type), parent, metadata, content, buffers);
    }

    private JsonObject header(String type) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.addProperty("session", session);
        header.addProperty("username", "kernel");
        header.addProperty("date", OffsetDateTime.now(ZoneOffset.UTC).format(DATE));
        header.addProperty("msg_type", type);
        header.addProperty("version", PROTOCOL);
        return header;
    }
}
