#!/bin/sh
# The rows of the paper's Table 3 on colour CIFAR-10 as a Markdown table; see tests/src/test/java/deephash/bench/Table3.java.
# Usage: tests/bench/table3.sh FILE.jsonl [rows=ITQ,CVAE,NT-Xent,DPN bits=64 seeds=1,2,3 epochs=10 split=test]
# Goes on where it stopped when it is started again with the same FILE. DEEPHASH_DATASETS names the folder that holds
# cifar10/ (train/CLASS/*.jpg, test/CLASS/*.jpg).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/java.sh" deephash.bench.Table3 "$@"
