//===- Packing.cpp - Numbers and text in few bytes ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Seal: "TOCSIN-C", key (16 bytes), length (8), xxh3 of the bytes (16), bytes;
// fixed numbers are little endian.
//
//===----------------------------------------------------------------------===//

#include "Packing.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"

using namespace tocsin::tool;
using llvm::StringRef;

static constexpr StringRef Magic = "TOCSIN-C";
static constexpr size_t HeaderSize = 8 + 16 + 8 + 16;

void Packer::number(uint64_t N) { llvm::encodeULEB128(N, OS); }

void Packer::text(StringRef S) {
  number(S.size());
  OS << S;
}

void Packer::path(StringRef S) {
  size_t Same = 0, End = std::min(S.size(), Last.size());
  while (Same < End && S[Same] == Last[Same])
    ++Same;
  number(Same);
  text(S.drop_front(Same));
  Last = S.str();
}

void Packer::digest(const Digest &D) { OS << llvm::toStringRef(D); }

uint64_t Unpacker::count(size_t Least) {
  uint64_t N = number();
  if (!At || N > (Size - At.tell()) / Least) {
    Bad = true;
    return 0;
  }
  return N;
}

std::string Unpacker::text() {
  uint64_t Length = number();
  return Data.getBytes(At, Length).str();
}

std::string Unpacker::path() {
  uint64_t Same = number();
  if (Same > Last.size()) {
    Bad = true;
    return {};
  }
  Last.resize(Same);
  return Last += text();
}

Digest Unpacker::digest() {
  Digest D = {};
  StringRef Bytes = Data.getBytes(At, D.size());
  llvm::copy(Bytes.bytes(), D.begin());
  return D;
}

bool Unpacker::failed() {
  uint64_t End = At.tell();
  if (llvm::Error E = At.takeError()) {
    llvm::consumeError(std::move(E));
    return true;
  }
  return Bad || End != Size;
}

void tocsin::tool::seal(const Digest &Key, StringRef Bytes,
                        llvm::raw_ostream &OS) {
  char Length[8];
  llvm::support::endian::write64le(Length, Bytes.size());
  OS << Magic << llvm::toStringRef(Key) << StringRef(Length, 8)
     << llvm::toStringRef(digestOf(Bytes)) << Bytes;
}

llvm::Expected<StringRef> tocsin::tool::unseal(const Digest &Key,
                                               StringRef Sealed) {
  if (!Sealed.starts_with(Magic))
    return llvm::createStringError("it is no cache entry");
  if (Sealed.size() < HeaderSize)
    return llvm::createStringError("it is cut off");
  if (Sealed.substr(8, 16) != llvm::toStringRef(Key))
    return llvm::createStringError("it belongs to something else");
  StringRef Bytes = Sealed.drop_front(HeaderSize);
  if (llvm::support::endian::read64le(Sealed.data() + 24) != Bytes.size())
    return llvm::createStringError("it is cut off, or longer than it says");
  if (llvm::toStringRef(digestOf(Bytes)) != Sealed.substr(32, 16))
    return llvm::createStringError("its checksum differs");
  return Bytes;
}
