//===- Main.cpp - The stand-alone program ---------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sends each sub-command to the file that does it; the small ones are here.
//
//===----------------------------------------------------------------------===//

#include "Adopt.h"
#include "Check.h"
#include "Config.h"
#include "Options.h"
#include "Output.h"
#include "Pages.h"
#include "Report/UnusedNoLint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
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

static int runRules() {
  for (const CheckInfo &C : report::reportableChecks()) {
    llvm::outs() << llvm::left_justify(C.Id, 28) << ' '
                 << llvm::left_justify(C.Family, 8) << ' ' << C.Summary << '\n';
  }
  return closeStdout();
}

static int runExplain(const Options &Opts) {
  if (Opts.Files.empty())
    return fail("explain needs the name of a check; `tocsin rules` lists them");
  int Status = ExitClean;
  for (const std::string &Name : Opts.Files) {
    const CheckInfo *Found = nullptr;
    for (const CheckInfo &C : report::reportableChecks())
      if (Name == C.Id || "tocsin-" + Name == C.Id)
        Found = &C;
    if (!Found) {
      const CheckInfo *Near = nearest(Name);
      Status = fail("no check '" + Name + "'" +
                    (Near ? std::string("; did you mean ") + Near->Id + "?"
                          : "; `tocsin rules` lists them"));
      continue;
    }
    StringRef Page = pageOf(Found->Id);
    if (!Page.empty())
      llvm::outs() << Page;
    else
      llvm::outs() << Found->Id << ": " << Found->Summary << '\n';
  }
  int Closed = closeStdout();
  return Status ? Status : Closed;
}

static int runModels(const Options &Opts) {
  if (!Opts.ModelsValidate.empty()) {
    bool Fine = model::validate(model::Model::builtin(), Opts.ModelsValidate,
                                llvm::outs());
    int Closed = closeStdout();
    return Fine ? Closed : int(ExitUsage);
  }
  auto Models =
      loadModels(Opts, findUpwards(absolutePath("./x"), ".tocsin-model.yaml"));
  if (!Models)
    return fail(Models.takeError());
  bool Known = true;
  if (!Opts.ModelsExplain.empty())
    Known = model::explain(*Models, Opts.ModelsExplain, llvm::outs());
  else if (Opts.ModelsList)
    model::printList(*Models, "", llvm::outs());
  else
    return fail("models needs --list, --validate=FILE or --explain=NAME");
  int Closed = closeStdout();
  return Known ? Closed : int(ExitFindings);
}

/// --list-checks, --dump-config, --verify-config.
static int runConfig(const Options &Opts) {
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

int main(int Argc, char **Argv) {
  Options Opts;
  if (std::optional<int> Code = parseOptions(Argc, Argv, Opts))
    return *Code;
  switch (Opts.Do) {
  case Options::Command::Check:
    if (Opts.ListChecks || Opts.DumpConfig || Opts.VerifyConfig)
      return runConfig(Opts);
    return runCheck(Opts, Argv[0]);
  case Options::Command::Dump:
    return runDump(Opts, Argv[0]);
  case Options::Command::Models:
    return runModels(Opts);
  case Options::Command::Rules:
    return runRules();
  case Options::Command::Explain:
    return runExplain(Opts);
  case Options::Command::Merge:
    return runMerge(Opts);
  }
}
