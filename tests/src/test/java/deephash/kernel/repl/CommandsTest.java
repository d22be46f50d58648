package deephash.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.library.Workbench;
import deephash.kernel.magic.Magics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    private final CellEvaluator cells = CellEvaluator.start(Workbench.options());
    private final StringWriter said = new StringWriter();
    private final Session session = new Session(cells, new Magics(), new PrintWriter(said, true), true);
    private final Commands commands = new Commands(session);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cells.close();
    }

    private String said(String command) {
        said.getBuffer().setLength(0);
        commands.run(command);
        return said.toString();
    }

    @Test
    void whatIsSavedOrEmptyIsSaid() {
        assertThat(said("/vars")).contains("Nothing is declared.");
        assertThat(said("/list")).contains("Nothing was entered.");
        session.eval("int a = 7;", true);
        Path file = folder.resolve("kept.jsh");
        assertThat(said("/save " + file)).contains("Saved " + file);
        assertThat(file).content().contains("int a = 7;");
    }

    @Test
    void theCommandsOfOtherPromptsAreToldOurs() {
        for (String each : java.util.List.of("exit", "quit", "exit()", ":q")) {
            assertThat(commands.isMeant(each)).as(each).isTrue();
            said.getBuffer().setLength(0);
            commands.explain(each);
            assertThat(said.toString()).as(each).contains("/exit or Ctrl-D");
        }
        assertThat(commands.isMeant("help")).isTrue();
        assertThat(commands.isMeant(":load x")).isTrue();
        assertThat(commands.isMeant("helper")).isFalse();
        session.eval("int help = 1;", true);
        assertThat(commands.isMeant("help")).isFalse();
    }

    @Test
    void aFileThatIsNotThereIsNamedInASentence() {
        assertThat(said("/open " + folder.resolve("nope")))
                .contains("There is no script " + folder.resolve("nope") + ".")
                .doesNotContain("Exception");
        assertThat(said("/save " + folder.resolve("no/file")))
                .contains("There is no folder " + folder.resolve("no"))
                .doesNotContain("Exception");
    }
}
