//===- Collect.cpp - From findings to the exit code ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the user wants to see of what was found: settings, filters, comments,
// baseline; then the documents.
//
//===----------------------------------------------------------------------===//

#include "Adopt.h"
#include "CheckRun.h"
#include "Output.h"
#include "Pages.h"
#include "Profile.h"
#include "Report/UnusedNoLint.h"
#include "Watch.h"
#include "llvm/Support/Path.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

/// Whether the findings are all that the program at hand has.
bool CheckRun::whole() const {
  return Opts.Diff.empty() && Opts.Shard.second < 2 &&
         (linking() || Opts.Files.empty() || Opts.Flags);
}

/// Comments that hide nothing; to be sure, everything must have been analysed.
void CheckRun::addUnusedNoLint(NoLintMap &NoLint) {
  if (!whole() || !Report.Files.empty())
    return;
  std::map<std::string, std::vector<const Finding *>> ByFile;
  for (const auto &Each : ProjectFiles) {
    StringRef Name = Each.getKey();
    if (!Filter.System.contains(Name) &&
        settingsFor(Name).enabled(report::UnusedNoLint))
      ByFile[Name.str()];
  }
  for (const Finding &F : Findings)
    if (auto It = ByFile.find(F.At.File); It != ByFile.end())
      It->second.push_back(&F);
  std::vector<Finding> Unused;
  for (const auto &Each : ByFile) {
    const Settings &Set = settingsFor(Each.first);
    llvm::append_range(
        Unused, report::unusedNoLint(
                    Each.first, commentsOf(Each.first, NoLint), Each.second,
                    [&](StringRef Check) { return Set.enabled(Check); }));
  }
  llvm::append_range(Findings, Unused);
  report::orderAndMerge(Findings);
}

const report::Suppressions &CheckRun::commentsOf(StringRef File,
                                                 NoLintMap &NoLint) {
  auto It = NoLint.find(File);
  if (It == NoLint.end())
    It =
        NoLint.try_emplace(File, report::Suppressions(Sources.get(File).text()))
            .first;
  return It->second;
}

void CheckRun::collect() {
  report::orderAndMerge(Findings);
  NoLintMap NoLint;
  addUnusedNoLint(NoLint);
  std::vector<report::Entry> All(Findings.size());
  for (size_t I = 0; I < All.size(); ++I)
    All[I].F = std::move(Findings[I]);
  // Before the filters: what is filtered out must not change the others'.
  report::setFingerprints(All, Sources);
  llvm::StringSet<> Told;
  for (report::Entry &E : All) {
    const Finding &F = E.F;
    const Settings &Set = settingsFor(F.At.File);
    if (!Set.enabled(F.Check) ||
        F.Sure < Opts.MinConfidence.value_or(Set.least(F.Check)) ||
        !Filter.passes(F))
      continue;
    const report::Suppressions &Comments = commentsOf(F.At.File, NoLint);
    if (Told.insert(F.At.File).second)
      for (const report::Suppressions::Fault &Fault : Comments.faults())
        llvm::errs() << F.At.File << ':' << Fault.Line << ':' << Fault.Col
                     << ": error: " << Fault.Text << '\n';
    if (const auto *By = Comments.find({F.At.Line, F.At.Col}, F.Check)) {
      E.Suppressed = F.Check != report::UnusedNoLint;
      E.Reason = By->Reason;
    }
    E.AsError = Set.AsErrors.contains(F.Check);
    Report.Entries.push_back(std::move(E));
  }
  Report.Root = Filter.Root;
  Report.Version = TOCSIN_VERSION;
  Report.Units = List.Commands.size();
  Report.Page = pageOf;
}

/// What --watch waits for.
std::vector<std::string> CheckRun::filesToWatch() const {
  std::vector<std::string> All;
  for (const auto &Each : ProjectFiles)
    if (!Filter.System.contains(Each.getKey()))
      All.push_back(absolutePath(Each.getKey(), Filter.Root));
  for (const Command &C : List.Commands)
    All.push_back(C.File);
  if (!List.DatabaseFile.empty())
    All.push_back(absolutePath(List.DatabaseFile));
  for (const auto *List : {&ModelFiles, &Configs.files()})
    for (const std::string &File : *List)
      if (!File.empty())
        All.push_back(absolutePath(File));
  // Where a configuration may turn up.
  llvm::StringSet<> Folders;
  for (size_t I = 0, N = All.size(); I < N; ++I)
    for (StringRef Folder = llvm::sys::path::parent_path(All[I]);
         report::relativeTo(Filter.Root, Folder) != Folder ||
         Folder == Filter.Root;
         Folder = llvm::sys::path::parent_path(Folder)) {
      if (!Folders.insert(Folder).second)
        break;
      All.push_back((Folder + "/.clang-tidy").str());
      if (Folder == Filter.Root)
        break;
    }
  return All;
}

int CheckRun::finish() {
  if (int Code = applyBaseline(Opts, whole(), Report))
    return Code;
  std::vector<std::string> Gone;
  bool TextOnStdout =
      Opts.Format == "text" && (Opts.Text.empty() || Opts.Text == "-") &&
      llvm::none_of(Opts.Documents,
                    [](const auto &D) { return D.second == "-"; });
  if (!Opts.WatchState.empty()) {
    auto Removed = compareWithLastRun(Opts.WatchState, TextOnStdout,
                                      filesToWatch(), Report);
    if (!Removed)
      return fail(Removed.takeError());
    Gone = std::move(*Removed);
  }
  bool Found = false;
  unsigned Shown = 0, Hidden = 0;
  for (const report::Entry &E : Report.Entries) {
    if (E.hidden()) {
      Hidden += E.Suppressed;
      continue;
    }
    ++Shown;
    if (Opts.Fail != FailOn::Never &&
        unsigned(E.level()) >= unsigned(Opts.Fail))
      Found = true;
  }
  if (!writeReports(Opts, Report, Sources))
    Status = ExitUsage;
  if (!Gone.empty()) {
    llvm::raw_ostream &OS = TextOnStdout ? llvm::outs() : llvm::errs();
    for (StringRef Each : Gone) {
      auto [Check, Where] = Each.split(' ');
      OS << "gone: " << Where << " [" << Check << "]\n";
    }
    if (closeStdout())
      Status = ExitUsage;
  }
  if (Opts.Fix)
    reportFixes(report::applyFixes(Report, Sources), Opts.Quiet, Status);
  Stats.Findings = Shown;
  printSummary(Opts, Report, Shown, Hidden);
  if (Opts.Stats)
    Stats.print(llvm::errs());
  if (Opts.Profile)
    printProfile(List.Commands, Captured, Stats.Analysis, llvm::errs());
  if (Status)
    return Status;
  if (Opts.Strict && !Report.Files.empty())
    return Found && !Opts.ExitZero ? ExitFindings : ExitIncomplete;
  if (Opts.ExitZero)
    return ExitClean;
  if (Found)
    return ExitFindings;
  return Report.Files.empty() ? ExitClean : ExitIncomplete;
}
