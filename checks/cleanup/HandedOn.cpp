//===- HandedOn.cpp - What is judged by age and handed to a callback ------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function walks over all things and hands the old ones to a function it
// was given; that puts them into a queue, from which they are destroyed.
//
//===----------------------------------------------------------------------===//

#include "Link/Kept.h"
#include "Window/Window.h"
#include "checks/cleanup/Cleanup.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

/// The parameter whose value is called, and the operands it gets.
static std::optional<std::pair<unsigned, ArrayRef<ir::ValueId>>>
calledParam(FunctionFlow &W, const ir::Instr &X) {
  ArrayRef<ir::ValueId> Ops = W.function().operands(X);
  if (X.Kind != ir::Op::Call || Ops.size() < 2 ||
      (X.Aux != ir::None &&
       !(X.Flags & ir::FlagReceiver &&
         StringRef(W.unit().str(W.unit().Functions[X.Aux].Name))
             .ends_with("::operator()"))))
    return std::nullopt;
  const Term &On = W.terms()[W.valueAt(Ops[0])];
  if (On.Kind != TermKind::Param)
    return std::nullopt;
  return std::pair(On.A, Ops.drop_front());
}

/// The names that calls on the way to a block were given in a buffer.
static SmallVector<TermId, 2> textsIn(FunctionFlow &W, TermId Buffer,
                                      ir::BlockId B) {
  SmallVector<TermId, 2> R;
  for (EventId E = 0; E < W.events().size(); ++E) {
    const Event &X = W.event(E);
    TermId Path = X.slot(Slot::Path);
    if (W.happens(E) && Path && !is_contained(R, Path) &&
        W.graph().dominates(X.Block, B) &&
        any_of(W.calls(), [&](const CallSite &C) {
          return C.Site == X.Site && is_contained(C.Args, Buffer);
        }))
      R.push_back(Path);
  }
  return R;
}

/// The age by which the values were judged before this block, if by that alone.
std::optional<Session::HandedOn>
Session::judgedBefore(FunctionFlow &W, ir::BlockId B, ir::Loc At,
                      ArrayRef<TermId> Values) {
  SmallVector<Literal, 8> Reasons = W.reasons(B);
  if (!comparesTimes(W, Words, Reasons))
    return std::nullopt;
  // What is asserted of it does not choose it.
  erase_if(Reasons, [&](Literal L) { return W.isAsserted(L); });
  Thing R;
  auto Add = [&](TermId X) {
    Selectors S = selectors(W, X);
    R.Self.Own.append(S.Own);
    R.Self.Roots.append(S.Roots);
    R.Values.push_back(X);
  };
  for (TermId X : Values)
    if (X && !W.terms().constant(X)) {
      SmallVector<TermId, 2> Texts;
      if (W.terms().kind(X) == TermKind::LocalAddr)
        Texts = textsIn(W, X, B);
      if (Texts.empty())
        Add(X);
      for (TermId Text : Texts)
        Add(Text);
    }
  if (R.Self.Own.empty() && R.Self.Roots.empty())
    return std::nullopt;
  for (const Conjunction &C : disjuncts(W, Reasons)) {
    std::optional<Age> Why = ageIn(W, Words, C, R, nullptr);
    if (!Why || Why->Oldest || any_of(C, [&](Literal L) {
          Guard G = readGuard(W, Words, L, R);
          // Who uses it now is old news when it is taken out again.
          return !(L == Why->Of) && G.Kind != GuardKind::None &&
                 G.Kind != GuardKind::Count && G.Kind != GuardKind::Busy &&
                 !G.Elsewhere && !G.InUse;
        }))
      continue;
    SourceAt Decided = comparedAt(W, Why->Of.Cond);
    if (!Decided.At.valid())
      Decided = {W.unitIndex(), At};
    return HandedOn{W.self(), 0, timeText(Why->Time),
                    window::positionOf(P, Decided)};
  }
  return std::nullopt;
}

static SmallVector<TermId, 4> valuesOf(FunctionFlow &W,
                                       ArrayRef<ir::ValueId> Operands) {
  SmallVector<TermId, 4> R;
  for (ir::ValueId O : Operands)
    R.push_back(W.valueAt(O));
  return R;
}

/// Whether a function runs what it is given later: on another thread, or from a
/// queue of tasks.
static bool runsLater(link::Program &P, ProgFunc F) {
  auto Puts = [](const Row *R) { return R->Is == Role::Enqueue; };
  return any_of(P.rows(F),
                [&](const Row *R) {
                  return R->Is == Role::ThreadStart || Puts(R);
                }) ||
         (P.isDefined(F) && any_of(P.callees(F), [&](ProgFunc C) {
            return any_of(P.rows(C), Puts);
          }));
}

/// A task that is given the thing ends it, sometime.
void Session::visitTasks(FunctionFlow &W) {
  if (W.closures().empty())
    return;
  const ir::Function &F = W.function();
  ProgramView::Body Self = W.program().body(W.self());
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u || C.Site >= F.Instrs.size() || !runsLater(P, C.Callee))
      continue;
    for (ir::ValueId O : F.operands(F.Instrs[C.Site])) {
      ProgFunc Task = functionOf(W.program(), Self, O);
      auto It = find_if(W.closures(), [&](const auto &X) {
        return Task != ~0u && X.second.Body == Task;
      });
      if (It == W.closures().end())
        continue;
      ArrayRef<TermId> Given = It->second.Captures;
      ir::Loc At = F.Instrs[C.Site].At;
      auto H = judgedBefore(W, C.Block, At, Given);
      if (H && staysInPlace(W, Program, C.Block, Given))
        Put.push_back({Place(), Task, H->Time, H->Decision,
                       window::positionOf(P, {W.unitIndex(), At})});
    }
  }
}

void Session::visitCallbacks(FunctionFlow &W) {
  const ir::Function &F = W.function();
  for (ir::BlockId B : W.graph().order())
    for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
      const ir::Instr &X = F.Instrs[I];
      if (auto To = calledParam(W, X)) {
        if (auto H = judgedBefore(W, B, X.At, valuesOf(W, To->second))) {
          H->Param = To->first;
          Handed.push_back(std::move(*H));
        }
        continue;
      }
      if (X.Kind != ir::Op::Call || X.Aux == ir::None)
        continue;
      // To a function that keeps it in an array.
      ProgFunc C = P.function(W.unitIndex(), X.Aux);
      auto Ops = F.operands(X);
      unsigned First = X.Flags & ir::FlagReceiver ? 1 : 0;
      if (!P.body(C).F->defined())
        continue;
      for (const link::Keeping &K : link::keptBy(P, C)) {
        auto N = link::paramOf(*P.body(C).F, K.Value);
        if (N && *N + First < Ops.size())
          if (auto H = judgedBefore(W, B, X.At, W.valueAt(Ops[*N + First])))
            Put.push_back({K.In, ~0u, H->Time, H->Decision,
                           window::positionOf(P, {W.unitIndex(), X.At})});
      }
    }
  // In one of its own hands.
  for (const link::Keeping &K : link::keptBy(P, W.self())) {
    ir::ValueId Site = K.By - F.Instrs.data();
    ir::BlockId B = 0;
    while (F.Blocks[B].End <= Site)
      ++B;
    if (auto H = judgedBefore(W, B, K.By->At, W.valueAt(K.Value)))
      Put.push_back({K.In, ~0u, H->Time, H->Decision,
                     window::positionOf(P, {W.unitIndex(), K.By->At})});
  }
}

void Session::pairCallbacks() {
  if (Handed.empty())
    return;
  for (ProgFunc F = 0; F < P.functionCount(); ++F) {
    ProgramView::Body B = P.body(F);
    if (!B.F->defined() || none_of(P.callees(F), [&](ProgFunc C) {
          return any_of(Handed, [&](const HandedOn &H) { return H.By == C; });
        }))
      continue;
    for (const ir::Instr &X : B.F->Instrs) {
      if (X.Kind != ir::Op::Call || X.Aux == ir::None)
        continue;
      ProgFunc C = P.function(B.Unit, X.Aux);
      auto Ops = B.F->operands(X);
      for (const HandedOn &H : Handed) {
        unsigned At = H.Param + (X.Flags & ir::FlagReceiver ? 1 : 0);
        if (H.By != C || At >= Ops.size())
          continue;
        if (ProgFunc Gets = functionOf(P, B, Ops[At]); Gets != ~0u)
          putBy(Gets, H);
      }
    }
  }
}

/// Whether the place is a parameter of the function, or a part of one.
static bool isGiven(const ir::Function &F, ir::ValueId V) {
  const ir::Instr &X = F.Instrs[V];
  if (X.Kind == ir::Op::Cast)
    return isGiven(F, F.operands(X)[0]);
  return (X.Kind == ir::Op::Load || X.Kind == ir::Op::AddrOf) &&
         F.Places[X.Aux].Base == ir::BaseKind::Param;
}

void Session::putBy(ProgFunc Gets, const HandedOn &H) {
  ProgramView::Body To = P.body(Gets);
  const ir::Function &F = *To.F;
  for (const ir::Instr &X : F.Instrs) {
    if (X.Kind != ir::Op::Call || X.Aux == ir::None ||
        none_of(P.rows(P.function(To.Unit, X.Aux)),
                [](const Row *R) { return R->Is == Role::Enqueue; }))
      continue;
    auto Ops = F.operands(X);
    if (Ops.size() < 2 || !isGiven(F, Ops[1]))
      continue;
    const ir::Instr &Into = F.Instrs[Ops[0]];
    if (Into.Kind != ir::Op::AddrOf && Into.Kind != ir::Op::Load)
      continue;
    const ir::Place &At = F.Places[Into.Aux];
    Place Key{~0u, 0};
    if (const ir::Step *S = At.field())
      Key = {P.name(To.Unit, S->Owner), P.name(To.Unit, S->Name)};
    else if (At.Base == ir::BaseKind::Global)
      Key.second = P.global(To.Unit, At.Index);
    else
      continue;
    Put.push_back({Key, ~0u, H.Time, H.Decision,
                   window::positionOf(P, SourceAt{To.Unit, X.At})});
  }
}

} // namespace tocsin::cleanup
