//===- FilesRead.h - What a parse learned from the disk -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit is a function of its command and of what the parser was told by the
// file system: contents, but also that a name was not there. If each answer is
// still the same, so is the unit. That a header appeared in a directory that is
// searched earlier is noticed like a change of one that was read.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_FILESREAD_H
#define TOCSIN_TOOL_FILESREAD_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <array>
#include <string>
#include <vector>

namespace tocsin::tool {

using Digest = std::array<uint8_t, 16>;

Digest digestOf(llvm::StringRef Bytes);

enum class FactKind : uint8_t {
  Content, // the file had this digest
  Listing, // the directory held names of this digest
  Present, // the name was there
  Absent,  // it was not
};

struct FileFact {
  FactKind Kind = FactKind::Absent;
  std::string Path; // absolute
  Digest Hash = {}; // of Content and Listing
};

/// The real file system, and a record of what it answered.
class RecordingFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  /// Relative names are below `Directory`.
  explicit RecordingFileSystem(std::string Directory);
  ~RecordingFileSystem() override;

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Dir,
                                          std::error_code &EC) override;

  /// Everything so far, sorted by path.
  std::vector<FileFact> facts() const;

  void note(const llvm::Twine &Path, FactKind Kind, Digest Hash = {});

private:
  std::string Directory;
  llvm::StringMap<FileFact> Known;
};

/// Asks the disk whether facts still hold; looks at each file once.
class FactChecker {
public:
  bool holds(const FileFact &F);

private:
  llvm::StringMap<FileFact> Contents, Listings;
  llvm::StringMap<bool> Exists;
};

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_FILESREAD_H
