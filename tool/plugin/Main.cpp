//===- Main.cpp - clang-tidy with the checks linked in --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The drop-in for build systems and editors that cannot pass `-load`. All it
// adds to clang-tidy is where Clang's own headers are, which clang-tidy would
// look for beside itself; a `-resource-dir` of the compile command still wins.
//
//===----------------------------------------------------------------------===//

#include "Capture.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::tidy {
int clangTidyMain(int Argc, const char **Argv);
} // namespace clang::tidy

int main(int Argc, const char **Argv) {
  auto Directory = tocsin::tool::findResourceDir("", Argv[0]);
  if (!Directory) {
    llvm::errs() << "tocsin-clang-tidy: error: "
                 << llvm::toString(Directory.takeError()) << "\n";
    return 2;
  }
  // First, so that it comes before `--` and before the user's own.
  std::string Extra = "--extra-arg-before=-resource-dir=" + *Directory;
  llvm::SmallVector<const char *, 32> Args(Argv, Argv + Argc);
  Args.insert(Args.begin() + 1, Extra.c_str());
  Args.push_back(nullptr);
  return clang::tidy::clangTidyMain(Args.size() - 1, Args.data());
}
