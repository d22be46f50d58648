#!/bin/sh
# Images a CPU-second of EfficientNet-Lite0 on one thread: eager PyTorch, its TorchScript and ONNX files in DeepHash, and the
# difference of their values. Takes a Python with torch, onnx and the weights' packages; see tests/bench/encoder.md.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
python=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OMP_NUM_THREADS=1
paths="$root/tests/onnx/target/bench-class-path.txt"
[ -n "${BUILT:-}" ] || (cd "$root" && mvn -q -B -Ponnx -pl lib,lib/onnx,tests/onnx test-compile dependency:build-classpath \
    -Dmdep.outputFile="$paths" -Dmdep.includeScope=test) >&2
# the memory settings of ./deephash
eval "$(sed -n '/^keep_blocks()/,/^}/p' "$root/deephash")"
PYTHONPATH="$root/kernel/src/main/python${PYTHONPATH:+:$PYTHONPATH}" "$python" "$root/tests/bench/encoder.py" make "$work"
for round in 1 2 3; do
    PYTHONPATH="$root/kernel/src/main/python${PYTHONPATH:+:$PYTHONPATH}" "$python" "$root/tests/bench/encoder.py" run "$work"
    keep_blocks
    for file in lite0.pt lite0.onnx; do
        java ${JAVA_OPTS:--Xmx3g} -Dai.djl.offline=true -Ddeephash.cache="$work/cache" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
            -cp "$root/tests/onnx/target/test-classes:$root/lib/target/classes:$root/lib/onnx/target/classes:$(cat "$paths")" \
            deephash.onnx.EncoderSpeed "$work/$file" "$work/pictures.bin" "$work/values.bin"
    done
done
