//===- Json.h - Parts of Tocsin's JSON ----------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The members that the JSON document and the HTML report have in common.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_JSON_H
#define TOCSIN_REPORT_JSON_H

#include "Report/Report.h"
#include "llvm/Support/JSON.h"

namespace tocsin::report {

/// The document without its braces: version, tool, root, units, findings,
/// incomplete. docs/schemas/tocsin-1.json describes it.
void jsonMembers(llvm::json::OStream &J, const Report &R, bool ShowHidden);

} // namespace tocsin::report

#endif // TOCSIN_REPORT_JSON_H
