//===- Gather.h - All units of a run --------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes units from the cache as far as they are still what a capture would
// give, captures the others in child processes, and keeps each as soon as it is
// done: an interrupted run goes on where it stopped.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_GATHER_H
#define TOCSIN_TOOL_GATHER_H

#include "Cache.h"
#include "CompileCommands.h"
#include "Options.h"
#include "llvm/ADT/ArrayRef.h"

namespace tocsin::tool {

struct Gathered {
  CapturedUnit Unit; // without Bytes: see Error
  std::string Error;
  bool Reused = false; // from the cache
  uint64_t PeakKilobytes = 0;
};

struct GatherOutcome {
  std::vector<Gathered> Units; // as many as commands
  int Signal = 0;              // not 0: interrupted
};

GatherOutcome gather(llvm::ArrayRef<Command> Commands, const Options &Opts,
                     const std::string &ResourceDir, Cache &Store);

/// Where the cache of a run is: as the options or TOCSIN_CACHE_DIR say, else
/// `.cache/tocsin` beside the database; "" for none.
std::string cacheFolder(const Options &Opts, llvm::StringRef DatabaseFile);

/// Captures `C` in this process and writes the entry.
llvm::Error captureEntry(const Command &C, const std::string &ResourceDir,
                         llvm::raw_ostream &OS);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_GATHER_H
