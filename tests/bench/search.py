"""Exact search and mAP beside FAISS (IndexBinaryFlat) and NumPy, same machine, same threads, same run.

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install faiss-cpu numpy
    /tmp/bench/bin/python tests/bench/search.py [--quick]

Prints a Markdown table. Each figure is the best of several repeats; ours and theirs take turns, so that other load on
the machine meets both.
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
    out = subprocess.run([HERE / "java.sh", "deephash.bench.SearchBench", *map(str, arguments)],
                         check=True, capture_output=True, text=True)
    return float(out.stdout.split()[-1])


def best(work, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def search(bits, queries, size, k, repeats):
    random = np.random.default_rng(1)
    index = faiss.IndexBinaryFlat(bits)
    index.add(random.integers(0, 256, (size, bits // 8), dtype=np.uint8))
    query = random.integers(0, 256, (queries, bits // 8), dtype=np.uint8)
    theirs = min(best(lambda: index.search(query, k), repeats), 1e9)
    mine = ours("search", bits, queries, size, k, repeats + 3)
    theirs = min(theirs, best(lambda: index.search(query, k), repeats))
    pairs = queries * size
    print(f"| {bits} | {queries:,} × {size:,} | {k} | {theirs:.3f} | {mine:.3f} | {theirs / mine:.1f} |"
          f" {mine / pairs * 1e9:.3f} |", flush=True)


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

    theirs = best(work, repeats)
    mine = ours("ranking", bits, queries, size, repeats + 5)
    print(f"| {bits} | {queries:,} × {size:,} | {theirs:.3f} | {mine:.3f} | {theirs / mine:.1f} |", flush=True)


print(f"{faiss.omp_get_max_threads()} threads, faiss {faiss.__version__}, numpy {np.__version__}\n")
print("| bits | queries × database | k | FAISS, s | ours, s | ratio | ns a distance, all threads |\n|" + "---:|" * 7)
for bits in (64, 128):
    for k in (10, 100):
        search(bits, 10_000, 10_000, k, 12)
if not QUICK:
    for bits in (64, 128):
        for k in (10, 100):
            search(bits, 1_000, 1_000_000, k, 2)
        search(bits, 1_000, 10_000_000, 10, 1)
limits = {bits: ours("popcount", bits) for bits in (64, 128)}
print("\nThe bare popcount of codes in the first-level cache, one thread: %.3f ns a distance of 64 bits, %.3f of 128.\n"
      "The bound for all threads is that divided by their number." % (limits[64], limits[128]))
print("\nmAP, all readings, precision, recall and hash lookup (ours) against stable-order mAP alone (NumPy)\n")
print("| bits | queries × database | NumPy, s | ours, s | ratio |\n|" + "---:|" * 5)
ranking(128, 5_000, 5_000, 5)
