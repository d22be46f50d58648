"""Errors that teach."""

import unittest

from kernel_case import KernelCase


class Errors(KernelCase):
    def test_a_compile_error_marks_the_source_and_counts_the_cells_lines(self):
        trace = self.fails("int fine = 1;\n\n// a remark\nString s = fine + ;").trace
        self.assertIn("line 4", trace)
        self.assertIn("String s = fine + ;", trace)
        self.assertIn("^", trace)

    def test_a_syntax_error_runs_nothing_of_the_cell(self):
        self.ok("int ran = 0;")
        self.fails("ran = 1;\nint x = );")
        self.assertEqual("0", self.value("ran"))

    def test_a_missing_import_is_suggested_from_the_class_path(self):
        self.assertIn("import java.text.SimpleDateFormat;", self.fails("var f = new SimpleDateFormat();").trace)
        self.assertIn("import ai.djl.ndarray.NDManager;", self.fails("NDManager m = null;").trace)

    def test_a_slip_of_the_keys_is_noticed(self):
        self.ok("int counter = 1; void countUp() { counter++; }")
        self.assertIn("Did you mean counter?", self.fails("conuter + 1").trace)
        self.assertIn("Did you mean countUp?", self.fails("cuontUp();").trace)
        self.assertIn("Did you mean length?", self.fails('"abc".lenght()').trace)
        self.assertNotIn("Did you mean", self.fails("size(30)").trace)
        self.assertIn("Did you mean ArrayList?", self.fails("new ArayList<String>()").trace)

    def test_an_exception_has_its_true_name_and_the_users_lines(self):
        first = self.ok("int divide(int a, int b) {\n    return a / b;\n}").reply["execution_count"]
        failed = self.fails("int zero = 0;\ndivide(1,\n    zero);")
        self.assertEqual("java.lang.ArithmeticException", failed.reply["ename"])
        self.assertEqual("/ by zero", failed.reply["evalue"])
        self.assertIn("cell %d, line 2" % first, failed.trace)
        self.assertIn("cell %d, line 2" % (first + 1), failed.trace)
        self.assertNotIn("REPL", failed.trace)
        self.assertNotIn("deephash.kernel", failed.trace)
        self.assertNotIn("reflect", failed.trace)

    def test_an_exception_of_the_users_own_keeps_its_name(self):
        failed = self.fails('class Mine extends Exception { Mine(String m) { super(m); } }\nthrow new Mine("own");')
        self.assertEqual(("Mine", "own"), (failed.reply["ename"], failed.reply["evalue"]))

    def test_causes_are_told(self):
        trace = self.fails('throw new RuntimeException("outer", new IOException("inner"));').trace
        self.assertIn("outer", trace)
        self.assertIn("Caused by", trace)
        self.assertIn("inner", trace)

    def test_a_circle_of_causes_ends(self):
        self.fails('var a = new RuntimeException("a"); var b = new RuntimeException("b", a); a.initCause(b); throw a;')

    def test_frames_of_libraries_are_left_out_and_shown_on_request(self):
        failed = self.fails("List.of(3, 1).stream().map(x -> x / (x - 1)).sorted().toList()")
        self.assertIn("trace() shows all", failed.trace)
        self.assertNotIn("ReferencePipeline", failed.trace)
        self.assertIn("ReferencePipeline", self.ok("trace()").printed("stderr"))
        self.assertEqual("true", self.value("lastError().get() instanceof ArithmeticException"))

    def test_an_incomplete_cell_says_where_it_began(self):
        failed = self.fails("int a = 1;\nfor (int i = 0; i < 3; i++) {\n")
        self.assertIn("line 2", failed.reply["evalue"])


class BadCells(KernelCase):
    """Cells that would end a lesser kernel."""

    def lives(self):
        self.assertEqual("2", self.value("1 + 1"))

    def test_system_exit(self):
        for code in ("System.exit(3);", "Runtime.getRuntime().exit(1);", "Runtime.getRuntime().halt(1);",
                     "IntStream.of(1).forEach(System::exit);"):
            self.assertIn("restart the kernel", self.fails(code).reply["evalue"])
        self.lives()

    def test_an_exhausted_heap(self):
        failed = self.fails("var hog = new ArrayList<long[]>(); while (true) hog.add(new long[10_000_000]);")
        self.assertEqual("java.lang.OutOfMemoryError", failed.reply["ename"])
        self.assertIn("MB", failed.trace)
        self.ok("hog = null;")
        self.lives()

    def test_an_exhausted_stack(self):
        failed = self.fails("int deep(int x) { return deep(x + 1) + 1; }\ndeep(0)")
        self.assertEqual("java.lang.StackOverflowError", failed.reply["ename"])
        self.lives()

    def test_closed_streams(self):
        self.ok("System.out.close(); System.err.close();")
        self.assertEqual("still here\n", self.ok('System.out.println("still here");').printed())

    def test_threads_left_behind(self):
        self.ok("for (int i = 0; i < 50; i++) { new Thread(() -> { try { Thread.sleep(3600000); } catch (InterruptedException e) {} }).start(); }")
        self.lives()

    def test_a_thread_that_dies(self):
        self.ok('var t = new Thread(() -> { throw new IllegalStateException("in the back"); }); t.start(); t.join();')
        self.lives()

    def test_a_value_whose_text_fails(self):
        failed = self.fails('class Bad { public String toString() { throw new IllegalStateException("no text"); } }\nnew Bad()')
        self.assertEqual("no text", failed.reply["evalue"])
        self.lives()

    def test_a_class_whose_initializer_fails(self):
        failed = self.fails('class Init { static int x = 1 / 0; }\nInit.x')
        self.assertIn("ArithmeticException", failed.trace)
        self.lives()

    def test_a_cell_of_a_megabyte(self):
        self.assertEqual("1000000", self.value('"' + "\\\\".join([""]) + "x" * 60000 + '".length() > 0 ? 1000000 : 0'))
        self.lives()

    def test_an_interrupted_flag_left_set(self):
        self.ok("Thread.currentThread().interrupt();")
        self.assertEqual("false", self.value("Thread.currentThread().isInterrupted()"))
        self.lives()

    def test_remarks_alone(self):
        self.ok("// nothing\n/* at all */")
        self.ok("")
        self.lives()


if __name__ == "__main__":
    unittest.main()
