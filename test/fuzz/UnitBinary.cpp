//===- UnitBinary.cpp - Fuzzes the reader of the binary form --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The input is a payload: header and checksum are made to fit, since no fuzzer
// finds its way through a checksum. What is read must keep the rules and give
// the same bytes again when written and read once more.
//
//===----------------------------------------------------------------------===//

#include "IR/Forms.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"
#include <cstdlib>

using namespace tocsin::ir;

static std::string binary(const Unit &U) {
  std::string S;
  llvm::raw_string_ostream OS(S);
  writeBinary(U, OS);
  return S;
}

static std::string sealed(llvm::StringRef Payload) {
  std::string Bytes = "TOCSIN-U";
  char Number[8];
  llvm::support::endian::write32le(Number, FormatVersion);
  Bytes.append(Number, 4);
  llvm::support::endian::write64le(Number, Payload.size());
  Bytes.append(Number, 8);
  Bytes += Payload;
  llvm::support::endian::write64le(Number, llvm::xxh3_64bits(Payload));
  return Bytes.append(Number, 8);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  std::string Bytes = sealed({reinterpret_cast<const char *>(Data), Size});
  llvm::Expected<Unit> U = readBinary(llvm::MemoryBufferRef(Bytes, "input"));
  if (!U) {
    llvm::consumeError(U.takeError());
    return 0;
  }
  std::string Again = binary(*U);
  llvm::Expected<Unit> V = readBinary(llvm::MemoryBufferRef(Again, "again"));
  if (!V) {
    llvm::errs() << llvm::toString(V.takeError()) << '\n';
    abort();
  }
  if (binary(*V) != Again)
    abort();
  writeText(*U, llvm::nulls());
  return 0;
}
