//===- ReportOptions.h - Options that concern reports -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Documents, baseline, statistics: what is done with findings once they are
// there. Declared apart from the options of the analysis.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_REPORTOPTIONS_H
#define TOCSIN_TOOL_REPORTOPTIONS_H

#include "Options.h"
#include "llvm/Support/CommandLine.h"

namespace tocsin::tool {

/// Registers them for these sub-commands, and `merge`. Once.
void declareReportOptions(llvm::cl::OptionCategory &Category,
                          llvm::ArrayRef<llvm::cl::SubCommand *> On);

/// Copies what was given. Prints what is wrong and gives the exit code.
std::optional<int> takeReportOptions(Options &Opts);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_REPORTOPTIONS_H
