#!/usr/bin/env bash
# datasets 5.2.0 (Hugging Face), its imagefolder loader.
# Guess: a folder with the sub-folders bus, car and train gives three classes, since a train is a vehicle.
# Behaviour: a folder that is named like a part of a data set is taken for one. The buses and cars are left out without
# a warning, and what remains has no labels. The same holds for classes named test, dev, valid or eval (eyes, say), and
# for a single file: one picture called my_test_1.png among six makes a data set of that one picture.
# Output seen:
#   bus, car, van: train 9 with labels
#   bus, car, train: train 3 without labels
#   bus, car, dev: validation 3 without labels
#   one file called my_test_1.png: test 1 without labels
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check datasets==5.2.0 pillow==12.0.0
cd "$dir"
export HF_HUB_OFFLINE=1 HF_DATASETS_OFFLINE=1 HF_HOME="$dir/home" HF_DATASETS_DISABLE_PROGRESS_BARS=1
"$dir/venv/bin/python" - <<'PYTHON'
from pathlib import Path

from datasets import load_dataset
from PIL import Image


def seen(name, folders, renamed=None):
    root = Path(name)
    for folder in folders:
        (root / folder).mkdir(parents=True)
        for i in range(3):
            Image.new('RGB', (8, 8), (i * 40, 0, 0)).save(root / folder / f'{i}.png')
    if renamed:
        (root / folders[0] / '1.png').rename(root / folders[0] / renamed)
    parts = load_dataset('imagefolder', data_dir=str(root.resolve()))
    return ', '.join(f'{part} {len(rows)} ' + ('with labels' if 'label' in rows.features else 'without labels')
                     for part, rows in parts.items())


cases = {
    'bus, car, van': seen('a', ['bus', 'car', 'van']),
    'bus, car, train': seen('b', ['bus', 'car', 'train']),
    'bus, car, dev': seen('c', ['bus', 'car', 'dev']),
    'one file called my_test_1.png': seen('d', ['bus', 'car'], 'my_test_1.png'),
}
for name, what in cases.items():
    print(f'{name}: {what}')
assert list(cases.values()) == ['train 9 with labels', 'train 3 without labels', 'validation 3 without labels',
                                'test 1 without labels'], 'the rule has changed'
PYTHON
