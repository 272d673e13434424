//===- Filter.h - Which findings the reader wants to see ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Filters by place: header filters, line filters, third-party directories,
// changed lines. They decide on findings, never on facts: what is filtered out
// here was still read.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_FILTER_H
#define TOCSIN_REPORT_FILTER_H

#include "Window/Finding.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tocsin::report {

/// First and last line, both inside.
using LineRange = std::pair<unsigned, unsigned>;

/// `--line-filter`: the first file whose name the path ends with decides.
struct LineFilter {
  struct File {
    std::string Name;
    std::vector<LineRange> Lines; // empty: all
  };
  std::vector<File> Files; // empty: everything passes

  /// Reads clang-tidy's JSON. Errors name line and column.
  static llvm::Expected<LineFilter> parse(llvm::StringRef Json);
  bool passes(const Position &P) const;
};

/// `--diff`: changed lines by absolute path.
struct ChangedLines {
  llvm::StringMap<std::vector<LineRange>> Files;
  bool has(const Position &P) const;
  /// Whether the act or any note stands on a changed line.
  bool touches(const Finding &F) const;
};

class PlaceFilter {
public:
  std::string Root;         // third-party directories count below it
  llvm::StringSet<> Main;   // main files of the run
  llvm::StringSet<> Asked;  // files named by the user: never third-party
  llvm::StringSet<> System; // headers found as system headers
  llvm::StringSet<> Only;   // headers given as files; empty: no limit
  LineFilter Lines;
  std::optional<ChangedLines> Changed;
  /// Globs over paths below the root; a directory excludes what is in it.
  std::vector<std::string> ExcludeFiles;
  std::vector<std::string> ThirdParty; // further directories of that kind

  /// An empty pattern lets no header pass, as in clang-tidy.
  llvm::Error setHeaderFilter(llvm::StringRef Pattern);
  llvm::Error setExcludeHeaderFilter(llvm::StringRef Pattern);

  bool passes(const Finding &F) const;

private:
  bool isExcluded(llvm::StringRef File) const;

  std::optional<llvm::Regex> Header, Exclude;
  bool NoHeader = false;
};

/// Whether a directory of `Path` below `Root` is a usual place for code of
/// others: third_party, vendor, external, _deps, node_modules, or one of
/// `More`.
bool isThirdParty(llvm::StringRef Root, llvm::StringRef Path,
                  llvm::ArrayRef<std::string> More = {});

} // namespace tocsin::report

#endif // TOCSIN_REPORT_FILTER_H
