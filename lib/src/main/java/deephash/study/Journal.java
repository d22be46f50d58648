package deephash.study;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import deephash.file.Appending;
import deephash.file.Undisturbed;
import deephash.progress.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The file that a study keeps its outcomes in: JSON, a line an outcome, each with a checksum of its own. Outcomes are
 * appended, so that studies of several processes can share a file; of two outcomes of one run the later counts. A kill
 * can leave half a line at the end, which is passed over, and removed by the next outcome.
 */
final class Journal {

    private static final Gson GSON = new Gson();
    private static final String CHECK = "crc32";

    /**
     * The fields of an outcome. Without this check, a line in which the name of the checksum is damaged would be
     * believed.
     */
    private static final Set<String> KNOWN =
            Set.of("hasher", "options", "bits", "seed", "data", "description", "protocol", "scores", "failure");

    /** How long to wait while other processes append. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Journal() {}

    static List<Outcome> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            // bytes that are no text are found by the checksum of their line
            return outcomes(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new UncheckedIOException("The study in " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static List<Outcome> outcomes(String text, Path file) {
        Map<List<Object>, Outcome> outcomes = new LinkedHashMap<>();
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        int number = 0;
        for (String line : whole.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                Outcome outcome = outcome(line, number, file);
                List<Object> of = List.of(outcome.run(), outcome.data());
                outcomes.remove(of);
                outcomes.put(of, outcome);
            }
        }
        String last = text.substring(whole.length());
        if (!last.isBlank()) {
            // an older version, or an editor, may have left the last line without its end
            try {
                Outcome outcome = outcome(last, number + 1, file);
                outcomes.put(List.of(outcome.run(), outcome.data()), outcome);
            } catch (IllegalArgumentException e) {
                if (number == 0) {
                    throw e;
                }
                Screen.current()
                        .say("The last line of " + file + " is cut off and was passed over: its run is made again.");
            }
        }
        return List.copyOf(outcomes.values());
    }

    private static Outcome outcome(String line, int number, Path file) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            JsonElement check = json.remove(CHECK);
            if (!KNOWN.containsAll(json.keySet())) {
                throw new IllegalArgumentException("it says something else, " + json.keySet());
            }
            if (check != null && !check.getAsString().equals(crc32(GSON.toJson(json)))) {
                throw new IllegalArgumentException("its checksum is not the one it states");
            }
            return outcome(json);
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | ClassCastException
                | NullPointerException
                | ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Line " + number + " of " + file + " is no outcome of a study, or is damaged (" + e.getMessage()
                            + "). Give the study a file of its own, or delete that line.",
                    e);
        }
    }

    /** Appends an outcome. A stop of the thread does not lose it. */
    static void append(Path file, Outcome outcome) {
        JsonObject json = json(outcome);
        json.addProperty(CHECK, crc32(GSON.toJson(json)));
        byte[] line = (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Undisturbed.run(() -> Appending.to(file, line, last -> isOutcome(last, file), PATIENCE));
        } catch (IOException e) {
            throw new UncheckedIOException("The study cannot be kept in " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private static boolean isOutcome(String line, Path file) {
        try {
            outcome(line, 1, file);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
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
        if (json.has("scores") == json.has("failure")) {
            throw new IllegalArgumentException("an outcome has either scores or a failure");
        }
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
        Scores scores = Scores.class.getDeclaredConstructor(types).newInstance(values);
        scores.requirePossible();
        return scores;
    }
}
