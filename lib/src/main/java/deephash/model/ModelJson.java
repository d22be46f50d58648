package deephash.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import deephash.code.Digests;
import deephash.data.pixel.Pixels;
import deephash.hash.Binarizer;
import deephash.result.History;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code model.json} holds: everything of a model but its weights. */
final class ModelJson {

    static final int VERSION = 1;
    private static final String FORMAT = "deephash-model";
    private static final String FILES = "files_sha256";
    private static final String OWN = "sha256";

    /** What stood in the place of {@link #FILES} when the weights were the only file. */
    private static final String WEIGHTS_ONLY = "weights_sha256";

    static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(double.class, new NotANumberAsNull())
            .registerTypeAdapter(Double.class, new NotANumberAsNull())
            .create();

    private ModelJson() {}

    /** A double that may be NaN, for which JSON has no number. */
    private static final class NotANumberAsNull extends TypeAdapter<Double> {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (value.isNaN()) {
                out.nullValue();
            } else {
                out.value(value);
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return Double.NaN;
            }
            return in.nextDouble();
        }
    }

    /**
     * The text of {@code model.json}.
     *
     * @param digests the SHA-256 of every other file of the model, by name
     */
    static String write(HashModel model, Map<String, String> digests) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("version", VERSION);
        json.add(FILES, GSON.toJsonTree(digests));
        json.add("architecture", ArchitectureJson.write(model.architecture()));
        json.add("pixels", GSON.toJsonTree(model.pixels()));
        json.addProperty("bits", model.bits());
        json.add("likelihood", likelihood(model.likelihood()));
        json.add("threshold", GSON.toJsonTree(model.binarizer()));
        json.addProperty("ending", model.ending().name());
        json.add("provenance", GSON.toJsonTree(model.provenance().facts()));
        json.add("history", GSON.toJsonTree(model.history()));
        json.addProperty(OWN, digest(json));
        return GSON.toJson(json) + "\n";
    }

    /** Of the values, not of the text: blanks and line ends may change on the way. */
    private static String digest(JsonObject json) {
        byte[] text = GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Digests.sha256().digest(text));
    }

    /**
     * A model as read, without its weights.
     *
     * @param digests the SHA-256 of its other files, by name
     * @param listsAll whether these are all of its files; older models name their weights only
     */
    record Read(
            Map<String, String> digests,
            boolean listsAll,
            Architecture architecture,
            Pixels pixels,
            int bits,
            Likelihood likelihood,
            Binarizer binarizer,
            History history,
            Ending ending,
            Provenance provenance) {}

    /**
     * Reads it back.
     *
     * @param where for messages
     * @param own the architecture, where it is a user's own; null for those of this library
     * @throws ModelFormatException if it is no model, newer, or damaged
     */
    static Read read(String text, String where, @Nullable Architecture own) {
        JsonObject json = object(text, where);
        try {
            int version = json.get("version").getAsInt();
            if (version > VERSION) {
                throw new ModelFormatException(where + " was written by a newer version of this library (format "
                        + version + ", and this one reads up to " + VERSION + "). Update the library.");
            }
            requireUnchanged(json, where);
            return new Read(
                    digests(json),
                    json.has(FILES),
                    ArchitectureJson.read(json.getAsJsonObject("architecture"), where, own),
                    GSON.fromJson(json.get("pixels"), Pixels.class),
                    json.get("bits").getAsInt(),
                    likelihood(json.getAsJsonObject("likelihood")),
                    GSON.fromJson(json.get("threshold"), Binarizer.class),
                    GSON.fromJson(withParts(json.getAsJsonObject("history")), History.class),
                    Ending.valueOf(json.get("ending").getAsString()),
                    new Provenance(GSON.fromJson(json.get("provenance"), new TypeToken<Map<String, String>>() {})));
        } catch (ModelFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // a field that is missing or of another kind: Gson and the records throw various kinds
            throw new ModelFormatException(where + " is damaged: " + e + ".", e);
        }
    }

    private static JsonObject object(String text, String where) {
        JsonObject json;
        try {
            json = JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new ModelFormatException(where + " is damaged: it is no JSON object (" + e.getMessage() + ").", e);
        }
        if (!json.has("format") || !json.get("format").equals(new com.google.gson.JsonPrimitive(FORMAT))) {
            throw new ModelFormatException(
                    where + " is no model of this library: it does not say \"format\": \"" + FORMAT + "\".");
        }
        return json;
    }

    /**
     * The SHA-256 of the model's other files, by name.
     *
     * @throws ModelFormatException if the text is no model of this library
     */
    static Map<String, String> digests(String text, String where) {
        JsonObject json = object(text, where);
        try {
            return digests(json);
        } catch (RuntimeException e) {
            throw new ModelFormatException(where + " is damaged: " + e + ".", e);
        }
    }

    private static Map<String, String> digests(JsonObject json) {
        if (!json.has(FILES)) {
            return Map.of("weights.safetensors", json.get(WEIGHTS_ONLY).getAsString());
        }
        Map<String, String> digests = GSON.fromJson(json.get(FILES), new TypeToken<Map<String, String>>() {});
        for (String name : digests.keySet()) {
            // a name that leads out of the folder would be read, and removed by the next save
            if (!name.matches("[A-Za-z0-9_-]+\\.safetensors")) {
                throw new IllegalArgumentException("\"" + name + "\" is no file of a model");
            }
        }
        return digests;
    }

    private static void requireUnchanged(JsonObject json, String where) {
        JsonElement written = json.remove(OWN);
        if (written != null && !written.getAsString().equals(digest(json))) {
            throw new ModelFormatException(where + " is damaged, or was edited: its SHA-256 is not the one it states."
                    + " Copy the folder anew; if you meant the change, remove the line \"" + OWN + "\".");
        }
    }

    /** Models saved before a loss could have other parts name the two of the ELBO as fields of an epoch. */
    private static JsonObject withParts(JsonObject history) {
        for (JsonElement element : history.getAsJsonArray("epochs")) {
            JsonObject epoch = element.getAsJsonObject();
            if (!epoch.has("parts")) {
                JsonObject parts = new JsonObject();
                parts.add("reconstruction", epoch.remove("reconstruction"));
                parts.add("KL", epoch.remove("kl"));
                epoch.add("parts", parts);
            }
        }
        return history;
    }

    static JsonObject tagged(String kind, Object value) {
        JsonObject object = new JsonObject();
        object.addProperty("kind", kind);
        for (Map.Entry<String, JsonElement> field :
                GSON.toJsonTree(value).getAsJsonObject().entrySet()) {
            object.add(field.getKey(), field.getValue());
        }
        return object;
    }

    private static JsonObject likelihood(Likelihood likelihood) {
        return likelihood instanceof Likelihood.Gaussian
                ? tagged("gaussian", likelihood)
                : tagged("bernoulli", likelihood);
    }

    private static Likelihood likelihood(JsonObject json) {
        String kind = json.get("kind").getAsString();
        return switch (kind) {
            case "gaussian" -> GSON.fromJson(json, Likelihood.Gaussian.class);
            case "bernoulli" -> Likelihood.bernoulli();
            default -> throw new ModelFormatException("the likelihood \"" + kind + "\" is not known");
        };
    }
}
