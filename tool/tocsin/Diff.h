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

/// Changed lines between `Ref` and the working tree of the repository around
/// `Directory`.
llvm::Expected<report::ChangedLines> changedSince(llvm::StringRef Ref,
                                                  llvm::StringRef Directory);

/// Reads the output of `git diff -U0`; paths are put below `Top`.
report::ChangedLines parseDiff(llvm::StringRef Text, llvm::StringRef Top);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_DIFF_H
