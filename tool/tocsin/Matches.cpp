//===- Matches.cpp - What model rows match in a code base -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `tocsin models --explain NAME -p build`: every call in the sources to which a
// row of that function or library applies. Rows that match nothing are the
// usual mistake in a model file of one's own.
//
//===----------------------------------------------------------------------===//

#include "Capture.h"
#include "Check.h"
#include "Output.h"
#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

/// One line for each call that a row of `Name` fits.
static void printMatches(const ir::Unit &U, const model::Model &M,
                         StringRef Name, llvm::raw_ostream &OS) {
  std::vector<std::string> Roles(U.Functions.size());
  for (size_t I = 0; I < U.Functions.size(); ++I)
    for (const model::Row *R : M.match(U, U.Functions[I])) {
      if (R->Library != Name && !llvm::is_contained(R->Names, Name))
        continue;
      StringRef Role = model::roleName(R->Is);
      if (!StringRef(Roles[I]).contains(Role))
        Roles[I] += ((Roles[I].empty() ? "" : ", ") + Role).str();
    }
  for (const ir::Function &F : U.Functions)
    for (const ir::Instr &X : F.Instrs) {
      if (X.Kind != ir::Op::Call || X.Aux == ir::None || Roles[X.Aux].empty() ||
          X.At.File == ir::None)
        continue;
      OS << U.str(U.Files[X.At.File].Path) << ':' << X.At.Line << ':'
         << X.At.Col << ": " << U.str(U.Functions[X.Aux].Name) << ": "
         << Roles[X.Aux] << '\n';
    }
}

int tool::runMatches(const Options &Opts, const model::Model &Models,
                     StringRef Program) {
  auto List = commandsFor(Opts);
  if (!List)
    return fail(List.takeError());
  for (const std::string &M : List->Missing)
    return fail(M);
  auto Resource = findResourceDir(Opts.ResourceDir, Program);
  if (!Resource)
    return fail(Resource.takeError());
  std::vector<unsigned> Jobs;
  for (unsigned I = 0; I < List->Commands.size(); ++I)
    if (List->Commands[I].Problem.empty())
      Jobs.push_back(I);
  WorkerOptions Pool;
  Pool.TimeoutSeconds = Opts.Timeout;
  Pool.MemoryMegabytes = Opts.MemoryLimit;
  PoolOutcome Outcome = runJobs(
      Jobs, Pool,
      [&](unsigned I, llvm::raw_ostream &OS) -> llvm::Error {
        std::vector<std::string> Dropped;
        auto Unit = capture(List->Commands[I], *Resource, Dropped);
        if (!Unit)
          return Unit.takeError();
        printMatches(*Unit, Models, Opts.ModelsExplain, OS);
        return llvm::Error::success();
      },
      [](unsigned, const JobResult &) {});
  if (Outcome.Signal)
    return 128 + Outcome.Signal;
  std::set<std::string> Lines; // headers are read by many
  for (const JobResult &R : Outcome.Results)
    if (R.Output) {
      llvm::SmallVector<StringRef, 0> Here;
      R.Output->getBuffer().split(Here, '\n', -1, false);
      for (StringRef Line : Here)
        Lines.insert(Line.str());
    }
  for (const std::string &Line : Lines)
    llvm::outs() << Line << '\n';
  llvm::outs() << Lines.size() << (Lines.size() == 1 ? " call" : " calls")
               << " in " << Jobs.size()
               << (Jobs.size() == 1 ? " file" : " files") << '\n';
  int Closed = closeStdout();
  return Lines.empty() ? int(ExitFindings) : Closed;
}
