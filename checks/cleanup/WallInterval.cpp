//===- WallInterval.cpp - tocsin-wall-clock-interval ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a time span inside one process that is measured with a clock that may
// be set
//
// Two readings in one function, or a reading that is kept in a field which
// holds nothing else and is shown or stored nowhere. A time that leaves the
// process must be wall time.
//
//===----------------------------------------------------------------------===//

#include "Window/Window.h"
#include "checks/cleanup/Cleanup.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

/// Wall readings that a stored value is made of, and nothing else that varies.
static bool isWallReading(FunctionFlow &W, Vocabulary &V, TermId X) {
  Comparison C;
  readTimes(W, V, X, 1, C);
  return any_of(C.Leaves,
                [](const TimeLeaf &L) {
                  return L.Now && L.Clock & bit(Trait::Wall);
                }) &&
         all_of(C.Leaves, [](const TimeLeaf &L) { return L.Now || !L.Of; });
}

/// Whether a call shows what it is given, or hands it out of the process.
static bool leaves(FunctionFlow &W, const CallSite &C) {
  if (C.Callee == ~0u)
    return true;
  ProgramView &P = W.program();
  for (const Row *R : P.rows(C.Callee))
    if (R->Is == Role::Output || R->Is == Role::FdUse || R->Is == Role::Fill ||
        R->Is == Role::Append)
      return true;
  ProgramView::Body B = P.body(C.Callee);
  return !B.F->defined() && P.rows(C.Callee).empty();
}

void wallInterval(FunctionFlow &W, Vocabulary &V, const link::Program &P,
                  WallFacts &Facts) {
  TermTable &T = W.terms();
  const ir::Function &F = W.function();
  // What is kept where.
  for (ir::ValueId I = 0; I < F.Instrs.size(); ++I) {
    const ir::Instr &X = F.Instrs[I];
    if (X.Kind != ir::Op::Store || F.Places[X.Aux].Steps.empty())
      continue;
    const ir::Step &S = F.Places[X.Aux].Steps.back();
    if (S.Kind != ir::StepKind::Field)
      continue;
    TermId Value = W.valueAt(F.operands(X)[0]);
    std::pair<NameId, NameId> Key{W.program().name(W.unitIndex(), S.Owner),
                                  W.program().name(W.unitIndex(), S.Name)};
    if (!Value || T.constant(Value))
      ++Facts.Harmless[Key];
    else if (isWallReading(W, V, Value))
      Facts.Kept[Key].push_back({W.unitIndex(), X.At});
  }
  // What is shown.
  for (const CallSite &C : W.calls())
    if (leaves(W, C))
      for (TermId X : C.Args)
        for (TermId Y : closure(W, X)) {
          const Term &A = T[Y];
          if (A.Kind == TermKind::FieldAddr || A.Kind == TermKind::FieldOf)
            Facts.Shown.insert({A.B, A.A});
          else if (A.Kind == TermKind::Pure)
            Facts.ShownHere.insert({W.self(), Y});
        }
  // What is compared.
  for (ir::BlockId B : W.graph().order()) {
    TermId Cond = W.condition(B);
    if (!Cond || F.Blocks[B].Cond == ir::None)
      continue;
    for (const Conjunction &C : disjuncts(W, Literal{Cond, true}))
      for (Literal L : C) {
        auto X = readComparison(W, V, L);
        if (!X || X->Equality)
          continue;
        const TimeLeaf *Now = nullptr, *Then = nullptr;
        for (const TimeLeaf &O : X->Leaves)
          if (O.Now && O.Clock & bit(Trait::Wall)) {
            if (!Now)
              Now = &O;
            else if (O.Sign != Now->Sign)
              Then = &O;
          }
        if (!Now)
          continue;
        WallFacts::Compared R;
        R.By = W.self();
        R.At = {W.unitIndex(), F.Instrs[F.Blocks[B].Cond].At};
        R.Object = Now->Name;
        if (Then) {
          // Seconds of the same day are no matter; both are read here.
          R.Readings = {Now->X, Then->X};
          Facts.All.push_back(std::move(R));
          continue;
        }
        for (const TimeLeaf &O : X->Leaves) {
          const Term &A = T[O.X];
          if (O.Now || O.By != NoEvent || O.Sign == Now->Sign ||
              (A.Kind != TermKind::FieldAddr && A.Kind != TermKind::FieldOf))
            continue;
          R.Field = {A.B, A.A};
          R.Object = O.Name;
          Facts.All.push_back(R);
          break;
        }
      }
  }
}

void WallFacts::finish(link::Program &P, Sink Report) {
  // Stores that nobody has seen the value of make a field unknown.
  std::map<std::pair<NameId, NameId>, unsigned> Stores;
  if (any_of(All, [](const Compared &C) { return C.Field.second != 0; }))
    for (ProgFunc G = 0; G < P.functionCount(); ++G) {
      ProgramView::Body B = P.body(G);
      for (const ir::Instr &I : B.F->Instrs) {
        if (I.Kind != ir::Op::Store && I.Kind != ir::Op::Rmw &&
            I.Kind != ir::Op::AddrOf)
          continue;
        const ir::Place &X = B.F->Places[I.Aux];
        if (X.Steps.empty() || X.Steps.back().Kind != ir::StepKind::Field)
          continue;
        const ir::Step &S = X.Steps.back();
        Stores[{P.name(B.Unit, S.Owner), P.name(B.Unit, S.Name)}] += 1;
      }
    }
  for (const Compared &C : All) {
    bool Kept = C.Field.second != 0;
    if (Kept) {
      auto It = this->Kept.find(C.Field);
      if (It == this->Kept.end() || Shown.contains(C.Field) ||
          It->second.size() + Harmless[C.Field] < Stores[C.Field])
        continue;
    } else if (any_of(C.Readings, [&](TermId X) {
                 return ShownHere.contains({C.By, X});
               })) {
      continue;
    }
    Finding F;
    F.Check = "tocsin-wall-clock-interval";
    F.Pattern = Kept ? "kept" : "two-readings";
    F.Level = Severity::Warning;
    F.Sure = Confidence::Medium;
    F.At = F.Act = window::positionOf(P, C.At);
    F.Function = P.qualifiedName(C.By).str();
    F.FunctionUSR = P.usr(C.By).str();
    F.Object = C.Object;
    F.Message = "a time span is measured with a clock that may be set ('" +
                C.Object +
                "'); when it is, this happens at once, or not for a long time";
    if (Kept)
      F.Notes.push_back({window::positionOf(P, this->Kept[C.Field].front()),
                         "kept here, from the same clock", NoteKind::Step});
    F.Notes.push_back({F.At,
                       "measure it with a monotonic clock: "
                       "clock_gettime(CLOCK_MONOTONIC), std::chrono::"
                       "steady_clock",
                       NoteKind::Advice});
    Report(std::move(F));
  }
}

} // namespace tocsin::cleanup
