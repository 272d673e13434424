//===- Output.h - Where reports go ----------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files, the standard output, the summary and the progress line. The standard
// output carries one document and nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_OUTPUT_H
#define TOCSIN_TOOL_OUTPUT_H

#include "Options.h"
#include "Report/Report.h"

namespace tocsin::tool {

/// Whether `--format` takes this name.
bool isFormat(llvm::StringRef Name);

/// Writes all documents asked for. False, after a message, if one failed.
bool writeReports(const Options &Opts, const report::Report &R,
                  report::Sources &Src);

/// One line, and the incomplete files under it. Not with --quiet, except for
/// files that were not analysed.
void printSummary(const Options &Opts, const report::Report &R, unsigned Shown,
                  unsigned Hidden);

/// Tells what --fix did; `Status` becomes ExitUsage if a file was not written.
void reportFixes(const report::FixOutcome &Outcome, bool Quiet, int &Status);

/// Flushes the standard output; ExitUsage after a message if that failed.
int closeStdout();

/// "[12/412] FILE" on the standard error of a terminal.
class ProgressLine {
public:
  ProgressLine(When Mode, bool Quiet, unsigned Total);
  void step(llvm::StringRef File);
  void clear();

private:
  bool On;
  bool Terminal;
  unsigned Total, Done = 0;
};

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_OUTPUT_H
