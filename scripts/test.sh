#!/usr/bin/env bash
# Builds everything and runs every test. Further arguments go to ctest:
#
#   scripts/test.sh -R lit          only the tests whose name fits
set -euo pipefail
exec </dev/null
root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build
jobs=$(nproc)

"$root/scripts/install-deps.sh" build tests peers headers
cd "$root"
cmake --preset release -DTOCSIN_TESTS=ON >/dev/null
ninja --quiet -C "$build"
exec ctest --test-dir "$build" --output-on-failure --no-tests=error \
  -j "$jobs" "$@"
