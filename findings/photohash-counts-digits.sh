#!/usr/bin/env bash
# Photohash 0.4.1.
# Guess: hash_distance of two average hashes, which are hexadecimal texts of 64 bits, is their Hamming distance in bits.
# Behaviour: it counts hexadecimal digits that differ: 1 for 1 bit as for 4, at most 16. A threshold taken over from a
# library that counts bits lets far more pictures match.
# Output seen:
#   0f against 00: 1, 01 against 00: 1, all 64 bits: 16
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check Photohash==0.4.1 pillow==12.0.0
"$dir/venv/bin/python" - <<'PYTHON'
from photohash import hash_distance

four, one, all_of_them = hash_distance('0f', '00'), hash_distance('01', '00'), hash_distance('f' * 16, '0' * 16)
print(f'0f against 00: {four}, 01 against 00: {one}, all 64 bits: {all_of_them}')
assert (four, one, all_of_them) == (1, 1, 16), 'hash_distance has changed'
PYTHON
