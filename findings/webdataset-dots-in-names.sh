#!/usr/bin/env bash
# webdataset 1.0.2.
# Guess: a tar file with cat.1.jpg, cat.2.jpg and dog.1.jpg (the names of Kaggle's cats and dogs) holds three samples.
# Behaviour: the key ends at the first dot and the rest is the extension. All cats become one sample with the fields
# "1.jpg" and "2.jpg", no sample has a field "jpg", and select_files or to_tuple("jpg") finds no picture.
# Output seen:
#   cat: 1.jpg, 2.jpg
#   dog: 1.jpg
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check webdataset==1.0.2 numpy==2.4.6
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import io
import tarfile

import webdataset as wds

with tarfile.open('pets.tar', 'w') as tar:
    for name in ['cat.1.jpg', 'cat.2.jpg', 'dog.1.jpg']:
        member = tarfile.TarInfo(name)
        member.size = 3
        tar.addfile(member, io.BytesIO(b'abc'))
samples = {s['__key__']: sorted(k for k in s if not k.startswith('__'))
           for s in wds.WebDataset('pets.tar', shardshuffle=False)}
for key, fields in samples.items():
    print(f'{key}: {", ".join(fields)}')
assert samples == {'cat': ['1.jpg', '2.jpg'], 'dog': ['1.jpg']}, 'names are taken apart otherwise now'
PYTHON
