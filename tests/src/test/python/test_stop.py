"""The stop button."""

import os
import queue
import signal
import tempfile
import time
import unittest

from jupyter_client.manager import KernelManager
from kernel_case import KERNEL, TIMEOUT, KernelCase


def processor_seconds(pid):
    with open("/proc/%d/stat" % pid) as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_quiet(pid):
    """Whether a process leaves the processor alone; also if this system does not tell."""
    if not os.path.exists("/proc/%d/stat" % pid):
        return True
    before = processor_seconds(pid)
    time.sleep(0.5)
    return processor_seconds(pid) - before < 0.35


class Stop(KernelCase):
    """No figure of seconds is asserted here but the generous limit after which a loop counts as not stopped."""

    LIMIT = 30

    def stops(self, code, started=0.7):
        request = self.send(code)
        self.begun(request)
        time.sleep(started)
        pressed = time.time()
        self.interrupt()
        outcome = self.outcome(request, timeout=self.LIMIT)
        print("stopped after %.2f s: %s" % (time.time() - pressed, code[:60].replace("\n", " ")))
        self.assertEqual("error", outcome.status)
        self.assertEqual("KeyboardInterrupt", outcome.reply["ename"], outcome.trace)
        self.assertEqual("2", self.value("1 + 1"))
        self.assert_quiet()
        return outcome

    def begun(self, request):
        """Waits until the kernel has taken the cell up."""
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            mine = message["parent_header"].get("msg_id") == request
            if mine and message["msg_type"] == "execute_input":
                return

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a kernel that has just started warms itself for some seconds
        for _ in range(20):
            if is_quiet(cls.manager.provisioner.pid):
                break

    def assert_quiet(self):
        """Nothing goes on burning a core."""
        for _ in range(5):
            if is_quiet(self.manager.provisioner.pid):
                return
        self.fail("a thread goes on")

    def test_a_sleep(self):
        self.stops("Thread.sleep(60000);")

    def test_a_tight_loop(self):
        self.stops("long n = 0; while (true) n++;")

    def test_a_do_while_and_a_labelled_loop(self):
        self.stops("int i = 0; outer: do { for (;;) { if (i++ % 2 == 0) continue outer; } } while (true);")

    def test_a_switch_loop(self):
        self.stops("int k = 0; while (true) { switch (k % 3) { case 0: k++; continue; case 1: k += 2; break; default: k++; } }")

    def test_a_printing_loop(self):
        self.stops('while (true) System.out.println("line");')

    def test_a_displaying_loop(self):
        self.stops("while (true) display(1);")

    def test_an_updating_loop(self):
        self.stops("String id = display(0); for (int i = 0; ; i++) updateDisplay(id, i);")

    def test_a_stream_of_lambdas(self):
        self.stops("LongStream.range(0, Long.MAX_VALUE).map(x -> x ^ 3).sum()")

    def test_a_parallel_stream_of_lambdas(self):
        self.stops("LongStream.range(0, Long.MAX_VALUE).parallel().map(x -> x ^ 3).sum()")

    def test_a_loop_in_a_lambda(self):
        self.stops("Runnable r = () -> { while (true) {} }; r.run();")

    def test_a_loop_that_catches_everything(self):
        self.stops("while (true) { try { while (true) Thread.sleep(1); } catch (Throwable t) {} }")

    def test_a_recursion(self):
        self.stops("long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(80)")

    def test_a_loop_in_a_method_of_a_class_of_an_earlier_cell(self):
        self.ok("class Spinner { void spin() { while (true) {} } }")
        self.stops("new Spinner().spin();")

    def test_threads_that_the_cell_started_stop_with_it(self):
        self.stops("for (int i = 0; i < 2; i++) new Thread(() -> { while (true) {} }).start(); while (true) {}")

    def test_a_wait_for_a_future(self):
        self.stops("new CompletableFuture<Integer>().get()")

    def test_a_wait_for_input(self):
        request = self.send("System.in.read()", allow_stdin=True)
        self.client.get_stdin_msg(timeout=TIMEOUT)
        self.interrupt()
        outcome = self.outcome(request, timeout=self.LIMIT)
        self.assertEqual("KeyboardInterrupt", outcome.reply["ename"])
        self.assertEqual("2", self.value("1 + 1"))

    def test_a_value_whose_text_takes_forever(self):
        self.stops("class Slow { public String toString() { while (true) {} } }\nnew Slow()")

    def test_what_was_assigned_stays_and_the_rest_does_not_run(self):
        self.ok("int reached = 0;")
        self.stops("reached = 1;\nThread.sleep(60000);\nreached = 2;")
        self.assertEqual("1", self.value("reached"))

    def test_work_that_returns_when_interrupted_has_its_result_assigned(self):
        """As training does: it notices the interrupt and returns what it has reached."""
        self.ok("int model = -1; int after = 0;")
        request = self.send(
            "int model = Stream.of(1).mapToInt(x -> {"
            " try { System.out.println(\"begun\"); Thread.sleep(60000); return 0; } catch (InterruptedException e) { return 17; } }).sum();\n"
            "after = 1;"
        )
        while self.client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "stream":
            pass
        self.interrupt()
        self.assertEqual("KeyboardInterrupt", self.outcome(request, timeout=self.LIMIT).reply["ename"])
        self.assertEqual("17", self.value("model"))
        self.assertEqual("0", self.value("after"))

    def test_cells_that_wait_are_aborted(self):
        first = self.send("Thread.sleep(60000);")
        second = self.send("1")
        time.sleep(0.7)
        self.interrupt()
        self.assertEqual("error", self.reply(first)["status"])
        self.assertEqual("aborted", self.reply(second)["status"])

    def test_an_index_search_of_the_library(self):
        self.ok("var many = HashCodes.random(200_000, 64, 1L); var index = HammingIndex.of(many);")
        self.stops("while (true) index.search(many.get(3), 10);")

    def test_vs_code_asks_on_the_channel_of_the_cells(self):
        cell = self.send("while (true) {}")
        self.begun(cell)
        stop = self.client.session.msg("interrupt_request", {})
        self.client.shell_channel.send(stop)
        replies = {}
        for _ in range(2):
            message = self.client.get_shell_msg(timeout=self.LIMIT)
            replies[message["parent_header"]["msg_id"]] = message
        self.assertEqual("interrupt_reply", replies[stop["header"]["msg_id"]]["msg_type"])
        self.assertEqual("KeyboardInterrupt", replies[cell]["content"]["ename"])
        self.assertEqual("2", self.value("1 + 1"))

    def test_a_cell_that_interrupts_the_threads_of_its_group(self):
        self.send("Thread.currentThread().getThreadGroup().interrupt();\nThread.sleep(10);")
        self.assertEqual("2", self.value("1 + 1"))

    def test_stop_when_nothing_runs_does_no_harm(self):
        self.interrupt()
        time.sleep(0.2)
        self.assertEqual("2", self.value("1 + 1"))

    def test_a_background_thread_of_an_earlier_cell_goes_on(self):
        self.ok(
            "var ticks = new java.util.concurrent.atomic.AtomicInteger();"
            "var ticker = new Thread(() -> { try { while (true) { ticks.incrementAndGet(); Thread.sleep(10); } }"
            " catch (InterruptedException e) {} }); ticker.setDaemon(true); ticker.start();"
        )
        self.stops("Thread.sleep(60000);")
        before = int(self.value("ticks.get()"))
        time.sleep(0.3)
        self.assertGreater(int(self.value("ticks.get()")), before)
        self.ok("ticker.interrupt();")

    def test_a_signal_stops_like_the_button(self):
        request = self.send("while (true) {}")
        time.sleep(0.7)
        os.kill(self.manager.provisioner.pid, signal.SIGINT)
        self.assertEqual("KeyboardInterrupt", self.outcome(request, timeout=self.LIMIT).reply["ename"])
        self.assertEqual("2", self.value("1 + 1"))


class AtTheStart(unittest.TestCase):
    def test_a_first_cell_is_stopped_while_the_kernel_still_starts(self):
        manager = KernelManager(kernel_name=KERNEL)
        manager.start_kernel()
        client = manager.client()
        try:
            client.start_channels()
            self.await_output(client)
            request = client.execute("while (true) {}")
            while not self.is_first_word_of(request, client.get_iopub_msg(timeout=TIMEOUT)):
                pass
            manager.interrupt_kernel()
            reply = {"parent_header": {}}
            while reply["parent_header"].get("msg_id") != request:
                reply = client.get_shell_msg(timeout=TIMEOUT)
            self.assertEqual("KeyboardInterrupt", reply["content"]["ename"])
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)

    @staticmethod
    def is_first_word_of(request, message):
        """Whether the message says that the kernel is busy with the request, before anything of it runs."""
        return message["parent_header"].get("msg_id") == request and message["msg_type"] == "status"

    @staticmethod
    def await_output(client):
        """What a kernel publishes before its client listens is lost."""
        for _ in range(20 * TIMEOUT):
            client.kernel_info()
            try:
                client.get_iopub_msg(timeout=0.05)
                return
            except queue.Empty:
                pass


class LeftBehind(KernelCase):
    """What does not notice a stop: the next cell runs all the same, after one press and about a second."""

    LIMIT = 20

    def stops(self, code, presses=1):
        request = self.send('System.out.println("begun");\n' + code)
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["msg_type"] == "stream" and "begun" in message["content"]["text"]:
                break
        time.sleep(0.7)
        self.interrupt()
        for _ in range(presses - 1):
            time.sleep(0.2)
            # the client gives a second request of this kind the number of a cell
            os.kill(self.manager.provisioner.pid, signal.SIGINT)
        outcome = self.outcome(request, timeout=self.LIMIT)
        self.assertEqual("KeyboardInterrupt", outcome.reply["ename"], outcome.trace)
        self.assertEqual("45", self.value("IntStream.range(0, 10).parallel().map(x -> x + 0).sum()"))
        return outcome.printed()

    def waits(self, code, place, **how):
        note = self.stops(code, **how)
        self.assertRegex(note, "^Cell [0-9]+, line [0-9]+ waits")
        self.assertIn(place, note)
        self.assertEqual(1, note.count("left behind"), note)
        self.assertNotIn("burns", note)
        self.assertNotIn("JShell", note)

    def test_a_join(self):
        self.waits("new CompletableFuture<String>().join()", ", line 2 waits in java.util.concurrent.CompletableFuture.join")

    def test_a_variable_that_a_wait_would_give(self):
        self.waits("// nobody completes it\nvar never = new CompletableFuture<String>().join();", ", line 3 waits in")

    def test_a_lock(self):
        self.waits(
            "var lock = new java.util.concurrent.locks.ReentrantLock();\n"
            "var held = new Thread(() -> { lock.lock(); try { Thread.sleep(600_000); } catch (InterruptedException e) {} });\n"
            "held.start(); while (!lock.isLocked()) Thread.sleep(1);\nlock.lock();",
            "ReentrantLock.lock")
        self.ok("held.interrupt();")

    def test_a_synchronized_block(self):
        self.waits(
            "var monitor = new Object(); var holds = new CountDownLatch(1);\n"
            "var holder = new Thread(() -> { synchronized (monitor) { holds.countDown(); try { Thread.sleep(600_000); }"
            " catch (InterruptedException e) {} } });\nholder.start(); holds.await();\nsynchronized (monitor) { }",
            "waits for a lock.")
        self.ok("holder.interrupt();")

    def test_a_connection_that_does_not_come_and_an_impatient_user(self):
        self.waits("new ServerSocket(0).accept()", "java.net.ServerSocket.accept", presses=3)

    @unittest.skipIf(os.name == "nt", "no named pipes")
    def test_a_pipe_that_nobody_writes(self):
        with tempfile.TemporaryDirectory() as folder:
            pipe = os.path.join(folder, "pipe")
            os.mkfifo(pipe)
            self.waits('new FileInputStream("%s")' % pipe, "java.io.FileInputStream")
            with open(pipe, "wb"):
                pass

    def test_what_a_thread_prints_that_goes_on_stays_in_its_own_cell(self):
        self.ok("var gate = new CompletableFuture<String>();")
        self.waits("System.out.println(gate.join());", "join")
        outcome = self.ok('gate.complete("late"); Thread.sleep(500);')
        self.assertEqual("", outcome.printed())

    def computes(self, code, place):
        """Where Java can end a thread, nothing is left; else the user is told what goes on."""
        note = self.stops(code)
        if int(self.value("Runtime.version().feature()")) < 20:
            self.assertEqual("", note)
            self.assertTrue(any(is_quiet(self.manager.provisioner.pid) for _ in range(10)))
        else:
            self.assertIn(place, note)
            self.assertIn("burns a core", note)
            self.assertEqual(1, note.count("left behind"), note)

    def test_an_expression_that_takes_forever_to_match(self):
        self.computes('"%s!".matches("(.*a){25}")' % ("a" * 31), "java.lang.String.matches")

    def test_a_number_that_takes_forever(self):
        self.computes(
            "new java.math.BigInteger(1, new byte[40_000_000]).setBit(320_000_000).toString().length()", "java.math")


class Training(KernelCase):
    """A training that is stopped gives what it reached."""

    def test_the_model_is_assigned_and_the_rest_of_the_cell_does_not_run(self):
        with tempfile.TemporaryDirectory() as folder:
            self.ok(
                """
                var random = new Random(1);
                for (String split : List.of("cat", "dog")) {
                    Path place = Files.createDirectories(Path.of("%s", split));
                    for (int i = 0; i < 40; i++) {
                        var image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
                        for (int p = 0; p < 1024; p++) image.setRGB(p %% 32, p / 32, random.nextInt());
                        javax.imageio.ImageIO.write(image, "png", place.resolve(i + ".png").toFile());
                    }
                }
                """
                % folder
            )
            self.ok('var data = DeepHash.load("%s"); int after = 0;' % folder)
            request = self.send(
                "var model = DeepHash.train(CVAE, data, options().bits(16).epochs(100_000).seed(1));\nafter = 1;"
            )
            shown = 0
            while shown < 5:
                message = self.client.get_iopub_msg(timeout=TIMEOUT)
                if message["parent_header"].get("msg_id") == request and message["msg_type"] == "error":
                    self.fail("\n".join(message["content"]["traceback"]))
                shown += message["msg_type"] == "update_display_data"
            time.sleep(2)
            self.interrupt()
            time.sleep(0.1)
            # a double click
            os.kill(self.manager.provisioner.pid, signal.SIGINT)
            outcome = self.outcome(request, timeout=60)
            self.assertEqual("KeyboardInterrupt", outcome.reply["ename"], outcome.trace)
            # the second click may come when the cell has ended already, and is not to stop the next one
            time.sleep(1)
            self.assertEqual("true", self.value("model != null"))
            self.assertEqual("0", self.value("after"))
            self.assertIn("16", self.value("DeepHash.hash(model, data.query()).bits()"))


if __name__ == "__main__":
    unittest.main()
