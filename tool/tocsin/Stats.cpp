//===- Stats.cpp - What a run read and what it cost -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sums over jobs and units, printed as lines of name and value.
//
//===----------------------------------------------------------------------===//

#include "Stats.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include <sys/resource.h>

using namespace tocsin;
using namespace tocsin::tool;

void RunStats::job(const std::string &File, const Gathered &G) {
  if (G.Reused) {
    ++Reused;
    return;
  }
  CaptureSeconds += G.Unit.Seconds;
  if (G.Unit.Seconds > SlowSeconds) {
    SlowSeconds = G.Unit.Seconds;
    SlowFile = File;
  }
  if (G.PeakKilobytes > PeakKilobytes) {
    PeakKilobytes = G.PeakKilobytes;
    PeakFile = File;
  }
}

void RunStats::unit(const ir::Unit &U) {
  ++Units;
  for (const ir::Function &F : U.Functions) {
    Functions += F.defined();
    Instructions += F.Instrs.size();
  }
  Expressions += U.Info.Expressions;
  Errors += U.Info.Errors;
  for (const auto &[Class, Count] : U.Info.Opaque)
    Opaque[U.str(Class).str()] += Count;
}

void RunStats::print(llvm::raw_ostream &OS) const {
  std::chrono::duration<double> Wall = std::chrono::steady_clock::now() - Start;
  rusage Usage = {};
  getrusage(RUSAGE_SELF, &Usage);
  OS << "units " << Units << " (" << Reused << " from the cache), functions "
     << Functions << ", instructions " << Instructions << ", expressions "
     << Expressions << ", errors " << Errors << '\n';
  uint64_t Total = 0;
  std::vector<std::pair<uint64_t, std::string>> ByCount;
  for (const auto &[Class, Count] : Opaque) {
    Total += Count;
    ByCount.emplace_back(Count, Class);
  }
  llvm::sort(ByCount, std::greater<>());
  OS << "not understood " << Total;
  if (Expressions)
    OS << llvm::format(" (%.3f %%)", 100.0 * Total / Expressions);
  for (const auto &[Count, Class] : ByCount)
    OS << "\n  " << Class << ' ' << Count;
  OS << "\nanalysed " << Analysis.Analysed << " of " << Analysis.Functions
     << " functions, gave up on " << Analysis.GaveUp << ", events "
     << Analysis.Events << ", windows " << Analysis.Windows << ", findings "
     << Findings << '\n';
  OS << llvm::format("seconds: capture %.2f CPU, analysis %.2f, wall %.2f\n",
                     CaptureSeconds, Analysis.Seconds, Wall.count());
  OS << llvm::format("slowest file %.2f s: ", SlowSeconds) << SlowFile << '\n';
  OS << "peak memory: capture " << PeakKilobytes / 1024 << " MB (" << PeakFile
     << "), analysis " << Usage.ru_maxrss / 1024 << " MB\n";
}
