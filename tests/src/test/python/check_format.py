"""Checks that a notebook is valid and is written just as Jupyter writes it.

usage: check_format.py NOTEBOOK
"""

import difflib
import pathlib
import sys

import nbformat


def main(path: pathlib.Path) -> int:
    written = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(written, as_version=4)
    nbformat.validate(notebook)
    expected = nbformat.writes(notebook) + "\n"
    for line in difflib.unified_diff(expected.splitlines(), written.splitlines(), "Jupyter", "DeepHash", n=1):
        print(line)
    return 0 if written == expected else 1


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
