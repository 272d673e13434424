//===- Tools.h - Findings for tests of reports ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding with a decision and an act in /src/a.c, and a report of it.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_REPORT_TOOLS_H
#define TOCSIN_TEST_REPORT_TOOLS_H

#include "Report/Report.h"

namespace tocsin::report {

inline Finding sample(unsigned Line = 2, unsigned Col = 3) {
  Finding F;
  F.Check = "tocsin-file-toctou";
  F.Pattern = "check-open";
  F.At = {"/src/a.c", Line, Col};
  F.Message = "late";
  F.Function = "f";
  F.FunctionUSR = "c:@F@f";
  F.Object = "Path";
  F.Notes.push_back({{"/src/a.c", 1, 1}, "checked", NoteKind::Decision});
  return F;
}

inline Report reportOf(std::vector<Finding> Findings) {
  Report R;
  R.Root = "/src";
  R.Version = "1.2.3";
  R.Units = 1;
  for (Finding &F : Findings)
    R.Entries.emplace_back().F = std::move(F);
  return R;
}

} // namespace tocsin::report

#endif // TOCSIN_TEST_REPORT_TOOLS_H
