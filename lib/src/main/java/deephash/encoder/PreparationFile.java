package deephash.encoder;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import deephash.encoder.Preparation.Channels;
import deephash.encoder.Preparation.Fit;
import deephash.encoder.Preparation.Order;
import deephash.encoder.Preparation.Pooling;
import deephash.picture.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a {@link Preparation} from {@code preprocessor_config.json} as
 * Hugging Face's image processors write it: inside a TorchScript file (an extra file) or an ONNX file (its metadata),
 * or beside it. What that form has no key for stands in an object {@code "deephash"}: {@code layout} ({@code "nchw"},
 * {@code "nhwc"}), {@code input} ({@code "float32"}, {@code "uint8"}), {@code order} ({@code "rgb"}, {@code "bgr"}),
 * {@code output}, {@code pooling} ({@code "none"}, {@code "mean"}, {@code "first"}) and {@code normalise}. Without it
 * the form's own convention holds: RGB, 32-bit numbers, channels first, and one vector that is taken as it is.
 */
final class PreparationFile {

    static final String NAME = "preprocessor_config.json";

    private final String where;
    private final JsonObject json;

    private PreparationFile(String where, JsonObject json) {
        this.where = where;
        this.json = json;
    }

    /** What a network's file says about itself, inside or beside it; empty if nothing. */
    static Optional<Preparation> of(Path file, NetworkFormat format) throws IOException {
        Optional<String> inside = format.text(file, NAME);
        if (inside.isPresent()) {
            return Optional.of(read(NAME + " in " + file.getFileName(), inside.get()));
        }
        Path beside = file.resolveSibling(NAME);
        return Files.isRegularFile(beside)
                ? Optional.of(read(beside.toString(), Files.readString(beside)))
                : Optional.empty();
    }

    static Preparation read(String where, String text) {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(where + " is no JSON: " + e.getMessage(), e);
        }
        if (!parsed.isJsonObject()) {
            throw new IllegalArgumentException(where + " is no JSON object.");
        }
        try {
            return new PreparationFile(where, parsed.getAsJsonObject()).preparation();
        } catch (UnsupportedOperationException | IllegalStateException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    where + " has a value of another kind than expected: " + e.getMessage(), e);
        }
    }

    private Preparation preparation() {
        boolean crops = flag("do_center_crop", json.has("crop_size"));
        int size;
        int shortSide;
        if (crops) {
            size = square("crop_size");
            shortSide = shortSide();
        } else {
            size = square("size");
            shortSide = size;
        }
        JsonObject ours = json.has("deephash") ? json.getAsJsonObject("deephash") : new JsonObject();
        Preparation.Type type = word(ours, "input", "float32", "uint8").equals("uint8")
                ? Preparation.Type.UINT8
                : Preparation.Type.FLOAT32;
        boolean numbers = type == Preparation.Type.FLOAT32;
        boolean normalises = numbers && flag("do_normalize", json.has("image_mean"));
        return new Preparation(
                size,
                crops ? Fit.CROP : Fit.SQUASH,
                shortSide,
                filter(),
                numbers && flag("do_rescale", true) ? number("rescale_factor", 1 / 255.0) : 1,
                normalises ? three("image_mean") : List.of(0.0, 0.0, 0.0),
                normalises ? three("image_std") : List.of(1.0, 1.0, 1.0),
                word(ours, "order", "rgb", "bgr").equals("bgr") ? Order.BGR : Order.RGB,
                word(ours, "layout", "nchw", "nhwc").equals("nhwc") ? Channels.LAST : Channels.FIRST,
                type,
                ours.has("output") ? ours.get("output").getAsString() : "",
                Pooling.valueOf(word(ours, "pooling", "none", "mean", "first").toUpperCase(Locale.ROOT)),
                ours.has("normalise") && ours.get("normalise").getAsBoolean());
    }

    private int shortSide() {
        JsonElement size = required("size");
        if (size.isJsonPrimitive()) {
            return size.getAsInt();
        }
        JsonObject sides = size.getAsJsonObject();
        if (sides.has("shortest_edge")) {
            return sides.get("shortest_edge").getAsInt();
        }
        throw new IllegalArgumentException(where + " crops after scaling to " + size
                + ", which distorts; only a shortest_edge can be cropped. State it in code: Encoder.load(file,"
                + " Preparation.imageNet(224).squash()).");
    }

    private int square(String key) {
        JsonElement size = required(key);
        if (size.isJsonPrimitive()) {
            return size.getAsInt();
        }
        JsonObject sides = size.getAsJsonObject();
        if (sides.has("shortest_edge") && !sides.has("height")) {
            throw new IllegalArgumentException(where + " scales the shorter side to " + sides.get("shortest_edge")
                    + " and does not crop, so images have many shapes. State one in code: Encoder.load(file,"
                    + " Preparation.imageNet(224)).");
        }
        int height = sides.get("height").getAsInt();
        if (height != sides.get("width").getAsInt()) {
            throw new IllegalArgumentException(where + " wants images of " + size + "; only square ones can be made.");
        }
        return height;
    }

    private Resize filter() {
        int number = required("resample").getAsInt();
        return switch (number) {
            case 1 -> Resize.LANCZOS;
            case 2 -> Resize.BILINEAR;
            case 3 -> Resize.BICUBIC;
            default ->
                throw new IllegalArgumentException(where + " has resample " + number
                        + "; known are Pillow's 1 (Lanczos), 2 (bilinear) and 3 (bicubic).");
        };
    }

    private List<Double> three(String key) {
        JsonArray array = required(key).getAsJsonArray();
        List<Double> values = new ArrayList<>();
        array.forEach(value -> values.add(value.getAsDouble()));
        return values;
    }

    private JsonElement required(String key) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) {
            throw new IllegalArgumentException(where + " has no \"" + key
                    + "\", and a guess costs quality without an error. Add it, or state what the network wants in code:"
                    + " Encoder.load(file, Preparation.imageNet(224)).");
        }
        return value;
    }

    private boolean flag(String key, boolean otherwise) {
        return (json.has(key) && !json.get(key).isJsonNull()) ? json.get(key).getAsBoolean() : otherwise;
    }

    private double number(String key, double otherwise) {
        return json.has(key) ? json.get(key).getAsDouble() : otherwise;
    }

    /** A word of some; the first is what holds where there is none. */
    private String word(JsonObject from, String key, String... allowed) {
        String word = from.has(key) ? from.get(key).getAsString() : allowed[0];
        if (!List.of(allowed).contains(word)) {
            throw new IllegalArgumentException(
                    where + " has \"" + key + "\": \"" + word + "\"; allowed are " + String.join(", ", allowed) + ".");
        }
        return word;
    }
}
