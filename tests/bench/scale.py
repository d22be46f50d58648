"""Indexes over millions of clustered codes of 64 bits, beside those of FAISS and hnswlib, on the same codes.

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install faiss-cpu hnswlib numpy
    /tmp/bench/bin/python tests/bench/scale.py 10000000 [--graphs] [--only WORD]
    /tmp/bench/bin/pip install duckdb pandas && /tmp/bench/bin/python tests/bench/scale.py 1000000 --pairs

A code is one of size / 50 random centres with 0 to 5 bits flipped; the 1,000 queries are further codes of that kind. Prints a
Markdown table: seconds of processor time (all threads added up) to build and to search for 10 neighbours, the best of
several searches; and recall: the share of the 10 that are no farther than the true tenth. FAISS
and hnswlib have one thread, because several would spin while they wait. --graphs adds HNSW, which takes long to build: that
of FAISS, of hnswlib, and of Lucene, whose jars Maven fetches. --only builds no other index than those whose name has the
word. --pairs finds all pairs within 3 bits instead, beside DuckDB.
"""
import pathlib
import subprocess
import sys
import tempfile
import time

import faiss
import numpy as np

HERE = pathlib.Path(__file__).parent
SIZE = int(sys.argv[1])
ONLY = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
K = 10
faiss.omp_set_num_threads(1)


def java(*arguments):
    return subprocess.run([HERE / "java.sh", "deephash.bench.ScaleBench", *map(str, arguments)],
                          check=True, capture_output=True, text=True).stdout.splitlines()


def cpu(work, repeats=1):
    times = []
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return min(times), result


def row(name, build, search, recall):
    print(f"| {name} | {build:.2f} | {search * 1e6 / 1000:.1f} | {recall:.4f} |", flush=True)


def ours(kind, folder):
    lines = dict(line.split(" ", 1) for line in java(kind, folder))
    farthest = np.array(lines["farthest"].split(), int)
    return float(lines["build:"].split()[1]), float(lines["search:"].split()[1]), farthest


def theirs(name, make, settings, codes, queries, farthest):
    """Searches with settings that grow until the recall is 0.99; shows the first that reaches it, or the last."""
    if ONLY not in name:
        return
    build, index = cpu(lambda: make(codes))
    for label, setting in settings:
        setting(index)
        took, (distances, _) = cpu(lambda: index.search(queries, K), 3 if SIZE > 1_000_000 else 20)
        recall = ((distances <= farthest[:, None]) & (distances >= 0)).mean()
        if recall >= 0.99:
            break
    row(f"{name}, {label}", build, took, recall)


def added(index, train=False):
    def make(codes):
        if train:
            index.train(codes[: 256 * 1024])
        index.add(codes)
        return index
    return make


def set_to(field, value):
    return f"{field} {value}", lambda index: setattr(index.hnsw if field == "efSearch" else index, field, value)


class Hnswlib:
    """Floats of 0 and 1: their squared distance is the Hamming distance."""

    def __init__(self, codes):
        import hnswlib
        bits = np.unpackbits(codes, axis=1)
        self.index = hnswlib.Index(space="l2", dim=bits.shape[1])
        self.index.init_index(len(bits), M=16, ef_construction=100, random_seed=1)
        self.index.set_num_threads(1)
        self.index.add_items(bits)

    def search(self, queries, k):
        labels, distances = self.index.knn_query(np.unpackbits(queries, axis=1), k)
        return distances.round().astype(int), labels


def lucene(folder, farthest):
    """HnswBitVectorsFormat, whose search collects as many as its parameter k says; the best ten of these are taken."""
    if ONLY not in "Lucene HnswBitVectorsFormat":
        return
    jars = pathlib.Path(folder, "jars")
    for name in ("core", "codecs"):
        subprocess.run(["mvn", "-q", "dependency:copy", f"-DoutputDirectory={jars}",
                        f"-Dartifact=org.apache.lucene:lucene-{name}:9.12.3"], cwd=folder, check=True)
    lines = subprocess.run(["java", "-Xmx3g", "-cp", f"{jars}/*", str(HERE / "LuceneBits.java"), folder],
                           check=True, capture_output=True, text=True).stdout.splitlines()
    build = float(lines[0].split()[1])
    for line in lines[1:]:
        ef, took, *distances = line.split()
        recall = (np.array(distances, int).reshape(-1, K) <= farthest[:, None]).mean()
        if recall >= 0.99:
            break
    row(f"Lucene 9.12.3 HnswBitVectorsFormat, M 16, k {ef}", build, float(took), recall)


def pairs(folder):
    """All pairs within 3 bits: the same pigeonhole in SQL, each pair at its first agreeing substring."""
    import duckdb
    import pandas
    codes = np.load(folder + "/database.npy").view(np.uint64).ravel()
    database = duckdb.connect()
    database.execute("set threads = 1")
    places = np.arange(len(codes))
    parts = {f"p{t}": ((codes >> np.uint64(16 * t)) & np.uint64(65535)).astype(np.int32) for t in range(4)}
    frame = pandas.DataFrame({"place": places, "code": codes, **parts})
    database.execute("create table codes as select * from frame")
    union = " union all ".join(
        "select 1 from codes a join codes b on a.p%d = b.p%d and a.place < b.place"
        " where bit_count(xor(a.code, b.code)::bit) <= 3%s"
        % (t, t, "".join(f" and a.p{s} <> b.p{s}" for s in range(t))) for t in range(4))
    lines = java("pairs", folder, 3)
    took, (count,) = cpu(lambda: database.execute(f"select count(*) from ({union})").fetchone())
    print(f"{lines[0]}\n")
    print("| pairs within 3 of 64 bits | pairs | CPU s |\n|---|---:|---:|")
    print(f"| ours, CodePairs | {lines[0].split()[0]} | {float(lines[1].split()[2]):.2f} |")
    print(f"| DuckDB {duckdb.__version__}, one thread | {count:,} | {took:.2f} |")


if "--pairs" in sys.argv:
    with tempfile.TemporaryDirectory() as folder:
        java("make", SIZE, 1000, folder)
        pairs(folder)
    sys.exit()
with tempfile.TemporaryDirectory() as folder:
    java("make", SIZE, 1000, folder)
    codes, queries = np.load(folder + "/database.npy"), np.load(folder + "/queries.npy")
    print(f"{SIZE:,} codes of 64 bits, 1,000 queries, k = {K}; faiss {faiss.__version__}\n")
    print("| index | build, CPU s | search, CPU µs a query | recall@10 |\n|---|" + "---:|" * 3)
    build, search, farthest = ours("multi", folder)
    row("ours, MultiIndex (exact)", build, search, 1)
    if ONLY in "ours, HammingIndex":
        build, search, _ = ours("flat", folder)
        row("ours, HammingIndex (exact)", build, search, 1)
    with_codes = (codes, queries, farthest)
    theirs("FAISS IndexBinaryFlat", added(faiss.IndexBinaryFlat(64)), [("exact", lambda index: None)], *with_codes)
    width = 24 if SIZE > 1_000_000 else 20
    theirs(f"FAISS IndexBinaryHash, {width} bits", added(faiss.IndexBinaryHash(64, width)),
           [set_to("nflip", n) for n in range(5)], *with_codes)
    theirs("FAISS IndexBinaryMultiHash, 4 × 16 bits", added(faiss.IndexBinaryMultiHash(64, 4, 16)),
           [set_to("nflip", n) for n in range(3)], *with_codes)
    for lists in (1024, 4096):
        theirs(f"FAISS IndexBinaryIVF, {lists} lists",
               added(faiss.IndexBinaryIVF(faiss.IndexBinaryFlat(64), 64, lists), train=True),
               [set_to("nprobe", n) for n in (1, 2, 4, 8, 16, 32, 64, 128, 256)], *with_codes)
    if "--graphs" in sys.argv:
        theirs("FAISS IndexBinaryHNSW, M 16", added(faiss.IndexBinaryHNSW(64, 16)),
               [set_to("efSearch", n) for n in (10, 20, 40, 80, 160, 320)], *with_codes)
        theirs("hnswlib, M 16", Hnswlib,
               [(f"ef {n}", lambda index, n=n: index.index.set_ef(n)) for n in (10, 20, 40, 80, 160, 320)], *with_codes)
        lucene(folder, farthest)
