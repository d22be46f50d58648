package deephash.study;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file that a study keeps its outcomes in: JSON, a line an outcome. Every outcome replaces the file as a whole, so
 * that a kill at any moment leaves the file as it was before or as it is after.
 */
final class Journal {

    private static final Gson GSON = new Gson();

    private Journal() {}

    static List<Outcome> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Outcome> outcomes = new ArrayList<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    outcomes.add(outcome(JsonParser.parseString(line).getAsJsonObject()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The study in " + file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | ClassCastException
                | NullPointerException
                | ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Line " + number + " of " + file
                            + " is no outcome of a study. Give the study a file of its own, or delete that line.",
                    e);
        }
        return outcomes;
    }

    static void write(Path file, List<Outcome> outcomes) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, outcomes.stream().map(o -> GSON.toJson(json(o))).toList());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The study cannot be kept in " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private static JsonObject json(Outcome outcome) {
        JsonObject json = GSON.toJsonTree(outcome.run()).getAsJsonObject();
        json.addProperty("data", outcome.data());
        json.addProperty("description", outcome.description());
        json.addProperty("protocol", outcome.protocol());
        outcome.failure().ifPresent(f -> json.addProperty("failure", f));
        outcome.scores().ifPresent(s -> json.add("scores", json(s)));
        return json;
    }

    /** JSON has no NaN: a value that does not exist is null. */
    private static JsonObject json(Scores scores) {
        JsonObject json = new JsonObject();
        for (RecordComponent component : Scores.class.getRecordComponents()) {
            double value = (double) Records.value(component, scores);
            json.add(component.getName(), Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE);
        }
        return json;
    }

    private static Outcome outcome(JsonObject json) throws ReflectiveOperationException {
        Run run = new Run(
                json.get("hasher").getAsString(),
                json.get("options").getAsString(),
                json.get("bits").getAsInt(),
                json.get("seed").getAsLong());
        return new Outcome(
                run,
                json.get("data").getAsString(),
                json.get("description").getAsString(),
                json.get("protocol").getAsString(),
                json.has("scores") ? Optional.of(scores(json.getAsJsonObject("scores"))) : Optional.empty(),
                json.has("failure") ? Optional.of(json.get("failure").getAsString()) : Optional.empty());
    }

    /** A score that an older file does not have is NaN. */
    private static Scores scores(JsonObject json) throws ReflectiveOperationException {
        RecordComponent[] components = Scores.class.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        Arrays.fill(types, double.class);
        for (int i = 0; i < values.length; i++) {
            JsonElement value = json.get(components[i].getName());
            values[i] = value == null || value.isJsonNull() ? Double.NaN : value.getAsDouble();
        }
        return Scores.class.getDeclaredConstructor(types).newInstance(values);
    }
}
