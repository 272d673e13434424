//===- Checks.h - The door to all checks ----------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Hosts hand in units and options and get findings; they know nothing of flow,
// windows or families.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_CHECKS_CHECKS_H
#define TOCSIN_CHECKS_CHECKS_H

#include "IR/Unit.h"
#include "Model/Model.h"
#include "Window/Finding.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <memory>
#include <vector>

namespace tocsin {

/// One entry of checks/checks.yaml.
struct CheckInfo {
  const char *Id, *Family, *Summary;
  std::vector<unsigned> Cwe;
  std::vector<const char *> Cert;
  const char *Precision = "medium"; // high, medium, low
};

/// The manifest, in its order.
llvm::ArrayRef<CheckInfo> allChecks();

struct AnalysisOptions {
  const model::Model *Models = nullptr; // null: the built-in ones
  /// Which checks run, by id; null: all.
  std::function<bool(llvm::StringRef)> Enabled;
  /// Value of a check option ("tocsin-file-toctou.StrictExistence"), "" if the
  /// user set none.
  std::function<std::string(llvm::StringRef)> Option;
  Confidence MinConfidence = Confidence::Medium;
  /// Report only findings whose act stands in these units (by index); empty:
  /// all. Facts are always taken from all units.
  std::vector<unsigned> ReportUnits;
};

/// What the analysis did and where it gave up, for --stats and --profile.
struct AnalysisStats {
  uint64_t Functions = 0, Analysed = 0, GaveUp = 0, Events = 0, Windows = 0;
  double Seconds = 0;
};

/// Runs all enabled checks over the program made of `Units`. Findings come out
/// sorted by file, line, column, check; duplicates are merged. Deterministic.
std::vector<Finding> analyse(llvm::ArrayRef<std::unique_ptr<ir::Unit>> Units,
                             const AnalysisOptions &Opts,
                             AnalysisStats *Stats = nullptr);

} // namespace tocsin

#endif // TOCSIN_CHECKS_CHECKS_H
