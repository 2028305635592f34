#!/bin/sh
# tools/build.sh DIR [MESON OPTION...]: builds assay into DIR, configuring it first when needed.
# Quiet when there is nothing to do. A DIR that was made for another place or is half made is made anew.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
dir=$1
shift
mkdir -p "$dir"
log=$dir/build.log

fail() { # LINES SENTENCE
  tail -n "$1" "$log" >&2
  echo "$2 The whole story is in $log." >&2
  exit 1
}

# One at a time: two commands at once would write the same object files.
exec 9>"$dir/.lock"
flock 9

want="$top ${CC:-cc} $*"
if [ ! -f "$dir/build.ninja" ] || [ "$(cat "$dir/.made-for" 2>/dev/null)" != "$want" ]; then
  echo "Configuring ..." >&2
  rm -rf "$dir/meson-private" "$dir/meson-info" "$dir/build.ninja" "$dir/.made-for"
  meson setup "$@" "$dir" "$top" >"$log" 2>&1 9>&- || fail 4 "Configuring failed."
  printf '%s\n' "$want" >"$dir/.made-for"
fi
if ! ninja -n -C "$dir" 2>/dev/null 9>&- | grep -q 'no work to do'; then
  echo "Building ..." >&2
  ninja -C "$dir" >"$log" 2>&1 9>&- || fail 40 "Building failed."
fi
