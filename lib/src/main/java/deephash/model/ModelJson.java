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
import deephash.data.Pixels;
import deephash.hash.Binarizer;
import deephash.result.History;
import java.io.IOException;
import java.util.Map;

/** What {@code model.json} holds: everything of a model but its weights. */
final class ModelJson {

    static final int VERSION = 1;
    private static final String FORMAT = "deephash-model";
    private static final Gson GSON = new GsonBuilder()
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

    static String write(HashModel model, String weightsDigest) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("version", VERSION);
        json.addProperty("weights_sha256", weightsDigest);
        json.add("architecture", tagged(kind(model.architecture()), model.architecture()));
        json.add("pixels", GSON.toJsonTree(model.pixels()));
        json.addProperty("bits", model.bits());
        json.add("likelihood", likelihood(model.likelihood()));
        json.add("threshold", GSON.toJsonTree(model.binarizer()));
        json.addProperty("ending", model.ending().name());
        json.add("provenance", GSON.toJsonTree(model.provenance().facts()));
        json.add("history", GSON.toJsonTree(model.history()));
        return GSON.toJson(json) + "\n";
    }

    /** A model as read, without its weights. */
    record Read(
            String weightsDigest,
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
     * @throws ModelFormatException if it is no model, newer, or damaged
     */
    static Read read(String text, String where) {
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
        try {
            int version = json.get("version").getAsInt();
            if (version > VERSION) {
                throw new ModelFormatException(where + " was written by a newer version of this library (format "
                        + version + ", and this one reads up to " + VERSION + "). Update the library.");
            }
            return new Read(
                    json.get("weights_sha256").getAsString(),
                    architecture(json.getAsJsonObject("architecture")),
                    GSON.fromJson(json.get("pixels"), Pixels.class),
                    json.get("bits").getAsInt(),
                    likelihood(json.getAsJsonObject("likelihood")),
                    GSON.fromJson(json.get("threshold"), Binarizer.class),
                    GSON.fromJson(json.get("history"), History.class),
                    Ending.valueOf(json.get("ending").getAsString()),
                    new Provenance(GSON.fromJson(json.get("provenance"), new TypeToken<Map<String, String>>() {})));
        } catch (ModelFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // a field that is missing or of another kind: Gson and the records throw various kinds
            throw new ModelFormatException(where + " is damaged: " + e + ".", e);
        }
    }

    private static JsonObject tagged(String kind, Object value) {
        JsonObject object = new JsonObject();
        object.addProperty("kind", kind);
        for (Map.Entry<String, JsonElement> field :
                GSON.toJsonTree(value).getAsJsonObject().entrySet()) {
            object.add(field.getKey(), field.getValue());
        }
        return object;
    }

    private static String kind(Architecture architecture) {
        if (architecture instanceof Vae) {
            return "vae";
        }
        return architecture instanceof Cvae ? "cvae" : "vte";
    }

    private static Architecture architecture(JsonObject json) {
        String kind = json.get("kind").getAsString();
        return switch (kind) {
            case "vae" -> GSON.fromJson(json, Vae.class);
            case "cvae" -> GSON.fromJson(json, Cvae.class);
            case "vte" -> GSON.fromJson(json, Vte.class);
            default -> throw new ModelFormatException("the architecture \"" + kind + "\" is not known");
        };
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
