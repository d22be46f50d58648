#!/usr/bin/env python3
"""Public notebooks for Java kernels, each run whole by `./deephash run`: which run, and what stands in the way of the rest.

    python3 tests/bench/notebooks.py FOLDER... [--limit 300] [--only PART] [--skip PART]

Prints a row of a table for each notebook: cells that ran, of how many; seconds; and what happened. The cause is guessed from
the error's words: "network" (something is to be fetched and cannot be), "data" (a file that the notebook expects beside it),
"library" (another version of a library than the kernel's own, or one that is nowhere), "time" (the limit), "refused" (the
compiler or a cell's exception), which is to be looked at: it is ours unless the notebook itself is wrong. Notebooks in
other languages are left out. Nothing is written into the folder. DEEPHASH names another launcher than this checkout's.
"""
import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CAUSES = [
    ("network", r"UnknownHost|cannot be reached|ConnectException|HttpTimeout|Connection (reset|refused)|Failed to download|"
                r"HTTP (response code|error)|SSLException|SSLHandshake|not load offline|Offline mode"),
    ("data", r"NoSuchFile|FileNotFound|Nothing (is called|matches)|There is no script|No such file"),
    ("library", r"There is no \S+:\S+ in|NoSuchMethodError|NoClassDefFound|AbstractMethodError|NoSuchFieldError|"
                r"IncompatibleClassChange|UnsupportedClassVersion|ClassNotFound|cannot be fetched|UnsatisfiedLink"),
]


def code_cells(path):
    """The code cells, or None if it is no notebook in Java."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError):
        return None
    spec = notebook.get("metadata", {}).get("kernelspec", {})
    language = spec.get("language") or notebook.get("metadata", {}).get("language_info", {}).get("name", "java")
    if language.lower() != "java":
        return None
    return [c for c in notebook.get("cells", []) if c["cell_type"] == "code" and "".join(c["source"]).strip()]


def run(path, limit):
    """Seconds, the executed notebook or None, and what was said."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.ipynb")
        start = time.time()
        process = subprocess.Popen(
            [os.environ.get("DEEPHASH", str(ROOT / "deephash")), "run", str(path.resolve()), "--output", str(out)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            said = process.communicate(timeout=limit)[0].decode(errors="replace")
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGINT)
            try:
                said = process.communicate(timeout=60)[0].decode(errors="replace")
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                said = process.communicate()[0].decode(errors="replace")
            said += "\nTIME"
        done = json.loads(out.read_text()) if out.exists() else None
        return time.time() - start, done, said


def outcome(done, said):
    """How many cells ran without an error, the cause and the error's words."""
    ran, error = 0, ""
    for cell in (done or {}).get("cells", []):
        if cell["cell_type"] != "code" or cell.get("execution_count") is None:
            continue
        failed = [o for o in cell["outputs"] if o["output_type"] == "error"]
        ran += not failed
        if failed:
            error = f"{failed[0]['ename']}: {failed[0]['evalue']}"
    if said.endswith("TIME"):
        return ran, "time", ""
    if done is None:
        error = said.strip().splitlines()[-1] if said.strip() else "no output"
    if not error:
        return ran, "runs", ""
    every = error + "\n" + said
    for cause, words in CAUSES:
        if re.search(words, every):
            return ran, cause, error
    return ran, "refused", error


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=300, help="seconds for a notebook")
    parser.add_argument("--only", default="", help="part of the paths wanted")
    parser.add_argument("--skip", default="\0", help="part of the paths not wanted")
    asked = parser.parse_args()
    print("| notebook | cells that ran | s | result | the error |")
    print("|---|---:|---:|---|---|")
    count = {}
    for folder in asked.folders:
        for path in sorted(folder.rglob("*.ipynb")):
            name = str(path.relative_to(folder.parent))
            if ".ipynb_checkpoints" in name or asked.only not in name or asked.skip in name:
                continue
            cells = code_cells(path)
            if not cells:
                continue
            seconds, done, said = run(path, asked.limit)
            ran, cause, error = outcome(done, said)
            count[cause] = count.get(cause, 0) + 1
            short = re.sub(r"\s+", " ", error).replace("|", "\\|")[:140]
            print(f"| {name} | {ran} of {len(cells)} | {seconds:.0f} | {cause} | {short} |", flush=True)
    print("\n" + ", ".join(f"{cause} {n}" for cause, n in sorted(count.items())), file=sys.stderr)


if __name__ == "__main__":
    main()
