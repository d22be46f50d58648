"""Every request of the messaging protocol, and what is published for it."""

import json
import queue
import time
import unittest
import uuid

import zmq
from kernel_case import TIMEOUT, KernelCase


class Requests(KernelCase):
    def test_kernel_info_says_ok_and_who_it_is(self):
        reply = self.reply(self.client.kernel_info())
        self.assertEqual("ok", reply["status"])
        self.assertEqual("deephash", reply["implementation"])
        self.assertEqual("java", reply["language_info"]["pygments_lexer"])

    def test_a_silent_cell_shows_no_value_and_is_not_counted(self):
        before = self.ok("1").reply["execution_count"]
        silent = self.run_cell("2 + 2", silent=True)
        self.assertEqual([], silent.all("execute_result"))
        self.assertEqual([], silent.all("execute_input"))
        self.assertEqual(before + 1, self.ok("1").reply["execution_count"])

    def test_a_cell_without_history_is_not_counted(self):
        before = self.ok("1").reply["execution_count"]
        self.ok("int notKept = 1;", store_history=False)
        self.assertEqual(before + 1, self.ok("1").reply["execution_count"])
        reply = self.reply(self.client.history(hist_access_type="search", pattern="*notKept*", n=10))
        self.assertEqual([], [e for e in reply["history"] if "int notKept" in e[2]])

    def test_user_expressions_are_evaluated_each_for_itself(self):
        reply = self.ok("int u = 20;", user_expressions={"good": "u + 1", "bad": "nothing"}).reply
        self.assertEqual("21", reply["user_expressions"]["good"]["data"]["text/plain"])
        self.assertEqual("error", reply["user_expressions"]["bad"]["status"])
        self.assertEqual("CompileError", reply["user_expressions"]["bad"]["ename"])

    def test_cells_that_wait_are_aborted_after_an_error(self):
        first = self.send('Thread.sleep(500); throw new RuntimeException("stop");')
        second = self.send("int neverMade = 1;")
        self.assertEqual("error", self.reply(first)["status"])
        self.assertEqual("aborted", self.reply(second)["status"])
        self.fails("neverMade")

    def test_cells_that_wait_go_on_if_asked_so(self):
        first = self.send('Thread.sleep(300); throw new RuntimeException("go on");', stop_on_error=False)
        second = self.send("int made = 1;")
        self.assertEqual("error", self.reply(first)["status"])
        self.assertEqual("ok", self.reply(second)["status"])

    def test_is_complete_indents_what_follows_a_brace(self):
        reply = self.reply(self.client.is_complete("void f() {"))
        self.assertEqual(("incomplete", "    "), (reply["status"], reply["indent"]))
        self.assertEqual("invalid", self.reply(self.client.is_complete("int x = );"))["status"])

    def test_inspect_at_level_0_is_shorter_than_at_level_1(self):
        short = self.inspect("HashCodes.ofBitStrings", detail=0)["data"]["text/plain"]
        long = self.inspect("HashCodes.ofBitStrings", detail=1)["data"]["text/plain"]
        self.assertIn("ofBitStrings", short)
        self.assertLessEqual(len(short), len(long))

    def test_positions_count_characters_not_utf16_units(self):
        code = 'String s = "🦆🦆"; System.ou'
        reply = self.complete(code)
        self.assertEqual(["out"], reply["matches"])
        self.assertEqual((len(code) - 2, len(code)), (reply["cursor_start"], reply["cursor_end"]))

    def test_help_is_given_while_a_cell_runs(self):
        running = self.send("Thread.sleep(20000);")
        time.sleep(0.5)
        asked = self.client.complete("System.ou", 9)
        self.assertEqual(["out"], self.reply(asked, timeout=15)["matches"])
        self.interrupt()
        self.assertEqual("error", self.reply(running)["status"])

    def test_help_is_given_although_other_cells_wait(self):
        running = [self.send("Thread.sleep(20000);"), self.send("int later = 1;")]
        time.sleep(0.5)
        asked = self.client.complete("System.ou", 9)
        known = self.client.kernel_info()
        replies = [self.client.get_shell_msg(timeout=15) for _ in range(2)]
        self.assertEqual({asked, known}, {each["parent_header"]["msg_id"] for each in replies})
        self.interrupt()
        for each in running:
            self.reply(each)

    def test_an_unknown_request_is_answered_with_an_error(self):
        message = self.client.session.msg("juggle_request", {})
        self.client.shell_channel.send(message)
        self.assertEqual("error", self.reply(message["header"]["msg_id"])["status"])

    def test_comms_open_answer_close(self):
        self.ok(
            """
            import org.dflib.jjava.jupyter.kernel.comm.*;
            import org.dflib.jjava.jupyter.messages.Message;
            import org.dflib.jjava.jupyter.messages.comm.*;
            var echoes = new ArrayList<String>();
            org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel().getCommManager().registerTarget("echo",
                (manager, id, name, opening) -> new Comm(manager, id, name) {
                    protected void onMessage(Message<CommMsgCommand> m) {
                        echoes.add(m.getContent().getData().toString()); send(m.getContent().getData());
                    }
                    protected void onClose(Message<CommCloseCommand> m, boolean sending) { echoes.add("closed"); }
                });
            """
        )
        comm = uuid.uuid4().hex
        self._send("comm_open", {"comm_id": comm, "target_name": "echo", "data": {}})
        echoed = self._send("comm_msg", {"comm_id": comm, "data": {"word": "hello"}})
        self.assertEqual([{"word": "hello"}], [c["data"] for c in echoed if "data" in c])
        info = self.reply(self.client.comm_info())
        self.assertEqual("echo", info["comms"][comm]["target_name"])
        self._send("comm_close", {"comm_id": comm, "data": {}})
        self.assertNotIn(comm, self.reply(self.client.comm_info())["comms"])
        self.assertEqual('[{"word":"hello"}, closed]', self.value("echoes"))

    def test_a_comm_to_nobody_is_closed(self):
        published = self._send("comm_open", {"comm_id": "c0", "target_name": "nobody", "data": {}})
        self.assertEqual(["c0"], [c["comm_id"] for c in published if "comm_id" in c])

    def _send(self, kind, content):
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        published = []
        while True:
            answer = self.client.get_iopub_msg(timeout=TIMEOUT)
            if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            if answer["content"].get("execution_state") == "idle":
                return published
            if answer["msg_type"] != "status":
                published.append(answer["content"])

    def test_input_is_asked_of_the_client(self):
        request = self.send('String name = new Scanner(System.in).nextLine();', allow_stdin=True)
        self.client.get_stdin_msg(timeout=TIMEOUT)
        self.client.input("Ada")
        self.assertEqual("ok", self.outcome(request).status)
        self.assertEqual("Ada", self.value("name"))

    def test_a_question_stands_where_it_is_answered(self):
        request = self.send('String asked = input("Who? ");', allow_stdin=True)
        self.assertEqual("Who? ", self.client.get_stdin_msg(timeout=TIMEOUT)["content"]["prompt"])
        self.client.input("Grace")
        self.assertEqual("", self.outcome(request).printed())
        self.assertEqual("Grace", self.value("asked"))

    def test_input_is_refused_where_nobody_answers(self):
        self.assertIn("allow_stdin", self.fails("System.in.read()", allow_stdin=False).trace)
        self.assertIn("allow_stdin", self.fails("new Scanner(System.in).nextLine()", allow_stdin=False).trace)
        self.assertEqual("false", self.ok("new Scanner(System.in).hasNextLine()", allow_stdin=False).text)


class History(KernelCase):
    def test_history_survives_a_restart(self):
        mark = uuid.uuid4().hex
        self.ok("int first = 1; // " + mark)
        self.ok("first + 41 // " + mark)
        self.manager.restart_kernel(now=False)
        self.client.wait_for_ready(timeout=TIMEOUT)
        self.fails("first")
        found = self.reply(
            self.client.history(hist_access_type="search", pattern="*" + mark + "*", output=True, n=10)
        )["history"]
        self.assertEqual(["int first = 1; // " + mark, "first + 41 // " + mark], [e[2][0] for e in found])
        self.assertEqual([None, "42"], [e[2][1] for e in found])
        session = found[0][0]
        by_range = self.reply(
            self.client.history(hist_access_type="range", session=session, start=found[0][1], stop=found[0][1] + 1)
        )["history"]
        self.assertEqual(["int first = 1; // " + mark], [e[2] for e in by_range])
        tail = self.reply(self.client.history(hist_access_type="tail", n=1))["history"]
        self.assertEqual(["first"], [e[2] for e in tail])


class Malformed(KernelCase):
    def _raw(self, frames):
        info = self.manager.get_connection_info()
        socket = zmq.Context.instance().socket(zmq.DEALER)
        socket.linger = 1000
        socket.connect("tcp://%s:%d" % (info["ip"], info["shell_port"]))
        socket.send_multipart(frames)
        socket.close()

    def test_garbage_leaves_the_kernel_alive(self):
        self._raw([b"garbage"])
        self._raw([b"<IDS|MSG>"])
        self._raw([b"<IDS|MSG>", b"", b"{", b"[", b"}", b"null"])
        self._raw([b"\xff" * 1000] * 20)
        self._raw([b"x" * (20 << 20)])
        self.assertEqual("2", self.value("1 + 1"))

    def test_a_frame_beyond_the_limit_ends_its_connection_and_not_the_kernel(self):
        self._raw([b"<IDS|MSG>", b"x" * (300 << 20)])
        time.sleep(1)
        self.assertEqual("2", self.value("1 + 1"))

    def test_a_wrong_signature_is_not_obeyed(self):
        self.ok("int safe = 1;")
        message = self.client.session.msg("execute_request", {"code": "safe = 666;", "silent": False})
        frames = [json.dumps(message[p], default=str).encode() for p in
                  ("header", "parent_header", "metadata", "content")]
        self._raw([b"<IDS|MSG>", b"0" * 64] + frames)
        time.sleep(0.5)
        self.assertEqual("1", self.value("safe"))

    def test_a_message_that_is_sent_again_does_not_run_again(self):
        self.ok("int times = 0;")
        message = self.client.session.msg("execute_request", {"code": "times++;", "silent": False})
        frames = self.client.session.serialize(message)
        self._raw(frames)
        self._raw(frames)
        time.sleep(1)
        self.assertEqual("1", self.value("times"))

    def test_content_of_a_wrong_shape_is_answered(self):
        message = self.client.session.msg("complete_request", {"code": 5, "cursor_pos": "x"})
        self.client.shell_channel.send(message)
        self.assertIn(self.reply(message["header"]["msg_id"])["status"], ("ok", "error"))
        self.assertEqual("2", self.value("1 + 1"))


class Shutdown(KernelCase):
    def test_shutdown_ends_the_process_although_a_cell_runs(self):
        self.send("while (true) {}")
        time.sleep(0.5)
        self.client.shutdown()
        end = time.time() + 15
        while self.manager.is_alive() and time.time() < end:
            time.sleep(0.1)
        self.assertFalse(self.manager.is_alive())


if __name__ == "__main__":
    unittest.main()
