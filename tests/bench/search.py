"""Exact search and mAP beside FAISS (IndexBinaryFlat) and NumPy, same machine, same run.

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install faiss-cpu numpy
    /tmp/bench/bin/python tests/bench/search.py [--quick]

Prints Markdown tables. Each figure is the best of several repeats; ours and theirs take turns. Searches are compared by
seconds of processor time of all threads, which other work on the machine changes little; FAISS has one thread, because
several would spin while they wait for each other.
"""
import pathlib
import subprocess
import sys
import time

import faiss
import numpy as np

HERE = pathlib.Path(__file__).parent
QUICK = "--quick" in sys.argv


def ours(*arguments):
    """Seconds and seconds of processor time; of the popcount loop nanoseconds."""
    out = subprocess.run([HERE / "java.sh", "deephash.bench.SearchBench", *map(str, arguments)],
                         check=True, capture_output=True, text=True)
    return [float(word) for word in out.stdout.split("\n")[-2].split()]


def best(work, repeats, clock):
    times = []
    for _ in range(repeats):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def search(bits, queries, size, k, repeats, limit):
    random = np.random.default_rng(1)
    index = faiss.IndexBinaryFlat(bits)
    index.add(random.integers(0, 256, (size, bits // 8), dtype=np.uint8))
    query = random.integers(0, 256, (queries, bits // 8), dtype=np.uint8)
    before = best(lambda: index.search(query, k), repeats, time.process_time)
    mine = ours("search", bits, queries, size, k, repeats + 3)[1]
    theirs = min(before, best(lambda: index.search(query, k), repeats, time.process_time))
    each = mine / (queries * size) * 1e9
    print(f"| {bits} | {queries:,} × {size:,} | {k} | {theirs:.2f} | {mine:.2f} | {theirs / mine:.1f} |"
          f" {each:.3f} | {100 * limit / each:.0f} % |", flush=True)


def ranking(bits, queries, size, repeats):
    """Stable-order mAP with NumPy: distances by a product of ±1, a stable argsort, a cumulative sum."""
    random = np.random.default_rng(1)
    database = random.integers(0, 2, (size, bits)).astype(np.float32) * 2 - 1
    query = random.integers(0, 2, (queries, bits)).astype(np.float32) * 2 - 1
    of_database, of_query = random.integers(0, 10, size), random.integers(0, 10, queries)
    places = np.arange(1, size + 1)

    def work():
        total = 0
        for start in range(0, queries, 500):
            distances = ((bits - query[start:start + 500] @ database.T) / 2).astype(np.uint8)
            order = np.argsort(distances, axis=1, kind="stable")
            relevant = of_database[order] == of_query[start:start + 500, None]
            hits = np.cumsum(relevant, axis=1)
            total += (hits / places * relevant).sum(axis=1) @ (1 / relevant.sum(axis=1))
        return total / queries

    theirs = best(work, repeats, time.perf_counter)
    mine, _ = ours("ranking", bits, queries, size, repeats + 5)
    print(f"| {bits} | {queries:,} × {size:,} | {theirs:.3f} | {mine:.3f} | {theirs / mine:.1f} |", flush=True)


faiss.omp_set_num_threads(1)
print(f"faiss {faiss.__version__}, numpy {np.__version__}\n")
limits = {bits: ours("popcount", bits)[0] for bits in (64, 128)}
print("The bare popcount of codes in the first-level cache: %.3f ns a distance of 64 bits, %.3f of 128, one thread.\n"
      % (limits[64], limits[128]))
print("| bits | queries × database | k | FAISS, CPU s | ours, CPU s | ratio | ours, CPU ns a distance |"
      " of the popcount limit |\n|" + "---:|" * 8)
for bits in (64, 128):
    for k in (10, 100):
        search(bits, 10_000, 10_000, k, 8, limits[bits])
        if not QUICK:
            search(bits, 1_000, 1_000_000, k, 2, limits[bits])
    if not QUICK:
        search(bits, 1_000, 10_000_000, 10, 1, limits[bits])
print("\nmAP, all readings, precision, recall and hash lookup (ours) against stable-order mAP alone (NumPy), by the clock\n")
print("| bits | queries × database | NumPy, s | ours, s | ratio |\n|" + "---:|" * 5)
ranking(128, 5_000, 5_000, 5)
