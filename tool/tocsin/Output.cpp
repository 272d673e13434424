//===- Output.cpp - Where reports go --------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every write is checked: a full disk must not pass for a clean report.
//
//===----------------------------------------------------------------------===//

#include "Output.h"
#include "Adopt.h"
#include "CompileCommands.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

/// Messages about incomplete files beyond these need --verbose.
static constexpr size_t MaxIncompleteShown = 20;

static bool complain(StringRef Name, std::error_code EC) {
  llvm::errs() << "tocsin: error: cannot write "
               << (Name == "-" ? StringRef("the standard output") : Name)
               << ": " << EC.message() << '\n';
  return false;
}

static bool finish(StringRef Name, llvm::raw_fd_ostream &OS) {
  OS.flush();
  if (!OS.has_error())
    return true;
  std::error_code EC = OS.error();
  OS.clear_error();
  return complain(Name, EC);
}

int tool::closeStdout() {
  return finish("-", llvm::outs()) ? ExitClean : ExitUsage;
}

static bool toFile(StringRef Name,
                   llvm::function_ref<void(llvm::raw_fd_ostream &)> Write) {
  if (Name == "-") {
    Write(llvm::outs());
    return finish(Name, llvm::outs());
  }
  std::error_code EC;
  llvm::raw_fd_ostream OS(Name, EC);
  if (EC)
    return complain(Name, EC);
  Write(OS);
  return finish(Name, OS);
}

/// All formats but text.
static constexpr struct {
  StringRef Name;
  void (*Write)(const report::Report &, report::Sources &, bool,
                llvm::raw_ostream &);
} Formats[] = {
    {"sarif", report::writeSarif},
    {"json", report::writeJson},
    {"gitlab", report::writeGitLab},
    {"github",
     [](const report::Report &R, report::Sources &Src, bool ShowSuppressed,
        llvm::raw_ostream &OS) {
       report::writeGitHub(R, Src, ShowSuppressed, OS);
     }},
    {"html", report::writeHtml},
};

bool tool::isFormat(StringRef Name) {
  return Name == "text" ||
         llvm::any_of(Formats, [&](const auto &F) { return F.Name == Name; });
}

bool tool::writeReports(const Options &Opts, const report::Report &R,
                        report::Sources &Src) {
  using Stream = llvm::raw_fd_ostream;
  bool Fine = true;
  auto Write = [&](StringRef Format, StringRef File) {
    Fine &= toFile(File, [&](Stream &OS) {
      for (const auto &F : Formats)
        if (F.Name == Format)
          return F.Write(R, Src, Opts.ShowSuppressed, OS);
      report::TextStyle Style;
      Style.Colour = Opts.Colour == When::Always ||
                     (Opts.Colour == When::Auto && OS.has_colors());
      Style.Excerpt = OS.is_displayed() && !Opts.Quiet;
      if (unsigned Columns = llvm::sys::Process::StandardOutColumns())
        Style.Width = Columns;
      Style.ShowSuppressed = Opts.ShowSuppressed;
      report::writeText(R, Src, Style, OS);
    });
  };
  std::string Main = Opts.Text.empty() ? "-" : Opts.Text;
  // A document on the standard output leaves no room for text there;
  // annotations are lines among others.
  bool Taken =
      Main == "-" && llvm::any_of(Opts.Documents, [](const auto &Document) {
        return Document.second == "-" && Document.first != "github";
      });
  if (Opts.Format != "text" || !Taken)
    Write(Opts.Format, Main);
  for (const auto &[Format, File] : Opts.Documents)
    Write(Format, File);
  if (!Opts.ExportFixes.empty())
    Fine &= toFile(Opts.ExportFixes, [&](Stream &OS) {
      report::writeFixesYaml(
          R, Src,
          Opts.Files.size() == 1 ? absolutePath(Opts.Files.front()) : "", OS);
    });
  return Fine;
}

static std::string count(size_t N, StringRef Word) {
  return llvm::utostr(N) + " " + Word.str() + (N == 1 ? "" : "s");
}

void tool::printSummary(const Options &Opts, const report::Report &R,
                        unsigned Shown, unsigned Hidden) {
  llvm::raw_ostream &OS = llvm::errs();
  if (Opts.Statistics)
    printStatistics(R, OS);
  if (!Opts.Quiet) {
    OS << "tocsin: " << count(Shown, "finding") << " in "
       << count(R.Units, "translation unit");
    if (Hidden)
      OS << "; " << Hidden << " suppressed by NOLINT";
    size_t Known = llvm::count_if(R.Entries, [](const report::Entry &E) {
      return E.Known && !E.Suppressed;
    });
    if (Known)
      OS << "; " << Known << " in the baseline";
    OS << '\n';
  }
  if (R.Files.empty())
    return;
  size_t Lost = 0;
  for (const report::Incomplete &I : R.Files)
    Lost += I.Lost;
  if (Opts.Quiet && !Lost)
    return;
  OS << "tocsin: " << R.Files.size() << " of "
     << count(R.Units, "translation unit") << " incomplete";
  if (Lost)
    OS << ", " << Lost << " of them not analysed at all";
  OS << ":\n";
  size_t Told = 0;
  for (bool Worst : {true, false})
    for (const report::Incomplete &I : R.Files) {
      if (I.Lost != Worst)
        continue;
      if (Told++ == MaxIncompleteShown && !Opts.Verbose) {
        OS << "  ... and " << R.Files.size() - MaxIncompleteShown
           << " more (--verbose lists them)\n";
        return;
      }
      OS << "  " << I.File << ": " << I.Why << '\n';
    }
}

void tool::reportFixes(const report::FixOutcome &Outcome, bool Quiet,
                       int &Status) {
  for (const std::string &E : Outcome.Errors) {
    llvm::errs() << "tocsin: " << E << '\n';
    Status = ExitUsage;
  }
  if (Quiet)
    return;
  llvm::errs() << "tocsin: " << Outcome.Applied
               << (Outcome.Applied == 1 ? " fix" : " fixes") << " applied in "
               << count(Outcome.Files.size(), "file");
  if (Outcome.Skipped)
    llvm::errs() << "; " << Outcome.Skipped
                 << " left out: they overlap, or the source has changed";
  llvm::errs() << '\n';
}

ProgressLine::ProgressLine(When Mode, bool Quiet, unsigned Total)
    : Terminal(llvm::sys::Process::StandardErrIsDisplayed()), Total(Total) {
  On = Mode == When::Always ||
       (Mode == When::Auto && Terminal && !Quiet && Total > 1);
}

void ProgressLine::step(StringRef File) {
  ++Done;
  if (!On)
    return;
  if (Terminal)
    llvm::errs() << "\r\033[K";
  llvm::errs() << '[' << Done << '/' << Total << "] "
               << llvm::sys::path::filename(File);
  if (!Terminal)
    llvm::errs() << '\n';
}

void ProgressLine::clear() {
  if (On && Terminal)
    llvm::errs() << "\r\033[K";
}
