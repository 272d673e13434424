#!/usr/bin/env bash
# Builds the program and runs it.
#
#   scripts/run.sh                  on the example service in examples/
#   scripts/run.sh ARGUMENTS...     on what the arguments name, from here
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build

"$root/scripts/install-deps.sh" build
if [ ! -f "$build/build.ninja" ]; then
  (cd "$root" && cmake --preset release -DTOCSIN_TESTS=OFF >/dev/null)
fi
# On a terminal ninja tells how far it is.
quiet=()
if [ ! -t 1 ]; then
  quiet=(--quiet)
  if [ ! -x "$build/bin/tocsin" ]; then
    echo "run.sh: building tocsin; the first time takes some 12 minutes of CPU" >&2
  fi
fi
ninja "${quiet[@]}" -C "$build" tocsin

if [ $# -gt 0 ]; then
  exec "$build/bin/tocsin" "$@"
fi

# The example is configured only to get its compile_commands.json; nothing of
# it is built.
CC=clang-19 CXX=clang++-19 cmake -G Ninja \
  -S "$root/examples" -B "$build/examples" >/dev/null
cd "$root"
status=0
"$build/bin/tocsin" -p "$build/examples" || status=$?
case $status in
1) exit 0 ;; # the example has windows, and Tocsin found some
0)
  echo "run.sh: error: no window found in the example, which has three" >&2
  exit 1
  ;;
*) exit "$status" ;;
esac
