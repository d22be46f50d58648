#!/usr/bin/env bash
# ImageHash 4.3.2.
# Guess: `h != None` is the opposite of `h == None`, and hash(h) depends on all 64 bits, so that a set or a dict of
# hashes finds its members at once.
# Behaviour: both `h == None` and `h != None` are False, so `if h != None` never runs. hash(h) adds up 2^(i mod 8)
# over the bits that are set: 20,000 different hashes have 1,172 values of hash(), and a dict of them compares its way
# through long chains. Use str(h) as the key.
# Output seen:
#   h == None: False, h != None: False
#   20000 different hashes, 1172 values of hash()
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check ImageHash==4.3.2 numpy==2.4.6
"$dir/venv/bin/python" - <<'PYTHON'
import imagehash
import numpy as np

draws = np.random.default_rng(0)
hashes = [imagehash.ImageHash(draws.integers(0, 2, (8, 8)).astype(bool)) for _ in range(20000)]
same, other = hashes[0] == None, hashes[0] != None  # noqa: E711, the comparison is what is looked at
print(f'h == None: {same}, h != None: {other}')
texts, values = len({str(h) for h in hashes}), len({hash(h) for h in hashes})
print(f'{texts} different hashes, {values} values of hash()')
assert same is False and other is False, 'comparison with None has changed'
assert texts == 20000 and values < 2000, 'hash() has changed'
PYTHON
