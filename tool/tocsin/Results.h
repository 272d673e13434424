//===- Results.h - Findings that outlive a run ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings as they come out of the analysis, before suppression and filters:
// those are read anew in every run.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_RESULTS_H
#define TOCSIN_TOOL_RESULTS_H

#include "Cache.h"
#include "Window/Finding.h"

namespace tocsin::tool {

void storeFindings(Cache &Store, const Digest &Key,
                   llvm::ArrayRef<Finding> Findings);

/// Nothing if there are none for `Key`; a damaged entry is discarded and why is
/// told in `Note`.
std::optional<std::vector<Finding>>
loadFindings(const Cache &Store, const Digest &Key, std::string &Note);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_RESULTS_H
