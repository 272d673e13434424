//===- Stats.h - What a run read and what it cost -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Numbers for --stats.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_STATS_H
#define TOCSIN_TOOL_STATS_H

#include "Gather.h"
#include "IR/Unit.h"
#include "checks/Checks.h"
#include <chrono>
#include <map>

namespace tocsin::tool {

class RunStats {
public:
  AnalysisStats Analysis;
  unsigned Findings = 0;

  void job(const std::string &File, const Gathered &G);
  void unit(const ir::Unit &U);
  void print(llvm::raw_ostream &OS) const;

private:
  std::chrono::steady_clock::time_point Start =
      std::chrono::steady_clock::now();
  unsigned Units = 0, Reused = 0;
  uint64_t Functions = 0, Instructions = 0, Expressions = 0, Errors = 0;
  std::map<std::string, uint64_t> Opaque;
  double CaptureSeconds = 0;
  uint64_t PeakKilobytes = 0;
  std::string PeakFile, SlowFile;
  double SlowSeconds = 0;
};

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_STATS_H
