//===- Baseline.h - Findings that are known already ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A text file that goes into version control: one line per finding, sorted, no
// line numbers, so that a review shows what was added and what was repaired.
//
//   # comment
//   FINGERPRINT CHECK FILE: MESSAGE
//
// Only the fingerprint counts; the rest is for people. Equal code in several
// files has fingerprints that differ in the number behind the dash; among those
// the file decides which are known, as far as it still has its name.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_BASELINE_H
#define TOCSIN_REPORT_BASELINE_H

#include "Report/Report.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <map>
#include <string>

namespace tocsin::report {

class Baseline {
public:
  /// Errors read "FILE:LINE:COL: error: ...".
  static llvm::Expected<Baseline> parse(llvm::MemoryBufferRef Buffer);

  /// Marks the entries that are known. How many lines met no entry.
  unsigned apply(Report &R, bool Entry::*Mark = &Entry::Known) const;

  struct Change {
    unsigned Added = 0, Total = 0;
    std::vector<std::string> Removed; // "CHECK FILE: MESSAGE"
  };
  /// What it says from now on: all entries that the source does not suppress,
  /// and with `KeepOld` also what only it knew.
  Change update(const Report &R, bool KeepOld);

  void write(llvm::raw_ostream &OS) const;

private:
  std::map<std::string, std::string> Lines; // by fingerprint: the rest
};

} // namespace tocsin::report

#endif // TOCSIN_REPORT_BASELINE_H
