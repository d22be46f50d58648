#!/usr/bin/env python3
"""What is lost or wrong after kills, damage, second processes, little memory and a full disk.

    python3 tests/bench/faults.py [--seed 1] [--kills 100] [--damage 120] [--pairs 60] [--only kills,damage,...]

Kills: a process that writes (checkpoints of a training, outcomes of a study, a model, the cache of pixels, an index of
photos, a file of codes) is killed at a random moment, and the next looks at what is there before it goes on: everything
that was reported must be there, and nothing else. Damage: a file of each kind is changed in one of nine ways and read.
Pairs: two processes write the same thing while a third reads it. Memory: with 256 MB, files that claim to be huge. Full
disk: a file system of a few megabytes, made with tmpfs (needs root, and is left out otherwise). The same seed makes the
same damage; moments of kills vary with the machine. Hours: --kills 2000 --damage 7200. Ends with status 1 if anything
was silently wrong or lost. Prints the tables of faults.md. DEEPHASH_CLASSES names a class path to run on instead of
building.
"""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MAIN = "deephash.bench.faults.Faults"
FLAGS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dai.djl.offline=true", "-Djava.awt.headless=true",
         "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"]
KINDS = {"training": "training, a checkpoint an epoch", "study": "study, an outcome at a time", "model": "saving a model",
         "cache": "writing the cache of pixels", "index": "index of photos (SQLite)", "codes": "index of codes (.codes)"}
wrong = []


def class_path():
    if os.environ.get("DEEPHASH_CLASSES"):
        return os.environ["DEEPHASH_CLASSES"]
    paths = ROOT / "tests/target/bench-class-path.txt"
    subprocess.run(["mvn", "-q", "-B", "-pl", "lib,kernel,tests", "test-compile", "dependency:build-classpath",
                    f"-Dmdep.outputFile={paths}", "-Dmdep.includeScope=test"], cwd=ROOT, check=True)
    return os.pathsep.join([f"{ROOT}/tests/target/test-classes", f"{ROOT}/lib/target/classes",
                            f"{ROOT}/kernel/target/classes", paths.read_text().strip()])


def java(*arguments, heap="400m"):
    environment = dict(os.environ, OMP_NUM_THREADS="1")
    return subprocess.Popen(["java", f"-Xmx{heap}", *FLAGS, "-cp", java.classes, MAIN, *map(str, arguments)], text=True,
                            stdout=subprocess.PIPE, stderr=java.log, env=environment)


def answer(*arguments, heap="400m"):
    return java(*arguments, heap=heap).communicate()[0].splitlines()


def kills(kind, count, seed, folder):
    """Kills a writer again and again: (kills, contents written, of them beyond the first, left over)."""
    rng = random.Random(f"{seed} {kind}")
    answer("prepare", kind, folder)
    last, right = -1, 0
    while right < count:
        process = java("run", kind, folder, last)
        line = process.stdout.readline().strip()
        if line != "ready":
            wrong.append(f"{kind} after {right} kills: {line or 'no answer'}")
            process.kill()
            process.communicate()
            return right, last + 1
        right += 1
        # after some contents, at any moment of the next
        waited, said = time.time(), []
        for _ in range(rng.randrange(4)):
            said.append(process.stdout.readline().strip())
        time.sleep(rng.uniform(0, (time.time() - waited) / len(said) if said else 0.3))
        process.kill()
        for line in said + process.communicate()[0].splitlines():
            if line.isdigit():
                last = int(line)
            elif line:
                wrong.append(f"{kind} after {right} kills: {line}")
                return right, last + 1
    end = answer("check", kind, folder, last)
    if end != ["right"]:
        wrong.append(f"{kind} at the end: {end}")
    return right, last + 1


def leftovers(folder):
    """Files under temporary names that are still there after a writer has come to its end."""
    return sum(1 for path in Path(folder).rglob("*") if path.name.endswith((".part", ".next", ".tmp", ".old"))
               or path.name.startswith((".deephash-sav", "unpacking-")))


def kill_table(options, folder):
    print(f"\n### Kills\n\n| killed during | kills | contents written | lost or wrong | temporary files left |\n"
          "|---|---:|---:|---:|---:|")
    with ThreadPoolExecutor(options.jobs) as pool:
        jobs = {kind: pool.submit(kills, kind, options.kills, options.seed, folder / kind) for kind in KINDS}
        for kind, job in jobs.items():
            done, written = job.result()
            faults = sum(1 for text in wrong if text.startswith(kind + " "))
            print(f"| {KINDS[kind]} | {done} | {written:,} | {faults} | {leftovers(folder / kind)} |", flush=True)


def damage_table(options, folder):
    print("\n### Damage\n\n| | tried | read right | refused by name | refused without the name | other fault | silently wrong |"
          " other content, in a format without checksum |\n|---|---:|---:|---:|---:|---:|---:|---:|")
    for line in answer("damage", options.seed, options.damage, folder / "damage", heap="600m"):
        if line.startswith("#"):
            print(line, file=sys.stderr)
            continue
        name, checked, *counts = line.split("\t")
        right, refused, unnamed, fault, other = map(int, counts)
        silent, plain = (other, "–") if checked == "true" else ("–", other)
        if checked == "true" and other or fault or unnamed:
            wrong.append(f"damage of {name}: {other} silently wrong, {fault} faults, {unnamed} without a name")
        print(f"| {name} | {sum(map(int, counts)):,} | {right:,} | {refused:,} | {unnamed} | {fault} | {silent} | {plain} |")


def pair_table(options, folder):
    print(f"\n### Two processes for {options.pairs} s, and a reader\n\n| | written | refused with a message | read | lost or"
          " wrong | the message |\n|---|---:|---:|---:|---:|---|")
    for kind in KINDS:
        answer("prepare", kind, folder / kind)
        started = [java("pair", kind, folder / kind, first, options.pairs) for first in (0, 1, 2)]
        written = refused = read = faults = 0
        message = ""
        for first, process in enumerate(started):
            lines = process.communicate()[0].splitlines()
            for line in lines:
                if line.startswith("pair "):
                    counts, said = line[5:].split(": ", 1)
                    done, not_done = (int(part.split()[0]) for part in counts.split(", "))
                    read, written = (done, written) if first == 2 else (read, written + done)
                    refused += not_done
                    message = said or message
                elif line.startswith("wrong "):
                    faults += 1
                    wrong.append(f"two processes, {kind}: {line}")
            if not any(line.startswith("pair ") for line in lines):
                faults += 1
                wrong.append(f"two processes, {kind}: no answer")
        message = message.replace(str(folder), "…")
        print(f"| {KINDS[kind]} | {written:,} | {refused:,} | {read:,} | {faults} | {message} |", flush=True)


def memory_table(folder):
    lines = [line.split("\t") for line in answer("declared", folder / "declared", heap="256m")]
    print("\n### Small files that claim to be huge, -Xmx256m\n\n| | | |\n|---|---|---|")
    for how, name, said in lines:
        if how == "fault":
            wrong.append(f"{name} at -Xmx256m: {said}")
        print(f"| {name} | {how} | {said.replace(str(folder), '…')[:150]} |")
    if len(lines) < 10:
        wrong.append("memory: no answer")


def full_disk_table(folder):
    print("\n### A full disk (tmpfs of a few MB)\n")
    disk = folder / "small-disk"
    disk.mkdir()
    try:
        mounted = os.geteuid() == 0 and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], stderr=subprocess.DEVNULL).returncode == 0
    except (AttributeError, FileNotFoundError):
        mounted = False
    if not mounted:
        print("Left out: a small file system can only be mounted by root.")
        return
    print("| | writes until full | what was reported is there | the message |\n|---|---:|---|---|")
    try:
        # a full disk does not end a training: it goes on without checkpoints, and says so
        for kind in [kind for kind in KINDS if kind != "training"]:
            place = disk / kind
            answer("prepare", kind, place)
            lines = answer("fill", kind, place)
            last = next((line[5:] for line in lines if line.startswith("last ")), "no answer")
            said = next((line for line in lines if line.startswith(("full ", "unnamed ", "wrong "))), "")
            (disk / "ballast").unlink(missing_ok=True)
            number = last.split(",")[0]
            there = answer("check", kind, place, number) if number.lstrip("-").isdigit() else ["no answer"]
            if said.startswith(("unnamed", "wrong")) or there != ["right"]:
                wrong.append(f"full disk, {kind}: {said} {there}")
            print(f"| {KINDS[kind]} | {last} | {'yes' if there == ['right'] else there} |"
                  f" {said.split(' ', 1)[-1].replace(str(folder), '…')[:200]} |", flush=True)
            shutil.rmtree(place)
    finally:
        subprocess.run(["umount", disk], check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=100, help="of each kind of writer")
    parser.add_argument("--damage", type=float, default=120, metavar="SECONDS")
    parser.add_argument("--pairs", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--jobs", type=int, default=2, help="writers that are killed at the same time")
    parser.add_argument("--only", default="kills,damage,pairs,memory,disk")
    options = parser.parse_args()
    java.classes = class_path()
    only = options.only.split(",")
    start = time.time()
    with tempfile.TemporaryDirectory(prefix="faults-") as made, open(os.path.join(made, "log"), "w") as java.log:
        folder = Path(made).resolve()
        if "kills" in only:
            kill_table(options, folder / "kills")
        if "damage" in only:
            damage_table(options, folder)
        if "pairs" in only:
            pair_table(options, folder / "pairs")
        if "memory" in only:
            memory_table(folder)
        if "disk" in only:
            full_disk_table(folder)
    print(f"\n{time.time() - start:.0f} s, seed {options.seed}; lost, silently wrong, or without a name: {len(wrong)}")
    for text in wrong:
        print("- " + text)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
