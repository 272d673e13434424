//===- Diff.h - What changed since a git revision -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asks git for changed lines; git itself is the only authority on them.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_DIFF_H
#define TOCSIN_TOOL_DIFF_H

#include "Report/Filter.h"
#include "llvm/Support/Error.h"

namespace tocsin::tool {

/// What `--diff` compares the working tree with.
struct DiffBase {
  std::string Ref;  // "": everything counts as changed
  std::string Note; // why it is not what the user named; "" if it is
};

/// The commit at which `Wanted` and HEAD parted. pre-commit before a push sets
/// PRE_COMMIT_FROM_REF, which is then meant by HEAD; on the first push to a new
/// remote it does not, and what other remotes have is taken.
llvm::Expected<DiffBase> diffBase(llvm::StringRef Wanted,
                                  llvm::StringRef Directory);

/// Changed lines between `Ref` and the working tree of the repository around
/// `Directory`.
llvm::Expected<report::ChangedLines> changedSince(llvm::StringRef Ref,
                                                  llvm::StringRef Directory);

/// Reads the output of `git diff -U0`; paths are put below `Top`.
report::ChangedLines parseDiff(llvm::StringRef Text, llvm::StringRef Top);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_DIFF_H
