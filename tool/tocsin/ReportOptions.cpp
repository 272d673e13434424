//===- ReportOptions.cpp - Options that concern reports -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// llvm::cl declarations, and their way into Options.
//
//===----------------------------------------------------------------------===//

#include "ReportOptions.h"
#include "Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;
namespace cl = llvm::cl;

namespace {

using Text = cl::opt<std::string>;
using Flag = cl::opt<bool>;

/// Adds an option to several sub-commands.
struct OnAll {
  cl::OptionCategory &Category;
  llvm::ArrayRef<cl::SubCommand *> Subs;
  template <typename Opt> void apply(Opt &O) const {
    O.addCategory(Category);
    for (cl::SubCommand *S : Subs)
      O.addSubCommand(*S);
  }
};

struct Declared {
  OnAll On;
  cl::SubCommand Merge{"merge", "several SARIF files as one: merge -o OUT "
                                "IN.sarif..."};
  Text Sarif{"sarif", On, cl::value_desc("file"),
             cl::desc("write SARIF 2.1.0 too; - is the standard output")};
  Text Json{"json", On, cl::value_desc("file"),
            cl::desc("write JSON too; - is the standard output")};
  Text GitLab{"gitlab", On, cl::value_desc("file"),
              cl::desc("write GitLab's Code Quality too")};
  Text GitHub{"github", On, cl::value_desc("file"), cl::ValueOptional,
              cl::desc("write GitHub annotations too; without a file after "
                       "the text")};
  Text Html{"html", On, cl::value_desc("file"),
            cl::desc("write one HTML page too")};
  Text Baseline{"baseline", On, cl::value_desc("file"),
                cl::desc("do not report what this file knows")};
  Flag UpdateBaseline{"update-baseline", On,
                      cl::desc("write what is found to the file of --baseline "
                               "instead of reporting it")};
  Flag Statistics{"statistics", On,
                  cl::desc("count findings by check and by directory")};

  cl::SubCommand Init{"init", "write files to start with, none over another"};
  Flag PreCommit{"pre-commit", cl::cat(On.Category), cl::sub(Init),
                 cl::desc("a hook for commits")};
  Flag Clangd{"clangd", cl::cat(On.Category), cl::sub(Init),
              cl::desc("settings for clangd")};
  Flag ForGitHub{"github", cl::cat(On.Category), cl::sub(Init),
                 cl::desc("a workflow for GitHub Actions")};
  Flag ForGitLab{"gitlab", cl::cat(On.Category), cl::sub(Init),
                 cl::desc("a job for GitLab CI")};
  Flag ForCMake{"cmake", cl::cat(On.Category), cl::sub(Init),
                cl::desc("a target for CMake")};

  cl::list<std::string> MergeFiles{cl::Positional, cl::desc("IN.sarif..."),
                                   cl::cat(On.Category), cl::sub(Merge)};
  Text MergeOutput{"o", cl::value_desc("file"), cl::cat(On.Category),
                   cl::sub(Merge),
                   cl::desc("write there instead of the standard output")};
};

Declared *D = nullptr;

} // namespace

void tool::declareReportOptions(cl::OptionCategory &Category,
                                llvm::ArrayRef<cl::SubCommand *> Subs) {
  static Declared Once{{Category, Subs}};
  D = &Once;
}

std::optional<int> tool::takeReportOptions(Options &Opts) {
  auto Document = [&](StringRef Format, const Text &File) {
    if (File.getNumOccurrences())
      Opts.Documents.emplace_back(Format, File.empty() ? "-" : File.getValue());
  };
  Document("sarif", D->Sarif);
  Document("json", D->Json);
  Document("gitlab", D->GitLab);
  Document("html", D->Html);
  Document("github", D->GitHub);
  Opts.Baseline = D->Baseline;
  Opts.UpdateBaseline = D->UpdateBaseline;
  Opts.Statistics = D->Statistics;
  if (D->Merge) {
    Opts.Do = Options::Command::Merge;
    Opts.Files.assign(D->MergeFiles.begin(), D->MergeFiles.end());
    Opts.Text = D->MergeOutput;
  }
  if (D->Init) {
    Opts.Do = Options::Command::Init;
    for (const Flag *F : {&D->PreCommit, &D->Clangd, &D->ForGitHub,
                          &D->ForGitLab, &D->ForCMake})
      if (*F)
        Opts.Files.push_back(F->ArgStr.str());
  }
  bool Reports =
      Opts.Do == Options::Command::Check || Opts.Do == Options::Command::Link;
  if (Reports && !isFormat(Opts.Format)) {
    llvm::errs() << "tocsin: error: --format=" << Opts.Format
                 << ": not a format; there are text, sarif, json, gitlab, "
                    "github, html\n";
    return ExitUsage;
  }
  return std::nullopt;
}
