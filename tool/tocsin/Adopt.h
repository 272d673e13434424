//===- Adopt.h - Baselines, unused suppressions, merging ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What happens to findings between the filters and the writers.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_ADOPT_H
#define TOCSIN_TOOL_ADOPT_H

#include "Options.h"
#include "Report/Report.h"

namespace tocsin::tool {

/// Marks what --baseline knows, or with --update-baseline writes the file and
/// then marks everything. `Whole`: the run saw the whole project, so what it
/// did not find is gone. ExitUsage, after a message, if a file cannot be read
/// or written.
int applyBaseline(const Options &Opts, bool Whole, report::Report &R);

/// tocsin merge.
int runMerge(const Options &Opts);

/// --statistics: how many findings per check and per directory.
void printStatistics(const report::Report &R, llvm::raw_ostream &OS);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_ADOPT_H
