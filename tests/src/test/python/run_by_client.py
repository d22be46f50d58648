"""Runs a notebook by Jupyter's own client, over ZeroMQ, and writes what came back.

usage: run_by_client.py NOTEBOOK OUTPUT
"""

import pathlib
import sys

import nbformat
from nbclient import NotebookClient


def main(source: pathlib.Path, output: pathlib.Path) -> None:
    notebook = nbformat.read(source, as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name="deephash",
        timeout=900,
        startup_timeout=180,
        record_timing=False,
        resources={"metadata": {"path": str(source.parent)}},
    )
    client.execute()
    nbformat.validate(notebook)
    nbformat.write(notebook, output)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
