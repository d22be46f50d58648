#!/usr/bin/env bash
# faiss-cpu 1.15.1, numpy 2.4.6.
# Guess: ITQTransform is Gong and Lazebnik's ITQ, a linear map (centre, PCA, rotation), so that vectors twice as far
# from the mean come out twice as long.
# Behaviour: after centring, each vector is scaled to length 1, in training and in apply. The PCA is that of the
# directions, not of the data, and lengths are lost: a vector and ten times that vector have the same output. Where
# features differ in length, its codes differ from those of ITQ as published.
# Output seen:
#   longest output 1.000, largest change when vectors are 10 times as far from the mean 0.000000
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check faiss-cpu==1.15.1 numpy==2.4.6
"$dir/venv/bin/python" - <<'PYTHON'
import faiss
import numpy as np

faiss.omp_set_num_threads(1)
draws = np.random.default_rng(0)
x = (draws.normal(size=(4000, 16)) * np.linspace(1, 5, 16)).astype('float32')
x *= draws.lognormal(0, 1, size=(4000, 1)).astype('float32')  # features that differ in length
mean = x.mean(0)
itq = faiss.ITQTransform(16, 16, True)
itq.train(x)
out = itq.apply(x)
far = itq.apply((mean + 10 * (x - mean)).astype('float32'))
longest, change = np.linalg.norm(out, axis=1).max(), np.abs(out - far).max()
print(f'longest output {longest:.3f}, largest change when vectors are 10 times as far from the mean {change:.6f}')
assert longest < 1.001 and change < 1e-4, 'ITQTransform no longer scales vectors to length 1'
PYTHON
