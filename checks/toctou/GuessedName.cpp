//===- GuessedName.cpp - tocsin-temp-name: names that others can guess ----===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a file that is created, without an exclusive flag, in a directory that
// anybody may write to, under a name made unlike others by a process number or
// the time
//
// Others know these as well and may have put a link there (CWE-377, CWE-340).
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "checks/toctou/Toctou.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::window::quoted;

namespace tocsin::toctou {

/// Whether the analysis of a callee has seen the whole name and told.
static bool toldBelow(FunctionFlow &W, const Event &Act) {
  if (Act.Via.empty())
    return false;
  const Summary *Sum = W.program().summary(Act.Via.front().Callee);
  return Sum && any_of(Sum->Events, [&](const Event &E) {
           return E.At == Act.At && any_of(E.Slots, [&](auto &S) {
                    return S.first == Slot::Path && S.second &&
                           !Sum->Terms.any(S.second, [&](TermId Y) {
                             TermKind K = Sum->Terms.kind(Y);
                             return K == TermKind::Param ||
                                    K == TermKind::This || K == TermKind::Init;
                           });
                  });
         });
}

/// A fixed directory below a public one is as safe as its mode, which is not
/// known here.
static bool isInDirectory(FunctionFlow &W, TermId Path) {
  StringRef Prefix = literalPrefix(W, Path);
  for (StringRef Public : {"/tmp/", "/var/tmp/", "/usr/tmp/", "/dev/shm/"})
    if (Prefix.consume_front(Public))
      return Prefix.contains('/');
  return false;
}

void guessedName(FunctionFlow &W, const link::Program &P, Sink Report) {
  SmallVector<TermId, 4> Made; // names that were created before
  for (EventId A = 0; A < W.events().size(); ++A) {
    const Event &Act = W.event(A);
    if (!W.happens(A) || Act.role() != Role::PathUse)
      continue;
    TermId Path = Act.slot(Act.Does == Deed::Copy ? Slot::Path2 : Slot::Path);
    Creation How = Path ? creates(W, Act) : Creation::No;
    bool OnlyOpens = Act.Does == Deed::Open &&
                     !(flow::traitsOf(Act, W, false) & bit(Trait::Create));
    if (How == Creation::No || OnlyOpens)
      continue;
    // The first creation is the race. What lies below a directory that it made
    // is its own.
    bool Later =
        W.terms().any(Path, [&](TermId Y) { return is_contained(Made, Y); });
    Made.push_back(Path);
    if (Later || How == Creation::Exclusive)
      continue;
    TermId Part = knownToOthers(W, Path);
    if (!Part || !isPublic(W, Path) || isInDirectory(W, Path) ||
        isPrivate(W, Path) ||
        any_of(
            W.sources(Path).set_bits(),
            [&](EventId E) { return W.event(E).role() == Role::PathTemp; }) ||
        toldBelow(W, Act))
      continue;
    Finding F = startFinding(W, P, "tocsin-temp-name", Act, Path);
    F.Pattern = "guessed-name";
    F.Message = quoted(W, Act) + " " +
                verbOf(Act, flow::traitsOf(Act, W, false)) + " a " +
                nounOf(Act) +
                " where anybody may, under a name that can be guessed; another "
                "process may have created it, or a link to a file of its "
                "choice, by now";
    addWayToAct(F, W, P, Act);
    addAdvice(F, Act.Does == Deed::Mkdir
                     ? "let mkdtemp create the directory with its name"
                     : "let mkstemp create the file with its name");
    setGrade(F, Grade::High);
    Report(std::move(F));
  }
}

} // namespace tocsin::toctou
