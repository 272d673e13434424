//===- UnusedNoLint.cpp - Suppressions that hide nothing ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One glob of one comment at a time.
//
//===----------------------------------------------------------------------===//

#include "Report/UnusedNoLint.h"
#include "llvm/ADT/STLExtras.h"

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

llvm::ArrayRef<CheckInfo> report::reportableChecks() {
  static const std::vector<CheckInfo> All = [] {
    std::vector<CheckInfo> Checks(allChecks().begin(), allChecks().end());
    Checks.push_back({UnusedNoLint,
                      "upkeep",
                      "finds a NOLINT for a check of Tocsin that hides nothing",
                      {1116},
                      {},
                      "high"});
    return Checks;
  }();
  return All;
}

std::vector<Finding>
report::unusedNoLint(StringRef File, const Suppressions &Comments,
                     llvm::ArrayRef<const Finding *> Found,
                     llvm::function_ref<bool(StringRef)> Ran) {
  std::vector<Finding> Unused;
  for (const Suppressions::Range &R : Comments.ranges())
    for (const GlobList::Item &Item : R.Checks.items()) {
      if (!StringRef(Item.Glob).starts_with("tocsin-") ||
          Item.Glob == UnusedNoLint)
        continue;
      bool Known = false, AllRan = true;
      for (const CheckInfo &C : reportableChecks())
        if (matchGlob(Item.Glob, C.Id)) {
          Known = true;
          AllRan &= Ran(C.Id);
        }
      bool Hides = llvm::any_of(Found, [&](const Finding *F) {
        Suppressions::Place At{F->At.Line, F->At.Col};
        return R.First <= At && At <= R.Last && matchGlob(Item.Glob, F->Check);
      });
      if (Hides || !AllRan)
        continue;
      Finding F;
      F.Check = UnusedNoLint;
      F.Pattern = Known ? "hides-nothing" : "no-such-check";
      F.Level = Severity::Note;
      F.Sure = Confidence::High;
      F.At = F.Act = {File.str(), R.Word.first, R.Word.second};
      F.Message = Known ? "this NOLINT hides no finding of '" + Item.Glob + "'"
                        : "this NOLINT names '" + Item.Glob +
                              "', and there is no such check";
      F.Object = Item.Glob;
      Unused.push_back(std::move(F));
    }
  return Unused;
}
