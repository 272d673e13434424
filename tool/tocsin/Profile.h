//===- Profile.h - Where the time of a run goes ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// --profile: the engine marks its phases with llvm::TimeTraceScope; what the
// profiler of LLVM has gathered is summed up here.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_PROFILE_H
#define TOCSIN_TOOL_PROFILE_H

#include "Gather.h"
#include "checks/Checks.h"

namespace tocsin::tool {

/// Marks of this thread count from now on.
void startProfile();

/// Phases, checks, the slowest files and functions, and what was given up.
void printProfile(llvm::ArrayRef<Command> Commands,
                  llvm::ArrayRef<Gathered> Units, const AnalysisStats &Stats,
                  llvm::raw_ostream &OS);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_PROFILE_H
