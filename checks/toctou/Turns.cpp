//===- Turns.cpp - What is made of a check or of an act -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether what a function goes on to do with an answer shows what it asked for;
// judges nothing.
//
//===----------------------------------------------------------------------===//

#include "checks/toctou/Judge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::toctou {

bool lossIsFailure(FunctionFlow &W, EventId Act) {
  const Graph &G = W.graph();
  const ir::Function &F = W.function();
  ir::BlockId Exit = F.Blocks.size() - 1;
  auto Reaches = [&](ir::BlockId From, ir::BlockId To) {
    return From == To || G.reaches(From, To);
  };
  auto Leaves = [&](ir::BlockId B) {
    return G.cut(B) ||
           any_of(seq(F.Blocks[B].Begin, F.Blocks[B].End), [&](uint32_t I) {
             return F.Instrs[I].Kind == ir::Op::Return ||
                    F.Instrs[I].Kind == ir::Op::Throw;
           });
  };
  TermTable &T = W.terms();
  for (ir::BlockId B : G.order()) {
    const auto &Ways = F.Blocks[B].Succs;
    auto Asks = [&](TermKind K) {
      return W.condition(B) && T.any(W.condition(B), [&](TermId Y) {
        return T.kind(Y) == K && T[Y].A == Act;
      });
    };
    if (Ways.size() != 2 || !Asks(TermKind::Ret) || Asks(TermKind::Out))
      continue;
    for (uint32_t Lost : {0, 1}) {
      ir::BlockId To = Ways[Lost].To, Other = Ways[1 - Lost].To;
      if (W.possible(W.literal({B, Lost}), Act, true))
        continue;
      bool Meet = false, Leave = false;
      for (ir::BlockId C : G.order())
        if (C != Exit && Reaches(To, C)) {
          Meet |= Reaches(Other, C) ||
                  (!Leaves(C) && any_of(F.Blocks[C].Succs, [&](auto &Way) {
                    return Way.To == Exit;
                  }));
          Leave |= Leaves(C);
        }
      if (Leave && !Meet)
        return true;
    }
  }
  return false;
}

bool onlyKnocks(FunctionFlow &W, EventId Act, TermId Path) {
  const Event &A = W.event(Act);
  if (A.Does != Deed::Connect)
    return false;
  TermKind K = W.terms().kind(W.valueAt(A.Site));
  if (!A.Via.empty() && (K == TermKind::Cmp || K == TermKind::Not ||
                         K == TermKind::And || K == TermKind::Or))
    return true;
  for (EventId E = 0; E < W.events().size(); ++E)
    if (const Event &O = W.event(E);
        W.happens(E) && O.Does == Deed::Delete && O.slot(Slot::Path) == Path &&
        any_of(W.eventConditions(E), [&](Literal L) {
          return W.derivesFrom(L.Cond, Act) && !W.possible(L, Act, true);
        }))
      return true;
  return false;
}

bool isTheRoot(FunctionFlow &W, const window::Window &X) {
  const Event &D = W.event(X.Decision);
  return any_of(X.Deciding, [&](Literal L) {
    bool Found = any_of(W.sources(L.Cond).set_bits(), [&](EventId E) {
      TermId Name = W.event(E).slot(Slot::Path);
      return E != X.Decision && Name && isBelowResolved(W, D, Name);
    });
    W.derivation(L.Cond, [&](TermId Y) {
      Found |= isBelowResolved(W, D, Y);
      return !Found;
    });
    return Found;
  });
}

} // namespace tocsin::toctou
