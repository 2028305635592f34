#!/bin/sh
# tools/setup.sh GROUP...: sees to it that the Debian packages of these groups of packages.txt are there.
# Says nothing when nothing is missing. Installs as root or through sudo where that needs no password; otherwise prints
# the one line to type and stops with 1. Never asks anything.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)

wanted=
for group in "$@"; do
  more=$(sed -n "s/^$group:[[:blank:]]*//p" "$top/packages.txt" | tr '\n' ' ')
  if [ -z "$more" ]; then
    echo "packages.txt has no group \"$group\"" >&2
    exit 1
  fi
  wanted="$wanted $more"
done

if ! command -v dpkg-query >/dev/null 2>&1; then
  for tool in cc pkg-config meson ninja python3; do
    if ! command -v "$tool" >/dev/null 2>&1; then
      echo "This is not Debian, so nothing was installed, and $tool is missing; packages.txt says what is needed." >&2
      exit 1
    fi
  done
  exit 0
fi

# shellcheck disable=SC2086 # the list is meant to be split
present=" $(dpkg-query -W -f '${Package}=${db:Status-Status} ' $wanted 2>/dev/null || :)"
missing=
for package in $wanted; do
  case "$present$missing " in
    *" $package=installed "* | *" $package "*) ;;
    *) missing="$missing $package" ;;
  esac
done
[ -n "$missing" ] || exit 0
missing=${missing# }

if [ "$(id -u)" -eq 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
  as_root="sudo -n"
else
  line="apt-get update && apt-get install -y --no-install-recommends $missing"
  echo "Some Debian packages are missing. Type this line once, then try again:" >&2
  if command -v sudo >/dev/null 2>&1; then
    echo "  sudo sh -c '$line'" >&2
  else
    echo "  su -c '$line'" >&2
  fi
  exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  # shellcheck disable=SC2086 # as_root is empty or two words
  $as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -y -o DPkg::Lock::Timeout=400 \
    --no-install-recommends "$@" </dev/null >"$log" 2>&1
}

echo "Installing Debian packages: $missing" >&2
# DPkg::Lock::Timeout does not cover the lock on the package lists, so wait for that one here.
tries=0
until apt update; do
  if [ "$tries" -lt 80 ] && grep -q 'Could not get lock' "$log"; then
    tries=$((tries + 1))
    sleep 5
  else
    echo "The package lists could not be renewed; trying with those that are here." >&2
    break
  fi
done
# shellcheck disable=SC2086
if ! apt install $missing; then
  tail -n 15 "$log" >&2
  echo "Debian's packages could not be installed. Is this machine online, and does it run Debian 12?" >&2
  exit 1
fi
