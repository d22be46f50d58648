#!/bin/sh
# The search behind the defaults of TrainOptions and the architectures, on a validation part of the training images; see
# tests/src/test/java/deephash/bench/SearchDefaults.java.
# Usage: tests/bench/search-defaults.sh DATASET[@PIXELS] SEED baselines|untrained|cvae,epochs=10,sigma=0.3,...  [...]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/java.sh" deephash.bench.SearchDefaults "$@"
