//===- CheckRun.h - One run of tocsin check -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The state of a run, for the files that carry it out: Check.cpp up to the
// findings, Collect.cpp from there to the exit code. Each step either goes on
// or has set the exit code.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_CHECKRUN_H
#define TOCSIN_TOOL_CHECKRUN_H

#include "Check.h"
#include "Config.h"
#include "Gather.h"
#include "Paths.h"
#include "Report/Filter.h"
#include "Report/Report.h"
#include "Report/Suppress.h"
#include "Stats.h"
#include "llvm/ADT/StringSet.h"
#include <set>

namespace tocsin::tool {

class CheckRun {
public:
  CheckRun(const Options &Opts, llvm::StringRef Program)
      : Opts(Opts), Program(Program), Configs(Opts) {}
  int run();

private:
  bool configure();
  bool select();
  bool selectUnits();
  bool loadSettings();
  const Settings &settingsFor(llvm::StringRef File);
  bool selectChanged();
  void placeFilters();
  void gatherUnits();
  void describe(const std::string &File, const Gathered &G);
  void findKinds();
  Digest resultKey();
  bool recall();
  void readUnits();
  void analyseAll();
  using NoLintMap = llvm::StringMap<report::Suppressions>;
  const report::Suppressions &commentsOf(llvm::StringRef File,
                                         NoLintMap &NoLint);
  void addUnusedNoLint(NoLintMap &NoLint);
  bool whole() const;
  void collect();
  std::vector<std::string> filesToWatch() const;
  int finish();

  bool linking() const { return Opts.Do == Options::Command::Link; }
  bool stop(int Code) {
    Status = Code;
    return false;
  }
  void incomplete(const std::string &File, std::string Why, bool Lost) {
    Report.Files.push_back({File, std::move(Why), Lost});
  }
  std::string rootOf(llvm::StringRef Start) const;
  std::string rootOfRun() const;

  const Options &Opts;
  llvm::StringRef Program;
  Config Configs;
  int Status = ExitClean;
  std::string ResourceDir;
  CommandList List;
  Paths Names;
  report::PlaceFilter Filter;
  std::optional<model::Model> Models;
  const Settings *First = nullptr; // settings of the first source
  Cache Store;
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> UnitFiles; // of link
  std::vector<Gathered> Captured;                             // by command
  llvm::StringSet<> ProjectFiles;      // that units speak of
  std::vector<std::string> ModelFiles; // the user's
  /// Every kind of settings in force somewhere; as a rule there is one.
  std::set<std::map<std::string, std::string>> Kinds;
  llvm::StringSet<> Enabled; // checks, somewhere
  Confidence Least = Confidence::High;
  std::vector<std::unique_ptr<ir::Unit>> Units;
  std::vector<Finding> Findings;
  report::Sources Sources;
  report::Report Report;
  RunStats Stats;
};

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_CHECKRUN_H
