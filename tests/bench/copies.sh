#!/bin/sh
# Finding copies of photos: makes the bundled copy hash, and measures it. See tests/bench/copies.md.
# Usage: tests/bench/copies.sh train PICTURES|FOLDER STEPS SEED FILE
#        tests/bench/copies.sh recall FOLDER [bundled|SAVED-HASH [COUNTS.csv]]
#        tests/bench/copies.sh speed
set -eu
here=$(cd "$(dirname "$0")" && pwd)
what=$1
shift
case $what in
    train) class=CopyHashTraining ;;
    recall) class=CopyRecall ;;
    speed) class=CopySpeed ;;
    *) echo "train, recall or speed, not \"$what\"" >&2; exit 2 ;;
esac
exec "$here/java.sh" "deephash.bench.$class" "$@"
