//===- UnitText.cpp - Fuzzes the reader of the text form ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is read must survive both forms: written as text and read again it gives
// the same text, and the same through the binary form.
//
//===----------------------------------------------------------------------===//

#include "IR/Forms.h"
#include <cstdlib>

using namespace tocsin::ir;

static std::string text(const Unit &U) {
  std::string S;
  llvm::raw_string_ostream OS(S);
  writeText(U, OS);
  return S;
}

static Unit must(llvm::Expected<Unit> U) {
  if (U)
    return std::move(*U);
  llvm::errs() << llvm::toString(U.takeError()) << '\n';
  abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Input(reinterpret_cast<const char *>(Data), Size);
  llvm::Expected<Unit> U = readText(llvm::MemoryBufferRef(Input, "input"));
  if (!U) {
    llvm::consumeError(U.takeError());
    return 0;
  }
  std::string Text = text(*U);
  if (text(must(readText(llvm::MemoryBufferRef(Text, "text")))) != Text)
    abort();
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  writeBinary(*U, OS);
  if (text(must(readBinary(llvm::MemoryBufferRef(Bytes, "binary")))) != Text)
    abort();
  return 0;
}
