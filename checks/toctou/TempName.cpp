//===- TempName.cpp - tocsin-temp-name ------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a made-up temporary name that is then created without an exclusive
// flag
//
// Reported where the name is created; at the maker of the name if nothing in
// view creates it. Silent if every creation in view is exclusive (CERT FIO21-C,
// CWE-377).
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "checks/toctou/Toctou.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::window::quoted;

namespace tocsin::toctou {

static bool comesFrom(FunctionFlow &W, TermId Path, EventId Maker) {
  TermTable &T = W.terms();
  return Path && T.any(Path, [&](TermId Y) {
    TermKind K = T.kind(Y);
    return (K == TermKind::Out || K == TermKind::Ret) && T[Y].A == Maker;
  });
}

Creation creates(FunctionFlow &W, const Event &E) {
  if (E.role() != Role::PathUse)
    return Creation::No;
  Traits May = flow::traitsOf(E, W, false), Must = flow::traitsOf(E, W, true);
  switch (E.Does) {
  case Deed::Mkdir:
  case Deed::Mknod:
  case Deed::Symlink:
  case Deed::Link:
  case Deed::Bind:
    return May & bit(Trait::Idempotent) ? Creation::Open : Creation::Exclusive;
  case Deed::Open:
  case Deed::Create:
  case Deed::Write:
  case Deed::Copy:
  case Deed::Rename:
    if (Must & bit(Trait::Exclusive))
      return Creation::Exclusive;
    if (E.Does == Deed::Rename)
      return Creation::No;
    return Creation::Open;
  default:
    return Creation::No;
  }
}

/// Whether an exclusive creation under the name that `Maker` made up has come
/// about wherever the act happens: what it opens is the program's own.
static bool isMadeBefore(FunctionFlow &W, EventId Maker, EventId Act) {
  return any_of(W.liveBefore(Act), [&](EventId E) {
    const Event &X = W.event(E);
    return E != Act && creates(W, X) == Creation::Exclusive &&
           comesFrom(W, X.slot(Slot::Path), Maker) &&
           W.graph().dominates(X.Block, W.event(Act).Block) &&
           // A helper has looked whether it worked, and throws if not.
           ((!X.Via.empty() && X.Checked && X.Site != W.event(Act).Site) ||
            any_of(W.eventReasons(Act), [&](Literal L) {
              return W.derivesFrom(L.Cond, E) && W.possible(L, E, true);
            }));
  });
}

void tempName(FunctionFlow &W, const link::Program &P, Sink Report) {
  for (EventId M = 0; M < W.events().size(); ++M) {
    const Event &Maker = W.event(M);
    if (!W.happens(M) || Maker.role() != Role::PathTemp)
      continue;
    bool AnyCreation = false, Reported = false;
    for (EventId A = 0; A < W.events().size(); ++A) {
      const Event &Act = W.event(A);
      if (!W.happens(A) || A == M)
        continue;
      TermId Path = 0;
      for (Slot S : {Slot::Path, Slot::Path2})
        if (comesFrom(W, Act.slot(S), M))
          Path = Act.slot(S);
      Creation C = Path ? creates(W, Act) : Creation::No;
      AnyCreation |= C != Creation::No;
      // Only the first creation is the race; later ones open what is there. One
      // inside the same call has been told there.
      if (C != Creation::Open || Reported || isMadeBefore(W, M, A))
        continue;
      Reported = true;
      if (Act.Site == Maker.Site && !Act.Via.empty())
        continue;
      Finding F = startFinding(W, P, "tocsin-temp-name", Act, Path);
      F.Pattern = "temp-then-create";
      F.Message = quoted(W, Act) + " " +
                  verbOf(Act, flow::traitsOf(Act, W, false)) +
                  " a file under a name that " + quoted(W, Maker) +
                  " made up; another process may have created it, or a link "
                  "to a file of its choice, by now";
      addEarlier(F, W, Maker,
                 "the name is made up here, but no file is "
                 "created");
      addWayToAct(F, W, P, Act);
      addAdvice(F, Maker.Row->Instead.empty()
                       ? "let mkstemp or mkdtemp create the file with its name"
                       : "use " + Maker.Row->Instead);
      setGrade(F, Grade::High);
      Report(std::move(F));
    }
    // Nothing in view creates it, so whoever gets the name will.
    // A caller that gets the name may create it in its sight.
    if (AnyCreation || (W.returned(M) && P.callSites(W.self()) > 0))
      continue;
    Finding F = startFinding(W, P, "tocsin-temp-name", Maker, 0);
    F.Pattern = "temp-name";
    F.Message = quoted(W, Maker) +
                " only makes up a name; another process may create a file or "
                "a link under it before this one does";
    addAdvice(F, Maker.Row->Instead.empty()
                     ? "let mkstemp or mkdtemp create the file with its name"
                     : "use " + Maker.Row->Instead);
    setGrade(F, Grade::Medium);
    Report(std::move(F));
  }
}

} // namespace tocsin::toctou
