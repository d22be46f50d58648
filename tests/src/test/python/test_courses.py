"""What courses run notebooks with: papermill, jupytext, nbconvert and nbgrader, each as its users start it."""

import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib
import unittest

from kernel_case import KERNEL

TRANSLATOR = pathlib.Path(__file__).parents[4] / "kernel/src/main/jupyter/papermill"


def needs(module):
    return unittest.skipUnless(importlib.util.find_spec(module), f"this Python has no {module}")


def cell(source, **metadata):
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def notebook(*cells):
    return {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {
            "kernelspec": {"name": KERNEL, "language": "java", "display_name": "DeepHash"},
            "language_info": {"name": "java", "file_extension": ".java"},
        },
        "cells": list(cells),
    }


def tagged(tag, source):
    return cell(source, tags=[tag])


def text(outputs):
    return "".join("".join(o.get("text", o.get("data", {}).get("text/plain", ""))) for o in outputs)


class CoursesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)

    def write(self, name, content):
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content))
        return file

    def run_module(self, *arguments, env=None, status=0):
        done = subprocess.run(
            [sys.executable, "-m", *map(str, arguments)],
            cwd=self.path,
            # nbgrader starts a program that lies beside Python
            env={**os.environ, "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"], **(env or {})},
            capture_output=True,
            text=True,
        )
        self.assertEqual(status, done.returncode, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def papermill(self, *arguments, status=0):
        """Runs papermill with the translator as pip would install it."""
        place = self.path / "site"
        info = place / "deephash_papermill-0.1.0.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        project = tomllib.loads((TRANSLATOR / "pyproject.toml").read_text())["project"]
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deephash_papermill\nVersion: 0.1.0\n")
        (info / "entry_points.txt").write_text(
            "".join(
                f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
                for group, points in project["entry-points"].items()
            )
        )
        (place / "deephash_papermill.py").write_text((TRANSLATOR / "deephash_papermill.py").read_text())
        return self.run_module("papermill", *arguments, env={"PYTHONPATH": str(place)}, status=status)

    PARAMETERS = 'int bits = 32; // of a code\nString data = "mini";\ndouble beta = 0.5;\nboolean quick = true;\nList<Integer> sizes = List.of(1);'

    @needs("papermill")
    def test_papermill_sets_parameters_in_their_types(self):
        source = self.write(
            "in.ipynb",
            notebook(tagged("parameters", self.PARAMETERS), cell('bits + " " + data + " " + beta / 3 + " " + quick + " " + sizes')),
        )
        self.papermill(
            "in.ipynb", "out.ipynb", "-p", "bits", "48", "-p", "data", 'ci"far', "-p", "beta", "6", "-p", "quick", "False",
            "-y", "sizes: [2, 3]",
        )  # fmt: skip
        done = json.loads((self.path / "out.ipynb").read_text())
        self.assertEqual(["injected-parameters"], done["cells"][1]["metadata"]["tags"])
        self.assertEqual('48 ci"far 2.0 false [2, 3]', text(done["cells"][2]["outputs"]).strip())
        self.assertIn("bits: int", self.papermill("--help-notebook", source))

    @needs("papermill")
    def test_papermill_is_refused_a_value_of_another_type(self):
        self.write("in.ipynb", notebook(tagged("parameters", self.PARAMETERS), cell("bits")))
        said = self.papermill("in.ipynb", "out.ipynb", "-p", "bits", "4.5", status=1)
        self.assertIn("possible lossy conversion from double to int", said)

    @needs("jupytext")
    def test_jupytext_writes_a_script_in_java_and_reads_it_back(self):
        self.write("in.ipynb", notebook(cell("int a = 6;"), cell("a * 7")))
        self.run_module("jupytext", "--to", "auto:percent", "in.ipynb")
        script = (self.path / "in.java").read_text()
        self.assertIn("// %%\nint a = 6;", script)
        self.run_module("jupytext", "--to", "notebook", "--output", "back.ipynb", "in.java")
        back = json.loads((self.path / "back.ipynb").read_text())
        self.assertEqual(["int a = 6;", "a * 7"], ["".join(c["source"]) for c in back["cells"]])

    @needs("nbconvert")
    def test_nbconvert_executes_and_writes_pages_and_scripts(self):
        self.write("in.ipynb", notebook(cell("int a = 6;"), cell("a * 7")))
        self.run_module("nbconvert", "--to", "notebook", "--execute", "--output", "done", "in.ipynb")
        done = json.loads((self.path / "done.ipynb").read_text())
        self.assertEqual("42", text(done["cells"][1]["outputs"]))
        self.assertEqual(("java", ".java"), tuple(done["metadata"]["language_info"][k] for k in ("name", "file_extension")))
        self.run_module("nbconvert", "--to", "script", "done.ipynb")
        self.assertIn("a * 7", (self.path / "done.java").read_text())
        self.run_module("nbconvert", "--to", "html", "done.ipynb")
        self.assertIn("42", (self.path / "done.html").read_text())

    @needs("nbgrader")
    def test_nbgrader_marks_what_notes_accompany(self):
        """A note of ours beside a test costs no point; an assertion that fails does."""

        def graded(number, kind, source, points=None):
            mark = {
                "grade": points is not None, "grade_id": f"{kind}-{number}", "locked": kind == "test", "schema_version": 3,
                "solution": kind == "exercise", "task": False,
            }  # fmt: skip
            if points is not None:
                mark["points"] = points
            return cell(source, nbgrader=mark)

        def sheet(first, second):
            return notebook(
                cell("class Shape { int a = 1; }\nvar shape = new Shape();"),
                graded(1, "exercise", f"// ### BEGIN SOLUTION\nint twice(int x) {{ return {first}; }}\n// ### END SOLUTION"),
                graded(1, "test", "class Shape { int a = 1; int b = 2; }\nassert twice(3) == 6;", 2),
                graded(2, "exercise", f"// ### BEGIN SOLUTION\nint half(int x) {{ return {second}; }}\n// ### END SOLUTION"),
                graded(2, "test", "assert half(6) == 3 : half(6);", 3),
            )

        self.write("source/one/one.ipynb", sheet("2 * x", "x / 2"))
        self.run_module("nbgrader", "generate_assignment", "one", "--create")
        released = json.loads((self.path / "release/one/one.ipynb").read_text())
        self.assertIn("YOUR CODE HERE", "".join(released["cells"][1]["source"]))
        self.assertNotIn("2 * x", json.dumps(released))
        released["cells"][1]["source"] = "int twice(int x) { return x + x; }"
        released["cells"][3]["source"] = "int half(int x) { return x; }"
        self.write("submitted/ada/one/one.ipynb", released)
        self.run_module("nbgrader", "autograde", "one", "--create")
        self.run_module("nbgrader", "generate_feedback", "one")
        marked = json.loads((self.path / "autograded/ada/one/one.ipynb").read_text())
        self.assertIn("Gone with the old form", text(marked["cells"][2]["outputs"]))
        scores = subprocess.run(
            [sys.executable, "-c",
             "from nbgrader.api import Gradebook\n"
             "g = Gradebook('sqlite:///gradebook.db')\n"
             "s = g.find_submission('one', 'ada')\nprint(s.score, s.max_score)"],
            cwd=self.path,
            env={**os.environ, "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]},
            capture_output=True, text=True,
        )  # fmt: skip
        self.assertEqual("2.0 5.0", scores.stdout.strip(), scores.stderr)
        self.assertIn("AssertionError", (self.path / "feedback/ada/one/one.html").read_text())


if __name__ == "__main__":
    unittest.main()
