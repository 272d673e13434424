//===- GlobList.h - A comma-separated list of globs -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lists of `--checks`, `Checks:` and NOLINT(...), with clang-tidy's
// meaning: `*` is the only wildcard, a leading `-` takes names out again, the
// last glob that matches decides.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_SUPPORT_GLOBLIST_H
#define TOCSIN_SUPPORT_GLOBLIST_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace tocsin {

class GlobList {
public:
  struct Item {
    std::string Glob;
    bool Positive;
  };

  GlobList() = default;
  /// Without `KeepNegative` the globs with a leading `-` are left out, as
  /// NOLINT wants it. Newlines separate like commas.
  explicit GlobList(llvm::StringRef Globs, bool KeepNegative = true);

  void append(const GlobList &Other) {
    Items.insert(Items.end(), Other.Items.begin(), Other.Items.end());
  }
  bool contains(llvm::StringRef Name) const;
  const std::vector<Item> &items() const { return Items; }

private:
  std::vector<Item> Items;
};

/// Whether `Glob`, whose only wildcard is `*`, matches all of `Name`.
bool matchGlob(llvm::StringRef Glob, llvm::StringRef Name);

} // namespace tocsin

#endif // TOCSIN_SUPPORT_GLOBLIST_H
