"""The terminal: jupyter console, and the prompt and the scripts of ./deephash repl."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import pexpect
from kernel_case import KERNEL, TIMEOUT


class Console(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.TemporaryDirectory()
        self.console = pexpect.spawn(
            sys.executable,
            ["-m", "jupyter_console", "--kernel", KERNEL, "--simple-prompt", "--ZMQTerminalInteractiveShell.kernel_timeout=120"],
            env={**os.environ, "TERM": "dumb", "JUPYTER_RUNTIME_DIR": self.home.name, "IPYTHONDIR": self.home.name},
            timeout=TIMEOUT,
            encoding="utf-8",
        )
        self.console.expect("In ")

    def tearDown(self):
        self.console.close(force=True)
        self.home.cleanup()

    def test_values_magics_bars_and_errors_show_and_an_interrupt_keeps_the_session(self):
        console = self.console
        console.sendline("int kept = 40 + 2;")
        console.expect("In ")
        console.sendline("kept")
        console.expect(r"Out\[\d+\]: *42")
        console.sendline("%time kept + 1")
        console.expect("Wall time")
        console.expect("43")
        console.sendline("DeepHash")
        console.expect("error")
        console.sendline("while (true) {}")
        console.expect("while")
        self.wait(2)
        console.sendintr()
        console.expect("KeyboardInterrupt")
        console.sendline("kept")
        console.expect(r"Out\[\d+\]: *42")

    def wait(self, seconds):
        """Reads on while the cell runs."""
        self.console.expect([pexpect.TIMEOUT, "never shown"], timeout=seconds)


LAUNCHER = str(pathlib.Path(__file__).resolve().parents[4] / "deephash")


class Prompt(unittest.TestCase):
    def setUp(self):
        self.prompt = pexpect.spawn(
            LAUNCHER, ["repl"], env={**os.environ, "TERM": "xterm"}, timeout=TIMEOUT, encoding="utf-8", dimensions=(40, 200)
        )
        self.prompt.expect("deephash> ")

    def tearDown(self):
        self.prompt.close(force=True)

    def enter(self, line, *answers):
        self.prompt.send(line + "\r")
        for answer in answers:
            self.prompt.expect(answer)

    def test_a_cell_that_asks_reads_a_line_and_ctrl_c_stops_it(self):
        self.enter('"[" + input("name: ") + "]"', "name: .*name: ")
        self.enter("Ada", r"\[Ada\]", "deephash> ")
        self.enter('input("more: ")', "more: .*more: ")
        self.prompt.send("\x03")
        self.prompt.expect("KeyboardInterrupt", timeout=10)

    def test_completion_after_symbols_of_two_characters(self):
        self.prompt.send('"\U0001F600\U0001F600".repeat(2).lengt\t')
        self.prompt.expect(r"length\(\)")
        self.enter(" + 90", "98")

    def test_a_comment_may_go_on_in_the_next_line_and_commands_run(self):
        self.enter("/* begun", r"\.\.\.> ")
        self.enter("ended */ int kept = 3;", "deephash> ")
        self.enter("Unknown later;", "deephash> ")
        self.enter("/vars", "int kept = 3", "later = .cannot be used yet")
        self.enter("/exit", pexpect.EOF)

    def test_cells_are_listed_by_the_numbers_that_traces_call_them(self):
        self.enter("1 / 0", "cell 1", "deephash> ")
        self.enter("int kept() { return 1 / 0; }", "deephash> ")
        self.enter("kept()", "cell 2", "deephash> ")
        self.enter("/list", r"2 : int kept\(\) { return 1 / 0; }", "deephash> ")


class Scripts(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_script(self, name, text, command="repl"):
        file = os.path.join(self.folder.name, name)
        with open(file, "w") as script:
            script.write(text)
        done = subprocess.run([LAUNCHER, command, file], capture_output=True, text=True, timeout=TIMEOUT)
        return done.returncode, done.stdout + done.stderr

    def test_commands_of_jshell(self):
        self.assertEqual((0, "int a = 1\n"), self.run_script("a.jsh", "int a = 1\n/vars\n/exit\nnonsense\n"))
        status, output = self.run_script("b.jsh", "int a = 1;\n/set feedback\n")
        self.assertEqual(1, status)
        self.assertIn("There is no command /set", output)
        self.assertIn("line 2", output)

    def test_the_status_of_system_exit(self):
        self.assertEqual((4, ""), self.run_script("a.jsh", "int a = 1;\nSystem.exit(4);\nnonsense\n"))

    def test_the_main_method_of_a_class(self):
        main = 'class Main {\n  public static void main(String[] args) { System.out.println("main ran"); }\n}\n'
        self.assertEqual((0, "main ran\n"), self.run_script("Main.java", main))

    def test_what_is_no_script_and_what_is_no_notebook(self):
        self.assertIn("deephash run", self.run_script("a.ipynb", "{}")[1])
        self.assertIn("deephash repl", self.run_script("a.jsh", "", "run")[1])


if __name__ == "__main__":
    unittest.main()
