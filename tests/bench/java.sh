#!/bin/sh
# Runs a main class of the test module with everything on its class path; builds first, unless BUILT is set.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
paths="$root/tests/target/bench-class-path.txt"
[ -n "${BUILT:-}" ] || (cd "$root" && mvn -q -B -pl lib,kernel,tests test-compile dependency:build-classpath \
    -Dmdep.outputFile="$paths" -Dmdep.includeScope=test) >&2
# the memory settings of ./deephash, unless AS_IT_COMES is set
eval "$(sed -n '/^keep_blocks()/,/^}/p' "$root/deephash")"
[ -n "${AS_IT_COMES:-}" ] || keep_blocks
exec java ${JAVA_OPTS:--Xmx3g} -Dai.djl.offline=true \
    -cp "$root/tests/target/test-classes:$root/lib/target/classes:$root/kernel/target/classes:$(cat "$paths")" "$@"
