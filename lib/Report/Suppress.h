//===- Suppress.h - NOLINT comments ---------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// NOLINT, NOLINTNEXTLINE, NOLINTBEGIN and NOLINTEND with clang-tidy's grammar,
// so that one comment means the same in every host:
//
//   * no list: every check; `(a,b*)`: the checks that a glob matches; negative
//     globs in the list are ignored; `()` matches nothing;
//   * the list must follow the word without a blank;
//   * a block reaches from the word BEGIN to the word END of the same list;
//     blocks that do not pair are an error and suppress nothing.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_SUPPRESS_H
#define TOCSIN_REPORT_SUPPRESS_H

#include "Report/Sources.h"
#include "Support/GlobList.h"
#include <string>
#include <utility>
#include <vector>

namespace tocsin::report {

/// The suppressions of one file.
class Suppressions {
public:
  using Place = std::pair<unsigned, unsigned>; // line, column
  struct Range {
    Place First, Last; // both inside
    bool All;          // no list was given
    GlobList Checks;
    Place Word;         // where the word stands
    std::string Reason; // what is said behind the list
  };
  struct Fault {
    unsigned Line, Col;
    std::string Text;
  };

  explicit Suppressions(llvm::StringRef Text);
  bool covers(Place At, llvm::StringRef Check) const {
    return find(At, Check) != nullptr;
  }
  /// What hides a finding of this check there; null if nothing does.
  const Range *find(Place At, llvm::StringRef Check) const;
  const std::vector<Range> &ranges() const { return Ranges; }
  const std::vector<Fault> &faults() const { return Faults; }

private:
  std::vector<Range> Ranges;
  std::vector<Fault> Faults;
};

} // namespace tocsin::report

#endif // TOCSIN_REPORT_SUPPRESS_H
