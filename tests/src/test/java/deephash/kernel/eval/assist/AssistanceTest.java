package deephash.kernel.eval.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.ShellOf;
import deephash.kernel.eval.doc.JavadocText;
import deephash.kernel.eval.error.CellException.CompileError;
import deephash.kernel.eval.text.BeforeCursor;
import deephash.kernel.library.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.ToolProvider;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What completion and help remember must be what JShell would say now. */
class AssistanceTest {

    private static final CellEvaluator CELLS = CellEvaluator.start(Workbench.options());

    @BeforeAll
    static void readPackages() throws InterruptedException {
        CELLS.complete("", 0);
        waitForPackages();
    }

    @AfterAll
    static void close() {
        CELLS.close();
    }

    private static void waitForPackages() throws InterruptedException {
        for (int i = 0; i < 500 && !analysis().listQualifiedNames("Any", 3).isUpToDate(); i++) {
            Thread.sleep(50);
        }
        assertThat(analysis().listQualifiedNames("Any", 3).isUpToDate()).isTrue();
    }

    private static SourceCodeAnalysis analysis() {
        return ShellOf.cells(CELLS).analysis();
    }

    private static List<String> offered(String cell) {
        return CELLS.complete(cell, cell.length()).candidates().stream()
                .map(Completion.Candidate::text)
                .toList();
    }

    private static List<String> offeredByJShell(String cell) {
        return analysis().completionSuggestions(cell, cell.length(), new int[1]).stream()
                .sorted(Comparator.comparing(each -> !each.matchesType()))
                .map(Suggestion::continuation)
                .filter(each -> !each.startsWith("$JShell$"))
                .distinct()
                .toList();
    }

    @Test
    void letterByLetterCompletionOffersWhatJShellDoes() {
        CELLS.eval("var words = List.of(\"a\", \"b\"); int total = 3; String toText(int n) { return \"\" + n; }");
        for (String cell : List.of(
                "System.out.prin",
                "words.str",
                "words.stream().filter(w -> w.isE",
                "Map.Ent",
                "Math.ma",
                "java.util.conc",
                "java.util.function.Fun",
                "String text = toT",
                "String text = words.get(0).sub",
                "toText(tot",
                "new ArrayL",
                "new java.util.Ha",
                "throw new Illegal",
                "for (String each : wor",
                "class Sub extends Abstract",
                "class Sub implements Compa",
                "void f() throws IOEx",
                "(String) wor",
                "HashCodes.rand",
                "CSV",
                "import java.util.stre",
                "import static java.lang.Math.ma",
                "3ab",
                "nothing.at",
                "tot")) {
            CELLS.useIdleTime();
            for (int end = 1; end <= cell.length(); end++) {
                String written = cell.substring(0, end);
                List<String> expected = offeredByJShell(written);
                List<String> found = offered(written);
                // What we add to words, such as types without an import, follows.
                assertThat(found.stream().limit(expected.size()).toList())
                        .as(written)
                        .isEqualTo(expected);
                if (written.substring(0, BeforeCursor.nameStart(written, end)).endsWith(".")) {
                    assertThat(found).as(written).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void theClassesThatCellsAreWrappedInAreNotOffered() {
        assertThat(offered("new ")).isNotEmpty().noneMatch(each -> each.contains("$"));
    }

    @Test
    void aRedefinedVariableHasItsNewMembers() {
        CELLS.eval("String thing = \"\";");
        assertThat(offered("thing.sub")).contains("substring(").doesNotContain("subList(");
        CELLS.eval("List<String> thing = List.of();");
        assertThat(offered("thing.sub")).contains("subList(").doesNotContain("substring(");
    }

    @Test
    void aVariableHasItsNewMembersWhileItsDeclarationRuns() throws Exception {
        CELLS.eval("List<String> held() throws Exception {\n"
                + "while (System.getProperty(\"held\") != null) { Thread.sleep(5); }\nreturn List.of(); }");
        CELLS.eval("String slow = \"\";");
        assertThat(offered("slow.sub")).contains("substring(");
        System.setProperty("held", "yes");
        Thread cell = new Thread(() -> CELLS.eval("List<String> slow = held();"));
        cell.start();
        try {
            for (int i = 0; i < 500 && !offered("slow.sub").contains("subList("); i++) {
                Thread.sleep(10);
            }
            assertThat(offered("slow.sub")).contains("subList(");
            assertThat(cell.isAlive()).isTrue();
        } finally {
            System.clearProperty("held");
            cell.join();
        }
    }

    @Test
    void whatAMethodReturnsHasTheNewMembersOfItsClass() {
        CELLS.eval("class Shape { int sides() { return 3; } } Shape shape() { return new Shape(); }");
        assertThat(offered("shape().")).contains("sides()");
        CELLS.eval("class Shape { double area() { return 1; } }");
        assertThat(offered("shape().")).contains("area()").doesNotContain("sides()");
    }

    @Test
    void aNewNameIsOfferedAndADroppedOneIsNot() {
        assertThat(offered("freshN")).isEmpty();
        CELLS.eval("int freshName = 1;");
        assertThat(offered("freshN")).contains("freshName");
        ShellOf.cells(CELLS)
                .jshell()
                .variables()
                .filter(each -> each.name().equals("freshName"))
                .toList()
                .forEach(ShellOf.cells(CELLS).jshell()::drop);
        assertThat(offered("freshN")).isEmpty();
    }

    @Test
    void anImportIsFollowed() {
        assertThat(offered("new Adler32().getV")).isEmpty();
        assertThat(CELLS.inspect("Adler32", 7, false)).isEmpty();
        CELLS.eval("import java.util.zip.Adler32;");
        assertThat(offered("new Adler32().getV")).contains("getValue()");
        assertThat(CELLS.inspect("Adler32", 7, false)).isPresent();
    }

    @Test
    void anotherClassPathIsFollowed(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Late.java"), "package latepack; public class Late { }");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        assertThat(offered("latepack.La")).isEmpty();
        assertThat(CELLS.inspect("latepack.Late", 13, false)).isEmpty();
        CELLS.addToClassPath(folder);
        assertThat(CELLS.inspect("latepack.Late", 13, false)).isPresent();
        waitForPackages();
        assertThat(offered("latepack.La")).contains("Late");
    }

    @Test
    void helpOnARedefinedMethodAndVariableIsNew() {
        CELLS.eval("int grown(int x) { return x; } int size = 1;");
        assertThat(CELLS.inspect("grown", 5, false))
                .hasValueSatisfying(text -> assertThat(text).contains("int grown(int"));
        assertThat(CELLS.inspect("size", 4, false))
                .hasValueSatisfying(text -> assertThat(text).contains("size:int"));
        CELLS.eval("String grown(int x) { return null; } double size = 1;");
        assertThat(CELLS.inspect("grown", 5, false))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("String grown(int").doesNotContain("int grown(int"));
        assertThat(CELLS.inspect("size", 4, false))
                .hasValueSatisfying(text -> assertThat(text).contains("size:double"));
    }

    @Test
    void theVariablesOfTheCellItselfHaveMembers() {
        assertThat(offered("var local = new StringBuilder();\nlocal.rev")).contains("reverse()");
        assertThat(offered("int n = 1;\nMath.ma")).contains("max(");
    }

    @Test
    void anAnswerIsFoundOnceUntilSomethingChanges() {
        AnswerCache<Integer> answers = new AnswerCache<>();
        AtomicInteger asked = new AtomicInteger();
        assertThat(answers.get("a", asked::incrementAndGet, each -> true)).isEqualTo(1);
        assertThat(answers.get("a", asked::incrementAndGet, each -> true)).isEqualTo(1);
        answers.forget(text -> text.equals("b"));
        assertThat(answers.get("a", asked::incrementAndGet, each -> true)).isEqualTo(1);
        answers.forget(text -> text.equals("a"));
        assertThat(answers.get("a", asked::incrementAndGet, each -> true)).isEqualTo(2);
        assertThat(answers.get("b", asked::incrementAndGet, each -> false)).isEqualTo(3);
        assertThat(answers.get("b", asked::incrementAndGet, each -> true)).isEqualTo(4);
    }

    @Test
    void anAnswerFoundDuringAChangeIsNotKept() {
        AnswerCache<Optional<String>> answers = new AnswerCache<>();
        answers.get(
                "a",
                () -> {
                    answers.forget(text -> false);
                    return Optional.of("half");
                },
                each -> true);
        assertThat(answers.get("a", Optional::empty, each -> true)).isEmpty();
    }

    @Test
    void aQuotationMarkAsACharacterBeginsNoPath() {
        assertThat(offered("\"a\".replace('\"', ' ').isBl")).containsExactly("isBlank()");
    }

    @Test
    void codeInJavadocKeepsWhatLooksLikeATag() {
        assertThat(JavadocText.plain(
                        "A {@code Map<String, Integer>} of <b>them</b>: {@code i<n && j>0}, {@literal {}}."))
                .isEqualTo("A Map<String, Integer> of them: i<n && j>0, {}.");
    }

    @Test
    void membersAreOfferedInTheHeadersOfStatements() {
        CELLS.eval("String name = \"\"; var names = List.of(name);");
        for (String cell : List.of(
                "if (name.isE",
                "while (names.isE",
                "if (1 > 2) {} else if (name.isE",
                "if (1 > 2 && name.isE",
                "synchronized (name.isE",
                "switch (name.isE",
                "for (var each : name.isE",
                "for (int i = 0; i < 3; i = name.isE",
                "if (names.stream().anyMatch(each -> each.isE",
                "for (String each : names) { if (each.isE",
                "for (String each : names) if (each.isE",
                "void f(String given) { while (given.isE",
                "if (names.get(0) instanceof String text && text.isE")) {
            assertThat(offered(cell)).as(cell).containsExactly("isEmpty()");
        }
        assertThat(offered("if (unknown.")).isEmpty();
    }

    @Test
    void methodsAreOfferedAfterTwoColons() {
        CELLS.eval("String name = \"\"; var names = List.of(name);");
        for (String cell : List.of("String::toU", "name::toU", "names.stream().map(String::toU", "f(x -> name::toU")) {
            assertThat(offered(cell)).as(cell).containsExactly("toUpperCase");
        }
        assertThat(offered("String::"))
                .contains("new", "valueOf", "length")
                .doesNotContain("CASE_INSENSITIVE_ORDER", "class");
        assertThat(offered("name::")).contains("length").doesNotContain("new", "valueOf");
        assertThat(offered("ArrayList<String>::")).contains("new", "size");
        assertThat(offered("List::")).contains("of", "size").doesNotContain("new");
        assertThat(offered("int[]::n")).containsExactly("new");
    }

    @Test
    void whatOnlyAClassItselfMayCallIsNotOffered() {
        CELLS.eval("record Dot(int x) {} Dot dot = new Dot(1);");
        CELLS.eval("class Copied { @Override public Copied clone() { return this; } } Copied copied = null;");
        assertThat(offered("dot.")).contains("x()").doesNotContain("clone()", "finalize()");
        assertThat(offered("Dot::")).contains("x").doesNotContain("clone", "finalize");
        assertThat(offered("copied.")).contains("clone()").doesNotContain("finalize()");
        assertThat(offered("new ArrayList<String>().clo")).containsExactly("clone()");
        assertThat(offered("new Object() { void f() { this.fin")).containsExactly("finalize()");
    }

    @Test
    void nothingIsOfferedInCommentsAndTextBlocks() {
        for (String cell :
                List.of("// a Str", "/* a Str", "int a; /* ; */ /** Str", "var t = \"\"\"\n Str", "char c = 'S")) {
            assertThat(offered(cell)).as(cell).isEmpty();
        }
        assertThat(offered("/* a */ Str")).contains("String");
        assertThat(offered("char quote = '\"'; Str")).contains("String");
    }

    @Test
    void theWordsOfTheLanguageAreOfferedLast() {
        assertThat(offered("retu")).containsExactly("return");
        assertThat(offered("boolean b = tru")).contains("true");
        assertThat(offered("int wh = 1; whi")).endsWith("while");
        assertThat(offered("new whi")).doesNotContain("while");
        assertThat(offered("new ")).isNotEmpty().noneMatch(each -> each.startsWith("$"));
    }

    private static String help(String cell, int cursor) {
        return CELLS.inspect(cell, cursor, true).orElse("");
    }

    private static String help(String cell) {
        return help(cell, cell.length());
    }

    @Test
    void whatCellsDocumentIsShown() {
        CELLS.eval(
                "/** Twice as much. */ int twice(int given) { return 2 * given; } int twice(String s) { return 0; }");
        CELLS.eval("/** A house. */ class House<T> { /** Goes in. */ T enter(T who) { return who; } }");
        CELLS.eval("/** A pair. */ record Pair(int left, int right) {}");
        assertThat(help("twice")).contains("int twice(int given)\n\n    Twice as much.", "int twice(String s)");
        assertThat(help("House")).contains("A house.");
        assertThat(help("new House<String>().enter(")).contains("Goes in.");
        assertThat(help("new Pair(")).contains("A pair.");
        CELLS.eval("/** Thrice. */ int twice(int given) { return 3 * given; }");
        assertThat(help("twice")).contains("Thrice.").doesNotContain("Twice");
    }

    @Test
    void signaturesHaveNoAnnotations() {
        CELLS.eval("import org.jspecify.annotations.Nullable;");
        CELLS.eval("/** Shows. */ void show(@Nullable Object what, String... how) {}");
        assertThat(help("show(")).contains("show(Object what, String... how)").contains("Shows.");
    }

    @Test
    void importsAndMethodReferencesAreExplained() {
        CELLS.eval("String name = \"\";");
        assertThat(help("import java.util.List;", 18)).contains("java.util.List");
        assertThat(help("import static java.lang.Math.max")).contains("Math.max(int a, int b)");
        assertThat(help("name::length", 8)).contains("String.length()");
        assertThat(help("String::length")).contains("String.length()");
        assertThat(help("ArrayList::new")).contains("ArrayList<E>(int initialCapacity)");
    }

    @Test
    void methodsAreExplainedInTheHeadersOfStatements() {
        CELLS.eval("String name = \"\"; var names = List.of(name);");
        assertThat(help("if (name.length() > 1)", 12)).contains("String.length()");
        assertThat(help("for (var each : names.stream", 28)).contains("stream()");
        assertThat(help("for (String each : names) { while (each.substring(")).contains("String.substring(int");
    }

    @Test
    void aClassThatWasRefusedHidesNoTypes() {
        assertThatThrownBy(() -> CELLS.eval("class Refused { int f() { return \"\"; } }"))
                .isInstanceOf(CompileError.class);
        CELLS.eval("var listed = java.util.List.of(1); class Bounded<T extends Comparable<T>> {}");
        assertThat(help("listed")).contains("listed:java.util.List<java.lang.Integer>");
        assertThat(help("Bounded")).isEqualTo("Bounded<T extends Comparable<T>>");
        assertThat(help("\"\".substring(")).contains("String.substring(int");
        CELLS.eval("class Refused { int f() { return 1; } } int good = new Refused().f();");
        assertThat(help("good")).contains("good:int");
    }

    @Test
    void commentsAndStringsAreNotExplained() {
        CELLS.eval("String name = \"\";");
        assertThat(help("// name")).isEmpty();
        assertThat(help("f(\"name\")", 5)).isEmpty();
        assertThat(help("/* name */ name")).contains("declared by");
    }
}
