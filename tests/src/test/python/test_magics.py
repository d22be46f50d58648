"""What notebooks for IJava and JJava contain beside Java."""

import json
import os
import tempfile
import time
import unittest

from kernel_case import TIMEOUT, KernelCase
from maven_repository import Repository, home


class Magics(KernelCase):
    def test_lsmagic_lists_them(self):
        text = self.ok("%lsmagic").printed()
        for name in ("maven", "loadFromPOM", "jars", "classpath", "load", "time", "timeit", "env", "html", "bash"):
            self.assertIn(name, text)

    def test_an_unknown_magic_names_the_known_ones(self):
        outcome = self.fails("int a = 1;\n%mavn x:y:1")
        self.assertEqual("MagicError", outcome.reply["ename"])
        self.assertIn("Did you mean %maven?", outcome.reply["evalue"])
        self.assertIn("line 2", outcome.trace)
        self.assertIn("%%bash", self.fails("%%nothing\nx").trace)

    def test_time_shows_the_time_and_the_value(self):
        outcome = self.ok("%time 40 + 2")
        self.assertEqual("42", outcome.text)
        self.assertIn("Wall time: ", outcome.printed())
        outcome = self.ok("%%time\nint n = 20;\nn + 1")
        self.assertEqual("21", outcome.text)
        self.assertIn("Wall time: ", outcome.printed())

    def test_timeit_measures(self):
        self.assertRegex(self.ok("%timeit -n 100 -r 3 Math.sqrt(3)").printed(), r"± .* per loop .*3 runs, 100 loops")

    def test_html_javascript_and_markdown_are_shown(self):
        self.assertEqual("<b>bold</b>\n", self.ok("%%html\n<b>bold</b>\n").all("display_data")[0]["data"]["text/html"])
        self.assertEqual("alert(1)", self.ok("%%javascript\nalert(1)").all("display_data")[0]["data"]["application/javascript"])
        self.assertEqual("# Hi", self.ok("%%markdown\n# Hi").all("display_data")[0]["data"]["text/markdown"])

    def test_bash_prints_to_both_streams_and_its_status_counts(self):
        outcome = self.ok("%%bash\necho out\necho err >&2")
        self.assertEqual(("out\n", "err\n"), (outcome.printed(), outcome.printed("stderr")))
        self.assertIn("status 4", self.fails("%%bash\nexit 4").trace)

    def test_bash_is_stopped_with_its_children(self):
        with tempfile.TemporaryDirectory() as folder:
            mark = os.path.join(folder, "ticks")
            request = self.send("%%%%bash\nbash -c 'while true; do date >> %s; sleep 0.1; done'; true" % mark)
            while not os.path.exists(mark):
                time.sleep(0.05)
            self.interrupt()
            self.assertEqual("KeyboardInterrupt", self.outcome(request, timeout=30).reply["ename"])
            time.sleep(0.3)
            size = os.path.getsize(mark)
            time.sleep(0.5)
            self.assertEqual(size, os.path.getsize(mark))

    def test_bash_is_stopped_although_it_does_not_want_to(self):
        request = self.send("%%bash\ntrap '' TERM\necho $$\nwhile true; do sleep 0.1; done")
        pid = None
        while pid is None:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["msg_type"] == "stream" and message["parent_header"]["msg_id"] == request:
                pid = int(message["content"]["text"])
        self.interrupt()
        self.assertEqual("KeyboardInterrupt", self.outcome(request, timeout=30).reply["ename"])
        with self.assertRaises(ProcessLookupError):
            os.kill(pid, 0)

    def test_bash_takes_its_own_options(self):
        outcome = self.fails("%%bash -e\nfalse\necho not reached")
        self.assertIn("status 1", outcome.trace)
        self.assertEqual("", outcome.printed())

    def test_env(self):
        self.assertEqual("%s\n" % os.environ["PATH"], self.ok("%env PATH").printed())
        self.ok("%env ANSWER=42")
        self.assertEqual("42\n", self.ok("%%bash\necho $ANSWER").printed())
        self.ok("%env ANSWER forty two")
        self.assertEqual("forty two\n", self.ok("%%bash\necho $ANSWER").printed())
        self.assertIn("one word", self.fails('%env "ANSWER=42"').trace)

    def test_names_are_completed_and_explained(self):
        self.assertEqual(["%maven", "%mavenRepo"], self.complete("%mav")["matches"])
        self.assertIn("%%bash", self.complete("%%b")["matches"])
        self.assertIn("GROUP:ARTIFACT", self.inspect("%maven")["data"]["text/plain"])

    def test_jars_classpath_and_load(self):
        with tempfile.TemporaryDirectory() as folder:
            Repository(folder).publish("jarred", "part", "1", "public class Part { public static int five() { return 5; } }")
            self.ok("%%jars %s/jarred/part/1/*.jar\nint five = jarred.Part.five();" % folder)
            self.assertEqual("5", self.value("five"))
            with open(os.path.join(folder, "script.jshell"), "w") as script:
                script.write("int scripted = 11;")
            self.ok("%%load %s/script" % folder)
            self.assertEqual("11", self.value("scripted"))

    def test_display_and_render_are_there_and_eval_too(self):
        self.ok('display(render("<i>x</i>", "text/html"));')
        self.assertEqual("3", self.value('eval("1 + 2")'))


class Maven(KernelCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.repository = Repository(os.path.join(cls.folder.name, "repository"))
        cls.repository.publish("org.base", "base", "1.0", "public class Base { public int one() { return 1; } }")
        cls.repository.publish(
            "org.top", "top", "1.0",
            "public class Top extends org.base.Base { public int two() { return one() + 1; } }",
            [("org.base", "base", "1.0")],
        )
        cls.repository.publish("org.pom", "pom", "1.0", "public class Pom { public String toString() { return \"from a POM\"; } }")
        cls.other = Repository(os.path.join(cls.folder.name, "other"))
        cls.other.publish("org.other", "other", "1.0", "public class Other { public int three() { return 3; } }")
        cls.env = home(os.path.join(cls.folder.name, "home"), cls.repository.url)
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.folder.cleanup()

    def test_a_library_comes_with_what_it_needs_and_says_so(self):
        outcome = self.ok("%maven org.top:top:1.0\nimport org.top.Top;\nnew Top().two()")
        self.assertEqual("2", outcome.text)
        self.assertEqual("", outcome.printed())
        shown = outcome.all("display_data") + outcome.all("update_display_data")
        self.assertTrue(any("Downloading" in each["data"]["text/plain"] for each in shown), shown)
        self.assertTrue(any("Added org.top:top:1.0: 2 jars" in each["data"]["text/plain"] for each in shown), shown)
        again = self.ok("%mvn org.top:top:1.0").all("display_data")
        self.assertTrue(any("On the class path already" in each["data"]["text/plain"] for each in again), again)
        self.assertIn("two()", self.complete("new org.top.Top().tw")["matches"])

    def test_parts_of_a_pom(self):
        self.ok(
            "%%loadFromPOM\n<dependency>\n  <groupId>org.pom</groupId>\n  <artifactId>pom</artifactId>\n"
            "  <version>1.0</version>\n</dependency>"
        )
        self.assertEqual("from a POM", self.value("new org.pom.Pom()"))
        outcome = self.fails("%%loadFromPOM\n<dependency><groupId>org.pom</groupId><artifactId>none</artifactId></dependency>")
        self.assertIn("'dependencies.dependency.version' for org.pom:none:jar is missing", outcome.trace)

    def test_what_does_not_exist_is_explained(self):
        outcome = self.fails("%addMavenDependency org.base:base:7")
        self.assertEqual("MagicError", outcome.reply["ename"])
        self.assertIn("There is no org.base:base:7 in central", outcome.trace)
        self.assertNotIn("deephash.kernel", outcome.trace)

    def test_a_notebook_for_ijava_runs_unchanged(self):
        for cell in ijava_notebook(self.repository):
            self.ok(cell)


class Started(KernelCase):
    """The environment variables of IJava."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        Repository(cls.folder.name).publish("start", "part", "1", "public class Part { public int five() { return 5; } }")
        script = os.path.join(cls.folder.name, "init.jshell")
        with open(script, "w") as file:
            file.write('int fromScript = 1;\nSystem.out.println("hello from the script");\n')
        cls.env = {
            "IJAVA_CLASSPATH": cls.folder.name + "/start/part/1/*.jar",
            "IJAVA_COMPILER_OPTS": "-parameters",
            "IJAVA_STARTUP_SCRIPTS_PATH": script,
            "JJAVA_STARTUP_SCRIPT": "int fromSnippet = fromScript + new start.Part().five();",
            "IJAVA_TIMEOUT": "3 SECONDS",
        }
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.folder.cleanup()

    def test_class_path_scripts_and_options(self):
        self.assertEqual("6", self.value("fromSnippet"))
        self.ok("class P { void m(int nameOfIt) {} }")
        self.assertEqual(
            "nameOfIt", self.value('P.class.getDeclaredMethod("m", int.class).getParameters()[0].getName()')
        )

    def test_a_cell_is_stopped_after_its_time(self):
        outcome = self.fails("while (true) {}")
        self.assertEqual("KeyboardInterrupt", outcome.reply["ename"])
        self.assertIn("time limit of 3 s", outcome.trace)


class BrokenStart(KernelCase):
    env = {"IJAVA_STARTUP_SCRIPT": "int broken = nothing;", "IJAVA_TIMEOUT": "soon", "IJAVA_COMPILER_OPTS": "-nonsense"}

    def test_what_is_wrong_is_said_in_the_first_cell_and_the_kernel_lives(self):
        outcome = self.ok("1 + 1")
        self.assertEqual("2", outcome.text)
        self.assertIn("IJAVA_TIMEOUT", outcome.printed("stderr"))
        self.assertIn("-nonsense", outcome.printed("stderr"))


def ijava_notebook(repository):
    """The cells of tests/src/test/resources/notebooks/ijava.ipynb."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", "resources", "notebooks", "ijava.ipynb")) as file:
        cells = json.load(file)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


if __name__ == "__main__":
    unittest.main()
