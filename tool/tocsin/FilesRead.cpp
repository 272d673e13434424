//===- FilesRead.cpp - What a parse learned from the disk -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Contents are digested as they are handed to the parser, so that a file which
// is saved during the parse is never taken for what was parsed.
//
//===----------------------------------------------------------------------===//

#include "FilesRead.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace tocsin::tool;
using llvm::StringRef;
namespace vfs = llvm::vfs;
namespace path = llvm::sys::path;

Digest tocsin::tool::digestOf(StringRef Bytes) {
  llvm::XXH128_hash_t H =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Bytes));
  Digest D;
  llvm::support::endian::write64le(D.data(), H.low64);
  llvm::support::endian::write64le(D.data() + 8, H.high64);
  return D;
}

/// Names in a directory, whatever order the disk has them in.
static Digest listing(vfs::FileSystem &FS, StringRef Dir, std::error_code &EC) {
  std::vector<std::string> Names;
  for (vfs::directory_iterator It = FS.dir_begin(Dir, EC), End;
       !EC && It != End; It.increment(EC))
    Names.push_back(path::filename(It->path()).str());
  llvm::sort(Names);
  return digestOf(llvm::join(Names, StringRef("\0", 1)));
}

namespace {

/// Digests what is read through it.
class RecordedFile : public vfs::File {
public:
  RecordedFile(std::unique_ptr<vfs::File> Real, std::string Path,
               RecordingFileSystem &Record)
      : Real(std::move(Real)), Path(std::move(Path)), Record(Record) {}

  llvm::ErrorOr<vfs::Status> status() override { return Real->status(); }
  llvm::ErrorOr<std::string> getName() override { return Real->getName(); }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t Size, bool Terminator,
            bool IsVolatile) override {
    auto Buffer = Real->getBuffer(Name, Size, Terminator, IsVolatile);
    if (Buffer)
      Record.note(Path, FactKind::Content, digestOf((*Buffer)->getBuffer()));
    return Buffer;
  }
  std::error_code close() override { return Real->close(); }

private:
  std::unique_ptr<vfs::File> Real;
  std::string Path;
  RecordingFileSystem &Record;
};

} // namespace

RecordingFileSystem::RecordingFileSystem(std::string Directory)
    : ProxyFileSystem(vfs::getRealFileSystem()),
      Directory(std::move(Directory)) {}

RecordingFileSystem::~RecordingFileSystem() = default;

void RecordingFileSystem::note(const llvm::Twine &Path, FactKind Kind,
                               Digest Hash) {
  llvm::SmallString<256> Full;
  Path.toVector(Full);
  if (Full.empty())
    return;
  llvm::sys::fs::make_absolute(Directory, Full);
  FileFact &F = Known.try_emplace(Full).first->getValue();
  // A content says more than a mere presence, and so does a listing.
  if (F.Path.empty() || Kind < F.Kind) {
    F.Path = std::string(Full);
    F.Kind = Kind;
    F.Hash = Hash;
  }
}

llvm::ErrorOr<vfs::Status>
RecordingFileSystem::status(const llvm::Twine &Path) {
  auto Status = ProxyFileSystem::status(Path);
  note(Path, Status ? FactKind::Present : FactKind::Absent);
  return Status;
}

bool RecordingFileSystem::exists(const llvm::Twine &Path) {
  bool There = ProxyFileSystem::exists(Path);
  note(Path, There ? FactKind::Present : FactKind::Absent);
  return There;
}

llvm::ErrorOr<std::unique_ptr<vfs::File>>
RecordingFileSystem::openFileForRead(const llvm::Twine &Path) {
  auto File = ProxyFileSystem::openFileForRead(Path);
  if (!File) {
    note(Path,
         ProxyFileSystem::exists(Path) ? FactKind::Present : FactKind::Absent);
    return File;
  }
  note(Path, FactKind::Present);
  return std::make_unique<RecordedFile>(std::move(*File), Path.str(), *this);
}

vfs::directory_iterator RecordingFileSystem::dir_begin(const llvm::Twine &Dir,
                                                       std::error_code &EC) {
  std::error_code Failed;
  Digest Names = listing(getUnderlyingFS(), Dir.str(), Failed);
  if (Failed)
    note(Dir, FactKind::Absent);
  else
    note(Dir, FactKind::Listing, Names);
  return ProxyFileSystem::dir_begin(Dir, EC);
}

std::vector<FileFact> RecordingFileSystem::facts() const {
  std::vector<FileFact> All;
  for (const auto &Entry : Known)
    All.push_back(Entry.getValue());
  llvm::sort(All, [](const FileFact &A, const FileFact &B) {
    return A.Path < B.Path;
  });
  return All;
}

bool FactChecker::holds(const FileFact &F) {
  if (F.Kind == FactKind::Present || F.Kind == FactKind::Absent) {
    auto [It, New] = Exists.try_emplace(F.Path);
    if (New)
      It->second = llvm::sys::fs::exists(F.Path);
    return It->second == (F.Kind == FactKind::Present);
  }
  bool IsFile = F.Kind == FactKind::Content;
  auto [It, New] = (IsFile ? Contents : Listings).try_emplace(F.Path);
  FileFact &Now = It->second;
  if (New) {
    Now.Kind = FactKind::Absent;
    if (!IsFile) {
      std::error_code EC;
      Now.Hash = listing(*vfs::getRealFileSystem(), F.Path, EC);
      if (!EC)
        Now.Kind = FactKind::Listing;
    } else if (auto Buffer = llvm::MemoryBuffer::getFile(
                   F.Path, /*IsText=*/false,
                   /*RequiresNullTerminator=*/false)) {
      Now.Kind = FactKind::Content;
      Now.Hash = digestOf((*Buffer)->getBuffer());
    }
  }
  return Now.Kind == F.Kind && Now.Hash == F.Hash;
}
