package deephash.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MagicTextTest {

    private static List<MagicText.Line> lines(String cell) {
        return MagicText.lines(cell, Set.of("time", "jars", "maven")::contains);
    }

    private static List<String> found(String cell) {
        return lines(cell).stream()
                .map(each -> each.name() + "|" + each.arguments())
                .toList();
    }

    @Test
    void aLineThatStartsWithAPercentSignIsAMagic() {
        assertThat(found("int a = 1;\n  %maven a:b:1  \nint c = 2;")).containsExactly("maven|a:b:1");
        assertThat(found("%unknown x")).containsExactly("unknown|x");
        assertThat(found("for (;;) {\n  %time x()\n}")).containsExactly("time|x()");
    }

    @Test
    void aMagicsValueCanBeAssigned() {
        List<MagicText.Line> lines = lines("List<String> added = %jars libs/*.jar\nadded.size()");
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).assigned()).isTrue();
        assertThat(lines.get(0).arguments()).isEqualTo("libs/*.jar");
    }

    @Test
    void aRemainderIsNoMagic() {
        assertThat(found("int a = 7 %b;")).isEmpty();
        assertThat(found("int a = 7\n    %b;")).isEmpty();
        assertThat(found("int a = (7\n    %time);")).isEmpty();
    }

    @Test
    void textsAndCommentsHoldNoMagics() {
        assertThat(found("String s = \"\"\"\n%maven a\n\"\"\";")).isEmpty();
        assertThat(found("/*\n%maven a\n*/ int i;")).isEmpty();
        assertThat(found("// it's\n%maven a:b:1")).containsExactly("maven|a:b:1");
        assertThat(found("char c = '\"';\n%maven a:b:1")).containsExactly("maven|a:b:1");
    }

    @Test
    void aWholeCellHasANameArgumentsAndABody() {
        MagicText.WholeCell cell =
                MagicText.whole("\n%%bash -x\necho 1\necho 2").orElseThrow();
        assertThat(cell.name()).isEqualTo("bash");
        assertThat(cell.arguments()).isEqualTo("-x");
        assertThat(cell.body()).isEqualTo("echo 1\necho 2");
        assertThat(cell.bodyLine()).isEqualTo(2);
        assertThat(MagicText.whole("%%html")).isPresent();
        assertThat(MagicText.whole("int a;\n%%html")).isEmpty();
    }

    @Test
    void argumentsAreWordsOrTextsInQuotes() {
        assertThat(MagicText.words("a \"b c\" 'd e' \"f\\\"g\"")).containsExactly("a", "b c", "d e", "f\"g");
        assertThat(MagicText.words("\"C:\\my libs\\a.jar\" C:\\b.jar"))
                .containsExactly("C:\\my libs\\a.jar", "C:\\b.jar");
    }

    @Test
    void javaStandsOnTheLinesOfTheMagics() {
        String java = new Magics().java("int a = 1;\n%maven a:b:1\n%time a + 1");
        assertThat(java.lines()).hasSize(3);
        assertThat(java).contains("\"maven\", \"a:b:1\"").endsWith("\"time\", \"a + 1\");");
    }
}
