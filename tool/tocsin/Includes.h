//===- Includes.h - Which sources include a header ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows `#include` lines without preprocessing: enough to find a translation
// unit that sees a given header. Conditions are not evaluated, so it may say
// yes once too often, and includes by macro are not seen.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_INCLUDES_H
#define TOCSIN_TOOL_INCLUDES_H

#include "CompileCommands.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tocsin::tool {

class IncludeScanner {
public:
  /// `Name` gives the name under which a header stands in `Targets`.
  explicit IncludeScanner(std::function<std::string(llvm::StringRef)> Name = {})
      : Name(std::move(Name)) {}

  /// Whether the source of `C` includes one of `Targets` (absolute paths),
  /// directly or through other headers.
  bool reaches(const Command &C, const llvm::StringSet<> &Targets);

private:
  struct Line {
    std::string Name;
    bool Quoted;
  };
  const std::vector<Line> &linesOf(llvm::StringRef Path);
  bool exists(llvm::StringRef Path);

  std::function<std::string(llvm::StringRef)> Name;
  llvm::StringMap<std::vector<Line>> Files;
  llvm::StringMap<bool> Known;
};

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_INCLUDES_H
