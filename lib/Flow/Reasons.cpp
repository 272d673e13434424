//===- Reasons.cpp - All that must hold for something to happen -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The conjunction under which a block runs, read off control dependence: the
// one branch that decides a block, and what decides that branch. A block that
// several branches lead to (`a || b`) runs under what they share, and under one
// of what they do not share.
//
//===----------------------------------------------------------------------===//

#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// More conditions on one way, or more ways, than this say nothing to a reader;
/// what is dropped makes the conjunction weaker, never wrong.
static constexpr size_t MaxOnWay = 12, MaxReasons = 48, MaxWays = 8;
/// Blocks looked at for one answer; loops may lead to one several times.
static constexpr unsigned MaxSteps = 2000;

bool isEnd(const Event &E) {
  switch (E.role()) {
  case Role::Destroy:
  case Role::Enqueue:
  case Role::FdClose:
    return true;
  case Role::PathUse:
    return E.Does == Deed::Delete || E.Does == Deed::Rmdir ||
           E.Does == Deed::Rmtree;
  default:
    return false;
  }
}

SmallVector<Literal, 8> FunctionFlow::reasons(BlockId B) {
  if (ReasonMemo.empty()) {
    ReasonMemo.resize(F.Blocks.size());
    ReasonOpen.resize(F.Blocks.size());
  }
  if (ReasonMemo[B])
    return *ReasonMemo[B];
  if (ReasonOpen.none()) {
    ReasonSteps = 0;
    ReasonCut = false;
  }
  if (++ReasonSteps > MaxSteps)
    return {};
  ReasonOpen.set(B);
  SmallVector<SmallVector<Literal, 8>, 2> Ways;
  bool Free = false;
  for (BranchEdge E : G->control(B)) {
    if (ReasonOpen.test(E.Block)) {
      ReasonCut = true;
      continue;
    }
    SmallVector<Literal, 8> Way = reasons(E.Block);
    Literal L = literal(E);
    if (L.Cond && !is_contained(Way, L) && Way.size() < MaxReasons)
      Way.push_back(L);
    Free |= Way.empty();
    Ways.push_back(std::move(Way));
  }
  ReasonOpen.reset(B);
  SmallVector<Literal, 8> R;
  if (Ways.size() == 1) {
    R = std::move(Ways[0]);
  } else if (!Ways.empty() && !Free) {
    for (Literal L : Ways[0])
      if (all_of(Ways, [&](auto &Way) { return is_contained(Way, L); }))
        R.push_back(L);
    TermId Choice = 0;
    bool Whole = Ways.size() <= MaxWays;
    for (auto &Way : Ways) {
      TermId All = 0;
      size_t Count = 0;
      for (Literal L : Way) {
        if (is_contained(R, L) || ++Count > MaxOnWay)
          continue;
        TermId X = L.Holds ? L.Cond : T.negate(L.Cond);
        All = All ? T.get(TermKind::And, 0, 0, 0, {All, X}) : X;
      }
      Whole &= All != 0;
      if (Whole)
        Choice = Choice ? T.get(TermKind::Or, 0, 0, 0, {Choice, All}) : All;
    }
    if (Whole && Choice)
      R.push_back({Choice, true});
  }
  // What was found while a loop was open may lack what the loop adds.
  if (ReasonOpen.none() || !ReasonCut)
    ReasonMemo[B] = R;
  return R;
}

SmallVector<Literal, 8> FunctionFlow::eventReasons(EventId E) {
  SmallVector<Literal, 8> R = reasons(Events[E].Block);
  for (Literal L : Events[E].Reasons)
    if (L.Cond && !is_contained(R, L))
      R.push_back(L);
  return R;
}

} // namespace tocsin::flow
