//===- Options.h - The command line of tocsin -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every option, as plain data. Names and meanings that clang-tidy users know
// are kept; `docs/usage.md` is the reference.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_OPTIONS_H
#define TOCSIN_TOOL_OPTIONS_H

#include "Window/Finding.h"
#include "Workers.h"
#include <optional>
#include <string>
#include <vector>

namespace tocsin::tool {

/// What the process returns.
enum Exit : int {
  ExitClean = 0,
  ExitFindings = 1,
  ExitUsage = 2,      // bad option, configuration, database; internal error
  ExitIncomplete = 3, // a unit failed, and nothing worse
};

enum class When { Auto, Always, Never };
enum class FailOn { Note, Warning, Error, Never };

struct Options {
  enum class Command {
    Check,
    Capture,
    Link,
    Dump,
    Models,
    Rules,
    Explain,
    Merge,
    Init,
    Repro,
    Completion,
    Man
  };
  Command Do = Command::Check;

  std::vector<std::string> Files;
  std::optional<std::vector<std::string>> Flags; // after `--`

  std::string Database;
  std::vector<std::string> ExtraArgs, ExtraArgsBefore;
  std::string ResourceDir;

  std::optional<std::string> Checks, WarningsAsErrors, Config, ConfigFile;
  std::optional<std::string> HeaderFilter, ExcludeHeaderFilter, LineFilter;
  std::string Diff;
  std::vector<std::string> Models;

  std::string Text, ExportFixes; // file names; Text "" = stdout
  std::string Format = "text";
  /// Further documents: format and file, "-" for stdout.
  std::vector<std::pair<std::string, std::string>> Documents;
  std::string Baseline;
  std::string RunConfigFile;                    // .tocsin.yaml, "" if none
  std::vector<std::string> Exclude, ThirdParty; // from there
  bool UpdateBaseline = false, Statistics = false;
  bool Fix = false, Quiet = false, Verbose = false, Stats = false;
  bool Profile = false;
  bool ShowSuppressed = false, ExitZero = false, Strict = false;
  bool ListChecks = false, DumpConfig = false, VerifyConfig = false;
  bool ExplainConfig = false, ShowFiles = false;
  When Colour = When::Auto, Progress = When::Auto;
  FailOn Fail = FailOn::Warning;
  std::optional<Confidence> MinConfidence; // else what each file is set to
  bool Watch = false;
  std::string WatchState; // of a run that --watch has started
  bool NoCache = false;
  std::string CacheDir, CachePolicy;
  unsigned Jobs = 0, Timeout = 300, MemoryLimit = DefaultMemoryMegabytes;

  std::string Root, Depfile;                    // capture, link
  std::string Emit;                             // "ninja"
  std::pair<unsigned, unsigned> Shard = {1, 1}; // this one, of so many

  bool ModelsList = false; // models
  std::vector<std::string> ModelsValidate;
  std::string ModelsExplain;
};

/// Reads the command line. Prints what is wrong, help or version itself and
/// then gives the exit code; nothing means go on.
std::optional<int> parseOptions(int Argc, const char *const *Argv,
                                Options &Opts);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_OPTIONS_H
