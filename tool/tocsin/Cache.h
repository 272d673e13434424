//===- Cache.h - Results of earlier runs ----------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A folder of files, each named by a key and replaced as a whole, so that runs
// at the same time, or killed ones, leave entries that are old, new or absent,
// but never half of one. What an entry holds is checked when it is read. A
// folder that cannot be written to costs time, never the run.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_CACHE_H
#define TOCSIN_TOOL_CACHE_H

#include "CompileCommands.h"
#include "FilesRead.h"
#include "IR/Unit.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>
#include <vector>

namespace tocsin::tool {

/// Digests of the sources this program was built from: of what makes units, and
/// of everything.
llvm::StringRef captureIdentity();
llvm::StringRef programIdentity();

/// Collects what a result depends on.
class KeyBuilder {
public:
  void add(llvm::StringRef Text);
  void add(uint64_t Number) { add(std::to_string(Number)); }
  void add(const Digest &D) {
    add({reinterpret_cast<const char *>(D.data()), D.size()});
  }
  Digest key() const;

private:
  std::string Text;
};

class Cache {
public:
  /// Does nothing if `Folder` is "".
  explicit Cache(std::string Folder = {}) : Folder(std::move(Folder)) {}

  bool on() const { return !Folder.empty(); }
  /// Null if there is none.
  std::unique_ptr<llvm::MemoryBuffer> load(const Digest &Key) const;
  void store(const Digest &Key, llvm::StringRef Bytes);
  void discard(const Digest &Key) const;
  /// Deletes what is old or too much, as `Policy` says (the form that lld reads
  /// in --thinlto-cache-policy); looks only now and then.
  llvm::Error prune(llvm::StringRef Policy) const;

  /// Why the last entry could not be stored, "" if all were.
  const std::string &problem() const { return Problem; }

private:
  bool prepare();
  std::string pathOf(const Digest &Key) const;

  std::string Folder, Problem;
  bool Prepared = false;
};

/// A file that a unit speaks of.
struct UnitFile {
  std::string Path;
  bool System = false;
};

/// The outcome of one capture: a unit, and what is known of it without reading
/// it.
struct CapturedUnit {
  std::unique_ptr<llvm::MemoryBuffer> Bytes;
  llvm::StringRef Binary; // the unit, in Bytes
  std::string Dropped;    // flags that Clang refused
  double Seconds = 0;     // CPU time it took
  uint32_t Errors = 0;    // of the front end
  std::string FirstError;
  std::vector<UnitFile> Files;
  std::vector<FileFact> Facts;
  std::unique_ptr<ir::Unit> Read; // the unit, if somebody has read it already
};

/// The key of the capture of `C`.
Digest captureKey(const Command &C, llvm::StringRef ResourceDir);

/// Writes `U` with the fields of `Info` that are not in it.
void writeCaptured(const Digest &Key, const ir::Unit &U,
                   const CapturedUnit &Info, llvm::raw_ostream &OS);

/// Reads back what `writeCaptured` wrote under the same key. Errors say in a
/// few words what is wrong with the bytes.
llvm::Expected<CapturedUnit>
readCaptured(const Digest &Key, std::unique_ptr<llvm::MemoryBuffer> Bytes);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_CACHE_H
