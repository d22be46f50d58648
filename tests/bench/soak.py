#!/usr/bin/env python3
"""A long day with the kernel, in minutes: cells, redefinitions and charts, and the memory that stays.

Usage: tests/bench/soak.py [--cells 10000] [--redefinitions 500] [--charts 200] [--kernel deephash]
Needs jupyter_client, psutil, and the kernel installed (./deephash kernel install). Prints a Markdown table: after each
tenth of the work, what the heap, the classes and the process hold after a garbage collection. Fails if the heap of the
last tenth is more than a tenth above that of the second, or any cell failed.
"""
import argparse
import os
import sys
import time

import psutil
from jupyter_client.manager import start_new_kernel

PROBE = """
System.gc(); Thread.sleep(200); System.gc();
var heap$ = java.lang.management.ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
var meta$ = java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()
    .filter(p -> p.getName().equals("Metaspace")).mapToLong(p -> p.getUsage().getUsed()).sum();
var classes$ = java.lang.management.ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
heap$ + " " + meta$ + " " + classes$ + " " + Thread.activeCount()
"""

CHART = """
var chart = new XYChartBuilder().width(400).height(300).title("%d").build();
chart.addSeries("s", IntStream.range(0, 500).mapToDouble(i -> i).toArray(), IntStream.range(0, 500).mapToDouble(i -> Math.sin(i / %d.0)).toArray());
chart
"""

KINDS = [
    "1 + %d",
    "int n = %d;",
    "var words%d = List.of(\"a\", \"b\"); words%d.size()",
    "System.out.println(\"line \" + %d);",
    "for (int i = 0; i < 100; i++) { total += i * %dL; }",
    "Stream.of(1, 2, 3).map(x -> x + %d).toList()",
    "new int[1000 + %d %% 7]",
    "HashCodes.random(50, 64, %dL)",
    "String text = \"text \" + %d; text.length()",
    "display(%d);",
]


class Kernel:
    def __init__(self, name):
        # Ten thousand cells are nobody's history.
        options = os.environ.get("DEEPHASH_JAVA_OPTIONS", "") + " -Ddeephash.history="
        self.manager, self.client = start_new_kernel(
            kernel_name=name, startup_timeout=120, env={**os.environ, "DEEPHASH_JAVA_OPTIONS": options}
        )
        self.failed = 0

    def run(self, code):
        request = self.client.execute(code)
        value = None
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "execute_result":
                value = content["data"]["text/plain"]
            elif kind == "error":
                self.failed += 1
                print("\n".join(content["traceback"]), file=sys.stderr)
            elif kind == "status" and content["execution_state"] == "idle":
                break
        while self.client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != request:
            pass
        return value

    def memory(self):
        process = psutil.Process(self.manager.provisioner.pid)
        return sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / 1e6

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def redefine(kernel, number):
    """A class and a method of changing bodies, and living objects of the class."""
    kernel.run(
        "class Changing { int x = 1; int twice() { return %d * x; } }\nint use(Changing c) { return c.twice() + %d; }"
        % (number, number)
    )
    kernel.run("var one = new Changing(); use(one)")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cells", type=int, default=10_000)
    arguments.add_argument("--redefinitions", type=int, default=500)
    arguments.add_argument("--charts", type=int, default=200)
    arguments.add_argument("--kernel", default="deephash")
    options = arguments.parse_args()
    kernel = Kernel(options.kernel)
    rows = []
    started = time.time()
    try:
        kernel.run("long total = 0;")
        for tenth in range(10):
            begun = time.time()
            cells = 0
            for i in range(options.cells * tenth // 10, options.cells * (tenth + 1) // 10):
                kind = KINDS[i % len(KINDS)]
                # Names repeat after a while, as they do when a user runs cells again.
                number = i % 50 if kind.startswith("var") else i
                kernel.run(kind.replace("%%", "%\0").replace("%d", str(number)).replace("%\0", "%"))
                cells += 1
            for i in range(options.redefinitions * tenth // 10, options.redefinitions * (tenth + 1) // 10):
                redefine(kernel, i)
            for i in range(options.charts * tenth // 10, options.charts * (tenth + 1) // 10):
                kernel.run(CHART % (i, i + 1))
            took = time.time() - begun
            heap, meta, classes, threads = (int(x) for x in kernel.run(PROBE).strip('"').split())
            rows.append((tenth + 1, heap / 1e6, meta / 1e6, classes, threads, kernel.memory(), took))
            print("%d/10: heap %.1f MB, metaspace %.1f MB, %d classes, %d threads, process %.0f MB, %.0f s" % rows[-1], file=sys.stderr)
    finally:
        kernel.close()
    print("| tenth | heap after a collection, MB | metaspace, MB | classes | threads of cells | process, MB | seconds |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for row in rows:
        print("| %d | %.1f | %.1f | %d | %d | %.0f | %.0f |" % row)
    print()
    print("%d cells, %d redefinitions, %d charts in %.0f s; %d cells failed." % (
        options.cells, options.redefinitions, options.charts, time.time() - started, kernel.failed))
    if kernel.failed or rows[-1][1] > 1.1 * rows[1][1]:
        sys.exit("The memory was not flat, or cells failed.")


if __name__ == "__main__":
    main()
