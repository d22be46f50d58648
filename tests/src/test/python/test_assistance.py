"""Completion and documentation."""

import os
import tempfile
import unittest

from kernel_case import KernelCase


class Assistance(KernelCase):
    def matches(self, code):
        return self.complete(code)["matches"]

    def test_members_of_variables_and_classes(self):
        self.ok('var codes = HashCodes.random(4, 8, 1L); String word = "x";')
        self.assertIn("substring(", self.matches("word.sub"))
        self.assertIn("size()", self.matches("codes.si"))
        self.assertIn("ofBitStrings(", self.matches("HashCodes.of"))

    def test_in_the_middle_of_a_cell(self):
        code = "int a = 1;\nString s = String.val;\nint b = 2;"
        cursor = code.index(".val") + 4
        self.assertIn("valueOf(", self.complete(code, cursor)["matches"])

    def test_local_names_of_the_cell_itself(self):
        self.assertIn("localName", self.matches("for (int localName = 0; localName < 3; localName++) { int x = localN"))
        self.assertIn("element", self.matches("List.of(1).forEach(element -> { System.out.println(ele"))
        self.assertIn("length()", self.matches('for (String word : List.of("a")) { word.len'))

    def test_a_type_that_is_not_imported_is_offered_and_taking_it_imports_it(self):
        self.assertIn("AtomicLongArray", self.matches("new AtomicLongArr"))
        first = self.ok("new AtomicLongArray(2)")
        self.assertEqual("[0, 0]", first.text)
        note = "as completion offered; write: import java.util.concurrent.atomic.AtomicLongArray;"
        self.assertEqual(1, first.printed().count(note))
        self.assertEqual("", self.ok("new AtomicLongArray(3)").printed())

    def test_an_offered_type_is_imported_for_the_body_of_a_class_and_of_a_method(self):
        self.assertIn("DayOfWeek", self.matches("class Week { DayOfW"))
        declared = self.ok("class Week { DayOfWeek day = DayOfWeek.MONDAY; }")
        self.assertIn("import java.time.DayOfWeek;", declared.printed())
        self.assertNotIn("cannot be used", declared.printed())
        self.assertEqual("MONDAY", self.value("new Week().day"))
        self.assertIn("ChronoUnit", self.matches("void days() { ChronoU"))
        self.ok("String days() { return ChronoUnit.DAYS.name(); }")
        self.assertEqual("DAYS", self.value("days()"))

    def test_an_ambiguous_type_is_offered_by_its_whole_names(self):
        offered = self.matches("Logge")
        self.assertIn("java.util.logging.Logger", offered)
        self.assertIn("org.slf4j.Logger", offered)

    def test_lines_that_begin_most_notebooks(self):
        self.assertTrue(any("DeepHash.train(" in m for m in self.matches("train")))

    def test_file_paths_in_a_string(self):
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "picture-of-a-cat.png"), "w").close()
            os.mkdir(os.path.join(folder, "pictures"))
            reply = self.complete('Path.of("%s/pict' % folder)
            self.assertEqual(["picture-of-a-cat.png", "pictures/"], reply["matches"])
            self.assertEqual(len('Path.of("%s/' % folder), reply["cursor_start"])

    def test_kinds_are_told(self):
        types = self.complete("System.out.print")["metadata"]["_jupyter_types_experimental"]
        self.assertTrue(all(t["type"] == "function" for t in types))

    def test_documentation_of_our_library(self):
        reply = self.inspect("HashCodes.random")
        self.assertTrue(reply["found"])
        text = reply["data"]["text/plain"]
        self.assertIn("HashCodes.random(int size, int bits, long seed)", text)
        self.assertIn("@param", text)
        self.assertNotIn("{@", text)

    def test_documentation_of_a_class_and_of_a_variable(self):
        self.assertIn("Hash codes", self.inspect("HashCodes")["data"]["text/plain"])
        self.ok("int someNumber = 41 + 1;")
        self.assertIn("int someNumber = 41 + 1;", self.inspect("someNumber")["data"]["text/plain"])

    def test_documentation_while_an_argument_is_written(self):
        self.assertIn("Math.max(int a, int b)", self.inspect("int m = Math.max(")["data"]["text/plain"])

    def test_documentation_of_methods_with_annotated_types(self):
        for code, cursor in (("display(1)", 3), ("render", 6), ("updateDisplay(", 14)):
            text = self.inspect(code, cursor)["data"]["text/plain"]
            self.assertRegex(text, r"Object value.*\)\n\n    [A-Z]")
            self.assertNotIn("@org", text)

    def test_documentation_of_tablesaw_xchart_and_djl(self):
        for code, words in (
            ("Table.create", "@param"),
            ("XYChartBuilder", "XYChartBuilder"),
            ("new XYChartBuilder().build().addSeries", "Add a series"),
            ("ai.djl.ndarray.NDManager", "NDArray"),
        ):
            text = self.inspect(code)["data"]["text/plain"]
            self.assertIn(words, text)

    def test_documentation_of_the_jdk_where_its_sources_are(self):
        home = self.value('System.getProperty("java.home")')
        if not os.path.exists(os.path.join(home, "lib", "src.zip")):
            self.skipTest("This JDK has no lib/src.zip.")
        self.assertIn("greater", self.inspect("Math.max")["data"]["text/plain"])

    def test_nothing_is_known_of_nonsense(self):
        self.assertFalse(self.inspect("fooBarBaz")["found"])
        self.assertFalse(self.inspect("")["found"])


if __name__ == "__main__":
    unittest.main()
