//===- ModelYaml.cpp - Fuzzer of the model file reader --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// No text crashes the reader; one that it takes can be listed.
//
//===----------------------------------------------------------------------===//

#include "Model/Model.h"

using namespace tocsin;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Input(reinterpret_cast<const char *>(Data), Size);
  model::Model M;
  if (llvm::Error E = M.add({Input, "input.yaml"})) {
    llvm::consumeError(std::move(E));
    return 0;
  }
  model::printList(M, "", llvm::nulls());
  model::Model Copy = M.clone();
  model::printList(Copy, "", llvm::nulls());
  return 0;
}
