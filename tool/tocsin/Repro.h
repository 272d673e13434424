//===- Repro.h - tocsin repro: a run that others can repeat ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For reports of faults: an archive that holds all that a run reads.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_REPRO_H
#define TOCSIN_TOOL_REPRO_H

#include "Options.h"
#include "llvm/ADT/StringRef.h"

namespace tocsin::tool {

/// tocsin repro FILE... [-o OUT.tar] [-- FLAGS]: writes a tar archive of one
/// folder with each source and its headers in one file, a compile database, the
/// configuration, the models of the user and a README, which says whether the
/// archive gives the same findings. The exit code: ExitUsage, or ExitIncomplete
/// if a source cannot be put in.
int runRepro(const Options &Opts, llvm::StringRef Program);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_REPRO_H
