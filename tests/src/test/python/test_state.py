"""Variables keep their values."""

import unittest

from kernel_case import KernelCase


class State(KernelCase):
    def test_variables_survive_a_later_import(self):
        self.ok("var kept = new ArrayList<Integer>(List.of(1, 2)); int plain = 7;")
        self.ok("import java.util.logging.*;\nimport java.text.NumberFormat;")
        self.assertEqual("[1, 2]", self.value("kept"))
        self.assertEqual("7", self.value("plain"))

    def test_variables_survive_a_redefined_method(self):
        self.ok("int twice(int x) { return 2 * x; }")
        self.ok("var made = twice(4); var f = (Function<Integer, Integer>) x -> twice(x);")
        self.ok("int twice(int x) { return 20 * x; }")
        self.assertEqual("8", self.value("made"))
        self.assertEqual("40", self.value("f.apply(2)"))
        self.ok("double twice(int x) { return 2.5 * x; }")
        self.assertEqual("8", self.value("made"))
        self.assertEqual("10.0", self.value("twice(4)"))

    def test_an_edited_method_body_takes_effect_on_living_objects(self):
        self.ok("class Counter { int n = 5; int next() { return n + 1; } }")
        self.ok("var counter = new Counter(); counter.n = 10; var list = List.of(counter);")
        self.ok("class Counter { int n = 5; int next() { return n + 100; } }")
        self.assertEqual("110", self.value("counter.next()"))
        self.assertEqual("110", self.value("list.get(0).next()"))

    def test_a_class_of_another_shape_says_what_is_gone_and_keeps_the_rest(self):
        self.ok("class Shape { int a = 1; }")
        self.ok("record Other(int x) {}")
        self.ok("var shape = new Shape(); var shapes = List.of(shape); var other = new Other(3); int number = 9;")
        note = self.ok("class Shape { int a = 1; int b = 2; }").printed()
        self.assertIn("shape, shapes", note)
        self.assertIn("Shape", note)
        self.assertEqual("Other[x=3]", self.value("other"))
        self.assertEqual("9", self.value("number"))
        self.assertIn("run the cell that makes it again", self.fails("shape").trace)
        self.ok("var shape = new Shape();")
        self.assertEqual("2", self.value("shape.b"))

    def test_records_enums_and_interfaces_can_be_declared_again(self):
        self.ok("record Point(int x) { int y() { return 1; } }\nvar p = new Point(3);")
        self.ok("record Point(int x) { int y() { return 2; } }")
        self.assertEqual("2", self.value("p.y()"))
        self.ok("enum Colour { RED }\ninterface Named { String name(); }")
        self.ok("enum Colour { RED, BLUE }\ninterface Named { String name(); default int size() { return 1; } }")
        self.assertEqual("BLUE", self.value("Colour.BLUE"))
        self.assertEqual("Point[x=3]", self.value("p"))

    def test_a_class_whose_static_initialiser_failed_can_be_mended(self):
        self.ok('class Broken { static int v = Integer.parseInt("x"); }')
        self.assertEqual("java.lang.ExceptionInInitializerError", self.fails("Broken.v").reply["ename"])
        self.assertEqual("", self.ok("class Broken { static int v = 1; }").printed())
        self.assertEqual("1", self.value("Broken.v"))

    def test_edited_static_fields_say_what_becomes_of_them(self):
        self.ok("class Cfg { static int n = 5; }")
        self.assertEqual("", self.ok("class Cfg { static int n = 6; }").printed())
        self.assertEqual("6", self.value("Cfg.n"))
        self.assertIn("Cfg: n keeps its value 6", self.ok("class Cfg { static int n = 50; }").printed())
        self.assertEqual("6", self.value("Cfg.n"))
        note = self.ok("class Cfg { static int n = 50; int other; }").printed()
        self.assertIn("Cfg: its static fields begin anew", note)
        self.assertEqual("50", self.value("Cfg.n"))
        self.assertEqual("", self.ok("class Cfg { static int n = 50; int other = 1; }").printed())

    def test_edited_constants_take_effect_or_say_where_not(self):
        self.ok("enum Planet { A(1); final int g; Planet(int g) { this.g = g; } }")
        self.assertEqual("1", self.value("Planet.A.g"))
        note = self.ok("enum Planet { A(10); final int g; Planet(int g) { this.g = g; } }").printed()
        self.assertIn("Planet: its constants are new objects", note)
        self.assertEqual("10", self.value("Planet.A.g"))
        self.ok("class Sizes { static final int N = 5; }\nint twice() { return 2 * Sizes.N; }")
        note = self.ok("class Sizes { static final int N = 50; }").printed()
        self.assertIn("Sizes: the new N is in what is compiled from now on", note)
        self.ok("int twice() { return 2 * Sizes.N; }")
        self.assertEqual("100", self.value("twice()"))

    def test_classes_that_need_each_other_stand_in_one_cell_or_two(self):
        self.ok("class Hen { Egg lays() { return new Egg(); } }\nclass Egg { Hen hatches() { return new Hen(); } }")
        self.assertEqual("true", self.value("new Hen().lays().hatches() instanceof Hen"))
        note = self.ok("class Lock { Key key; }").printed()
        self.assertIn("class Key", note)
        self.ok("class Key { Lock lock; }")
        self.assertEqual("null", self.ok('String.valueOf(new Lock().key)').text)

    def test_methods_that_need_each_other_stand_in_two_cells(self):
        self.ok("boolean even(int n) { return n == 0 || odd(n - 1); }")
        self.assertIn("odd", self.fails("even(2)").trace)
        self.ok("boolean odd(int n) { return n != 0 && even(n - 1); }")
        self.assertEqual("true", self.value("even(10)"))

    def test_a_failing_cell_keeps_what_it_had_done(self):
        self.fails("int done = 5;\nint broken = 1 / 0;\nint notReached = 6;")
        self.assertEqual("5", self.value("done"))
        self.fails("notReached")

    def test_variables_survive_a_hundred_redefinitions(self):
        self.ok("int gen() { return -1; }\nvar precious = new int[] {1, 2, 3};")
        for i in range(100):
            self.ok("int gen() { return %d; }" % i)
        self.assertEqual("99", self.value("gen()"))
        self.assertEqual("[1, 2, 3]", self.value("precious"))


if __name__ == "__main__":
    unittest.main()
