#!/bin/sh
# Runs a main class of tests/spark with Spark on its class path; builds first, unless BUILT is set.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
paths="$root/tests/spark/target/bench-class-path.txt"
[ -n "${BUILT:-}" ] || (cd "$root" && mvn -q -B -Pspark -pl lib,lib/spark,tests/spark test-compile dependency:build-classpath \
    -Dmdep.outputFile="$paths" -Dmdep.includeScope=test) >&2
exec java ${JAVA_OPTS:--Xmx3g} -Dai.djl.offline=true \
    -cp "$root/tests/spark/target/test-classes:$root/lib/target/classes:$root/lib/spark/target/classes:$(cat "$paths")" "$@"
