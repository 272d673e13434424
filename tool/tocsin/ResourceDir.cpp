//===- ResourceDir.cpp - Where Clang's own headers are --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tool outside LLVM's prefix does not find `stddef.h`. This looks for it once
// per run, so that a user reads one message and not one per file.
//
//===----------------------------------------------------------------------===//

#include "Capture.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"

using namespace tocsin;
using llvm::StringRef;
namespace path = llvm::sys::path;

static bool holdsHeaders(StringRef Directory) {
  llvm::SmallString<256> File(Directory);
  path::append(File, "include", "stddef.h");
  return llvm::sys::fs::is_regular_file(File);
}

/// What `clang-19 -print-resource-dir` prints; "" if there is no such program.
static std::string askClang() {
  auto Clang = llvm::sys::findProgramByName("clang-" TOCSIN_CLANG_MAJOR);
  llvm::SmallString<128> File;
  if (!Clang || llvm::sys::fs::createTemporaryFile("tocsin", "txt", File))
    return {};
  std::optional<StringRef> Redirects[] = {StringRef(), StringRef(File),
                                          StringRef()};
  std::string Answer;
  if (!llvm::sys::ExecuteAndWait(*Clang, {*Clang, "-print-resource-dir"},
                                 std::nullopt, Redirects, 10))
    if (auto Buffer = llvm::MemoryBuffer::getFile(File))
      Answer = (*Buffer)->getBuffer().trim().str();
  llvm::sys::fs::remove(File);
  return Answer;
}

llvm::Expected<std::string> tool::findResourceDir(StringRef Given,
                                                  StringRef Program) {
  if (Given.empty())
    if (auto Env = llvm::sys::Process::GetEnv("TOCSIN_RESOURCE_DIR")) {
      std::string Path = absolutePath(*Env);
      if (holdsHeaders(Path))
        return Path;
      return llvm::createStringError("TOCSIN_RESOURCE_DIR=" + *Env +
                                     " holds no include/stddef.h");
    }
  if (!Given.empty()) {
    std::string Path = absolutePath(Given);
    if (holdsHeaders(Path))
      return Path;
    return llvm::createStringError("--resource-dir=" + Given +
                                   " holds no include/stddef.h");
  }
  static int Anchor;
  std::string Self =
      llvm::sys::fs::getMainExecutable(Program.str().c_str(), &Anchor);
  StringRef Prefix = path::parent_path(path::parent_path(Self));
  std::vector<std::string> Places = {
      (Prefix + "/lib/clang/" TOCSIN_CLANG_MAJOR).str(),
      (Prefix + "/lib/tocsin/clang/" TOCSIN_CLANG_MAJOR).str(),
      TOCSIN_BUILD_RESOURCE_DIR};
  for (const std::string &P : Places)
    if (holdsHeaders(P))
      return P;
  std::string Asked = askClang();
  if (!Asked.empty() && holdsHeaders(Asked))
    return Asked;
  return llvm::createStringError(
      "Clang's own headers (stddef.h ...) are not found; looked in " +
      llvm::join(Places, ", ") +
      " and asked clang-" TOCSIN_CLANG_MAJOR
      " on PATH; install libclang-common-" TOCSIN_CLANG_MAJOR
      "-dev or name the directory with --resource-dir");
}
