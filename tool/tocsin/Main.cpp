//===- Main.cpp - The stand-alone program ---------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sends each sub-command to the file that does it.
//
//===----------------------------------------------------------------------===//

#include "Adopt.h"
#include "Check.h"
#include "Commands.h"
#include "Config.h"
#include "Describe.h"
#include "Init.h"
#include "NinjaFile.h"
#include "Options.h"
#include "Output.h"
#include "Repro.h"
#include "UnitFiles.h"
#include "Watch.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

static int runModels(const Options &Opts, StringRef Program) {
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
  bool Sources = !Opts.Database.empty() || !Opts.Files.empty() || Opts.Flags;
  if (!Opts.ModelsExplain.empty() && Sources)
    return runMatches(Opts, *Models, Program);
  if (!Opts.ModelsExplain.empty())
    Known = model::explain(*Models, Opts.ModelsExplain, llvm::outs());
  else if (Opts.ModelsList)
    model::printList(*Models, "", llvm::outs());
  else
    return fail("models needs --list, --validate=FILE or --explain=NAME");
  int Closed = closeStdout();
  return Known ? Closed : int(ExitFindings);
}

int main(int Argc, char **Argv) {
  if (llvm::sys::path::filename(Argv[0]).starts_with("tocsin-cc"))
    return runAsCompiler(Argc, Argv);
  Options Opts;
  if (std::optional<int> Code = parseOptions(Argc, Argv, Opts))
    return *Code;
  switch (Opts.Do) {
  case Options::Command::Check:
    if (Opts.ShowFiles)
      return runShowFiles(Opts);
    if (Opts.ListChecks || Opts.DumpConfig || Opts.VerifyConfig ||
        Opts.ExplainConfig)
      return runConfig(Opts);
    if (!Opts.Emit.empty())
      return emitNinja(Opts, Argv[0]);
    if (Opts.Watch && Opts.WatchState.empty())
      return runWatch(llvm::ArrayRef(Argv, Argc));
    return runCheck(Opts, Argv[0]);
  case Options::Command::Link:
    return runCheck(Opts, Argv[0]);
  case Options::Command::Capture:
    return runCapture(Opts, Argv[0]);
  case Options::Command::Dump:
    return runDump(Opts, Argv[0]);
  case Options::Command::Models:
    return runModels(Opts, Argv[0]);
  case Options::Command::Rules:
    return runRules(Opts);
  case Options::Command::Explain:
    return runExplain(Opts);
  case Options::Command::Merge:
    return runMerge(Opts);
  case Options::Command::Init:
    return runInit(
        llvm::SmallVector<StringRef>(Opts.Files.begin(), Opts.Files.end()));
  case Options::Command::Repro:
    return runRepro(Opts, Argv[0]);
  case Options::Command::Completion:
    if (Opts.Files.size() != 1 ||
        !writeCompletion(Opts.Files.front(), llvm::outs()))
      return fail("completion takes the name of a shell: bash, zsh or fish");
    return closeStdout();
  case Options::Command::Man:
    writeManPage(llvm::outs());
    return closeStdout();
  }
}
