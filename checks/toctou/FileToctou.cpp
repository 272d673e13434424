//===- FileToctou.cpp - tocsin-file-toctou --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a check of a file by name that decides a use of the same name
//
// One report per use: of all checks before it the one whose window is judged
// worst, and of equals the nearest. One that asks more than the age comes
// first, since of ages tocsin-timestamp-cleanup may have more to say.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "checks/toctou/Toctou.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::toctou {

/// The nearest checks of a name are the ones that count.
static constexpr unsigned MaxDecisions = 32;

static bool isAct(const Event &E) {
  return E.role() == Role::PathUse || E.role() == Role::PathList;
}

/// Opening for reading, only to see whether it works.
static bool isProbe(FunctionFlow &W, const Event &E) {
  if (E.role() == Role::PathList)
    return true;
  if (E.role() != Role::PathUse ||
      (E.Does != Deed::Open && E.Does != Deed::List))
    return false;
  return !(flow::traitsOf(E, W, false) &
           (bit(Trait::Write) | bit(Trait::Create) | bit(Trait::Append) |
            bit(Trait::Truncate)));
}

static bool decides(FunctionFlow &W, EventId Id, const Event &A) {
  const Event &D = W.event(Id);
  if (D.role() == Role::PathCheck || D.role() == Role::PathResolve ||
      W.isEntry(Id))
    return true;
  // A probe that fails lets the name be created and emptied.
  return isProbe(W, D) && (A.Does == Deed::Mkdir ||
                           flow::traitsOf(A, W, false) &
                               (bit(Trait::Truncate) | bit(Trait::Replace)));
}

/// Whether a value comes from what was read of the file that the event opened.
static bool isContent(FunctionFlow &W, TermId X, EventId Opened) {
  return any_of(W.sources(X).set_bits(), [&](EventId E) {
    const Event &Read = W.event(E);
    return Read.role() == Role::FdUse && Read.slot(Slot::Fd) &&
           W.derivesFrom(Read.slot(Slot::Fd), Opened);
  });
}

/// Whether what was read of the file that the decision opened may forbid the
/// act.
static bool contentDecides(FunctionFlow &W, EventId D, EventId A) {
  return any_of(W.eventReasons(A),
                [&](Literal L) { return isContent(W, L.Cond, D); });
}

/// Whether what was read of the file that the decision opened names a process,
/// and whether that is alive decides: a pid file.
static bool contentIsProcess(FunctionFlow &W, EventId D, EventId A) {
  TermTable &T = W.terms();
  bool Found = false;
  for (Literal L : W.eventReasons(A))
    W.derivation(L.Cond, [&](TermId Y) {
      const Term Asked = T[Y];
      Found |= Asked.Kind == TermKind::Pure && Asked.A && isContent(W, Y, D) &&
               any_of(W.program().models().named(W.program().names()[Asked.A]),
                      [](const Row *R) { return R->Is == Role::UseQuery; });
      return !Found;
    });
  return Found;
}

/// Whether the name was created anew between the two, on every way: the check
/// spoke of what was there before.
static bool createdBetween(FunctionFlow &W, EventId D, EventId A) {
  const Event &Act = W.event(A);
  return any_of(W.liveBefore(A), [&](EventId C) {
    const Event &By = W.event(C);
    return C != D && C != A && By.Site != Act.Site && isCreator(W, By) &&
           W.graph().dominates(By.Block, Act.Block) &&
           is_contained(W.liveBefore(C), D) && sameFile(W, By, Act) &&
           actPath(W, By, Act) == actPath(W, W.event(D), Act);
  });
}

/// Whether a window says more than another.
static bool isWorse(const Verdict &X, const Verdict &Y) {
  bool Low = std::min(X.Level, Y.Level) < Grade::Medium;
  if (!Low && X.ByAge != Y.ByAge)
    return Y.ByAge;
  return X.Level > Y.Level;
}

SmallVector<EventId, 4> fileToctou(FunctionFlow &W, const link::Program &P,
                                   const Options &O, Sink Report) {
  SmallVector<EventId, 4> Reported;
  for (EventId A = 0; A < W.events().size(); ++A) {
    const Event &Act = W.event(A);
    if (!W.happens(A) || !isAct(Act))
      continue;
    std::optional<std::pair<window::Window, Verdict>> Worst;
    unsigned Tried = 0;
    for (EventId D : reverse(W.liveBefore(A))) {
      const Event &Decision = W.event(D);
      if (D == A || !decides(W, D, Act) || !sameFile(W, Decision, Act))
        continue;
      if (++Tried > MaxDecisions)
        break;
      if (createdBetween(W, D, A))
        continue;
      auto X = window::openWindow(W, D, A, chosenBy(W, D, A));
      if (!X)
        continue;
      if (!W.isEntry(D) && isProbe(W, Decision)) {
        // "Not there, or there and stale, as its content says": a pid file.
        if (!X->Outcome && contentDecides(W, D, A) &&
            (W.asked(D) & bit(Property::Existence) ||
             contentIsProcess(W, D, A)))
          X->Outcome = false;
        if (X->Outcome != false)
          continue;
      }
      Verdict V = judge(W, P, *X);
      if (V.Level != Grade::None && (!Worst || isWorse(V, Worst->second)))
        Worst = {*X, V};
    }
    for (EventId Q = 0; !Worst && Q < W.events().size(); ++Q) {
      if (!W.happens(Q) || W.event(Q).role() != Role::Enqueue)
        continue;
      for (EventId D : reverse(W.liveBefore(Q))) {
        const Event &Decision = W.event(D);
        if ((Decision.role() != Role::PathCheck &&
             Decision.role() != Role::PathResolve) ||
            W.isEntry(D))
          continue;
        if (++Tried > MaxDecisions)
          break;
        auto X = windowThrough(W, Q, D, A);
        if (!X)
          continue;
        Verdict V = judge(W, P, *X);
        if (V.Level != Grade::None && (!Worst || isWorse(V, Worst->second)))
          Worst = {*X, V};
      }
    }
    if (!Worst)
      continue;
    if (O.StrictExistence && Worst->second.Level == Grade::Low)
      Worst->second.Level = Grade::Medium;
    Reported.push_back(A);
    Report(wordWindow(W, P, Worst->first, Worst->second));
  }
  return Reported;
}

} // namespace tocsin::toctou
