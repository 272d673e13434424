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

/// The operands of nested Or or And terms, in order.
static void operandsOf(TermTable &T, TermId X, TermKind K,
                       SmallVectorImpl<TermId> &Into) {
  if (T.kind(X) != K || Into.size() > 8) {
    Into.push_back(X);
    return;
  }
  for (unsigned I = 0; I < T[X].NumOps; ++I)
    operandsOf(T, T.op(X, I), K, Into);
}

bool needsConsent(FunctionFlow &W, EventId Check, EventId Act, TermId Path) {
  TermTable &T = W.terms();
  auto Names = [&](const Event &E) {
    return E.slot(Slot::Path) == Path || E.slot(Slot::Path2) == Path;
  };
  // What was read of the file, or done to it, consents to nothing; nor does a
  // helper that did.
  auto OfFile = [&](EventId E) {
    const Event &O = W.event(E);
    return Names(O) || (O.slot(Slot::Fd) &&
                        any_of(W.sources(O.slot(Slot::Fd)).set_bits(),
                               [&](EventId F) { return Names(W.event(F)); }));
  };
  auto Consents = [&](TermId X) {
    return !W.derivesFrom(X, Check) &&
           none_of(W.sources(X).set_bits(), OfFile) && !T.any(X, [&](TermId Y) {
             if (T.kind(Y) != TermKind::Opaque)
               return false;
             ir::ValueId Site = T[Y].A;
             return any_of(seq<EventId>(0, W.events().size()), [&](EventId E) {
               return W.event(E).Site == Site && Names(W.event(E));
             });
           });
  };
  return any_of(W.eventReasons(Act), [&](Literal L) {
    // `a || b` is also `!(!a && !b)`: the second is asked where the first holds
    // not.
    TermKind K = L.Holds ? TermKind::Or : TermKind::And;
    if (T.kind(L.Cond) != K)
      return false;
    SmallVector<TermId, 4> Sides;
    operandsOf(T, L.Cond, K, Sides);
    SmallVector<SmallVector<Literal, 4>, 4> Ways;
    for (TermId Side : Sides) {
      SmallVector<TermId, 4> Parts;
      operandsOf(T, Side, L.Holds ? TermKind::And : TermKind::Or, Parts);
      SmallVector<Literal, 4> Way;
      for (TermId X : Parts)
        Way.push_back({X, L.Holds});
      if (!L.Holds)
        for (TermId Before : Sides) {
          if (Before == Side)
            break;
          Way.push_back({Before, true});
        }
      Ways.push_back(std::move(Way));
    }
    bool Missing = false, Present = false;
    for (const auto &Way : Ways) {
      auto Can = [&](bool Succeeded) {
        return all_of(Way, [&](Literal X) {
          return !W.derivesFrom(X.Cond, Check) ||
                 W.possible(X, Check, Succeeded);
        });
      };
      bool IfThere = Can(true), IfNot = Can(false);
      bool Asked = any_of(Way, [&](Literal X) { return Consents(X.Cond); });
      Missing |= IfNot && !IfThere && !Asked;
      if (IfThere && !(Asked && !IfNot))
        return false;
      Present |= IfThere;
    }
    return Missing && Present;
  });
}

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
