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

    def test_names_of_one_letter_and_the_name_that_is_declared_are_no_guess(self):
        self.ok("int A = 1; int a = 1;")
        self.assertNotIn("Did you mean", self.fails("W + 1").trace)
        self.assertNotIn("Did you mean", self.fails("x + 1").trace)
        self.assertNotIn("Did you mean", self.ok("int f(int x) { return h(x) + 1; }").printed())
        self.assertNotIn("Did you mean", self.ok("int sum(int x) { return som(x) + 1; }").printed())

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
        failed = self.fails('var a = new RuntimeException("a"); var b = new RuntimeException("b", a); a.initCause(b); throw a;')
        self.assertNotIn("do_it", failed.trace)
        self.assertIn("(see above)", failed.trace)

    def test_what_was_suppressed_is_told(self):
        trace = self.fails(
            'class Door implements AutoCloseable { public void close() throws Exception { throw new IOException("jammed"); } }\n'
            'try (var door = new Door()) {\n    throw new IllegalStateException("body");\n}').trace
        self.assertIn("Suppressed", trace)
        self.assertRegex(trace, r"jammed(?s:.)*line 1.* in close\(\)")

    def test_a_message_names_what_the_user_wrote(self):
        self.ok("String nothing = null; class Item {} Object item = new Item();")
        self.assertIn('because "nothing" is null', self.fails("nothing.length()").reply["evalue"])
        self.assertIn("Item cannot", self.fails("String text = (String) item;").reply["evalue"])

    def test_an_exception_without_a_name_is_called_by_what_it_extends(self):
        self.assertEqual("java.lang.RuntimeException", self.fails('throw new RuntimeException("x"){};').reply["ename"])

    def test_an_exception_whose_message_fails_keeps_its_name_and_line(self):
        trace = self.fails(
            'class Mute extends RuntimeException { public String getMessage() { throw new IllegalStateException(); } }\n'
            'throw new Mute();').trace
        self.assertIn("Mute", trace)
        self.assertIn("line 2", trace)

    def test_an_exception_of_a_thread_names_the_users_line(self):
        for code in ('Thread t = new Thread(() -> {\n    throw new IllegalStateException("aside"); }, "mine");\nt.start(); t.join();',
                     'Thread u = null;\nu = new Thread(() -> { throw new IllegalStateException("aside"); }, "mine"); u.start(); u.join();'):
            printed = self.ok(code).printed("stderr")
            self.assertIn('Exception in thread "mine" java.lang.IllegalStateException: aside', printed)
            self.assertRegex(printed, "cell [0-9]+, line 2")
            self.assertNotIn("JShell", printed)

    def test_frames_of_libraries_are_left_out_and_shown_on_request(self):
        failed = self.fails("List.of(3, 1).stream().map(x -> x / (x - 1)).sorted().toList()")
        self.assertIn("trace() shows all", failed.trace)
        self.assertNotIn("ReferencePipeline", failed.trace)
        whole = self.ok("trace()").printed("stderr")
        self.assertIn("ReferencePipeline", whole)
        self.assertIn("line 1 in a lambda", whole)
        self.assertNotIn("REPL", whole)
        self.assertNotIn("deephash.kernel", whole)
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
        self.assertIn("Runtime.halt(5)", self.fails("Runtime.getRuntime().halt(5);").reply["evalue"])
        self.lives()

    def test_an_exhausted_heap(self):
        failed = self.fails("var hog = new ArrayList<long[]>(); while (true) hog.add(new long[10_000_000]);")
        self.assertEqual("java.lang.OutOfMemoryError", failed.reply["ename"])
        self.assertIn("hog, which this cell made, held about", failed.reply["evalue"])
        self.assertEqual("true", self.value("hog == null"))
        self.lives()

    def test_a_heap_that_a_variable_of_an_earlier_cell_fills(self):
        self.ok("var small = new int[1000]; var hog = new ArrayList<int[]>();")
        failed = self.fails("while (true) hog.add(new int[10_000]);")
        self.assertEqual("java.lang.OutOfMemoryError", failed.reply["ename"])
        self.assertIn("hog holds about", failed.reply["evalue"])
        self.assertIn("hog = null frees it", failed.reply["evalue"])
        self.assertEqual("1000", self.value("small.length"))
        self.ok("hog = null;")
        self.lives()

    def test_an_exhausted_stack(self):
        failed = self.fails("int deep(int x) { return deep(x + 1) + 1; }\ndeep(0)")
        self.assertEqual("java.lang.StackOverflowError", failed.reply["ename"])
        self.lives()

    def test_closed_streams(self):
        self.ok("System.out.close(); System.err.close();")
        self.assertEqual("still here\n", self.ok('System.out.println("still here");').printed())

    def test_streams_set_to_nothing(self):
        self.ok("System.setErr(null); System.setOut(null);")
        outcome = self.ok('System.out.println("out"); System.err.println("err");')
        self.assertEqual(("out\n", "err\n"), (outcome.printed(), outcome.printed("stderr")))

    def test_a_stream_of_the_users_own_stays_until_it_is_closed(self):
        self.ok("var bytes = new ByteArrayOutputStream(); System.setOut(new PrintStream(bytes));")
        self.assertEqual("", self.ok('System.out.print("kept");').printed())
        self.assertEqual('kept', self.value("System.out.close(); bytes.toString()"))
        self.assertEqual("back\n", self.ok('System.out.println("back");').printed())

    def test_a_mark_of_the_order_of_bytes(self):
        self.assertEqual("3", self.value("\ufeffint marked = 3; marked"))
        self.assertIn("Wall time", self.ok("\ufeff%time marked").printed())

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
