//===- Screen.h - Source lines as a terminal shows them -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tabs, wide characters and bytes that do not print, each in the columns that
// a terminal gives it.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_SCREEN_H
#define TOCSIN_REPORT_SCREEN_H

#include "Report/Report.h"

namespace tocsin::report {

/// Clang prints no longer lines; generated code is not for reading.
constexpr size_t LongestShownLine = 4096;

/// A source line, and the screen column of each byte.
struct Shown {
  std::string Text;
  std::vector<unsigned> Column; // one more than the line has bytes
  unsigned column(size_t Byte) const {
    return Column[std::min(Byte, Column.size() - 1)];
  }
};

Shown show(llvm::StringRef Line);

/// Columns that `Text` takes on a terminal.
unsigned screenWidth(llvm::StringRef Text);

/// What follows a finding on a terminal: the source with the window drawn
/// beside it, the interleaving in two columns if there is one, why, and what to
/// write instead.
void writeWindow(const Finding &F, Sources &Src, llvm::StringRef Root,
                 const TextStyle &Style, llvm::raw_ostream &OS);

} // namespace tocsin::report

#endif // TOCSIN_REPORT_SCREEN_H
