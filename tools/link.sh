#!/bin/sh
# tools/link.sh BUILD OUT FILES COMPILER OPTION...: compiles C files (one argument, split at blanks) and links them with
# all libraries of a build. For programs that stand outside meson: fuzz targets and their replay.
set -eu
build=$1 out=$2 files=$3
shift 3
# shellcheck disable=SC2046,SC2086 # these names hold no blank
"$@" -std=c17 -D_GNU_SOURCE -Isrc -o "$out" $files -Wl,--start-group $(find "$build" -name 'lib*.a') -Wl,--end-group \
  -lsqlite3 -lm
