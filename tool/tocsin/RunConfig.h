//===- RunConfig.h - .tocsin.yaml: how the tool runs --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Keys stand for options of the command line, which win over them; paths are
// relative to the file. The nearest file at or above the working directory
// counts, or that of --run-config.
//
//   Jobs: 4
//   BuildDir: build              # -p
//   Exclude: [generated/, '*.pb.cc']
//   ThirdParty: [imported]       # further directories of code of others
//   Baseline: .tocsin-baseline
//   Formats: {sarif: out.sarif, html: report.html}
//   FailOn: error
//   Confidence: high
//   Timeout: 60
//   Cache: off                   # or a folder
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_RUNCONFIG_H
#define TOCSIN_TOOL_RUNCONFIG_H

#include "Options.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <map>

namespace tocsin::tool {

struct RunConfig {
  std::optional<unsigned> Jobs, Timeout;
  std::optional<std::string> BuildDir, Baseline, Cache;
  std::optional<FailOn> Fail;
  std::optional<Confidence> MinConfidence;
  std::vector<std::string> Exclude, ThirdParty;
  std::map<std::string, std::string> Formats;

  /// Errors read "FILE:LINE:COL: error: ...", with the line and a caret.
  static llvm::Expected<RunConfig> parse(llvm::MemoryBufferRef Buffer);
};

/// Finds, reads and applies the file; `Given` says which options the command
/// line has. Sets Opts.RunConfigFile.
llvm::Error applyRunConfig(Options &Opts,
                           llvm::function_ref<bool(llvm::StringRef)> Given);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_RUNCONFIG_H
