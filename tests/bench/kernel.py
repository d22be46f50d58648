#!/usr/bin/env python3
"""This kernel beside ipykernel and PyPI's jjava: start, warm cell, completion, inspection, interrupt, memory at rest.

Needs jupyter_client, ipykernel, jjava and psutil in the Python that runs this (tests/src/test/python/requirements.txt).
Usage: tests/bench/kernel.py [--rounds 5] [--cells 100] [--jdk HOME ...] [--only NAME ...]
All kernels in turn, round by round, driven by the same client; prints a Markdown table of medians over the rounds.
Ours are started once more as a server started by `./deephash lab` starts its second kernel: from the reserve.
Completion and inspection are asked at twenty texts, one after the other, none of which was asked about before, and then at
the same texts again.
"""
import argparse
import os
import platform
import queue
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 120

JAVA = {
    "trivial": "1 + 1",
    "complete": (
        "System.out.prin Math.ma String.val Integer.par List.o Map.en Arrays.so Collections.unm Double.comp Long.to "
        "Character.isL Objects.req Thread.sl Pattern.comp Optional.em Set.co BigInteger.val Boolean.par Collectors.to Stream.it"
    ).split(),
    "inspect": (
        "Math.max String.valueOf Integer.parseInt List.of Map.entry Arrays.sort Collections.shuffle Double.compare Long.toString "
        "Character.isLetter Objects.requireNonNull Thread.sleep Pattern.compile Optional.empty Set.copyOf BigInteger.valueOf "
        "Boolean.parseBoolean Collectors.toList Stream.iterate System.nanoTime"
    ).split(),
    "loop": "while (true) {}",
}
PYTHON = {
    "trivial": "1 + 1",
    "complete": (
        "os.path.joi math.sq json.du re.comp sys.pat random.cho itertools.cha functools.red collections.Cou pathlib.Pat "
        "datetime.dat time.sl string.asc statistics.med shutil.cop glob.gl csv.rea copy.dee textwrap.wr operator.ite"
    ).split(),
    "inspect": (
        "max str.join int.from_bytes list.append dict.items sorted random.shuffle math.isclose hex str.isalpha isinstance "
        "time.sleep re.compile iter set.union pow bool functools.reduce itertools.count time.perf_counter"
    ).split(),
    "loop": "while True: pass",
    "first": "import os, math, json, re, sys, random, itertools, functools, collections, pathlib\n"
    "import datetime, time, string, statistics, shutil, glob, csv, copy, textwrap, operator",
}

COLUMNS = [
    ("start", "start to first result, ms"),
    ("next", "next start, from the reserve, ms"),
    ("cell", "warm trivial cell, ms"),
    ("complete", "completion, ms"),
    ("complete_again", "asked again, ms"),
    ("inspect", "inspection, ms"),
    ("inspect_again", "asked again, ms"),
    ("interrupt", "interrupt, ms"),
    ("memory", "memory at rest, MB"),
]


def kernels(prefix, jdks):
    """Display name, kernel name, what to say to it; ours installed for each JDK."""
    found = []
    for home in jdks:
        version = subprocess.run([home + "/bin/java", "-version"], capture_output=True, text=True).stderr.split('"')[1]
        name = "deephash-" + version.split(".")[0]
        subprocess.run(
            [ROOT / "deephash", "kernel", "install", "--prefix", prefix, "--name", name],
            check=True, env={**os.environ, "JAVA_HOME": home}, stdout=subprocess.DEVNULL,
        )
        found.append(("DeepHash, JDK " + version, name, JAVA))
    found.append(("ipykernel", "python3", PYTHON))
    found.append(("jjava", "java", JAVA))
    return found


class Client:
    def __init__(self, specs, name):
        self.manager = KernelManager(kernel_name=name, kernel_spec_manager=specs)
        self.started = time.perf_counter()
        self.manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.reply(self.client.kernel_info())

    def reply(self, request):
        end = time.time() + LIMIT
        while time.time() < end:
            message = self.client.get_shell_msg(timeout=LIMIT)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]
        raise TimeoutError

    def run(self, code):
        content = self.reply(self.client.execute(code))
        self.drain()
        return content

    def drain(self):
        while self.client.iopub_channel.msg_ready():
            self.client.get_iopub_msg(timeout=1)

    def timed(self, ask, texts):
        each = []
        for text in texts:
            start = time.perf_counter()
            self.reply(ask(text))
            each.append((time.perf_counter() - start) * 1000)
            self.drain()
        return statistics.median(each)

    def memory(self):
        process = psutil.Process(self.manager.provisioner.pid)
        return sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / 1e6

    def interrupt(self, loop):
        request = self.client.execute(loop)
        time.sleep(1)
        start = time.perf_counter()
        self.manager.interrupt_kernel()
        try:
            self.reply(request)
        except queue.Empty:
            return float("inf")  # it did not stop
        return (time.perf_counter() - start) * 1000

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def next_start(specs, name):
    """Start to first result of a kernel that another one keeps in reserve."""
    os.environ["DEEPHASH_RESERVE"] = "yes"
    reserve = ROOT / ".deephash/reserve" / str(os.getpid())
    first = Client(specs, name)
    try:
        first.run("1 + 1")
        end = time.time() + LIMIT
        while not (reserve / "pid").exists():
            if time.time() > end:
                raise TimeoutError("no kernel in reserve")
            time.sleep(0.1)
        waiting = (reserve / "pid").read_text().strip()
        time.sleep(20)  # it warms itself too
        second = Client(specs, name)
        try:
            second.run("1 + 1")
            passed = (time.perf_counter() - second.started) * 1000
            content = second.client.execute("", user_expressions={"pid": "ProcessHandle.current().pid()"})
            process = second.reply(content)["user_expressions"]["pid"]["data"]["text/plain"]
            assert process == waiting, "it was not taken from the reserve"
            return passed
        finally:
            second.close()
    finally:
        first.close()
        os.environ["DEEPHASH_RESERVE"] = "no"
        if (reserve / "pid").exists():
            os.kill(int((reserve / "pid").read_text()), signal.SIGTERM)
            shutil.rmtree(reserve)


def measure(specs, name, say, cells):
    client = Client(specs, name)
    try:
        assert client.run(say["trivial"])["status"] == "ok"
        figures = {"start": (time.perf_counter() - client.started) * 1000}
        time.sleep(15)  # ours warms itself for some seconds before it rests
        figures["memory"] = client.memory()
        client.run(say.get("first", say["trivial"]))
        for _ in range(20):
            client.run(say["trivial"])
        kernel = client.client
        figures["cell"] = client.timed(kernel.execute, [say["trivial"]] * cells)
        for key, ask in (("complete", kernel.complete), ("inspect", kernel.inspect)):
            figures[key] = client.timed(ask, say[key])
            figures[key + "_again"] = client.timed(ask, say[key])
        figures["interrupt"] = client.interrupt(say["loop"])
    finally:
        client.close()
    if name.startswith("deephash"):
        figures["next"] = next_start(specs, name)
    return figures


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--cells", type=int, default=100)
    arguments.add_argument("--jdk", action="append", help="a JDK's folder; may be given several times")
    arguments.add_argument("--only", action="append", help="a kernel's name")
    options = arguments.parse_args()
    os.environ["DEEPHASH_RESERVE"] = "no"
    jdks = options.jdk or [os.environ.get("JAVA_HOME") or str(Path(os.popen("readlink -f $(command -v java)").read().strip()).parents[1])]
    with tempfile.TemporaryDirectory() as prefix:
        wanted = [k for k in kernels(prefix, jdks) if not options.only or k[1] in options.only]
        specs = KernelSpecManager()
        specs.kernel_dirs = [prefix + "/share/jupyter/kernels", *specs.kernel_dirs]
        specs.ensure_native_kernel = True
        rounds = {name: [] for _, name, _ in wanted}
        for number in range(options.rounds):
            for label, name, say in wanted:
                rounds[name].append(measure(specs, name, say, options.cells))
                print("round %d, %s: %s" % (number + 1, label, {k: round(v, 1) for k, v in rounds[name][-1].items()}), file=sys.stderr)
    medians = {
        name: {key: statistics.median(each[key] for each in figures) for key, _ in COLUMNS if key in figures[0]}
        for name, figures in rounds.items()
    }
    print("| kernel | " + " | ".join(title for _, title in COLUMNS) + " |")
    print("|---|" + "---:|" * len(COLUMNS))
    python = medians.get("python3")
    for label, name, _ in wanted:
        cells = []
        for key, _ in COLUMNS:
            value = medians[name].get(key)
            if value is None:
                cells.append("")
                continue
            ratio = "" if python is None or name == "python3" else " (×%.1f)" % (value / python["start" if key == "next" else key])
            cells.append(("%.1f" if value < 100 else "%.0f") % value + ratio)
        print("| %s | %s |" % (label, " | ".join(cells)))
    print()
    print(
        "%d rounds, %d warm cells each, Python %s, %d processors (%s); load at the end %.1f."
        % (options.rounds, options.cells, platform.python_version(), os.cpu_count(), platform.machine(), os.getloadavg()[0])
    )


if __name__ == "__main__":
    main()
