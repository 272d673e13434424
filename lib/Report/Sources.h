//===- Sources.h - Source text by path and line ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads each file that findings point into once and splits it into lines. A
// file that cannot be read has no lines; writers then print without excerpt.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_SOURCES_H
#define TOCSIN_REPORT_SOURCES_H

#include "Window/Finding.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <optional>
#include <vector>

namespace tocsin::report {

class Sources {
public:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Buffer; // null: not readable
    std::vector<size_t> Starts;                 // offset of each line
    llvm::StringRef text() const {
      return Buffer ? Buffer->getBuffer() : llvm::StringRef();
    }
    /// Text of a line (1-based) without its end; "" if there is none.
    llvm::StringRef line(unsigned Line) const;
    unsigned lines() const { return Starts.size(); }
  };

  const File &get(llvm::StringRef Path);
  /// Hands in the text of a file, for tests and editors.
  void set(llvm::StringRef Path, llvm::StringRef Text);

  llvm::StringRef line(llvm::StringRef Path, unsigned Line) {
    return get(Path).line(Line);
  }
  /// Byte offset of a position; nothing if the file has no such place.
  std::optional<size_t> offset(const Position &P);

private:
  void split(File &F);
  llvm::StringMap<File> Files;
};

} // namespace tocsin::report

#endif // TOCSIN_REPORT_SOURCES_H
