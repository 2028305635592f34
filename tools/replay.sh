#!/bin/sh
# tools/replay.sh BUILD COMPILER OPTION...: gives every tests/fuzz/fuzz_NAME.c the inputs of tests/corpus/NAME, without
# libFuzzer, linked with the libraries of a build. Prints TAP, a line for each target.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
cd "$top"
build=$1
shift
n=0
bad=0
for file in tests/fuzz/fuzz_*.c; do
  name=${file##*/fuzz_}
  name=${name%.c}
  n=$((n + 1))
  if tools/link.sh "$build" "$build/replay_$name" "$file tests/fuzz/replay.c" "$@" &&
    "$build/replay_$name" "tests/corpus/$name"; then
    echo "ok $n - $name"
  else
    bad=1
    echo "not ok $n - $name"
  fi
done
echo "1..$n"
exit $bad
