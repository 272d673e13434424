//===- LetGo.cpp - Guards whose lock is given back before the act ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What was read under a lock is old news once that is given back, unless the
// thing was taken out or marked while it was still held.
//
//===----------------------------------------------------------------------===//

#include "Flow/Access.h"
#include "Flow/CallTransfer.h"
#include "checks/cleanup/Judge.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

static ir::BlockId blockOf(FunctionFlow &W, TermId Cond) {
  for (ir::BlockId B : W.graph().order())
    if (W.condition(B) &&
        (W.condition(B) == Cond ||
         W.terms().any(W.condition(B), [&](TermId Y) { return Y == Cond; })))
      return B;
  return ir::None;
}

/// Whether the guard looks at this value, as a field of the thing.
static bool isAsked(FunctionFlow &W, TermId Cond, TermId Value) {
  TermKind K = W.terms().kind(Value);
  return (K == TermKind::Init || K == TermKind::FieldOf || K == TermKind::Phi ||
          K == TermKind::Opaque) &&
         W.terms().any(Cond, [&](TermId Y) { return Y == Value; });
}

/// A set of all that is in use, which the function gathered for itself: what is
/// in none of its sources has no name any more by which users could find it.
static bool isGathered(FunctionFlow &W, const Guard &G) {
  const TermSet &Of = closure(W, G.Of.Cond);
  return any_of(W.calls(), [&](const CallSite &C) {
    return !C.Args.empty() && C.Callee != ~0u &&
           W.terms().kind(C.Args[0]) == TermKind::LocalAddr &&
           Of.contains(C.Args[0]) &&
           any_of(W.program().rows(C.Callee),
                  [](const Row *R) { return R->Is == Role::MemoryWrite; });
  });
}

namespace {
struct Place {
  ir::BlockId Block;
  ir::ValueId Site;
};
} // namespace

/// Where a lock is given back: by the call itself, or by what it calls.
static SmallVector<Place, 8> releasesIn(FunctionFlow &W) {
  SmallVector<Place, 8> R;
  for (EventId U = 0; U < W.events().size(); ++U) {
    const Event &E = W.event(U);
    if (W.happens(U) && E.Site < W.function().Instrs.size() &&
        (E.role() == Role::LockRelease ||
         flow::traitsOf(E, W, true) & bit(Trait::Unlock)))
      R.push_back({E.Block, E.Site});
  }
  for (const CallSite &C : W.calls()) {
    const Summary *S =
        C.Callee == ~0u ? nullptr : W.program().summary(C.Callee);
    if (S && S->Memory && any_of(S->Memory->Locks, [](const LockEffect &L) {
          return L.Is == LockEffect::Kind::Released ||
                 L.Is == LockEffect::Kind::Broken;
        }))
      R.push_back({C.Block, C.Site});
  }
  return R;
}

/// A lock on the thing that was taken and is no longer held at the act: it only
/// told how things stood.
static bool isProbe(FunctionFlow &W, TermId Cond, const Event &A) {
  TermTable &T = W.terms();
  auto LockOf = [](const Event &E) {
    TermId L = E.slot(Slot::Lock);
    return L ? L : E.slot(Slot::Fd);
  };
  auto Follows = [&](EventId E, EventId Then) {
    const Event &X = W.event(E), &Y = W.event(Then);
    if (X.Block != Y.Block)
      return W.graph().reaches(X.Block, Y.Block) &&
             !W.graph().dominates(Y.Block, X.Block);
    return X.Site != Y.Site ? X.Site < Y.Site : E < Then;
  };
  return T.any(Cond, [&](TermId Y) {
    EventId E = T.kind(Y) == TermKind::Ret ? T[Y].A : NoEvent;
    if (E >= W.events().size() || W.event(E).role() != Role::LockAcquire)
      return false;
    TermId Lock = LockOf(W.event(E));
    for (EventId U = 0; Lock && U < W.events().size(); ++U) {
      const Event &X = W.event(U);
      // What another callee closes is a copy; what the same one closes when the
      // lock was refused was not held.
      if ((!X.Via.empty() && X.Site != W.event(E).Site) ||
          any_of(X.Inner, [&](Literal L) {
            return T.any(L.Cond, [&](TermId Z) { return Z == Y; });
          }))
        continue;
      bool Ends = X.role() == Role::FdClose || X.role() == Role::LockRelease ||
                  flow::traitsOf(X, W, true) & bit(Trait::Unlock);
      bool Before = X.Block == A.Block ? X.Site < A.Site
                                       : W.graph().dominates(X.Block, A.Block);
      if (Ends && Before && W.happens(U) && LockOf(X) == Lock && Follows(E, U))
        return true;
    }
    return false;
  });
}

bool letGo(FunctionFlow &W, const Guard &G, const Event &A, ir::BlockId Queue,
           const Thing &R) {
  if (G.Kind == GuardKind::Lock)
    return isProbe(W, G.Of.Cond, A);
  ir::BlockId Read = blockOf(W, G.Of.Cond);
  if (Read == ir::None || (G.Kind == GuardKind::Live && isGathered(W, G)))
    return false;
  const ir::Function &F = W.function();
  const Graph &Ways = W.graph();
  auto Decides = [&](ir::BlockId B) {
    return Ways.dominates(B, A.Block) ||
           (Queue != ir::None && Ways.dominates(B, Queue));
  };
  // `bool idle = isOld && users == 0;`: read on the way to a truth that is
  // kept.
  auto Asks = [&](ir::BlockId B) {
    for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
      if (F.Instrs[I].Kind == ir::Op::Cmp && W.valueAt(I) == G.Of.Cond)
        return true;
    return false;
  };
  // Where what it asks was last read, which may be long before the branch.
  ir::ValueId ReadAt = 0;
  bool Loaded = false;
  for (ir::BlockId B : W.graph().order())
    for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
      if (F.Instrs[I].Kind == ir::Op::Load && (Decides(B) || Asks(B)) &&
          W.terms().kind(W.valueAt(I)) != TermKind::Int &&
          isAsked(W, G.Of.Cond, W.valueAt(I)) &&
          F.Places[F.Instrs[I].Aux].Steps.size()) {
        Read = B;
        ReadAt = I;
        Loaded = true;
      }
  if (!Loaded)
    ReadAt = F.Blocks[Read].End;
  for (const Place &Release : releasesIn(W)) {
    // After the guard, and on every way to the act.
    auto AfterRead = [&](ir::BlockId B, ir::ValueId Site) {
      return B == Read ? Site > ReadAt
                       : Ways.reaches(Read, B) && !Ways.dominates(B, Read);
    };
    bool Before = Release.Block == A.Block
                      ? Release.Site < A.Site
                      : Ways.dominates(Release.Block, A.Block);
    if (!AfterRead(Release.Block, Release.Site) || !Before)
      continue;
    // Taken out, or marked, while the lock was still held.
    bool Marked = false;
    // The guard is read on a short way through `&&` only.
    auto Decided = [&](ir::BlockId B) {
      return all_of(disjuncts(W, W.reasons(B)), [&](const Conjunction &C) {
        return is_contained(C, G.Of);
      });
    };
    auto Between = [&](ir::BlockId B, ir::ValueId Site) {
      return (B == Read ? Site > ReadAt
                        : Ways.dominates(Read, B) ||
                              (Ways.reaches(Read, B) &&
                               !Ways.dominates(B, Read) && Decided(B))) &&
             (B == Release.Block ? Site < Release.Site
                                 : Ways.reaches(B, Release.Block) &&
                                       !Ways.dominates(Release.Block, B));
    };
    for (ir::BlockId B : W.graph().order())
      for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End && !Marked;
           ++I) {
        const ir::Instr &X = F.Instrs[I];
        if ((X.Kind == ir::Op::Store || X.Kind == ir::Op::Rmw) &&
            !(X.Flags & ir::FlagInit) && Between(B, I)) {
          const ir::Place &P = F.Places[X.Aux];
          Marked |= any_of(P.Steps, [](const ir::Step &S) {
            return S.Kind == ir::StepKind::Deref;
          });
          // `table[i] = NULL`
          Marked |= P.Base == ir::BaseKind::Global && !P.Steps.empty() &&
                    X.Kind == ir::Op::Store &&
                    W.terms().constant(W.valueAt(F.operands(X)[0])) == 0;
        }
      }
    for (EventId E = 0; E < W.events().size() && !Marked; ++E) {
      const Event &X = W.event(E);
      if (!W.happens(E) || &X == &A || !isEnd(X) || X.role() == Role::Enqueue ||
          !Between(X.Block, X.Site))
        continue;
      for (TermId V : victims(X))
        Marked |= belongs(W, V, R.Self);
      // What goes is what the call gave back: `table.extract(it)`.
      for (TermId V : R.Values)
        Marked |= any_of(closure(W, V), [&](TermId Y) {
          return W.terms().kind(Y) == TermKind::Opaque &&
                 W.terms()[Y].A == X.Site;
        });
    }
    if (!Marked)
      return true;
  }
  return false;
}

} // namespace tocsin::cleanup
