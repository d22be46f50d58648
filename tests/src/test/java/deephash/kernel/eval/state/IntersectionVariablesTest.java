package deephash.kernel.eval.state;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.library.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

public class IntersectionVariablesTest {

    private static final CellEvaluator CELLS = CellEvaluator.start(Workbench.options());

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void aVariableOfMixedTypeCanBeUsed() {
        CELLS.eval("var list = List.of(1, \"a\");\nvar map = Map.of(\"a\", 1);\nvar ran = new ArrayList<String>();");
        CELLS.eval("ran.add(\"\" + list);");
        CELLS.eval("for (var each : list) { ran.add(each.toString()); }");
        assertThat(CELLS.eval("ran")).isEqualTo(java.util.List.of("[1, a]", "1", "a"));
        CELLS.eval("var mixed = new HashMap<>(Map.of(\"a\", 1, \"b\", \"x\"));\nmixed.put(\"c\", 2);");
        assertThat(CELLS.eval("mixed.get(\"c\")")).isEqualTo(2);
        CELLS.eval("var either = true ? 1 : \"s\";");
        assertThat(CELLS.eval("either + \"!\"")).isEqualTo("1!");
        CELLS.eval("var numbers = List.of(1, 2.5);");
        assertThat(CELLS.eval("numbers.stream().mapToDouble(Number::doubleValue).sum()"))
                .isEqualTo(3.5);
    }

    @Test
    void whatRecordsOfOneInterfaceShareCanBeUsed() {
        CELLS.eval("interface Shape { double area(); }");
        CELLS.eval("record Square(double side) implements Shape { public double area() { return side * side; } }");
        CELLS.eval("record Strip(double length) implements Shape { public double area() { return length; } }");
        CELLS.eval("var shapes = List.of(new Square(2), new Strip(3));");
        assertThat(CELLS.eval("double all = 0;\nfor (Shape each : shapes) { all += each.area(); }\nall"))
                .isEqualTo(7.0);
    }

    @Test
    void ofSeveralBoundsTheOneIsTakenThatSaysMost() {
        assertThat(IntersectionVariables.Denotable.of("List<Record&Shape>")).isEqualTo("List<Shape>");
        assertThat(IntersectionVariables.Denotable.of(
                        "Map<String,java.io.Serializable&Comparable<? extends java.io.Serializable&A<?>>>"))
                .isEqualTo("Map<String, java.io.Serializable>");
        assertThat(IntersectionVariables.Denotable.of(
                        "List<AbstractList<? extends Number&Comparable<?>>&java.io.Serializable>"))
                .isEqualTo("List<AbstractList<? extends Number>>");
    }
}
