package deephash.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private static String said(int status, String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(said, true));
        assertThat(commandLine.execute(arguments)).isEqualTo(status);
        return said.toString();
    }

    @Test
    void aNotebookOrAScriptInPlaceOfACommandIsToldWhatRunsIt() {
        assertThat(said(2, "./notebooks/00-quickstart.ipynb"))
                .contains("./deephash run ./notebooks/00-quickstart.ipynb")
                .doesNotContain("Unmatched", "export");
        assertThat(said(2, "Main.java")).contains("./deephash repl Main.java");
    }

    @Test
    void aWordThatIsNoCommandIsToldTheCommands() {
        assertThat(said(2, "foo")).contains("There is no command foo. Commands: lab, run, repl,", "Usage: deephash");
        assertThat(said(2, "lob")).contains("Did you mean ./deephash lab?");
    }
}
