#!/bin/sh
# Models and baselines on CIFAR-10 as a Markdown table; see tests/src/test/java/deephash/bench/Cifar10Table.java.
# Usage: tests/bench/cifar10.sh FILE.jsonl [what=baselines,models bits=16,32 seeds=1,2 epochs=5 beta=1 ...]
# Goes on where it stopped when it is started again with the same FILE. DEEPHASH_DATASETS names the folder that holds
# cifar10/ (train/CLASS/*.jpg, test/CLASS/*.jpg).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/java.sh" deephash.bench.Cifar10Table "$@"
