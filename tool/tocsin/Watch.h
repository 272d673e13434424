//===- Watch.h - tocsin --watch: again when a source is saved -------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each run is a process of its own, the ordinary program with the same
// arguments: one that crashes or is out of memory ends nothing else. A run
// leaves in two files what it found and what it read for the next.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_WATCH_H
#define TOCSIN_TOOL_WATCH_H

#include "Report/Report.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace tocsin::tool {

/// Runs the program with `Argv` and a file for what it finds, then again
/// whenever a source or configuration that it read was changed, until a signal
/// ends it. The exit code of the first run if that could not start (ExitUsage),
/// ExitUsage if a folder cannot be watched.
int runWatch(llvm::ArrayRef<const char *> Argv);

/// In such a run: marks the entries that the last one has told, and keeps what
/// this one has for the next in `State` and the names of `Files`, absolute, in
/// `State`.files. If files are incomplete, nothing that was there counts as
/// gone. Findings that are gone, as "CHECK FILE: MESSAGE".
llvm::Expected<std::vector<std::string>>
compareWithLastRun(llvm::StringRef State, bool MarkTold,
                   llvm::ArrayRef<std::string> Files, report::Report &R);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_WATCH_H
