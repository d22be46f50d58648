package deephash.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deephash.kernel.protocol.wire.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InputHistoryTest {

    private static final int MANY = 2000;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("history.jsonl");
    }

    private static List<String> ask(InputHistory history, String type, String field, Object value) {
        JsonObject content = new JsonObject();
        content.addProperty("hist_access_type", type);
        if (value instanceof Integer number) {
            content.addProperty(field, number);
        } else {
            content.addProperty(field, value.toString());
        }
        JsonObject answer =
                history.answer(new Codec(HMACGenerator.NO_AUTH_INSTANCE).request("history_request", content));
        return answer.getAsJsonArray("history").asList().stream()
                .map(each -> (JsonArray) each)
                .map(each -> each.get(0).getAsInt() + ":" + each.get(1).getAsInt() + " "
                        + each.get(2).getAsString())
                .toList();
    }

    @Test
    void setsOfCharactersAndHalfCharactersAreFound() {
        InputHistory history = new InputHistory(file);
        history.add(1, "a + b", null);
        history.add(2, "half \ud83d", null);
        assertThat(ask(history, "search", "pattern", "a [+-] b")).containsExactly("1:1 a + b");
        assertThat(ask(history, "search", "pattern", "a [^+] b")).isEmpty();
        assertThat(ask(new InputHistory(file), "search", "pattern", "half*")).hasSize(1);
    }

    private static InputHistory of(Path file, int cells, String input) {
        InputHistory history = new InputHistory(file);
        for (int i = 1; i <= cells; i++) {
            history.add(i, input, null);
        }
        return history;
    }

    @Test
    void sessionsAreCountedFromTheFirst() {
        of(file, 2, "first");
        InputHistory second = of(file, 1, "second");
        assertThat(ask(second, "tail", "n", 10)).containsExactly("1:1 first", "1:2 first", "2:1 second");
    }

    @Test
    void aSessionThatWentOnWhileAnotherBeganKeepsItsNumber() {
        InputHistory first = of(file, 1, "first");
        InputHistory second = of(file, 1, "second");
        first.add(2, "later", null);
        assertThat(ask(second, "tail", "n", 10)).containsExactly("1:1 first", "1:2 later", "2:1 second");
        assertThat(ask(of(file, 1, "third"), "tail", "n", 1)).containsExactly("3:1 third");
    }

    @Test
    void aLongFileIsReadWholeWhenAClientAsks() {
        of(file, MANY, "x".repeat(100));
        InputHistory second = of(file, 3, "new");
        assertThat(ask(second, "tail", "n", MANY + 3)).hasSize(MANY + 3).endsWith("2:1 new", "2:2 new", "2:3 new");
        assertThat(ask(second, "search", "pattern", "n?w")).hasSize(3);
        assertThat(ask(second, "range", "session", -1)).hasSize(MANY);
    }

    @Test
    void aLastCellLongerThanTheEndOfTheFileThatIsReadFirstIsCountedToo() {
        of(file, 1, "first");
        of(file, 1, "\"session\":7,".repeat(20_000));
        assertThat(ask(of(file, 1, "third"), "tail", "n", 1)).containsExactly("3:1 third");
    }

    @Test
    void aCellThatSpeaksOfSessionsDoesNotMoveTheCount() {
        of(file, 1, "{\"session\":41,\n{\"session\":42,");
        assertThat(ask(of(file, 1, "second"), "tail", "n", 1)).containsExactly("2:1 second");
    }

    @Test
    void linesThatAreNoHistoryAreLeftAlone() throws Exception {
        of(file, 1, "first");
        Files.writeString(file, Files.readString(file) + "{\"session\":\nnot json\n");
        assertThat(ask(of(file, 1, "second"), "tail", "n", 10)).containsExactly("1:1 first", "2:1 second");
    }

    @Test
    void ofALongFileTheOlderHalfIsForgotten() throws Exception {
        of(file, 100, "x".repeat(100_000));
        long before = Files.size(file);
        InputHistory second = of(file, 1, "second");
        assertThat(Files.size(file)).isLessThan(before * 6 / 10);
        assertThat(ask(second, "tail", "n", 1)).containsExactly("2:1 second");
    }

    @Test
    void withoutAFileTheSessionIsStillRemembered() {
        assertThat(ask(of(null, 2, "kept"), "tail", "n", 10)).containsExactly("1:1 kept", "1:2 kept");
    }

    @Test
    void outputsOfTheLastCellsAreKept() {
        InputHistory history = new InputHistory(null);
        for (int i = 1; i <= MANY; i++) {
            history.add(i, "cell", "value");
        }
        JsonObject content = new JsonObject();
        content.addProperty("hist_access_type", "tail");
        content.addProperty("output", true);
        List<Boolean> kept = history
                .answer(new Codec(HMACGenerator.NO_AUTH_INSTANCE).request("history_request", content))
                .getAsJsonArray("history")
                .asList()
                .stream()
                .map(each ->
                        !each.getAsJsonArray().get(2).getAsJsonArray().get(1).isJsonNull())
                .toList();
        assertThat(kept).hasSize(MANY);
        assertThat(kept.subList(0, MANY - 1000)).containsOnly(false);
        assertThat(kept.subList(MANY - 1000, MANY)).containsOnly(true);
    }

    @Test
    @Timeout(20)
    void noPatternTakesForEver() {
        InputHistory history = new InputHistory(file);
        history.add(1, "/" + "*".repeat(20_000) + "\nint x = 1;", null);
        history.add(2, "a".repeat(20_000), null);
        assertThat(ask(history, "search", "pattern", "/**** z*")).isEmpty();
        assertThat(ask(history, "search", "pattern", "/****int x*")).hasSize(1);
        assertThat(ask(history, "search", "pattern", "*a*a*a*a*a*a*a*a*a*a*b")).isEmpty();
    }

    @Test
    void everyTextIsAPattern() {
        InputHistory history = new InputHistory(file);
        history.add(1, "[x", null);
        history.add(2, "b]", null);
        assertThat(ask(history, "search", "pattern", "[z-a]*")).isEmpty();
        assertThat(ask(history, "search", "pattern", "[a-z]*")).containsExactly("1:2 b]");
        assertThat(ask(history, "search", "pattern", "[^a-z]*")).containsExactly("1:1 [x");
        assertThat(ask(history, "search", "pattern", "?[]]")).containsExactly("1:2 b]");
        assertThat(ask(history, "search", "pattern", "[x")).containsExactly("1:1 [x");
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        new InputHistory(file).add(1, "secret", null);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path fresh = folder.resolve("fresh.jsonl");
        new InputHistory(fresh).add(1, "secret", null);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rw-------");
    }

    @Test
    void aHugeCellDoesNotFillTheFile() throws IOException {
        InputHistory history = new InputHistory(file);
        history.add(1, "x".repeat(4_000_000), null);
        history.add(2, "small", null);
        assertThat(Files.size(file)).isLessThan(1_000);
        assertThat(ask(history, "search", "pattern", "xx*")).hasSize(1);
    }
}
