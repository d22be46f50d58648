package deephash.kernel.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.display.StandardStreams;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.Dialect;
import deephash.kernel.eval.error.CellException;
import deephash.kernel.library.NotebookScreen;
import deephash.kernel.library.Rendering;
import deephash.progress.Screen;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the cells of a notebook in order, in the evaluator that the kernel uses, and keeps their outputs in it. */
final class NotebookRun {

    /**
     * The cell that failed, and how.
     *
     * @param number of the cell among the code cells, from 1
     * @param trace lines with ANSI colours, the last of which says what happened
     */
    record Failure(int number, Cell cell, List<String> trace) {
        /** Copies the list. */
        Failure {
            trace = List.copyOf(trace);
        }
    }

    /** The metadata that names the sources the outputs come from. */
    static final String SIGNATURE = "deephash";

    /** Told of each cell as it starts and ends. */
    interface Listener {
        /** Cell {@code number} of {@code total} code cells starts. */
        void starts(int number, int total, Cell cell);

        /** What the running cell shows has changed to this text. */
        void shows(String text);

        /** The cell has ended. */
        void ends(boolean failed);
    }

    private final Notebook notebook;
    private final CellEvaluator cells;
    private final Dialect dialect;
    private final Listener listener;
    private final Outputs outputs;

    NotebookRun(Notebook notebook, CellEvaluator cells, Dialect dialect, Listener listener) {
        this.notebook = notebook;
        this.cells = cells;
        this.dialect = dialect;
        this.listener = listener;
        this.outputs = new Outputs(listener::shows);
    }

    /**
     * Runs every code cell up to the first that fails. A cell tagged {@code raises-exception} may fail, and one tagged
     * {@code skip-execution} is not run, as with Jupyter's own runner.
     */
    Optional<Failure> run() {
        List<Cell> code = notebook.cells().stream().filter(Cell::isCode).toList();
        code.forEach(Cell::clear);
        notebook.giveIds();
        describeLanguage();
        sign(code);
        Display before = Display.use(outputs);
        Screen screenBefore = Screen.use(new NotebookScreen());
        try (StandardStreams streams = StandardStreams.capture()) {
            int executed = 0;
            for (int i = 0; i < code.size(); i++) {
                Cell cell = code.get(i);
                if (cell.source().isBlank() || cell.isTagged("skip-execution")) {
                    continue;
                }
                listener.starts(i + 1, code.size(), cell);
                Optional<Failure> failure = runCell(cell, i + 1, ++executed);
                listener.ends(failure.isPresent());
                if (failure.isPresent() && !cell.isTagged("raises-exception")) {
                    return failure;
                }
            }
            return Optional.empty();
        } finally {
            Screen.use(screenBefore);
            Display.use(before);
        }
    }

    private Optional<Failure> runCell(Cell cell, int number, int executionCount) {
        cell.json().addProperty("execution_count", executionCount);
        outputs.startCell(cell);
        try {
            Bundle value = dialect.eval(cells, cell.source(), executionCount, null, NotebookRun::shown);
            if (value != null) {
                outputs.result(value, executionCount);
            }
            return Optional.empty();
        } catch (CellException e) {
            outputs.error(e.errorName(), e.errorValue(), e.trace());
            return Optional.of(new Failure(number, cell, e.trace()));
        } catch (RuntimeException | Error e) {
            // a magic's, or the compiler's
            String message = String.valueOf(e.getMessage());
            List<String> trace = List.of(e.getClass().getName() + ": " + message);
            outputs.error(e.getClass().getSimpleName(), message, trace);
            return Optional.of(new Failure(number, cell, trace));
        }
    }

    private static @Nullable Bundle shown(@Nullable Object value) {
        return value == null ? null : Rendering.of(value);
    }

    /** Records the sources the outputs come from, so that stale outputs can be recognised. */
    private void sign(List<Cell> code) {
        JsonObject signature = new JsonObject();
        signature.addProperty(
                "sources",
                UUID.nameUUIDFromBytes(code.stream()
                                .map(Cell::source)
                                .collect(Collectors.joining("\n\n"))
                                .getBytes(StandardCharsets.UTF_8))
                        .toString());
        notebook.json().getAsJsonObject("metadata").add(SIGNATURE, signature);
    }

    /** Records the language of the cells, as a kernel does. */
    private void describeLanguage() {
        JsonObject json = notebook.json();
        JsonObject metadata = Notebook.object(json, "metadata");
        json.add("metadata", metadata);
        metadata.add("language_info", parse("""
                {"codemirror_mode": "java", "file_extension": ".java", "mimetype": "text/x-java-source",
                 "name": "java", "nbconvert_exporter": "script", "pygments_lexer": "java"}"""));
        metadata.getAsJsonObject("language_info")
                .addProperty("version", System.getProperty("java.specification.version"));
        if (!metadata.has("kernelspec")) {
            metadata.add(
                    "kernelspec",
                    parse("{\"display_name\": \"DeepHash (Java)\", \"language\": \"java\", \"name\": \"deephash\"}"));
        }
    }

    private static @Nullable JsonElement parse(String json) {
        return JsonParser.parseString(json);
    }
}
