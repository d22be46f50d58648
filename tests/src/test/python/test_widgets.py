"""Sliders over a cell's parameter, by Jupyter's protocol of widgets, as a front end sees it."""

import time
import unittest

from kernel_case import TIMEOUT, KernelCase

VIEW = "application/vnd.jupyter.widget-view+json"


class Widgets(KernelCase):

    def open(self, code):
        """Runs a cell with a slider; its models by id, and what the cell brought."""
        shown = self.ok(code)
        models = {}
        for message in shown.published:
            content = message["content"]
            if message["msg_type"] == "comm_open":
                self.assertEqual("jupyter.widget", content["target_name"])
                self.assertEqual("2.1.0", message["metadata"]["version"])
                models[content["comm_id"]] = dict(content["data"]["state"])
            elif message["msg_type"] == "comm_msg":
                models[content["comm_id"]].update(content["data"]["state"])
        return models, shown

    @staticmethod
    def of_kind(models, kind):
        return next(id for id, state in models.items() if state["_model_name"] == kind + "Model")

    def tell(self, comm, data):
        """Sends a message about a model; what was published until the kernel was idle again."""
        message = self.client.session.msg("comm_msg", {"comm_id": comm, "data": data})
        self.client.shell_channel.send(message)
        return self.answers(message["header"]["msg_id"])

    def move(self, slider, value):
        return self.tell(slider, {"method": "update", "state": {"value": value}, "buffer_paths": []})

    def answers(self, request):
        published = []
        end = time.time() + TIMEOUT
        while time.time() < end:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") == request:
                if message["content"].get("execution_state") == "idle":
                    return published
                published.append(message)
        self.fail("the kernel is still busy")

    @staticmethod
    def shown_in_place(published):
        """What was shown while the place below the slider took what is published."""
        taken, texts = False, []
        for message in published:
            content = message["content"]
            if message["msg_type"] == "comm_msg" and "msg_id" in content["data"]["state"]:
                taken = content["data"]["state"]["msg_id"] == message["parent_header"]["msg_id"]
            elif taken and message["msg_type"] == "display_data":
                texts.append(content["data"]["text/plain"])
            elif taken and message["msg_type"] == "stream":
                texts.append(content["text"])
            elif taken and message["msg_type"] == "error":
                texts.append(content["evalue"])
        return texts

    def test_a_slider_is_shown_with_what_its_first_value_gives(self):
        models, shown = self.open('interact("radius", 0, 8, 2, r -> "within " + r);')
        slider = models[self.of_kind(models, "IntSlider")]
        self.assertEqual(("radius", 0, 8, 1, 2), tuple(slider[k] for k in ("description", "min", "max", "step", "value")))
        box = self.of_kind(models, "VBox")
        self.assertEqual(
            ["IPY_MODEL_" + self.of_kind(models, "IntSlider"), "IPY_MODEL_" + self.of_kind(models, "Output")],
            models[box]["children"],
        )
        view = shown.all("display_data")[0]["data"]
        self.assertEqual(box, view[VIEW]["model_id"])
        place = models[self.of_kind(models, "Output")]
        self.assertEqual(["within 2"], [output["data"]["text/plain"] for output in place["outputs"]])
        # nothing is caught while the cell runs: nbclient may then miss the cell's reply
        self.assertEqual([], [m for m in shown.published if m["msg_type"] == "comm_msg"])
        self.assertEqual("", place["msg_id"])

    def test_moving_it_shows_what_the_new_value_gives_with_what_the_session_knows_then(self):
        models, _ = self.open('var word = "old";\ninteract("r", 0, 8, 2, r -> { System.out.println(word); return r * r; });')
        self.ok('word = "new";')
        published = self.move(self.of_kind(models, "IntSlider"), 7)
        self.assertEqual(["new\n", "49"], self.shown_in_place(published))
        self.assertEqual([{"wait": True}], [m["content"] for m in published if m["msg_type"] == "clear_output"])

    def test_steps_of_a_tenth_are_tenths(self):
        models, _ = self.open('interact("beta", 0, 4, 0.1, 1, b -> b);')
        slider = self.of_kind(models, "FloatSlider")
        self.assertEqual(0.1, models[slider]["step"])
        self.assertEqual(["0.3"], self.shown_in_place(self.move(slider, 0.30000000000000004)))
        self.assertEqual(["0.35"], self.shown_in_place(self.move(slider, 0.35)))
        self.assertEqual(["4.0"], self.shown_in_place(self.move(slider, 9)))

    def test_what_it_throws_is_shown_in_its_place_and_the_next_move_works(self):
        models, _ = self.open('interact("r", 0, 8, 2, r -> 10 / (r - 3));')
        slider = self.of_kind(models, "IntSlider")
        published = self.move(slider, 3)
        error = next(m["content"] for m in published if m["msg_type"] == "error")
        self.assertEqual("/ by zero", error["evalue"])
        self.assertIn("10 / (r - 3)", "".join(error["traceback"]))
        self.assertEqual(["/ by zero"], self.shown_in_place(published))
        self.assertEqual(["10"], self.shown_in_place(self.move(slider, 4)))

    def test_the_stop_button_ends_what_a_move_computes(self):
        models, _ = self.open('interact("r", 0, 8, 0, r -> { while (r > 0) Math.random(); return "at once"; });')
        slider = self.of_kind(models, "IntSlider")
        message = self.client.session.msg(
            "comm_msg", {"comm_id": slider, "data": {"method": "update", "state": {"value": 1}, "buffer_paths": []}}
        )
        self.client.shell_channel.send(message)
        time.sleep(1)
        self.assertTrue(self.complete("Math.ab")["matches"])
        self.interrupt()
        error = next(m for m in self.answers(message["header"]["msg_id"]) if m["msg_type"] == "error")
        self.assertEqual("KeyboardInterrupt", error["content"]["ename"].rpartition(".")[2])
        self.assertEqual("2", self.value("1 + 1"))

    def test_a_page_that_is_opened_again_gets_every_model_as_it_is_now(self):
        models, _ = self.open('interact("r", 0, 8, 2, r -> r);')
        slider = self.of_kind(models, "IntSlider")
        self.move(slider, 5)
        self.assertIn(slider, self.reply(self.client.comm_info("jupyter.widget"))["comms"])
        sent = [m["content"] for m in self.tell(slider, {"method": "request_state"}) if m["msg_type"] == "comm_msg"]
        self.assertEqual(5, sent[0]["data"]["state"]["value"])
        self.assertEqual("IntSliderModel", sent[0]["data"]["state"]["_model_name"])

    def test_a_client_that_draws_no_widgets_shows_the_value_and_says_how_to_get_a_slider(self):
        _, shown = self.open('interact("radius", 0, 8, 2, r -> "within " + r);')
        note = shown.all("display_data")[0]["data"]
        for form in ("text/plain", "text/html"):
            self.assertIn("radius = 2, from 0 to 8. To change it with a slider", note[form])

    def test_a_slider_that_cannot_be_is_refused_with_its_numbers(self):
        self.assertIn("r cannot go from 8 to 0", self.fails('interact("r", 8, 0, 2, r -> r);').trace)
        self.assertIn("it cannot start at 9", self.fails('interact("r", 0, 8, 9, r -> r);').trace)
        self.assertIn("its step cannot be 0.0", self.fails('interact("r", 0, 8, 0, 2, r -> r);').trace)
        self.assertIn("cannot go from NaN to 1.0", self.fails('interact("r", Double.NaN, 1, .1, 0, r -> r);').trace)


if __name__ == "__main__":
    unittest.main()
