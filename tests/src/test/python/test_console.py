"""The kernel in a terminal: jupyter console."""

import os
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


if __name__ == "__main__":
    unittest.main()
