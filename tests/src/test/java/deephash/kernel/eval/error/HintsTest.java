package deephash.kernel.eval.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.assist.Completion;
import deephash.kernel.eval.error.CellException.CompileError;
import deephash.kernel.eval.error.CellException.RuntimeFailure;
import deephash.kernel.eval.text.NearNames;
import deephash.kernel.library.Workbench;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

public class HintsTest {

    private static final CellEvaluator CELLS = CellEvaluator.start(Workbench.options());

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void classesOfTheKernelAreNeitherHintedNorOffered() {
        assertThatThrownBy(() -> CELLS.eval("new Stop()"))
                .isInstanceOfSatisfying(
                        CompileError.class,
                        e -> assertThat(String.join("\n", e.trace())).doesNotContain("deephash.kernel"));
        assertThat(CELLS.complete("Sto", 3).candidates())
                .extracting(Completion.Candidate::text)
                .noneMatch(each -> each.equals("Stop") || each.equals("StockKernelExtension"));
    }

    @Test
    void aShortNameIsNearWhatBeginsAlikeInTheSameCase() {
        List<String> names = List.of("VAE", "int", "list", "sum");
        assertThat(NearNames.nearest("val", names)).isEmpty();
        assertThat(NearNames.nearest("Cnt", names)).isEmpty();
        assertThat(NearNames.nearest("nit", names)).contains("int");
        assertThat(NearNames.nearest("lst", names)).contains("list");
        assertThat(NearNames.nearest("som", names)).contains("sum");
        assertThat(NearNames.nearest("vae", names)).contains("VAE");
    }

    @Test
    void whatACellSendsToAnotherProcessIsRefusedThereWithASentenceThatSaysHowToWriteIt() {
        // as Spark does it: what a driver sends, an executor reads with classes that it has itself
        CELLS.eval("int factor = 10;");
        CELLS.eval("""
                interface Sent extends java.util.function.IntUnaryOperator, java.io.Serializable {}
                class Times implements Sent { public int applyAsInt(int x) { return x * factor; } }
                byte[] send(Object o) throws Exception {
                    var bytes = new java.io.ByteArrayOutputStream();
                    try (var out = new java.io.ObjectOutputStream(bytes)) { out.writeObject(o); }
                    return bytes.toByteArray();
                }
                Object receive(byte[] bytes) throws Exception {
                    return new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes)) {
                        protected Class<?> resolveClass(java.io.ObjectStreamClass c) throws ClassNotFoundException {
                            return Class.forName(c.getName(), false, ClassLoader.getSystemClassLoader());
                        }
                    }.readObject();
                }
                """);
        for (String sent : List.of("new Times()", "(Sent) x -> x * factor", "(Sent) x -> x * 2")) {
            for (String read : List.of("receive(send(%s))", "((Sent) receive(send(%s))).applyAsInt(3)")) {
                assertThatThrownBy(() -> CELLS.eval(String.format(read, sent)))
                        .isInstanceOfSatisfying(
                                RuntimeFailure.class,
                                e -> assertThat(String.join("\n", e.trace()))
                                        .contains("cannot be sent to another process, such as an executor of Spark")
                                        .contains("table.selectExpr"));
            }
        }
        assertThatThrownBy(() -> CELLS.eval("throw new RuntimeException(\"Job aborted: Lost task 1.0:"
                        + " java.lang.ClassNotFoundException: REPL.$JShell$12\\n\\tat somewhere\");"))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        e -> assertThat(String.join("\n", e.trace())).contains("cannot be sent to another process"));
    }
}
