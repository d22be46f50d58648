"""The kernel in reserve, with a Jupyter client as the server: who takes it, who does not, and that nobody outlives anybody.

usage: kernels_in_reserve.py CHECKOUT (built, with its kernel installed where Jupyter looks)
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

import lab_server
from jupyter_client import find_connection_file
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

TIMEOUT = 120
CHECKOUT = pathlib.Path(sys.argv.pop())
RESERVE = CHECKOUT / ".deephash/reserve" / str(os.getpid())

# What a server of its own does: start a kernel, wait for its reserve, say whose process it is, and die.
DYING_SERVER = """
import os, signal, sys
sys.argv.append({checkout!r})
sys.path.insert(0, {here!r})
import kernels_in_reserve as here
kernel = here.Kernel(here.start({folder!r}))
print(here.reserve(), kernel.process(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def lives(process):
    """Whether a process is there and is not only waited for."""
    try:
        return pathlib.Path("/proc/%d/stat" % process).read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return pathlib.Path("/proc").exists() is False and subprocess.run(["kill", "-0", str(process)]).returncode == 0


def wait_until(condition, what):
    end = time.time() + TIMEOUT
    while not condition():
        if time.time() > end:
            raise AssertionError("it took too long until " + what)
        time.sleep(0.05)


def reserve():
    """The process of the kernel in reserve, once there is one."""
    file = RESERVE / "pid"
    wait_until(lambda: file.exists() and file.read_text().strip(), "a kernel was in reserve")
    return int(file.read_text())


def start(folder, **environment):
    manager = KernelManager(kernel_name="deephash")
    manager.start_kernel(cwd=str(folder), env={**os.environ, "DEEPHASH_RESERVE": "yes", **environment})
    return manager


class Kernel:
    def __init__(self, manager, client=None):
        self.manager = manager
        self.client = client or manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)

    def run(self, code):
        request = self.client.execute(code)
        value = None
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "execute_result":
                value = message["content"]["data"]["text/plain"]
            elif message["msg_type"] == "error":
                value = message["content"]["ename"]
            elif message["content"].get("execution_state") == "idle":
                return value

    def process(self):
        return int(self.run("ProcessHandle.current().pid()"))

    def launcher(self):
        return self.manager.provisioner.pid

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


class KernelsInReserve(unittest.TestCase):
    def setUp(self):
        if (RESERVE / "pid").exists():  # of the test before
            os.kill(reserve(), signal.SIGKILL)
            shutil.rmtree(RESERVE)
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())).resolve()

    def kernel(self, folder=None, **environment):
        kernel = Kernel(start(folder or self.folder, **environment))
        self.addCleanup(kernel.close)
        return kernel

    def test_a_restart_takes_it_and_everything_works(self):
        kernel = self.kernel()
        first = kernel.process()
        self.assertEqual(kernel.launcher(), first)
        kernel.run("int kept = 1;")
        waiting = reserve()
        kernel.manager.restart_kernel(now=False)
        kernel.client.wait_for_ready(timeout=TIMEOUT)
        self.assertEqual(waiting, kernel.process())
        wait_until(lambda: not lives(first), "the first kernel had ended")
        self.assertEqual("CompileError", kernel.run("kept"))
        self.assertEqual(str(self.folder), kernel.run('Path.of("").toAbsolutePath().toString()'))
        self.assertEqual("3", kernel.run("HashCodes.random(3, 64, 1L).size()"))
        self.assertEqual("null", str(kernel.run('System.getenv("JPY_SESSION_NAME") == null ? "null" : "other"')))
        request = kernel.client.execute("while (true) {}")
        time.sleep(0.5)
        kernel.manager.interrupt_kernel()
        reply = kernel.client.get_shell_msg(timeout=TIMEOUT)
        while reply["parent_header"].get("msg_id") != request:
            reply = kernel.client.get_shell_msg(timeout=TIMEOUT)
        self.assertEqual("KeyboardInterrupt", reply["content"]["ename"])

        # Whichever of the two is killed, the other goes too.
        waiting, mine = reserve(), waiting
        os.kill(mine, signal.SIGKILL)
        wait_until(lambda: not kernel.manager.is_alive(), "the launcher had noticed the end of its kernel")
        for kill in (signal.SIGKILL, signal.SIGTERM):
            other = self.kernel(JPY_SESSION_NAME="another.ipynb")
            mine = other.process()
            self.assertEqual(waiting, mine)
            waiting = reserve()
            os.kill(other.launcher(), kill)
            # A server asks its kernels whether they live; until then a dead one counts as there.
            wait_until(lambda: not other.manager.is_alive() and not lives(mine), "the kernel had noticed the end of its launcher")

    def test_only_in_the_same_surroundings(self):
        self.kernel()
        waiting = reserve()
        with tempfile.TemporaryDirectory() as elsewhere:
            other = self.kernel(elsewhere)
            self.assertEqual(other.launcher(), other.process())
        changed = self.kernel(CHANGED="yes")
        self.assertEqual(changed.launcher(), changed.process())
        # The kernel that came last and rests has the reserve.
        wait_until(lambda: not lives(waiting), "a newer one had taken its place")
        wait_until(lambda: reserve() != waiting, "the newer one was there")

    def test_one_that_has_died_is_no_loss(self):
        self.kernel()
        os.kill(reserve(), signal.SIGKILL)
        kernel = self.kernel()
        self.assertEqual(kernel.launcher(), kernel.process())

    def test_two_that_start_at_once_are_two(self):
        self.kernel()
        waiting = reserve()
        kernels = [Kernel(each) for each in [start(self.folder), start(self.folder)]]
        for each in kernels:
            self.addCleanup(each.close)
        processes = {each.process() for each in kernels}
        self.assertEqual(2, len(processes))
        self.assertIn(waiting, processes)

    def test_it_is_not_ended_with_the_kernel_that_started_it(self):
        first = self.kernel()
        waiting = reserve()
        second = self.kernel()
        self.assertEqual(waiting, second.process())
        os.killpg(first.launcher(), signal.SIGKILL)  # as Jupyter does
        wait_until(lambda: not first.manager.is_alive(), "the first kernel had ended")
        self.assertEqual(waiting, second.process())

    def test_all_end_with_the_server(self):
        code = DYING_SERVER.format(
            checkout=str(CHECKOUT), here=str(pathlib.Path(__file__).parent), folder=str(self.folder)
        )
        said = self.folder / "said"
        with said.open("w") as out:  # a pipe would be waited for, and the dead server not
            server = subprocess.Popen([sys.executable, "-c", code], stdout=out, stderr=out)
            self.assertEqual(-signal.SIGKILL, server.wait(TIMEOUT), said.read_text())
        for process in said.read_text().split():
            wait_until(lambda: not lives(int(process)), "everything had ended with the server")

    def test_lab_has_one_for_the_first_notebook(self):
        port = lab_server.free_port()
        before = set(RESERVE.parent.glob("*/pid"))
        with (self.folder / "log").open("w+") as log:
            server = lab_server.start_lab(CHECKOUT, port, log)
            try:
                lab_server.wait_for_server(port, server)
                wait_until(lambda: set(RESERVE.parent.glob("*/pid")) - before, "JupyterLab had a kernel in reserve")
                (waiting,) = set(RESERVE.parent.glob("*/pid")) - before
                process = int(waiting.read_text())
                request = urllib.request.Request(
                    f"http://127.0.0.1:{port}/api/kernels?token={lab_server.TOKEN}",
                    json.dumps({"name": "deephash", "path": ""}).encode(),
                    {"Content-Type": "application/json"},
                )
                with urllib.request.urlopen(request, timeout=TIMEOUT) as reply:
                    started = json.load(reply)["id"]
                client = BlockingKernelClient(connection_file=find_connection_file(f"kernel-{started}.json"))
                client.load_connection_file()
                kernel = Kernel(None, client)
                self.assertEqual(process, kernel.process())
                self.assertEqual(
                    str(CHECKOUT.resolve() / "work"), kernel.run('Path.of("").toAbsolutePath().toString()')
                )
                client.stop_channels()
            finally:
                lab_server.end_group(server)
        wait_until(lambda: not lives(process), "the kernel had ended with JupyterLab")


if __name__ == "__main__":
    unittest.main(verbosity=2)
