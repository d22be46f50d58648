#!/usr/bin/env bash
# NumPy 2.4.6, Polars 2.1.0.
# Guess: np.bitwise_count and Polars' bitwise_count_ones count the same bits of the same 64-bit integers, so that the
# Hamming distance of two codes that Java stored as long is bitwise_count(a ^ b).
# Behaviour: NumPy counts the bits of the absolute value of a signed integer, Polars those of its two's complement.
# Where two codes differ in their highest bit, a ^ b is negative and NumPy's distance is wrong, without a warning:
# a code and its complement, 64 bits apart, get distance 1. Viewed as uint64 NumPy agrees.
# Output seen:
#   a ^ b = -1: numpy int64 1, numpy uint64 64, polars 64
#   1000 random pairs: 483 wrong with int64, 0 with uint64
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 polars==2.1.0
"$dir/venv/bin/python" - <<'PYTHON'
import numpy as np
import polars as pl

a, b = np.array([0x0123456789abcdef], np.int64), ~np.array([0x0123456789abcdef], np.int64)
signed, unsigned = int(np.bitwise_count(a ^ b)[0]), int(np.bitwise_count((a ^ b).view(np.uint64))[0])
polars = pl.Series(a ^ b).bitwise_count_ones()[0]
print(f'a ^ b = {(a ^ b)[0]}: numpy int64 {signed}, numpy uint64 {unsigned}, polars {polars}')
draws = np.random.default_rng(0)
x, y = (draws.integers(-2**63, 2**63, 1000, dtype=np.int64) for _ in range(2))
right = np.unpackbits((x ^ y).view(np.uint8).reshape(-1, 8), axis=1).sum(1)
wrong = int((np.bitwise_count(x ^ y) != right).sum())
well = int((np.bitwise_count((x ^ y).view(np.uint64)) != right).sum())
print(f'1000 random pairs: {wrong} wrong with int64, {well} with uint64')
assert (signed, unsigned, polars) == (1, 64, 64) and wrong > 400 and well == 0, 'bitwise_count has changed'
PYTHON
