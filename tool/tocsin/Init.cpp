//===- Init.cpp - tocsin init: files to start with ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One row per file: which option asks for it, its name, its content.
//
//===----------------------------------------------------------------------===//

#include "Init.h"
#include "Check.h"
#include "Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

namespace {
struct Starter {
  StringRef For; // "": always
  StringRef File, Text;
};
} // namespace

static const Starter Starters[] = {
    {"", ".tocsin.yaml",
     R"(# How tocsin runs here; options of the command line win.
# BuildDir: build              # where compile_commands.json is
# Exclude: [generated/]        # no findings there; it is still read
# ThirdParty: [imported]       # further directories of code of others
# Baseline: .tocsin-baseline   # made by tocsin --update-baseline
# FailOn: warning              # note, warning, error, never
# Confidence: medium           # low, medium, high
)"},
    {"pre-commit", ".pre-commit-config.yaml", R"(repos:
  - repo: local
    hooks:
      - id: tocsin
        name: tocsin
        entry: tocsin --diff=HEAD --quiet
        language: system
        types_or: [c, c++]
        require_serial: true
)"},
    {"clangd", ".clangd",
     R"(# For tocsin-clangd in the place of clangd; its checks are on by themselves.
Diagnostics:
  ClangTidy:
    Add: [tocsin-*]
    FastCheckFilter: Loose
)"},
    {"github", ".github/workflows/tocsin.yml", R"(name: tocsin
on: [push, pull_request]
permissions:
  contents: read
  security-events: write
jobs:
  tocsin:
    runs-on: ubuntu-latest
    container: debian:bookworm
    steps:
      - uses: actions/checkout@v4
      - name: Install
        run: |
          apt-get update
          apt-get install -y --no-install-recommends cmake ninja-build g++ ./tocsin_*.deb
      - name: Configure
        run: cmake -S . -B build -G Ninja -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
      - name: Analyse
        run: tocsin -p build --github --sarif=tocsin.sarif
      - name: Upload
        if: always()
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: tocsin.sarif
          category: tocsin
)"},
    {"gitlab", ".gitlab-ci.yml", R"(tocsin:
  image: debian:bookworm
  script:
    - apt-get update
    - apt-get install -y --no-install-recommends cmake ninja-build g++ ./tocsin_*.deb
    - cmake -S . -B build -G Ninja -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
    - tocsin -p build --gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
)"},
    {"cmake", "cmake/TocsinCheck.cmake",
     R"(# include(cmake/TocsinCheck.cmake) in CMakeLists.txt: a target that analyses
# the whole project, where tocsin is installed.
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
find_package(Tocsin QUIET)
if(Tocsin_FOUND)
  tocsin_add_check(tocsin-check)
endif()
)"},
};

int tool::runInit(llvm::ArrayRef<StringRef> Wanted) {
  for (const Starter &S : Starters) {
    if (!S.For.empty() && !llvm::is_contained(Wanted, S.For))
      continue;
    if (StringRef Folder = llvm::sys::path::parent_path(S.File);
        !Folder.empty())
      if (std::error_code EC = llvm::sys::fs::create_directories(Folder))
        return fail("cannot make " + Folder + ": " + EC.message());
    // In one step, so that a file that appears meanwhile is not lost.
    std::error_code EC;
    llvm::raw_fd_ostream OS(S.File, EC, llvm::sys::fs::CD_CreateNew);
    if (EC == std::errc::file_exists) {
      llvm::errs() << "tocsin: note: " << S.File
                   << " is there already and stays as it is\n";
      continue;
    }
    if (EC)
      return fail("cannot write " + S.File + ": " + EC.message());
    OS << S.Text;
    OS.close();
    if (OS.has_error()) {
      EC = OS.error();
      OS.clear_error();
      return fail("cannot write " + S.File + ": " + EC.message());
    }
    llvm::errs() << "tocsin: " << S.File << " written\n";
  }
  return ExitClean;
}
