//===- Adopt.cpp - Baselines, unused suppressions, merging --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files in, files out; what they mean stands in lib/Report.
//
//===----------------------------------------------------------------------===//

#include "Adopt.h"
#include "Check.h"
#include "Output.h"
#include "Report/Baseline.h"
#include "Report/Merge.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

/// A file is written whole or not at all: nothing that others compare with may
/// be left half done.
static int writeWhole(StringRef File,
                      llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  if (llvm::Error E = llvm::writeToOutput(File, [&](llvm::raw_ostream &OS) {
        Write(OS);
        return llvm::Error::success();
      }))
    return fail("cannot write " + File + ": " + llvm::toString(std::move(E)));
  return ExitClean;
}

int tool::applyBaseline(const Options &Opts, bool Whole, report::Report &R) {
  if (Opts.Baseline.empty())
    return ExitClean;
  report::Baseline Known;
  auto Buffer = llvm::MemoryBuffer::getFile(Opts.Baseline, /*IsText=*/true);
  if (Buffer) {
    auto Read = report::Baseline::parse(**Buffer);
    if (!Read)
      return fail(Read.takeError());
    Known = std::move(*Read);
  } else if (!Opts.UpdateBaseline ||
             Buffer.getError() != std::errc::no_such_file_or_directory) {
    return fail("baseline " + Opts.Baseline + ": " +
                Buffer.getError().message() +
                (Opts.UpdateBaseline ? "" : "; --update-baseline makes it"));
  }
  R.Baseline = true;
  if (Opts.UpdateBaseline) {
    report::Baseline::Change C = Known.update(R, /*KeepOld=*/!Whole);
    if (int Status = writeWhole(
            Opts.Baseline, [&](llvm::raw_ostream &OS) { Known.write(OS); }))
      return Status;
    if (!Opts.Quiet)
      llvm::errs() << "tocsin: " << Opts.Baseline << ": " << C.Total
                   << (C.Total == 1 ? " finding, " : " findings, ") << C.Added
                   << " new, " << C.Removed.size() << " gone"
                   << (Whole ? "\n"
                             : "; nothing is taken out, because only a part "
                               "of the project was analysed\n");
  }
  unsigned Stale = Known.apply(R);
  if (Stale && Whole && R.Files.empty() && !Opts.Quiet)
    llvm::errs() << "tocsin: note: " << Stale << " of the findings in "
                 << Opts.Baseline
                 << " are gone; --update-baseline takes them out\n";
  return ExitClean;
}

int tool::runMerge(const Options &Opts) {
  if (Opts.Files.empty())
    return fail("merge needs SARIF files: tocsin merge -o OUT IN.sarif...");
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> Buffers;
  std::vector<llvm::MemoryBufferRef> Documents;
  for (const std::string &File : Opts.Files) {
    auto Buffer = llvm::MemoryBuffer::getFileOrSTDIN(File, /*IsText=*/true);
    if (!Buffer)
      return fail(File + ": " + Buffer.getError().message());
    Documents.push_back((*Buffer)->getMemBufferRef());
    Buffers.push_back(std::move(*Buffer));
  }
  std::string Merged;
  llvm::raw_string_ostream OS(Merged);
  if (llvm::Error E = report::mergeSarif(Documents, OS))
    return fail(std::move(E));
  OS.flush();
  if (!Opts.Text.empty() && Opts.Text != "-")
    return writeWhole(Opts.Text,
                      [&](llvm::raw_ostream &Out) { Out << Merged; });
  llvm::outs() << Merged;
  return closeStdout();
}

void tool::printStatistics(const report::Report &R, llvm::raw_ostream &OS) {
  std::map<std::string, unsigned> Checks, Directories;
  for (const report::Entry *E : report::shownEntries(R, false)) {
    ++Checks[E->F.Check];
    StringRef Directory =
        llvm::sys::path::parent_path(report::relativeTo(R.Root, E->F.At.File));
    ++Directories[Directory.empty() ? "." : Directory.str()];
  }
  for (const auto *Table : {&Checks, &Directories}) {
    std::vector<std::pair<unsigned, StringRef>> Sorted;
    for (const auto &[Name, Count] : *Table)
      Sorted.emplace_back(Count, Name);
    llvm::sort(Sorted, [](const auto &A, const auto &B) {
      return std::make_pair(B.first, A.second) <
             std::make_pair(A.first, B.second);
    });
    for (const auto &[Count, Name] : Sorted)
      OS << llvm::format_decimal(Count, 6) << "  " << Name << '\n';
    if (Table == &Checks && !Sorted.empty())
      OS << '\n';
  }
}
