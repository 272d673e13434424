//===- Commands.cpp - Commands that answer from what is built in --------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Small commands, each a function.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Check.h"
#include "Config.h"
#include "Output.h"
#include "Pages.h"
#include "Report/UnusedNoLint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

/// The check nearest to a mistyped name; null if none is near.
static const CheckInfo *nearest(StringRef Name) {
  const CheckInfo *Best = nullptr;
  unsigned Least = Name.size() / 2;
  for (const CheckInfo &C : report::reportableChecks())
    for (StringRef Id : {StringRef(C.Id), StringRef(C.Id).drop_front(7)})
      if (unsigned D = Name.edit_distance(Id); D < Least) {
        Least = D;
        Best = &C;
      }
  return Best;
}

static int noFormat(const Options &Opts, StringRef Command, StringRef There) {
  return fail("--format=" + Opts.Format + ": " + Command + " knows " + There);
}

static void describe(llvm::json::OStream &J, const CheckInfo &C) {
  J.attribute("id", C.Id);
  J.attribute("family", C.Family);
  J.attribute("summary", C.Summary);
  J.attribute("precision", C.Precision);
  J.attributeArray("cwe", [&] {
    for (unsigned Cwe : C.Cwe)
      J.value(Cwe);
  });
  J.attributeArray("cert", [&] {
    for (const char *Cert : C.Cert)
      J.value(Cert);
  });
}

int tool::runRules(const Options &Opts) {
  if (Opts.Format == "json") {
    llvm::json::OStream J(llvm::outs(), 2);
    J.array([&] {
      for (const CheckInfo &C : report::reportableChecks())
        J.object([&] { describe(J, C); });
    });
    llvm::outs() << '\n';
    return closeStdout();
  }
  if (Opts.Format != "text")
    return noFormat(Opts, "rules", "text and json");
  for (const CheckInfo &C : report::reportableChecks())
    llvm::outs() << llvm::left_justify(C.Id, 28) << ' '
                 << llvm::left_justify(C.Family, 8) << ' ' << C.Summary << '\n';
  return closeStdout();
}

/// Markdown as a terminal shows it: headings and code set off, fences gone.
static void renderPage(StringRef Page, bool Colour, llvm::raw_ostream &OS) {
  auto Paint = [&](StringRef Code) {
    if (Colour)
      OS << "\033[" << Code << 'm';
  };
  bool Code = false;
  while (!Page.empty()) {
    auto [Line, Rest] = Page.split('\n');
    Page = Rest;
    if (Line.starts_with("```")) {
      Code = !Code;
      continue;
    }
    StringRef Title = Line.ltrim('#');
    if (Code) {
      Paint("36");
      OS << (Line.empty() ? "" : "    ") << Line;
    } else if (Title.size() != Line.size() && Title.starts_with(" ")) {
      Paint("1");
      OS << Title.trim();
    } else {
      OS << Line;
    }
    Paint("0");
    OS << '\n';
  }
}

static const CheckInfo *checkNamed(StringRef Name) {
  for (const CheckInfo &C : report::reportableChecks())
    if (Name == C.Id || ("tocsin-" + Name).str() == C.Id)
      return &C;
  return nullptr;
}

int tool::runExplain(const Options &Opts) {
  if (Opts.Files.empty())
    return fail("explain needs the name of a check; `tocsin rules` lists them");
  if (!llvm::is_contained({"text", "markdown", "json"}, StringRef(Opts.Format)))
    return noFormat(Opts, "explain", "text, markdown and json");
  int Status = ExitClean;
  std::vector<const CheckInfo *> Found;
  for (const std::string &Name : Opts.Files) {
    if (const CheckInfo *C = checkNamed(Name)) {
      Found.push_back(C);
      continue;
    }
    const CheckInfo *Near = nearest(Name);
    Status = fail("no check '" + Name + "'" +
                  (Near ? std::string("; did you mean ") + Near->Id + "?"
                        : "; `tocsin rules` lists them"));
  }
  bool Colour = Opts.Colour == When::Always ||
                (Opts.Colour == When::Auto && llvm::outs().has_colors());
  if (Opts.Format == "json") {
    llvm::json::OStream J(llvm::outs(), 2);
    J.array([&] {
      for (const CheckInfo *C : Found)
        J.object([&] {
          describe(J, *C);
          J.attribute("markdown", pageOf(C->Id));
        });
    });
    llvm::outs() << '\n';
  }
  for (const CheckInfo *C : Found)
    if (Opts.Format == "text")
      renderPage(pageOf(C->Id), Colour, llvm::outs());
    else if (Opts.Format == "markdown")
      llvm::outs() << pageOf(C->Id);
  int Closed = closeStdout();
  return Status ? Status : Closed;
}

/// Which place had the last word on a check: the nearest file with a glob for
/// it, the command line, or the default.
static std::string
decidedBy(const Options &Opts, StringRef Check,
          llvm::ArrayRef<std::pair<std::string, GlobList>> Files) {
  if (Opts.Checks)
    return "command-line option '--checks'";
  for (const auto &[Name, Globs] : Files)
    if (llvm::any_of(Globs.items(), [&](const GlobList::Item &I) {
          return StringRef(I.Glob).starts_with("tocsin") &&
                 matchGlob(I.Glob, Check);
        }))
      return Name;
  return "default";
}

static int explainConfig(const Options &Opts, const Config &Configs,
                         const Settings &Set) {
  std::vector<std::pair<std::string, GlobList>> Files;
  for (const std::string &Name : Configs.files())
    if (auto Buffer = llvm::MemoryBuffer::getFile(Name, /*IsText=*/true)) {
      auto File = TidyFile::parse(**Buffer);
      if (!File)
        return fail(File.takeError());
      Files.emplace_back(Name, GlobList(File->Checks.value_or("")));
    }
  if (Opts.Config)
    Files.emplace_back("command-line option '--config'", Set.Enabled);
  for (const CheckInfo &C : report::reportableChecks())
    llvm::outs() << '\'' << C.Id << "' is "
                 << (Set.enabled(C.Id) ? "enabled" : "disabled") << " in the "
                 << decidedBy(Opts, C.Id, Files) << ".\n";
  llvm::outs() << "The tool runs as said by "
               << (Opts.RunConfigFile.empty() ? "the command line and defaults"
                                              : Opts.RunConfigFile)
               << ".\n";
  return closeStdout();
}

int tool::runShowFiles(const Options &Opts) {
  auto List = commandsFor(Opts);
  if (!List)
    return fail(List.takeError());
  for (const std::string &M : List->Missing)
    fail(M);
  std::vector<StringRef> Files;
  for (const Command &C : List->Commands)
    Files.push_back(C.File);
  llvm::sort(Files);
  Files.erase(std::unique(Files.begin(), Files.end()), Files.end());
  for (StringRef File : Files)
    llvm::outs() << File << '\n';
  int Closed = closeStdout();
  return List->Missing.empty() ? Closed : int(ExitUsage);
}

int tool::runConfig(const Options &Opts) {
  Config Configs(Opts);
  std::string File =
      absolutePath(Opts.Files.empty() ? "./x" : Opts.Files.front());
  auto Set = Configs.forFile(File);
  if (!Set)
    return fail(Set.takeError());
  if (Opts.DumpConfig) {
    dumpConfig(*Set, llvm::outs());
    return closeStdout();
  }
  if (Opts.ExplainConfig)
    return explainConfig(Opts, Configs, *Set);
  if (Opts.ListChecks) {
    std::string List;
    for (const CheckInfo &C : report::reportableChecks())
      if (Set->enabled(C.Id))
        List += std::string("    ") + C.Id + '\n';
    // Words and code are clang-tidy's: scripts look for them.
    if (List.empty()) {
      llvm::errs() << "No checks enabled.\n";
      return 1;
    }
    llvm::outs() << "Enabled checks:\n" << List << '\n';
    return closeStdout();
  }
  int Status = ExitClean;
  auto Complain = [&](StringRef What, const std::string &Name) {
    const CheckInfo *Near = nearest(Name);
    Status =
        fail(What + " '" + Name + "'" +
             (Near ? std::string("; did you mean ") + Near->Id + "?" : ""));
  };
  for (const std::string &Fault : Set->File.Unknown) {
    llvm::errs() << Fault << '\n';
    Status = ExitUsage;
  }
  auto ModelFile = modelFileFor(*Set, File);
  if (!ModelFile)
    Status = fail(ModelFile.takeError());
  else if (auto Models = loadModels(Opts, *ModelFile); !Models)
    Status = fail(Models.takeError());
  for (const std::string &Glob : unknownGlobs(Set->Enabled))
    Complain("unknown check", Glob);
  for (const auto &[Key, Value] : Set->File.CheckOptions) {
    StringRef Check = StringRef(Key).split('.').first;
    if (Check.starts_with("tocsin-") && Check != "tocsin-model" &&
        llvm::none_of(report::reportableChecks(),
                      [&](const CheckInfo &C) { return Check == C.Id; }))
      Complain("option of an unknown check", Check.str());
  }
  if (!Status)
    llvm::outs() << "No config errors detected.\n";
  return Status ? Status : closeStdout();
}
