#!/bin/sh
# The rows of the paper's Table 3 on colour CIFAR-10 as a Markdown table; see tests/src/test/java/deephash/bench/Table3.java.
# Usage: tests/bench/table3.sh FILE.jsonl [rows=all bits=64 seeds=1,2,3 epochs=10 split=test encoder=efficientnet-lite0.pt]
# Goes on where it stopped when it is started again with the same FILE; contrastive models are kept in FILE.jsonl.models and
# go on in the middle of a training. split=smoke takes 2,000 images, to see that all rows run. DEEPHASH_DATASETS names the folder that holds
# cifar10/ (train/CLASS/*.jpg, test/CLASS/*.jpg).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/java.sh" deephash.bench.Table3 "$@"
