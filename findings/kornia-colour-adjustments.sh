#!/usr/bin/env bash
# kornia 0.9.0, torchvision 0.29.2, torch 2.15.0 (CPU).
# Guess: adjust_saturation, adjust_contrast and adjust_hue of kornia and torchvision are the same functions, so a
# recipe of augmentations can be taken from one to the other.
# Behaviour: factor 0 of saturation turns red white in kornia (saturation of HSV) and grey in torchvision (mixed with
# grey). Contrast multiplies in kornia, so white at 0.5 is grey; torchvision mixes with the mean, so white stays. Hue
# 0.5 is an angle in radians in kornia (red becomes orange) and half a turn in torchvision (red becomes cyan).
# Output seen:
#   red at saturation 0: kornia 1.00 1.00 1.00, torchvision 0.30 0.30 0.30
#   white at contrast 0.5: kornia 0.50, torchvision 1.00
#   red at hue 0.5: kornia 1.00 0.48 0.00, torchvision 0.00 1.00 1.00
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 torchvision==0.29.2 kornia==0.9.0
"$dir/venv/bin/python" -W ignore - <<'PYTHON'
import kornia.enhance as k
import torch
from torchvision.transforms.v2 import functional as t

red, white = torch.tensor([1.0, 0, 0]).view(1, 3, 1, 1), torch.ones(1, 3, 2, 2)


def shown(x):
    return [round(v, 2) for v in x[0, :, 0, 0].tolist()]


saturation = shown(k.adjust_saturation(red, 0.0)), shown(t.adjust_saturation(red, 0.0))
contrast = shown(k.adjust_contrast(white, 0.5))[0], shown(t.adjust_contrast(white, 0.5))[0]
hue = shown(k.adjust_hue(red, 0.5)), shown(t.adjust_hue(red, 0.5))
text = lambda v: ' '.join(f'{x:.2f}' for x in v)
print(f'red at saturation 0: kornia {text(saturation[0])}, torchvision {text(saturation[1])}')
print(f'white at contrast 0.5: kornia {contrast[0]:.2f}, torchvision {contrast[1]:.2f}')
print(f'red at hue 0.5: kornia {text(hue[0])}, torchvision {text(hue[1])}')
assert saturation == ([1, 1, 1], [0.3, 0.3, 0.3]) and contrast == (0.5, 1.0)
assert hue == ([1, 0.48, 0], [0, 1, 1])
PYTHON
