"""What cells show."""

import base64
import time
import unittest

from kernel_case import KernelCase

PNG = b"\x89PNG\r\n\x1a\n"


class Display(KernelCase):
    def is_png(self, content):
        self.assertTrue(base64.b64decode(content).startswith(PNG))

    def test_an_image_shows_as_png_and_text(self):
        data = self.ok("new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB)").data
        self.is_png(data["image/png"])
        self.assertIn("20", data["text/plain"])

    def test_a_list_of_images_shows_them_all(self):
        data = self.ok("var image = new BufferedImage(9, 9, 1); List.of(image, image, image)").data
        self.assertTrue("image/png" in data or "<img" in data.get("text/html", ""), data.keys())
        self.assertIn("text/plain", data)

    def test_several_values_show_as_each_does(self):
        self.ok('var dot = new BufferedImage(9, 9, 1); var few = Table.create("few", IntColumn.indexColumn("i", 3, 0));')
        for code in ("new BufferedImage[] {dot, dot}", 'Map.of("a", dot)', "List.of(few, dot)", "Optional.of(few)"):
            data = self.ok(code).data
            self.assertTrue("image/png" in data or "text/html" in data, code)
        self.assertNotIn("text/html", self.ok("Arrays.asList(dot, null)").data)

    def test_a_table_shows_as_html_and_is_escaped(self):
        self.ok('var names = new String[500]; Arrays.fill(names, "<b>bold & bad</b>");')
        data = self.ok('Table.create("people", StringColumn.create("name", names), IntColumn.indexColumn("i", 500, 0))').data
        self.assertIn("<table", data["text/html"])
        self.assertIn("&lt;b&gt;", data["text/html"])
        self.assertNotIn("<b>bold", data["text/html"])
        self.assertIn("500", data["text/html"])
        self.assertIn("name", data["text/plain"])

    def test_a_chart_shows_as_png(self):
        data = self.ok(
            'var chart = new XYChartBuilder().width(300).height(200).title("t").build();'
            'chart.addSeries("s", new double[] {1, 2}, new double[] {3, 4}); chart'
        ).data
        self.assertTrue("image/png" in data or "<img" in data.get("text/html", ""), data.keys())

    def test_a_chart_shows_as_svg_on_request(self):
        shown = self.ok(
            'var drawn = new XYChartBuilder().width(300).height(200).title("t").build();'
            'drawn.addSeries("s", new double[] {1, 2}, new double[] {3, 4}); display(drawn, "image/svg+xml");'
        ).all("display_data")[0]["data"]
        self.assertIn("<svg", shown["image/svg+xml"])
        self.assertIn("text/plain", shown)
        self.assertNotIn("image/png", shown)
        self.assertIn("text/plain", self.fails('display(5, "image/svg+xml");').trace)

    def test_codes_of_the_library_show_in_their_own_way(self):
        data = self.ok("HashCodes.random(10, 16, 1L)").data
        self.assertIn("text/plain", data)
        self.assertNotIn("@", data["text/plain"].split("\n")[0])

    def test_arrays_and_long_collections_show_their_elements_and_their_number(self):
        self.assertEqual("[1, 2, 3]", self.value("new int[] {1, 2, 3}"))
        self.assertEqual("[[1.5], [null]]", self.value("new Object[] {new double[] {1.5}, new String[1]}"))
        self.assertIn("100000 in all", self.value("IntStream.range(0, 100000).boxed().toList()"))

    def test_a_declaration_an_assignment_and_a_void_call_show_nothing(self):
        self.assertIsNone(self.ok("int x = 5;").data)
        self.assertIsNone(self.ok("x = 6;").data)
        self.assertIsNone(self.ok("List.of().clear == null ? 1 : 2;".replace("List.of().clear == null ? 1 : 2;", "System.gc();")).data)
        self.assertEqual("6", self.value("x"))
        self.assertEqual("6", self.value("x;"))

    def test_display_update_and_clear(self):
        shown = self.ok('String place = display("first"); updateDisplay(place, "second"); clearOutput(true);')
        first = shown.all("display_data")[0]
        second = shown.all("update_display_data")[0]
        self.assertEqual("first", first["data"]["text/plain"])
        self.assertEqual("second", second["data"]["text/plain"])
        self.assertEqual(first["transient"]["display_id"], second["transient"]["display_id"])
        self.assertEqual([{"wait": True}], shown.all("clear_output"))
        self.assertIsNone(self.ok('display("alone")').data)

    def test_a_later_cell_updates_what_an_earlier_one_displayed(self):
        place = self.ok('String far = display("old");').all("display_data")[0]["transient"]["display_id"]
        update = self.ok('updateDisplay(far, "new");').all("update_display_data")[0]
        self.assertEqual(place, update["transient"]["display_id"])

    def test_display_in_a_form_that_a_value_lacks_says_which_it_has(self):
        self.assertIn("text/plain", self.fails('display(5, "image/png");').reply["evalue"])

    def test_updates_of_one_display_are_coalesced_and_the_last_one_arrives(self):
        shown = self.ok('String p = display(0); for (int i = 1; i <= 20000; i++) updateDisplay(p, i);')
        updates = shown.all("update_display_data")
        self.assertLess(len(updates), 2000)
        self.assertEqual("20000", updates[-1]["data"]["text/plain"])

    def test_a_log_of_100000_lines_is_neither_lost_nor_torn(self):
        shown = self.ok('for (int i = 0; i < 100_000; i++) System.out.println("line " + i);')
        self.assertEqual("".join("line %d\n" % i for i in range(100_000)), shown.printed())
        self.assertLess(len(shown.all("stream")), 5000)

    def test_output_and_errors_keep_their_order(self):
        shown = self.ok('System.out.println("a"); System.err.println("b"); System.out.println("c");')
        self.assertEqual(
            [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\n")],
            [(c["name"], c["text"]) for c in shown.all("stream")],
        )

    def test_characters_beyond_ascii_survive(self):
        self.assertEqual("Grüße 🦆\n", self.ok('System.out.println("Grüße 🦆");').printed())
        self.assertEqual("🦆", self.ok('for (byte b : "🦆".getBytes("UTF-8")) System.out.write(b); System.out.flush();').printed())

    def test_a_background_thread_prints_into_the_cell_that_started_it(self):
        request = self.send(
            'new Thread(() -> { try { Thread.sleep(800); } catch (InterruptedException e) {}'
            ' System.out.println("from behind"); }).start();'
        )
        self.outcome(request)
        self.ok("1 + 1")
        end = time.time() + 20
        while time.time() < end:
            message = self.stray.pop(0) if self.stray else self.client.get_iopub_msg(timeout=20)
            if message["msg_type"] == "stream":
                self.assertEqual("from behind\n", message["content"]["text"])
                self.assertEqual(request, message["parent_header"]["msg_id"])
                return
        self.fail("nothing came")

    def test_progress_is_one_display_that_is_updated_and_stays_as_a_line(self):
        shown = self.ok(
            """
            var screen = deephash.progress.Screen.current();
            try (var bar = screen.bar("Counting <b>", 100, "sheep")) {
                for (int i = 0; i < 100; i++) { bar.step(1); bar.note("loss " + i); Thread.sleep(10); }
            }
            """
        )
        self.assertEqual(1, len(shown.all("display_data")))
        updates = shown.all("update_display_data")
        self.assertGreater(len(updates), 2)
        self.assertLess(len(updates), 40)
        self.assertIn("<progress", shown.all("display_data")[0]["data"]["text/html"])
        last = updates[-1]["data"]
        self.assertNotIn("<progress", last["text/html"])
        self.assertIn("100 of 100 sheep", last["text/plain"])
        self.assertIn("loss 99", last["text/plain"])
        self.assertIn("&lt;b&gt;", last["text/html"])

    def test_a_live_view_is_replaced_in_its_place(self):
        shown = self.ok('var live = deephash.progress.Screen.current().show("one"); live.update("two"); deephash.progress.Screen.current().say("mind this");')
        self.assertEqual("two", shown.all("update_display_data")[-1]["data"]["text/plain"])
        self.assertEqual("mind this\n", shown.printed())

    def test_an_extension_can_register_a_type(self):
        self.ok(
            'class Star {}\n'
            'org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel().getRenderer().createRegistration(Star.class)'
            '.preferring("text/html").register((star, context) -> context.getOutputContainer().putHTML("<i>star</i>"));'
        )
        data = self.ok("new Star()").data
        self.assertEqual("<i>star</i>", data["text/html"])
        self.assertIn("text/plain", data)

    def test_jjava_helpers_work(self):
        shown = self.ok(
            'String q = org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.display("one");'
            'org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.updateDisplay(q, "two");'
        )
        self.assertEqual("one", shown.all("display_data")[0]["data"]["text/plain"])
        self.assertEqual("two", shown.all("update_display_data")[0]["data"]["text/plain"])


if __name__ == "__main__":
    unittest.main()
