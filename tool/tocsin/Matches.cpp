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
#include "Gather.h"
#include "IR/Forms.h"
#include "Output.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

/// One line for each call that a row of `Name` fits.
static void addMatches(const ir::Unit &U, const model::Model &M, StringRef Name,
                       std::set<std::string> &Lines) {
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
    for (const ir::Instr &X : F.Instrs)
      if (X.Kind == ir::Op::Call && X.Aux != ir::None &&
          !Roles[X.Aux].empty() && X.At.File != ir::None)
        Lines.insert((U.str(U.Files[X.At.File].Path) + ":" +
                      llvm::Twine(X.At.Line) + ":" + llvm::Twine(X.At.Col) +
                      ": " + U.str(U.Functions[X.Aux].Name) + ": " +
                      Roles[X.Aux])
                         .str());
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
  Cache Store(cacheFolder(Opts, List->DatabaseFile));
  GatherOutcome Outcome = gather(List->Commands, Opts, *Resource, Store);
  if (Outcome.Signal)
    return 128 + Outcome.Signal;
  std::set<std::string> Lines; // headers are read by many
  unsigned Files = 0;
  for (size_t I = 0; I < Outcome.Units.size(); ++I) {
    const Gathered &G = Outcome.Units[I];
    const std::string &File = List->Commands[I].File;
    std::string Why = G.Unit.Bytes ? G.Unit.FirstError : G.Error;
    if (G.Unit.Bytes) {
      auto Unit = ir::readBinary({G.Unit.Binary, File});
      if (Unit) {
        ++Files;
        addMatches(*Unit, Models, Opts.ModelsExplain, Lines);
      } else {
        Why = llvm::toString(Unit.takeError());
      }
    }
    if (!Why.empty())
      llvm::errs() << "tocsin: note: " << File << ": incomplete: " << Why
                   << '\n';
  }
  for (const std::string &Line : Lines)
    llvm::outs() << Line << '\n';
  llvm::outs() << Lines.size() << (Lines.size() == 1 ? " call" : " calls")
               << " in " << Files << (Files == 1 ? " file" : " files") << '\n';
  int Closed = closeStdout();
  return Lines.empty() ? int(ExitFindings) : Closed;
}
