//===- Queues.cpp - Where a function puts aside what it will destroy ------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Victims are gathered in a container or an array first and destroyed in a
// second loop: what decided about them stands where they were put. A view that
// lets through what a predicate picks is such a container.
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/Judge.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

namespace {
/// What a function puts aside, whatever it destroys.
struct PutAside : PolicyRoom {
  bool Known = false;
  SmallVector<EventId, 8> Events;
  // `ids[n++] = x->id`
  SmallVector<std::pair<ir::BlockId, ir::ValueId>, 4> Stores;
  SmallVector<std::pair<ir::BlockId, ir::ValueId>, 8> Chosen; // of whole locals

  void find(FunctionFlow &W) {
    if (std::exchange(Known, true))
      return;
    for (EventId E = 0; E < W.events().size(); ++E)
      if (W.happens(E) && W.event(E).role() == Role::Enqueue)
        Events.push_back(E);
    const ir::Function &F = W.function();
    for (ir::BlockId B : W.graph().order())
      for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
        if (F.Instrs[I].Kind != ir::Op::Store)
          continue;
        const ir::Place &Into = F.Places[F.Instrs[I].Aux];
        if (Into.Base != ir::BaseKind::Local)
          continue;
        if (Into.Steps.empty())
          Chosen.push_back({B, I});
        else if (Into.Steps.front().Kind == ir::StepKind::Elem)
          Stores.push_back({B, I});
      }
  }
};
} // namespace

/// `if (old(x)) victim = x;` in a loop: what a variable that differs by the way
/// taken holds in the end.
static bool isChosen(FunctionFlow &W, const Event &A, uint32_t Local) {
  TermTable &T = W.terms();
  return any_of(victims(A), [&](TermId V) {
    return T.any(V, [&](TermId X) {
      return T.kind(X) == TermKind::Phi &&
             T.kind(T[X].B) == TermKind::LocalAddr && T[T[X].B].A == Local;
    });
  });
}

SmallVector<Put, 2> queuesOf(FunctionFlow &W, const Event &A) {
  TermTable &T = W.terms();
  const ir::Function &F = W.function();
  auto &Aside = W.room<PutAside>();
  Aside.find(W);
  auto Events = make_filter_range(
      Aside.Events, [&](EventId E) { return W.event(E).Site != A.Site; });
  auto Stores = Aside.Stores;
  for (auto [B, I] : Aside.Chosen)
    if (isChosen(W, A, F.Places[F.Instrs[I].Aux].Index))
      Stores.push_back({B, I});
  SmallVector<Put, 2> R;
  if (Events.empty() && Stores.empty())
    return R;
  DenseSet<TermId> Of;
  for (TermId X : victims(A)) {
    const auto &From = closure(W, X);
    Of.insert(From.begin(), From.end());
  }
  for (EventId E : Events) {
    const Event &X = W.event(E);
    TermId Into = X.slot(Slot::Container);
    // Through an iterator that puts in what is assigned to it, too.
    auto IsInto = [&](TermId Y) {
      return Y == Into || (T.kind(Into) == TermKind::Opaque &&
                           is_contained(W.origins(Into), Y));
    };
    if (any_of(Of, [&](TermId Y) {
          TermKind K = T.kind(Y);
          return (K == TermKind::Opaque && T[Y].A == X.Site) ||
                 (K == TermKind::LocalAddr && Into && IsInto(Y));
        }))
      R.push_back({X.Block, X.At, victims(X), W.eventReasons(E)});
  }
  DenseSet<uint32_t> Locals;
  for (TermId Y : Of)
    if (T.kind(Y) == TermKind::LocalAddr)
      Locals.insert(T[Y].A);
  for (auto [B, I] : Stores) {
    uint32_t Into = F.Places[F.Instrs[I].Aux].Index;
    TermId Value = W.valueAt(F.operands(F.Instrs[I])[0]);
    if (!Value || T.constant(Value) || W.graph().dominates(A.Block, B))
      continue;
    auto IsInto = [&](TermId Y) {
      return T.kind(Y) == TermKind::LocalAddr && T[Y].A == Into;
    };
    SmallVector<Literal, 8> Reasons = W.reasons(B);
    SourceAt At{W.unitIndex(), F.Instrs[I].At};
    if (!F.Places[F.Instrs[I].Aux].Steps.empty()) {
      if (Locals.contains(Into))
        R.push_back({B, At, {Value}, std::move(Reasons)});
      continue;
    }
    // The variable of the loop goes on by itself.
    if (W.graph().dominates(B, A.Block) || any_of(closure(W, Value), IsInto))
      continue;
    // That it is older than the one chosen so far says nothing of its age.
    erase_if(Reasons, [&](Literal L) {
      return T.any(L.Cond, [&](TermId X) {
        return T.kind(X) == TermKind::Phi && IsInto(T[X].B);
      });
    });
    R.push_back({B, At, {Value}, std::move(Reasons)});
  }
  return R;
}

} // namespace tocsin::cleanup
