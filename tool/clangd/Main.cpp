//===- Main.cpp - clangd with the checks linked in ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Starts clangd. All that is added to its options is where Clang's own headers
// are, unless the user says it: clangd would look for them beside itself.
//
//===----------------------------------------------------------------------===//

#include "Capture.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::clangd {
int clangdMain(int Argc, char **Argv);
} // namespace clang::clangd

int main(int Argc, char **Argv) {
  llvm::SmallVector<char *, 16> Args(Argv, Argv + Argc);
  bool Given = llvm::any_of(Args, [](llvm::StringRef A) {
    return A.ltrim('-').starts_with("resource-dir");
  });
  // clangd takes options from this variable, too, and each only once.
  if (auto Flags = llvm::sys::Process::GetEnv("CLANGD_FLAGS"))
    Given |= llvm::StringRef(*Flags).contains("-resource-dir");
  std::string Option;
  if (!Given) {
    auto Directory = tocsin::tool::findResourceDir("", Argv[0]);
    if (Directory) {
      Option = "--resource-dir=" + *Directory;
      Args.push_back(Option.data());
    } else {
      // An editor would only see the server die: go on, and say why much of the
      // code will not be understood.
      llvm::errs() << "tocsin-clangd: error: "
                   << llvm::toString(Directory.takeError()) << "\n";
    }
  }
  int Count = Args.size();
  Args.push_back(nullptr);
  return clang::clangd::clangdMain(Count, Args.data());
}
