//===- Dump.cpp - tocsin dump ---------------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file in its text form.
//
//===----------------------------------------------------------------------===//

#include "Capture.h"
#include "Check.h"
#include "IR/Forms.h"
#include "Output.h"
#include "Workers.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

int tool::runDump(const Options &Opts, StringRef Program) {
  if (Opts.Files.size() != 1)
    return fail("dump takes one file: tocsin dump FILE [-- FLAGS]");
  auto List = commandsFor(Opts);
  if (!List)
    return fail(List.takeError());
  for (const std::string &M : List->Missing)
    return fail(M);
  if (List->Commands.empty() || !List->Commands.front().Problem.empty())
    return fail(Opts.Files.front() + ": " +
                (List->Commands.empty() ? std::string("nothing to parse")
                                        : List->Commands.front().Problem));
  auto Resource = findResourceDir(Opts.ResourceDir, Program);
  if (!Resource)
    return fail(Resource.takeError());
  WorkerOptions Pool;
  Pool.TimeoutSeconds = Opts.Timeout;
  Pool.MemoryMegabytes = Opts.MemoryLimit;
  PoolOutcome Outcome = runJobs(
      {0}, Pool,
      [&](unsigned, llvm::raw_ostream &OS) -> llvm::Error {
        std::vector<std::string> Dropped;
        auto Unit = capture(List->Commands.front(), *Resource, Dropped);
        if (!Unit)
          return Unit.takeError();
        ir::writeText(*Unit, OS);
        return llvm::Error::success();
      },
      [](unsigned, const JobResult &) {});
  if (Outcome.Signal)
    return 128 + Outcome.Signal;
  if (!Outcome.Results.front().Output)
    return fail(List->Commands.front().File + ": " +
                Outcome.Results.front().Error);
  llvm::outs() << Outcome.Results.front().Output->getBuffer();
  return closeStdout();
}
