//===- Checks.cpp - The door to all checks --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Checks.h"
#include "Link/Program.h"
#include "checks/toctou/Toctou.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Timer.h"
#include <tuple>

using namespace llvm;

namespace tocsin {

ArrayRef<CheckInfo> allChecks() {
  static const std::vector<CheckInfo> All = {
#include "checks/Manifest.inc"
  };
  return All;
}

static auto orderOf(const Finding &F) {
  return std::tie(F.At.File, F.At.Line, F.At.Col, F.Check, F.Message);
}

/// One finding a place and check: the surest, then the first in order.
static void sortAndMerge(std::vector<Finding> &All) {
  llvm::sort(All, [](const Finding &A, const Finding &B) {
    auto Key = [](const Finding &F) {
      return std::tie(F.At.File, F.At.Line, F.At.Col, F.Check);
    };
    if (Key(A) != Key(B))
      return Key(A) < Key(B);
    if (A.Sure != B.Sure)
      return A.Sure > B.Sure;
    if (A.Notes.size() != B.Notes.size())
      return A.Notes.size() < B.Notes.size();
    return orderOf(A) < orderOf(B);
  });
  All.erase(std::unique(All.begin(), All.end(),
                        [](const Finding &A, const Finding &B) {
                          return A.At.File == B.At.File &&
                                 A.At.Line == B.At.Line &&
                                 A.At.Col == B.At.Col && A.Check == B.Check;
                        }),
            All.end());
}

std::vector<Finding> analyse(ArrayRef<std::unique_ptr<ir::Unit>> Units,
                             const AnalysisOptions &Opts,
                             AnalysisStats *Stats) {
  TimeRecord Start = TimeRecord::getCurrentTime();
  const model::Model &Models =
      Opts.Models ? *Opts.Models : model::Model::builtin();
  auto On = [&](StringRef Id) { return !Opts.Enabled || Opts.Enabled(Id); };
  auto Flag = [&](StringRef Name) {
    std::string V = Opts.Option ? Opts.Option(Name) : "";
    return V == "true" || V == "1";
  };
  toctou::Options FileOptions;
  FileOptions.StrictExistence = Flag("tocsin-file-toctou.StrictExistence");
  bool File = On("tocsin-file-toctou"), Temp = On("tocsin-temp-name"),
       Create = On("tocsin-create-then-name");

  SmallVector<const ir::Unit *, 0> Given;
  StringSet<> Reported;
  for (size_t I = 0; I < Units.size(); ++I)
    Given.push_back(Units[I].get());
  for (unsigned I : Opts.ReportUnits)
    for (const ir::File &F : Units[I]->Files)
      Reported.insert(Units[I]->str(F.Path));

  link::Program P(Given, Models);
  std::vector<Finding> All;
  auto Report = [&](Finding F) {
    if (F.Sure < Opts.MinConfidence || !On(F.Check))
      return;
    if (!Opts.ReportUnits.empty() && !Reported.contains(F.At.File))
      return;
    All.push_back(std::move(F));
  };
  link::Program::Counts C = P.analyse([&](flow::FunctionFlow &W) {
    SmallVector<flow::EventId, 4> Known;
    if (File || Create)
      Known = toctou::fileToctou(W, P, FileOptions, Report);
    if (Temp)
      toctou::tempName(W, P, Report);
    if (Create)
      toctou::createThenName(W, P, Known, Report);
  });
  sortAndMerge(All);
  if (Stats) {
    Stats->Functions = C.Functions;
    Stats->Analysed = C.Analysed;
    Stats->GaveUp = C.GaveUp;
    Stats->Events = C.Events;
    Stats->Windows = All.size();
    TimeRecord End = TimeRecord::getCurrentTime(false);
    End -= Start;
    Stats->Seconds = End.getUserTime() + End.getSystemTime();
  }
  return All;
}

} // namespace tocsin
