//===- Config.h - Which checks run, and with which options ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads what concerns Tocsin from `.clang-tidy` files. Keys of clang-tidy that
// this program does not know are passed over, so that a newer clang-tidy's file
// does not turn Tocsin off. The tool starts from `tocsin-*` and applies only
// globs that name tocsin: a project's leading `-*` speaks of other checks.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_CONFIG_H
#define TOCSIN_TOOL_CONFIG_H

#include "Options.h"
#include "Support/GlobList.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tocsin::tool {

/// The content of one file, or of several merged.
struct TidyFile {
  std::optional<std::string> Checks, WarningsAsErrors, HeaderFilter,
      ExcludeHeaderFilter;
  std::vector<std::string> ExtraArgs, ExtraArgsBefore;
  std::map<std::string, std::string> CheckOptions;
  bool Inherit = false;
  /// Keys that clang-tidy does not know either, as errors are written. A run
  /// goes on without them.
  std::vector<std::string> Unknown;

  /// Errors read "FILE:LINE:COL: error: ...".
  static llvm::Expected<TidyFile> parse(llvm::MemoryBufferRef Buffer);
  /// Puts `Inner` on top: lists grow, the rest is replaced.
  void apply(const TidyFile &Inner);
};

/// What is in force for the files of one directory.
struct Settings {
  GlobList Enabled, AsErrors;
  TidyFile File;
  bool enabled(llvm::StringRef Check) const { return Enabled.contains(Check); }
  /// What CHECK.MinConfidence says.
  Confidence least(llvm::StringRef Check) const;
  /// The options that a check may ask for while it analyses: files for which
  /// these are equal can be analysed together.
  std::map<std::string, std::string> analysisOptions() const;
};

class Config {
public:
  explicit Config(const Options &Opts) : Opts(Opts) {}

  /// Settings for a source file, from the nearest `.clang-tidy` and those it
  /// inherits from, `--config`, `--config-file`, `--checks`.
  llvm::Expected<const Settings &> forFile(llvm::StringRef File);

  /// Files that were read, for --verbose and --dump-config.
  const std::vector<std::string> &files() const { return Read; }

private:
  llvm::Expected<TidyFile> load(llvm::StringRef Directory);
  llvm::Expected<TidyFile> read(llvm::StringRef Path);
  llvm::Expected<Settings> settle(TidyFile File) const;

  const Options &Opts;
  std::map<std::string, Settings> ByDirectory;
  std::vector<std::string> Read;
};

/// The first file of that name in the directory of `File` or above; "" if none.
std::string findUpwards(llvm::StringRef File, llvm::StringRef Name);

/// The model file that counts for a source: what `tocsin-model.File` names, or
/// the nearest `.tocsin-model.yaml`; "" if there is none.
llvm::Expected<std::string> modelFileFor(const Settings &S,
                                         llvm::StringRef Source);

/// Names in `Globs` that match no check, for --verify-config and `--checks`.
std::vector<std::string> unknownGlobs(const GlobList &Globs);

void dumpConfig(const Settings &S, llvm::raw_ostream &OS);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_CONFIG_H
