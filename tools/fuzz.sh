#!/bin/sh
# tools/fuzz.sh [NAME...]: runs tests/fuzz/fuzz_NAME.c (all of them when none is named) with libFuzzer and the
# sanitizers, two at a time, FUZZ_SECONDS each (600), and says the last line of each. What was found new goes into
# tests/corpus/NAME, as few and as small inputs as reach the same places; inputs with a name of their own are never
# touched. Ends with 1 when something was found that must not happen; the input then lies in build-test/fuzz/.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
cd "$top"
out=$top/build-test/fuzz
export ASAN_OPTIONS=allocator_may_return_null=1:detect_stack_use_after_return=1:strict_string_checks=1

one() { # NAME: runs one target; its log tells how it went
  name=$1
  mkdir -p "$out/found/$name" "tests/corpus/$name"
  "$out/fuzz_$name" -max_total_time="${FUZZ_SECONDS:-600}" -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="$out/bad-$name-" "$out/found/$name" "tests/corpus/$name" </dev/null >"$out/$name.log" 2>&1 ||
    echo "BAD" >>"$out/$name.log"
}

smaller() { # NAME: the smallest corpus that reaches what all inputs reach
  name=$1 merged=$out/merged/$1 kept=0
  rm -rf "$merged"
  mkdir -p "$merged"
  for f in "tests/corpus/$name"/*; do
    if [ -f "$f" ] && ! made_up "$f"; then
      cp "$f" "$merged"
    fi
  done
  "$out/fuzz_$name" -set_cover_merge=1 -max_len=4096 -timeout=10 "$merged" "tests/corpus/$name" "$out/found/$name" \
    </dev/null >"$out/$name.merge.log" 2>&1 || return 1
  for f in "tests/corpus/$name"/*; do
    if [ -f "$f" ] && made_up "$f"; then
      rm "$f"
    fi
  done
  # Not more than a hundred; the longer ones reach more.
  for f in $(cd "$merged" && ls -S); do
    if made_up "$f" && [ "$kept" -lt 100 ]; then
      cp "$merged/$f" "tests/corpus/$name"
      kept=$((kept + 1))
    fi
  done
}
made_up() { # FILE: has it one of libFuzzer's names, 40 hexadecimal digits?
  expr "x${1##*/}" : 'x[0-9a-f]\{40\}$' >/dev/null
}

if [ "${1:-}" = --one ]; then
  one "$2"
  exit 0
fi

tools/setup.sh run build test
CC=clang tools/build.sh "$out/lib" -Dtests=disabled -Dwerror=false -Db_sanitize=address,undefined -Db_lundef=false \
  -Dc_args=-fsanitize=fuzzer-no-link

if [ $# -eq 0 ]; then
  for f in tests/fuzz/fuzz_*.c; do
    f=${f##*/fuzz_}
    set -- "$@" "${f%.c}"
  done
fi
for name in "$@"; do
  tools/link.sh "$out/lib" "$out/fuzz_$name" "tests/fuzz/fuzz_$name.c" \
    clang -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined
done

echo "Fuzzing $* for ${FUZZ_SECONDS:-600} seconds each, two at a time ..." >&2
printf '%s\n' "$@" | xargs -P 2 -n 1 "$0" --one

status=0
for name in "$@"; do
  if [ "$(tail -n 1 "$out/$name.log")" = BAD ]; then
    status=1
    tail -n 40 "$out/$name.log"
    echo "$name: BAD, see $out/$name.log"
  else
    echo "$name: $(tail -n 1 "$out/$name.log")"
    smaller "$name" || echo "$name: the corpus could not be made smaller, see $out/$name.merge.log"
  fi
done
exit $status
