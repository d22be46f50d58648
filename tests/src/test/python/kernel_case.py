"""A kernel for each test class, and short words for what tests ask it."""

import os
import time
import unittest

from jupyter_client.manager import start_new_kernel

KERNEL = os.environ.get("DEEPHASH_TEST_KERNEL", "deephash-test")
TIMEOUT = 120


class Outcome:
    """What a request brought: its reply and everything published for it."""

    def __init__(self, reply, published):
        self.reply = reply
        self.published = published

    @property
    def status(self):
        return self.reply["status"]

    def all(self, kind):
        return [m["content"] for m in self.published if m["msg_type"] == kind]

    def printed(self, name="stdout"):
        return "".join(c["text"] for c in self.all("stream") if c["name"] == name)

    @property
    def data(self):
        results = self.all("execute_result")
        return results[-1]["data"] if results else None

    @property
    def text(self):
        return None if self.data is None else self.data["text/plain"]

    @property
    def trace(self):
        return "\n".join(self.reply.get("traceback", []))


class KernelCase(unittest.TestCase):
    """Starts one kernel for all tests of a class."""

    env = {}

    def setUp(self):
        self.stray = []  # what came for other requests than the one that was waited for

    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start_new_kernel(
            kernel_name=KERNEL, startup_timeout=TIMEOUT, env={**os.environ, **cls.env}
        )

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel(now=True)

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def outcome(self, request, timeout=TIMEOUT):
        published = []
        end = time.time() + timeout
        while True:
            self.assertLess(time.time(), end, "the kernel is still busy")
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != request:
                self.stray.append(message)
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    break
            else:
                published.append(message)
        return Outcome(self.reply(request, timeout), published)

    def reply(self, request, timeout=TIMEOUT):
        end = time.time() + timeout
        while time.time() < end:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]
        self.fail("no reply")

    def run_cell(self, code, **options):
        return self.outcome(self.send(code, **options))

    def ok(self, code, **options):
        outcome = self.run_cell(code, **options)
        self.assertEqual("ok", outcome.status, outcome.trace)
        return outcome

    def value(self, code):
        return self.ok(code).text

    def fails(self, code, **options):
        outcome = self.run_cell(code, **options)
        self.assertEqual("error", outcome.status)
        return outcome

    def interrupt(self):
        self.manager.interrupt_kernel()

    def complete(self, code, cursor=None):
        return self.reply(self.client.complete(code, len(code) if cursor is None else cursor))

    def inspect(self, code, cursor=None, detail=1):
        return self.reply(self.client.inspect(code, len(code) if cursor is None else cursor, detail))
