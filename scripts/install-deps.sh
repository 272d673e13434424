#!/usr/bin/env bash
# Installs the Debian 12 packages that Tocsin needs, unless all are there.
#
#   scripts/install-deps.sh [build] [package] [tests] [peers] [headers]
#     [sanitizers]
#
# build: to build and run (the default); package: to make a package; tests: to
# run the tests as well; peers: the programs of others that test/peers runs
# Tocsin in; headers: those of the libraries that test/model compares with the
# models; sanitizers: the runtime that the preset asan links with.
set -euo pipefail

build=(clang-19 lld-19 llvm-19-dev libclang-19-dev libclang-common-19-dev
  cmake ninja-build ccache python3)
package=(dpkg-dev file)
tests=(clang-format-19 clang-tidy-19 clangd-19 llvm-19-tools libgtest-dev
  libgmock-dev git libcurl4-openssl-dev libpqxx-dev libsoci-dev
  libsqlitecpp-dev libwiredtiger-dev)
sanitizers=(libclang-rt-19-dev)
peers=(clang-tidy-14 clang-tidy-16 clang-tools-19 neovim vim-nox vim-ale
  pre-commit chromium python3-jsonschema zsh fish lintian meson
  debootstrap)
# From npm, if that is there: Microsoft's validator of SARIF and one of GitHub's
# workflows, into build/peers.
npm_peers=(@microsoft/sarif-multitool@5.7.0 @action-validator/core@0.6.0
  @action-validator/cli@0.6.0)
# Each file of test/model names the packages of its headers.
mapfile -t headers < <(cd "$(dirname "$0")/.." &&
  sed -n 's|^// PACKAGE: ||p' test/model/*.c* | tr ' ' '\n' | sort -u)

# They are for tests that are skipped without them: no reason to fail.
install_npm_peers() {
  local where
  where=$(dirname "$0")/../build/peers
  command -v npm >/dev/null || return 0
  [ ! -d "$where/node_modules/@microsoft" ] ||
    [ ! -d "$where/node_modules/@action-validator" ] || return 0
  echo "Installing: ${npm_peers[*]}"
  mkdir -p "$where"
  if npm install --prefix "$where" --ignore-scripts --no-fund --no-audit \
    --loglevel=error "${npm_peers[@]}" </dev/null >/dev/null; then
    # What its install script would do.
    chmod u+x "$where"/node_modules/@microsoft/*/Sarif.Multitool
  else
    echo "install-deps.sh: note: npm failed; what it would bring is not tried"
  fi
}

packages=()
[ $# -gt 0 ] || set -- build
for set in "$@"; do
  case $set in
  build) packages+=("${build[@]}") ;;
  package) packages+=("${package[@]}") ;;
  tests) packages+=("${package[@]}" "${tests[@]}") ;;
  peers)
    packages+=("${peers[@]}")
    install_npm_peers
    ;;
  headers) packages+=("${headers[@]}") ;;
  sanitizers) packages+=("${sanitizers[@]}") ;;
  *)
    echo "install-deps.sh: error: no package set '$set'; there are build," \
      "package, tests, peers, headers and sanitizers" >&2
    exit 2
    ;;
  esac
done

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install-deps.sh: error: not root and no sudo; install these as root:" \
      "${missing[*]}" >&2
    exit 2
  fi
  as_root=(sudo)
fi
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@" </dev/null
}

echo "Installing: ${missing[*]} (some minutes)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { apt update && apt install -y --no-install-recommends "${missing[@]}"; } \
  >"$log" 2>&1; then
  cat "$log" >&2
  echo "install-deps.sh: error: apt-get failed; Tocsin is built on Debian 12" \
    "(bookworm) with LLVM 19" >&2
  exit 2
fi
