#!/usr/bin/env bash
# usearch 2.26.6, numpy 2.4.6.
# Guess: mean_recall of a batch of searches counts only matches. Its documentation says that unused places hold sentinel
# values, so that a key that the index does not hold can never be found.
# Behaviour: where an index has fewer vectors than were asked for, the places left over hold key 0 (distance NaN), and 0
# is a key like any other: the usual one of the first picture. mean_recall and count_matches search all places, so an
# index without key 0 finds it every time. matches[i] and counts leave the padding out; matches.keys does not.
# Output seen:
#   keys [1 2 3 0 0], counts 3
#   recall of key 0: 1.0, of key 1: 1.0, of key 7: 0.0; the index holds key 0: False
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check usearch==2.26.6 numpy==2.4.6
"$dir/venv/bin/python" - <<'PYTHON'
import numpy as np
from usearch.index import Index

codes = np.random.default_rng(1).integers(0, 256, (100, 8), dtype=np.uint8)
index = Index(ndim=64, metric="hamming", dtype="b1")
index.add(np.arange(1, 4, dtype=np.uint64), codes[:3])
found = index.search(codes, 5)
assert (found.counts == 3).all() and all(0 not in found[i].keys for i in range(100))
recall = [found.mean_recall(np.full(100, key, dtype=np.uint64)) for key in (0, 1, 7)]
held = bool(index.contains(0))
print(f"keys {found.keys[0]}, counts {found.counts[0]}")
print(f"recall of key 0: {recall[0]}, of key 1: {recall[1]}, of key 7: {recall[2]}; the index holds key 0: {held}")
assert recall == [1.0, 1.0, 0.0] and not held, "mean_recall has changed"
PYTHON
