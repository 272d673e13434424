//===- Window.cpp - Decisions, acts, and what lies between ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Window/Window.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;

namespace tocsin::window {

static void findControl(FunctionFlow &W, Window &R) {
  bool CanSucceed = true, CanFail = true;
  for (Literal L : W.eventConditions(R.Act)) {
    if (!W.derivesFrom(L.Cond, R.Decision))
      continue;
    R.Deciding.push_back(L);
    CanSucceed &= W.possible(L, R.Decision, true);
    CanFail &= W.possible(L, R.Decision, false);
  }
  R.Control = !R.Deciding.empty();
  if (CanSucceed != CanFail)
    R.Outcome = CanSucceed;
}

static void findData(FunctionFlow &W, Window &R) {
  for (auto &[S, X] : W.event(R.Act).Slots)
    if (W.derivesFrom(X, R.Decision)) {
      R.Data = true;
      R.Carriers.push_back(X);
    }
}

static void findLater(FunctionFlow &W, Window &R) {
  for (unsigned I : W.callsUsing(R.Act)) {
    const CallSite &C = W.calls()[I];
    if (C.Site == W.event(R.Act).Site || C.Site == W.event(R.Decision).Site)
      continue;
    TermId FromDecision = 0;
    bool FromAct = false;
    for (TermId A : C.Args) {
      bool IsAct = A && W.derivesFrom(A, R.Act);
      FromAct |= IsAct;
      if (A && !IsAct && W.derivesFrom(A, R.Decision))
        FromDecision = A;
    }
    if (FromAct && FromDecision) {
      R.Later = true;
      R.Carriers.push_back(FromDecision);
    }
  }
}

std::optional<Window> openWindow(FunctionFlow &W, EventId Decision,
                                 EventId Act) {
  const Event &D = W.event(Decision), &A = W.event(Act);
  // Both inside one call: the callee's own analysis has seen them.
  if (D.Site == A.Site && !A.Via.empty())
    return std::nullopt;
  Window R;
  R.Decision = Decision;
  R.Act = Act;
  findControl(W, R);
  findData(W, R);
  findLater(W, R);
  if (!R.Control && !R.Data && !R.Later)
    return std::nullopt;
  return R;
}

Position positionOf(const ProgramView &P, SourceAt At) {
  const ir::Unit &U = P.unit(At.Unit);
  Position R;
  if (At.At.File != ir::None && At.At.File < U.Files.size())
    R.File = U.str(U.Files[At.At.File].Path).str();
  R.Line = At.At.Line;
  R.Col = At.At.Col;
  return R;
}

std::string quoted(FunctionFlow &W, const Event &E) {
  StringRef N = W.program().names()[E.Callee];
  auto [Class, Name] = N.rsplit("::");
  if (!Name.empty() && (Class == Name || Class.ends_with(("::" + Name).str())))
    N = Class;
  return ("'" + N + "'").str();
}

SourceAt reportAt(const link::Program &P, const Event &Act) {
  for (const Frame &F : Act.Via)
    if (P.callSites(F.Callee) > 1)
      return F.At;
  return Act.At;
}

} // namespace tocsin::window
