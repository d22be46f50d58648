#!/usr/bin/env bash
# AugLy 1.0.0 (the manipulations of the image similarity challenge DISC21).
# Guess: rotate(15) turns a picture on its canvas, or on a larger one, with filled corners, as Pillow does.
# Behaviour: it turns and then crops to the largest upright rectangle without corners: a square of 100 pixels becomes
# one of 81 (66 % of the area), a picture of 300 x 100 one of 193 x 51 (33 %). So its "rotation by 15 degrees" is also
# a strong crop, and recall under it cannot be compared with that of a rotation that keeps the whole picture.
# Output seen:
#   100x100 turned by 15 degrees: 81x81
#   300x100 turned by 15 degrees: 193x51
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check augly==1.0.0 numpy==2.4.6 pillow==12.0.0
"$dir/venv/bin/python" - <<'PYTHON'
import augly.image
from PIL import Image

sizes = [augly.image.rotate(Image.new('RGB', size), degrees=15).size for size in [(100, 100), (300, 100)]]
for before, after in zip(['100x100', '300x100'], sizes):
    print(f'{before} turned by 15 degrees: {after[0]}x{after[1]}')
assert sizes == [(81, 81), (193, 51)], 'rotate has changed'
PYTHON
