//===- UnusedNoLint.h - Suppressions that hide nothing ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// tocsin-unused-nolint: a NOLINT that names a check of Tocsin and hides no
// finding any more, or names none that there is. It is a check of the report,
// not of the program: it needs to know what all the others found.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_UNUSEDNOLINT_H
#define TOCSIN_REPORT_UNUSEDNOLINT_H

#include "Report/Report.h"
#include "Report/Suppress.h"
#include "checks/Checks.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tocsin::report {

inline constexpr const char *UnusedNoLint = "tocsin-unused-nolint";

/// The manifest and the check above: all that a report may hold.
llvm::ArrayRef<CheckInfo> reportableChecks();

/// Such comments in `File`. `Found` are all findings there, also those that the
/// user does not want to see. A comment for a check that did not run is passed
/// over.
std::vector<Finding>
unusedNoLint(llvm::StringRef File, const Suppressions &Comments,
             llvm::ArrayRef<const Finding *> Found,
             llvm::function_ref<bool(llvm::StringRef)> Ran);

} // namespace tocsin::report

#endif // TOCSIN_REPORT_UNUSEDNOLINT_H
