#!/usr/bin/env bash
# Builds everything and runs every test. Further arguments go to ctest:
#
#   scripts/test.sh -R lit          only the tests whose name fits
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build
jobs=$(nproc)

sets=(build tests)
[ ! -f "$root/test/peers/CMakeLists.txt" ] || sets+=(peers)
"$root/scripts/install-deps.sh" "${sets[@]}"
cd "$root"
cmake --preset release -DTOCSIN_TESTS=ON --log-level=WARNING </dev/null
ninja --quiet -C "$build" </dev/null
exec ctest --test-dir "$build" --output-on-failure --no-tests=error \
  -j "$jobs" "$@" </dev/null
