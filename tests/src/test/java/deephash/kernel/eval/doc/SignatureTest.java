package deephash.kernel.eval.doc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static void isRead(String said, String name, String parameters) {
        Signature found = Signature.of(said, true);
        assertThat(found.name()).as(said).isEqualTo(name);
        assertThat(found.parameters()).as(said).isEqualTo(parameters);
        assertThat(found.text()).as(said).isEqualTo(said);
    }

    @Test
    void methodsAreReadWithAnyTypeParameters() {
        isRead("Table Table.create()", "Table.create", "");
        isRead(
                "Stream<R> Stream<T extends Object>.<R extends Object>map(Function<? super T,? extends R>)",
                "Stream.map",
                "Function<? super T,? extends R>");
        isRead(
                "Map<A, B> a.b.Bx<X>.In<K, V extends List<? super K>>.<A extends C<A> & D, B>m(A a) throws E, F",
                "a.b.Bx.In.m",
                "A a");
        isRead("Q <Q extends Number>größe(Q[] q)", "größe", "Q[] q");
        isRead("<T> Bx<T extends Comparable<T>>(T t)", "Bx", "T t");
    }

    @Test
    void classesAndFieldsAreRead() {
        isRead("java.util.Map.Entry<K, V extends Comparable<V>>", "java.util.Map.Entry", null);
        isRead("My.m:java.util.Map<java.lang.String,int[]>", "My.m", null);
        isRead("TimeUnit.SECONDS", "TimeUnit.SECONDS", null);
        isRead("pt:Pt", "pt", null);
    }

    @Test
    void theComponentsOfRecordsAreNoPartOfTheirNames() {
        assertThat(Signature.of("double Pt<T>(int x, List<T> y).len(int n)", true))
                .isEqualTo(new Signature("double Pt<T>.len(int n)", "Pt.len", "int n", 17));
        assertThat(Signature.of("Pt(int x, int y).x:int", false).text()).isEqualTo("Pt.x:int");
        assertThat(Signature.of("Pt(int x, int y)(int x, int y)", false))
                .isEqualTo(new Signature("Pt(int x, int y)", "Pt", "int x, int y", 3));
        assertThat(Signature.of("Pt(int x, int y)", true).parameters()).isEqualTo("int x, int y");
        assertThat(Signature.of("Pt(int x, int y)", false).parameters()).isNull();
    }

    @Test
    void otherParametersTakeTheirPlace() {
        assertThat(Signature.of("void A(int n).f(int) throws E", true).with(List.of("int a", "int b")))
                .isEqualTo("void A.f(int a, int b) throws E");
    }
}
