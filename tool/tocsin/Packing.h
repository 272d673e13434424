//===- Packing.h - Numbers and text in few bytes --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What cache entries are made of: numbers as LEB128, text with its length,
// paths that share their beginning with the one before. The reader trusts
// nothing: after the first fault everything it gives is empty.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_PACKING_H
#define TOCSIN_TOOL_PACKING_H

#include "FilesRead.h"
#include "llvm/Support/DataExtractor.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace tocsin::tool {

class Packer {
public:
  void number(uint64_t N);
  void text(llvm::StringRef S);
  void path(llvm::StringRef S);
  void digest(const Digest &D);
  llvm::StringRef bytes() const { return Out; }

private:
  std::string Out, Last;
  llvm::raw_string_ostream OS{Out};
};

class Unpacker {
public:
  explicit Unpacker(llvm::StringRef Bytes)
      : Data(Bytes, /*IsLittleEndian=*/true, 8), Size(Bytes.size()) {}

  uint64_t number() { return Data.getULEB128(At); }
  /// How many entries follow, of at least `Least` bytes each.
  uint64_t count(size_t Least);
  std::string text();
  std::string path();
  Digest digest();
  /// To be asked once, at the end: whether something was wrong or left over.
  bool failed();

private:
  llvm::DataExtractor Data;
  llvm::DataExtractor::Cursor At{0};
  size_t Size;
  std::string Last;
  bool Bad = false;
};

/// `Bytes` under `Key`, such that `unseal` notices every change.
void seal(const Digest &Key, llvm::StringRef Bytes, llvm::raw_ostream &OS);

/// What was sealed under `Key`; an error in a few words if this is not it.
llvm::Expected<llvm::StringRef> unseal(const Digest &Key,
                                       llvm::StringRef Sealed);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_PACKING_H
