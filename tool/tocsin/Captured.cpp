//===- Captured.cpp - The cache entry of one capture ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Length of the head (8 bytes), head, unit; sealed as Packing.h says.
//
// The version of this form is part of the key.
//
//===----------------------------------------------------------------------===//

#include "Cache.h"
#include "Capture.h"
#include "IR/Forms.h"
#include "Packing.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/Process.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace endian = llvm::support::endian;

static constexpr unsigned EntryVersion = 1;

/// What Clang's driver and preprocessor read from the environment.
static constexpr const char *Environment[] = {
    "CPATH",         "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH",
    "COMPILER_PATH", "LIBRARY_PATH",   "SOURCE_DATE_EPOCH",
    "SDKROOT",       "GCC_EXEC_PREFIX"};

Digest tool::captureKey(const Command &C, StringRef ResourceDir) {
  KeyBuilder Key;
  Key.add("capture");
  Key.add(EntryVersion);
  Key.add(captureIdentity());
  Key.add(clangVersion());
  Key.add(ResourceDir);
  for (const char *Name : Environment) {
    auto Value = llvm::sys::Process::GetEnv(Name);
    Key.add(Value ? "=" + *Value : "");
  }
  Key.add(C.File);
  Key.add(C.Directory);
  Key.add(C.Root);
  Key.add(C.Target);
  for (const std::string &Arg : C.Args)
    Key.add(Arg);
  return Key.key();
}

void tool::writeCaptured(const Digest &Key, const ir::Unit &U,
                         const CapturedUnit &Info, llvm::raw_ostream &OS) {
  Packer Head;
  Head.text(Info.Dropped);
  Head.number(uint64_t(Info.Seconds * 1e6));
  Head.number(U.Info.Errors);
  Head.text(U.str(U.Info.FirstError));
  Head.number(U.Files.size());
  for (const ir::File &F : U.Files) {
    Head.number(F.System);
    Head.path(U.str(F.Path));
  }
  Head.number(Info.Facts.size());
  for (const FileFact &F : Info.Facts) {
    Head.number(unsigned(F.Kind));
    Head.path(F.Path);
    if (F.Kind == FactKind::Content || F.Kind == FactKind::Listing)
      Head.digest(F.Hash);
  }
  std::string Entry(8, 0);
  endian::write64le(Entry.data(), Head.bytes().size());
  llvm::raw_string_ostream EntryOS(Entry);
  EntryOS << Head.bytes();
  ir::writeBinary(U, EntryOS);
  seal(Key, Entry, OS);
}

llvm::Expected<CapturedUnit>
tool::readCaptured(const Digest &Key,
                   std::unique_ptr<llvm::MemoryBuffer> Bytes) {
  auto Entry = unseal(Key, Bytes->getBuffer());
  if (!Entry)
    return Entry.takeError();
  auto Damaged = [] { return llvm::createStringError("it is damaged"); };
  if (Entry->size() < 8)
    return Damaged();
  uint64_t HeadSize = endian::read64le(Entry->data());
  if (HeadSize > Entry->size() - 8)
    return Damaged();
  CapturedUnit Info;
  Info.Binary = Entry->drop_front(8 + HeadSize);
  Unpacker Head(Entry->substr(8, HeadSize));
  Info.Dropped = Head.text();
  Info.Seconds = Head.number() * 1e-6;
  Info.Errors = uint32_t(Head.number());
  Info.FirstError = Head.text();
  Info.Files.resize(Head.count(3));
  for (UnitFile &F : Info.Files) {
    F.System = Head.number();
    F.Path = Head.path();
  }
  Info.Facts.resize(Head.count(3));
  for (FileFact &F : Info.Facts) {
    F.Kind = FactKind(Head.number());
    F.Path = Head.path();
    if (F.Kind == FactKind::Content || F.Kind == FactKind::Listing)
      F.Hash = Head.digest();
  }
  if (Head.failed())
    return Damaged();
  Info.Bytes = std::move(Bytes);
  return std::move(Info);
}
