package deephash.model;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An architecture in {@code model.json}: its kind and its fields; of a user's own, its name and how it writes itself.
 */
final class ArchitectureJson {

    private static final String OWN = "own";

    private ArchitectureJson() {}

    static JsonObject write(Architecture architecture) {
        String kind = kind(architecture);
        if (!kind.equals(OWN)) {
            return ModelJson.tagged(kind, architecture);
        }
        JsonObject json = new JsonObject();
        json.addProperty("kind", OWN);
        json.addProperty("class", architecture.getClass().getSimpleName());
        json.addProperty("text", text(architecture));
        return json;
    }

    private static String kind(Architecture architecture) {
        if (architecture instanceof Vae) {
            return "vae";
        }
        if (architecture instanceof Cvae) {
            return "cvae";
        }
        if (architecture instanceof Vte) {
            return "vte";
        }
        return architecture instanceof ResNet ? "resnet" : OWN;
    }

    /** A record writes its components; any other object would write its place in memory. */
    private static String text(Architecture architecture) {
        return architecture instanceof Record ? architecture.toString() : architecture.name();
    }

    /**
     * Reads it back.
     *
     * @param where for messages
     * @param own the architecture, where it is a user's own
     */
    static Architecture read(JsonObject json, String where, @Nullable Architecture own) {
        String kind = json.get("kind").getAsString();
        return switch (kind) {
            case "vae" -> ModelJson.GSON.fromJson(json, Vae.class);
            case "cvae" -> ModelJson.GSON.fromJson(json, Cvae.class);
            case "vte" -> ModelJson.GSON.fromJson(json, Vte.class);
            case "resnet" -> ModelJson.GSON.fromJson(json, ResNet.class);
            case OWN -> own(json, where, own);
            default -> throw new ModelFormatException("the architecture \"" + kind + "\" is not known");
        };
    }

    private static Architecture own(JsonObject json, String where, @Nullable Architecture given) {
        String saved = json.get("text").getAsString();
        String name = json.get("class").getAsString();
        if (given == null) {
            throw new ModelFormatException(where + " is of an architecture of your own, " + saved + ". Declare " + name
                    + " as it was when the model was trained, and load the model with it: HashModel.load(folder, new "
                    + name + "(...)).");
        }
        if (!text(given).equals(saved)) {
            throw new ModelFormatException(where + " is of the architecture " + saved + ", but was given " + text(given)
                    + ". Load it with an equal one.");
        }
        return given;
    }
}
