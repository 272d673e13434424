//===- Report.h - Findings on their way to the reader ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analysis hands over findings; `Report` holds them with what the writers
// need beside them: whether the source suppresses them, whether the user wants
// them as errors, their fingerprint, and the run they come from. Writers print
// a report and change nothing.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_REPORT_REPORT_H
#define TOCSIN_REPORT_REPORT_H

#include "Report/Sources.h"
#include "Window/Finding.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace tocsin::report {

struct Entry {
  Finding F;
  bool Suppressed = false; // by NOLINT
  bool AsError = false;    // --warnings-as-errors
  std::string Fingerprint; // "tocsin/v1"
  bool Known = false;      // in the baseline
  bool Told = false;       // by an earlier run of --watch; only in text
  std::string Reason;      // what the source says beside the NOLINT

  bool hidden() const { return Suppressed || Known; }
  Severity level() const { return AsError ? Severity::Error : F.Level; }
};

/// One translation unit that was not, or not wholly, analysed.
struct Incomplete {
  std::string File;
  std::string Why;   // "3 errors; first: FILE:LINE:COL: error: TEXT"
  bool Lost = false; // nothing of it was analysed
};

struct Report {
  std::vector<Entry> Entries;
  std::vector<Incomplete> Files;
  std::string Root;      // absolute; relative paths in documents start here
  std::string Version;   // of Tocsin
  unsigned Units = 0;    // translation units asked for
  bool Baseline = false; // there was one; entries are compared with it
  /// The page of a check in Markdown, "" if there is none; may be null.
  llvm::StringRef (*Page)(llvm::StringRef Check) = nullptr;
};

/// Sorts by file, line, column, check and folds findings that are the same to
/// a reader (one header seen by many units): the first stays, notes of equal
/// ones are not added.
void orderAndMerge(std::vector<Finding> &Findings);

/// The identity of a finding when lines move, the file is renamed or the code
/// reformatted: check, pattern, function, object, the code of the statement
/// from the act on without blanks and comments, ordinal among equals. Sets
/// Entry::Fingerprint of all entries, which must be ordered and not yet
/// filtered.
void setFingerprints(std::vector<Entry> &Entries, Sources &Src);

/// Those that are not hidden, or all, in their order.
std::vector<const Entry *> shownEntries(const Report &R, bool ShowHidden);
/// For readers that take only so many.
void gravestFirst(std::vector<const Entry *> &Entries);

/// clang-tidy's layout. `Colour` adds clang's colours; `Excerpt` draws the
/// window between decision and act instead of the notes.
struct TextStyle {
  bool Colour = false;
  bool Excerpt = false;
  unsigned Width = 100; // columns, for the excerpt
  bool ShowSuppressed = false;
};
void writeText(const Report &R, Sources &Src, const TextStyle &Style,
               llvm::raw_ostream &OS);

/// SARIF 2.1.0, one run.
void writeSarif(const Report &R, Sources &Src, bool ShowSuppressed,
                llvm::raw_ostream &OS);

/// Tocsin's own JSON, `"version": 1`.
void writeJson(const Report &R, Sources &Src, bool ShowSuppressed,
               llvm::raw_ostream &OS);

/// GitLab's Code Quality: a list of places with a fingerprint each.
void writeGitLab(const Report &R, Sources &Src, bool ShowSuppressed,
                 llvm::raw_ostream &OS);

/// Workflow commands of GitHub Actions: annotations on lines, `Most` of them,
/// gravest first, and a note of how many are left out.
void writeGitHub(const Report &R, Sources &Src, bool ShowSuppressed,
                 llvm::raw_ostream &OS, unsigned Most = 50);

/// One page that needs nothing else: overview, filters, every finding with its
/// source and the interleaving drawn.
void writeHtml(const Report &R, Sources &Src, bool ShowSuppressed,
               llvm::raw_ostream &OS);

/// clang's TranslationUnitDiagnostics, as clang-apply-replacements reads it.
void writeFixesYaml(const Report &R, Sources &Src, llvm::StringRef MainFile,
                    llvm::raw_ostream &OS);

/// What became of the fixes of a run.
struct FixOutcome {
  unsigned Applied = 0; // fixes
  unsigned Skipped = 0; // overlap, or the source does not hold the old text
  std::vector<std::string> Files;  // rewritten
  std::vector<std::string> Errors; // "FILE: error: TEXT"
};

/// Applies the first fix of every entry that is not suppressed. A fix is
/// applied whole or not at all; of two that overlap the earlier finding wins.
FixOutcome applyFixes(const Report &R, Sources &Src);

/// `Path` relative to `Root` if it lies inside, else as it is.
llvm::StringRef relativeTo(llvm::StringRef Root, llvm::StringRef Path);

} // namespace tocsin::report

#endif // TOCSIN_REPORT_REPORT_H
