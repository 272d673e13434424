//===- Profile.cpp - Where the time of a run goes -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's profiler gives its marks away as a trace in JSON only.
//
//===----------------------------------------------------------------------===//

#include "Profile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/TimeProfiler.h"
#include <map>

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

/// Shorter marks count in the sums, but are not kept one by one.
static constexpr unsigned KeptMicroseconds = 200;
static constexpr size_t Slowest = 10;

using Row = std::pair<double, std::string>; // seconds, name

void tool::startProfile() {
  llvm::timeTraceProfilerInitialize(KeptMicroseconds, "tocsin");
}

static void printRows(const char *Title, std::vector<Row> Rows, size_t Most,
                      llvm::raw_ostream &OS) {
  llvm::sort(Rows, [](const Row &A, const Row &B) {
    return std::pair(-A.first, A.second) < std::pair(-B.first, B.second);
  });
  OS << Title << '\n';
  for (const auto &[Seconds, Name] : llvm::ArrayRef(Rows).take_front(Most))
    OS << llvm::format("  %9.3f s  ", Seconds) << Name << '\n';
}

void tool::printProfile(llvm::ArrayRef<Command> Commands,
                        llvm::ArrayRef<Gathered> Units,
                        const AnalysisStats &Stats, llvm::raw_ostream &OS) {
  llvm::SmallString<0> Text;
  llvm::raw_svector_ostream TextOS(Text);
  llvm::timeTraceProfilerWrite(TextOS);
  llvm::timeTraceProfilerCleanup();
  std::vector<Row> Phases;
  std::map<std::string, double> Functions;
  // What the profiler wrote is well-formed.
  llvm::json::Value Trace = llvm::cantFail(llvm::json::parse(Text));
  for (const llvm::json::Value &V :
       *Trace.getAsObject()->getArray("traceEvents")) {
    const llvm::json::Object &E = *V.getAsObject();
    StringRef Name = E.getString("name").value_or("");
    double Seconds = E.getNumber("dur").value_or(0) * 1e-6;
    if (Name.consume_front("Total ")) {
      if (Name != "function")
        Phases.emplace_back(Seconds, Name);
    } else if (Name == "function") {
      const llvm::json::Object *Args = E.getObject("args");
      double &Most = Functions[Args->getString("detail").value_or("").str()];
      Most = std::max(Most, Seconds);
    }
  }
  std::vector<Row> Files;
  unsigned Reused = 0;
  double Total = 0;
  for (size_t I = 0; I < Units.size(); ++I) {
    Reused += Units[I].Reused;
    if (!Units[I].Reused)
      Total += Units[I].Unit.Seconds;
    Files.emplace_back(Units[I].Unit.Seconds,
                       Commands[I].File +
                           (Units[I].Reused ? " (cached; then)" : ""));
  }
  Phases.emplace_back(Total, "capture (CPU time of all workers)");
  OS << "profile: " << Units.size() << " units, " << Reused
     << " from the cache; " << Stats.Analysed << " of " << Stats.Functions
     << " functions analysed, gave up on " << Stats.GaveUp << "; "
     << Stats.Events << " events, " << Stats.Windows << " windows\n";
  printRows("phases and checks, each with what it calls:", std::move(Phases),
            ~size_t(0), OS);
  printRows("slowest files to capture:", std::move(Files), Slowest, OS);
  std::vector<Row> ByTime;
  for (const auto &[Name, Seconds] : Functions)
    ByTime.emplace_back(Seconds, Name);
  printRows("slowest functions:", std::move(ByTime), Slowest, OS);
}
