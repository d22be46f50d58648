package deephash.copy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import deephash.model.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A copy hash as bytes, in the safetensors format (Hugging Face): weights of 8 bits, steps and biases of 32, and where
 * it comes from as metadata. Layer {@code "code256.single"} is {@link CopyModel#single} of 256 bits. Nothing in such a
 * file can be executed.
 */
final class CopyFile {

    private static final String METADATA = "__metadata__";
    private static final String FORMAT = "deephash copy hash 1";

    private CopyFile() {}

    static byte[] write(CopyModel model) {
        Map<String, Quantised> layers = new LinkedHashMap<>(model.network());
        model.single().forEach((bits, layer) -> layers.put("code" + bits + ".single", layer));
        model.mirrored().forEach((bits, layer) -> layers.put("code" + bits + ".mirrored", layer));
        JsonObject header = new JsonObject();
        JsonObject metadata = new JsonObject();
        metadata.addProperty("format", FORMAT);
        model.facts().forEach(metadata::addProperty);
        header.add(METADATA, metadata);
        int offset = 0;
        // numbers of 32 bits first, so that they stay aligned
        for (Map.Entry<String, Quantised> entry : layers.entrySet()) {
            int out = entry.getValue().out();
            header.add(entry.getKey() + ".step", description("F32", offset, 4 * out, out));
            header.add(entry.getKey() + ".bias", description("F32", offset + 4 * out, 4 * out, out));
            offset += 8 * out;
        }
        for (Map.Entry<String, Quantised> entry : layers.entrySet()) {
            Quantised layer = entry.getValue();
            int size = layer.weights().length;
            header.add(
                    entry.getKey() + ".weight",
                    description("I8", offset, size, layer.out(), layer.in(), layer.kernel(), layer.kernel()));
            offset += size;
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer bytes = ByteBuffer.allocate(8 + padded + offset).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(json);
        while (bytes.position() < 8 + padded) {
            bytes.put((byte) ' ');
        }
        for (Quantised layer : layers.values()) {
            for (float step : layer.steps()) {
                bytes.putFloat(step);
            }
            for (float bias : layer.bias()) {
                bytes.putFloat(bias);
            }
        }
        layers.values().forEach(layer -> bytes.put(layer.weights()));
        return bytes.array();
    }

    private static JsonObject description(String type, int offset, int length, int... sides) {
        JsonObject description = new JsonObject();
        description.addProperty("dtype", type);
        JsonArray shape = new JsonArray();
        for (int side : sides) {
            shape.add(side);
        }
        description.add("shape", shape);
        JsonArray place = new JsonArray();
        place.add(offset);
        place.add(offset + length);
        description.add("data_offsets", place);
        return description;
    }

    /**
     * Reads one.
     *
     * @param name of the file, for messages
     * @throws ModelFormatException if the bytes are no such file, or damaged
     */
    static CopyModel read(byte[] bytes, String name) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int length = Math.toIntExact(buffer.getLong());
            byte[] json = new byte[length];
            buffer.get(json);
            JsonObject header = JsonParser.parseString(new String(json, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            SortedMap<String, String> facts = new TreeMap<>();
            header.getAsJsonObject(METADATA)
                    .entrySet()
                    .forEach(fact -> facts.put(fact.getKey(), fact.getValue().getAsString()));
            if (!FORMAT.equals(facts.remove("format"))) {
                throw new ModelFormatException(name + " is not a copy hash that this version can read: it does not say"
                        + " \"" + FORMAT + "\".");
            }
            Map<String, Quantised> network = new LinkedHashMap<>();
            SortedMap<Integer, Quantised> single = new TreeMap<>();
            SortedMap<Integer, Quantised> mirrored = new TreeMap<>();
            for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
                if (entry.getKey().endsWith(".weight")) {
                    String layer = entry.getKey().substring(0, entry.getKey().length() - ".weight".length());
                    Quantised read = layer(header, layer, buffer);
                    if (!layer.startsWith("code")) {
                        network.put(layer, read);
                    } else {
                        int bits = Integer.parseInt(layer.substring("code".length(), layer.indexOf('.')));
                        (layer.endsWith(".single") ? single : mirrored).put(bits, read);
                    }
                }
            }
            return new CopyModel(network, single, mirrored, facts);
        } catch (ModelFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // gson and buffers say in many ways that something is not as described
            throw new ModelFormatException(
                    name + " is damaged or no copy hash (" + e.getMessage() + "). Copy or train it anew.", e);
        }
    }

    private static Quantised layer(JsonObject header, String name, ByteBuffer bytes) {
        JsonObject weight = header.getAsJsonObject(name + ".weight");
        JsonArray shape = weight.getAsJsonArray("shape");
        byte[] weights = new byte[length(weight)];
        bytes.get(start(bytes, weight), weights);
        return new Quantised(
                shape.get(1).getAsInt(),
                shape.get(0).getAsInt(),
                shape.get(2).getAsInt(),
                weights,
                floats(header, name + ".step", bytes),
                floats(header, name + ".bias", bytes));
    }

    private static float[] floats(JsonObject header, String name, ByteBuffer bytes) {
        JsonObject description = header.getAsJsonObject(name);
        float[] values = new float[length(description) / 4];
        int at = start(bytes, description);
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat(at + 4 * i);
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("tensor \"" + name + "\" has the value " + values[i]);
            }
        }
        return values;
    }

    private static int start(ByteBuffer bytes, JsonObject description) {
        // the position is where the header ended
        return bytes.position()
                + description.getAsJsonArray("data_offsets").get(0).getAsInt();
    }

    private static int length(JsonObject description) {
        JsonArray place = description.getAsJsonArray("data_offsets");
        return Math.subtractExact(place.get(1).getAsInt(), place.get(0).getAsInt());
    }
}
