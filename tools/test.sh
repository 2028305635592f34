#!/bin/sh
# ./test         everything that must hold, in minutes; the last line is "N passed, N failed"
# ./test quick   unit tests of the gcc build, in seconds
# Set-up first: installs the Debian packages that are missing (packages.txt), never asks.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
cd "$top"
what=${1:-all}
case "$#$what" in
  0all | 1quick) ;;
  *)
    echo "usage: ./test [quick]" >&2
    exit 2
    ;;
esac

if ! tools/setup.sh run build test; then
  echo "0 passed, 1 failed"
  exit 1
fi

out=$top/build-test
mkdir -p "$out"
exec 8>"$out/.lock"
if ! flock -n 8; then
  echo "Another ./test is at work in this folder; waiting for it."
  flock 8
fi

# Nothing of the person who runs the tests comes in: no journal, no zone, no language, no colour.
rm -rf "${out:?}/home"
mkdir -p "$out/home"
unset ASSAY_JOURNAL NO_COLOR COLUMNS XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME || :
export HOME="$out/home" TZ=UTC LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 MALLOC_PERTURB_=165
# What a sanitizer finds ends the program: with a status that no command of assay uses.
export ASAN_OPTIONS=exitcode=99:allocator_may_return_null=1:detect_stack_use_after_return=1:strict_string_checks=1
export LSAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:exitcode=99

tally=$out/tally
: >"$tally"
count() { python3 tools/tally.py "$tally" "$@" || :; }

# compile NAME DIR COMPILER OPTION...: a build with a warning is a failure.
compile() {
  name=$1 dir=$2 cc=$3
  shift 3
  from=$(date +%s)
  if ! CC=$cc tools/build.sh "$out/$dir" -Dtests=enabled "$@" 8>&-; then
    count failed "$name" "does not build, or not without warnings"
    return 1
  fi
  printf '%-44s no warnings, %d s\n' "$name" $(($(date +%s) - from))
}
# units NAME DIR OPTION...: the tests meson knows.
units() {
  name=$1 dir=$out/$2
  shift 2
  rm -f "$dir/meson-logs/testlog.json"
  status=0
  meson test -C "$dir" --no-rebuild --no-suite calibrate "$@" >"$dir/test.log" 2>&1 8>&- </dev/null || status=$?
  count meson "$name" "$dir/meson-logs/testlog.json" "$status"
}
# tap NAME COMMAND...: a program that prints TAP.
tap() {
  name=$1
  shift
  status=0
  "$@" >"$out/tap.log" 2>&1 8>&- </dev/null || status=$?
  count tap "$name" "$out/tap.log" "$status"
}
# corpus NAME DIR COMPILER OPTION...: every parser with the inputs that fuzzing has found.
corpus() {
  name=$1 dir=$out/$2
  shift 2
  tap "$name" tools/replay.sh "$dir" "$@"
}
# program NAME DIR: the program as a person uses it.
program() { ASSAY_BIN=$out/$2/src/face/cli/assay tap "$1" python3 tests/cli/tap.py; }

finish() {
  status=0
  echo
  python3 tools/tally.py "$tally" sum || status=$?
  exit "$status"
}

if compile "gcc build" gcc gcc; then
  units "units, gcc" gcc
fi
[ "$what" = all ] || finish

tap "floors and peers" python3 tools/layers.py
tap "headers alone" python3 tools/headers.py
tap "habits" python3 tools/habits.py
# shellcheck disable=SC2046 # generated names hold no blank
tap "the core for the browser" python3 tools/wasm.py "$top" $(find "$out/gcc" -name '*.c' ! -path '*/meson-private/*')
tap "the checks can fail" python3 tests/house/tap.py

# Another language than the machine's, with a decimal comma.
export LOCPATH="$out/locale"
if [ ! -d "$out/locale/de_DE.UTF-8" ]; then
  mkdir -p "$out/locale"
  localedef -i de_DE -f UTF-8 "$out/locale/de_DE.UTF-8" >"$out/locale.log" 2>&1 ||
    count failed "a language with a decimal comma" "localedef failed: $(tail -n 1 "$out/locale.log")"
fi

corpus "corpora, gcc" gcc gcc
program "program, gcc" gcc
ASSAY_BIN=$out/gcc/src/face/cli/assay tap "documents" python3 tools/docs.py
if compile "clang build" clang clang; then
  units "units, clang" clang
fi
if compile "build with sanitizers" sanitize clang -Db_sanitize=address,undefined -Db_lundef=false; then
  units "units, sanitizers" sanitize --timeout-multiplier 5
  corpus "corpora, sanitizers" sanitize clang -fsanitize=address,undefined
  program "program, sanitizers" sanitize
fi
finish
