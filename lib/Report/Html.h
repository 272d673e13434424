//===- Html.h - The parts of the HTML page ------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// lib/Report/html/* inside the program; the definitions are made at build time.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_HTML_H
#define TOCSIN_REPORT_HTML_H

#include "llvm/ADT/StringRef.h"

namespace tocsin::report {

enum class HtmlPart { Page, Style, Script };
llvm::StringRef htmlPart(HtmlPart Part);

} // namespace tocsin::report

#endif // TOCSIN_REPORT_HTML_H
