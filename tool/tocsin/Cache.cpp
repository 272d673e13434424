//===- Cache.cpp - Results of earlier runs --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names begin with "llvmcache-": only those does llvm::pruneCache look at.
//
//===----------------------------------------------------------------------===//

#include "Cache.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace tocsin::tool;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

void KeyBuilder::add(StringRef Piece) {
  // With its length, so that no two lists of pieces read the same.
  Text += std::to_string(Piece.size());
  Text += ':';
  Text += Piece;
}

Digest KeyBuilder::key() const {
  return llvm::BLAKE3::hash<16>(llvm::arrayRefFromStringRef(Text));
}

std::string Cache::pathOf(const Digest &Key) const {
  llvm::SmallString<256> Path(Folder);
  path::append(Path, "llvmcache-" + llvm::toHex(Key, /*LowerCase=*/true));
  return std::string(Path);
}

std::unique_ptr<llvm::MemoryBuffer> Cache::load(const Digest &Key) const {
  if (!on())
    return nullptr;
  auto Buffer = llvm::MemoryBuffer::getFile(pathOf(Key), /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  return Buffer ? std::move(*Buffer) : nullptr;
}

void Cache::discard(const Digest &Key) const {
  if (on())
    fs::remove(pathOf(Key));
}

/// Makes the folder, and marks it as nothing to commit or to back up.
bool Cache::prepare() {
  if (Prepared)
    return Problem.empty();
  Prepared = true;
  if (std::error_code EC = fs::create_directories(Folder)) {
    Problem = EC.message();
    return false;
  }
  static constexpr std::pair<const char *, const char *> Marks[] = {
      {".gitignore", "*\n"},
      {"CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"}};
  for (auto [Name, Text] : Marks) {
    llvm::SmallString<256> Path(Folder);
    path::append(Path, Name);
    std::error_code EC;
    llvm::raw_fd_ostream OS(Path, EC, fs::CD_CreateNew);
    if (EC)
      continue;
    OS << Text;
    OS.close();
    OS.clear_error();
  }
  return true;
}

void Cache::store(const Digest &Key, StringRef Bytes) {
  if (!on() || !prepare())
    return;
  std::string Path = pathOf(Key);
  auto Temp = fs::TempFile::create(Path + ".%%%%%%%%");
  if (!Temp) {
    Problem = llvm::toString(Temp.takeError());
    return;
  }
  llvm::raw_fd_ostream OS(Temp->FD, /*shouldClose=*/false);
  OS << Bytes;
  OS.flush();
  if (OS.has_error()) {
    Problem = OS.error().message();
    OS.clear_error();
    llvm::consumeError(Temp->discard());
    return;
  }
  if (llvm::Error E = Temp->keep(Path))
    Problem = llvm::toString(std::move(E));
}

llvm::Error Cache::prune(StringRef Policy) const {
  auto Parsed = llvm::parseCachePruningPolicy(Policy);
  if (!Parsed)
    return Parsed.takeError();
  if (on())
    llvm::pruneCache(Folder, *Parsed);
  return llvm::Error::success();
}
