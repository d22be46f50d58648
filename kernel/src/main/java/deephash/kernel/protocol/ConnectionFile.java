package deephash.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** The file in which Jupyter tells a kernel where to listen and how to sign. */
final class ConnectionFile {

    private static final List<String> PORTS =
            List.of("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port");
    private static final int LAST_PORT = 65535;
    private static final Set<String> SCHEMES =
            Set.of("hmac-sha256", "hmac-sha1", "hmac-sha384", "hmac-sha512", "hmac-md5");

    private final Path file;
    private final JsonObject json;

    private ConnectionFile(Path file, JsonObject json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Reads a connection.
     *
     * @param file as Jupyter wrote it
     * @return the connection, every part of which is there and possible
     * @throws IllegalArgumentException if it cannot be read, or is no connection file; says what is wrong, and what to
     *     do
     */
    static KernelConnectionProperties read(Path file) {
        if (Files.isDirectory(file)) {
            throw refused(file, "it is a folder");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw refused(file, "there is no such file");
        } catch (CharacterCodingException e) {
            throw refused(file, "it is not text in UTF-8");
        } catch (IOException e) {
            throw refused(file, "it cannot be read (" + e + ")");
        }
        try {
            JsonElement parsed = JsonParser.parseString(text);
            if (!(parsed instanceof JsonObject json)) {
                throw refused(file, text.isBlank() ? "it is empty" : "it is not a JSON object");
            }
            new ConnectionFile(file, json).require();
            return KernelConnectionProperties.parse(json.toString());
        } catch (JsonParseException | NumberFormatException | StackOverflowError e) {
            throw refused(file, "it is not whole JSON");
        }
    }

    private void require() {
        text("ip");
        if (!text("transport").equals("tcp")) {
            throw refused(
                    file, "its transport is \"" + text("transport") + "\"; set KernelManager.transport to \"tcp\"");
        }
        int[] ports = PORTS.stream().mapToInt(this::port).toArray();
        if (new TreeSet<>(Arrays.stream(ports).boxed().toList()).size() < ports.length) {
            throw refused(file, "two of its ports are the same: " + Arrays.toString(ports));
        }
        if (!SCHEMES.contains(text("signature_scheme"))) {
            throw refused(
                    file,
                    "its signature_scheme is \"" + text("signature_scheme") + "\"; known are "
                            + new TreeSet<>(SCHEMES));
        }
        text("key");
    }

    private String text(String name) {
        if (json.get(name) instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw refused(file, "its " + name + " is " + json.get(name) + " instead of a text");
    }

    private int port(String name) {
        if (json.get(name) instanceof JsonPrimitive value && value.isNumber()) {
            double port = value.getAsDouble();
            if (port == Math.rint(port) && port >= 1 && port <= LAST_PORT) {
                return (int) port;
            }
        }
        throw refused(file, "its " + name + " is " + json.get(name) + " instead of a number from 1 to " + LAST_PORT);
    }

    private static IllegalArgumentException refused(Path file, String reason) {
        return new IllegalArgumentException("The kernel cannot use the connection file " + file + ": " + reason
                + ". Jupyter writes this file when it starts a kernel; start one with ./deephash lab.");
    }
}
