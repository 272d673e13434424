//===- CompileDatabase.cpp - Fuzzer of the compile database's reader ------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// No database crashes the reader, nor any command in it.
//
//===----------------------------------------------------------------------===//

#include "CompileCommands.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

using namespace tocsin::tool;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  // One file for all inputs of this process, without a name.
  static const int File = [] {
    llvm::SmallString<128> Path;
    int FD;
    if (llvm::sys::fs::createTemporaryFile("database", "json", FD, Path))
      abort();
    llvm::sys::fs::remove(Path);
    return FD;
  }();
  if (ftruncate(File, 0) || lseek(File, 0, SEEK_SET) ||
      write(File, Data, Size) != ssize_t(Size))
    abort();
  CommandRequest Request;
  Request.Database = "/proc/self/fd/" + std::to_string(File);
  auto List = selectCommands(Request);
  if (!List)
    llvm::consumeError(List.takeError());
  return 0;
}
