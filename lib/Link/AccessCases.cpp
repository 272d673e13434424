//===- AccessCases.cpp - Questions about single accesses ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Link/AccessCases.h"
#include "Flow/Choices.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

bool areApart(const TermTable &T, TermId A, TermId B) {
  auto Named = [&](TermId X) {
    TermKind K = T.kind(X);
    return K == TermKind::This || K == TermKind::Param ||
           K == TermKind::GlobalAddr;
  };
  // A member that leads to an object of the same kind leads to another one.
  auto Next = [&](TermId X, TermId Of) {
    return T.kind(Of) == TermKind::This && T.kind(X) == TermKind::Init &&
           T.kind(T.op(X, 0)) == TermKind::FieldAddr &&
           T.op(T.op(X, 0), 0) == Of;
  };
  return A && B && A != B &&
         ((Named(A) && Named(B)) || Next(A, B) || Next(B, A));
}

bool getsPast(const Function &F, BlockId From, BlockId To,
              ArrayRef<BlockId> Past) {
  BitVector Seen(F.Blocks.size());
  SmallVector<BlockId, 16> Work{From};
  while (!Work.empty()) {
    BlockId B = Work.pop_back_val();
    for (const Edge &E : F.Blocks[B].Succs) {
      if (E.To == To)
        return true;
      if (is_contained(Past, E.To) || Seen.test(E.To))
        continue;
      Seen.set(E.To);
      Work.push_back(E.To);
    }
  }
  return false;
}

bool looksAnew(FunctionFlow &W, const Access &Update, const Access &Look) {
  const Graph &G = W.graph();
  if (Look.Block == Update.Block)
    return Look.Site < Update.Site;
  return G.dominates(Look.Block, Update.Block) ||
         getsPast(W.function(), Look.Block, Look.Block, Update.Block);
}

void noteEnds(FunctionFlow &W, const Access &A, AccessFact &F) {
  if (!A.Object || !A.writes())
    return;
  if (!A.Via.empty()) {
    const ProgramView &P = W.program();
    for (const Row *R : P.models().named(W.program().names()[A.Callee]))
      F.Ends |= R->Is == Role::Destroy;
    return;
  }
  for (const CallSite &C : W.calls())
    if (C.Site == A.Site && C.Callee != ~0u)
      for (const Row *R : W.program().rows(C.Callee)) {
        F.Puts |= R->Is == Role::Enqueue;
        F.Adds |= R->Is == Role::Enqueue && R->Means & bit(Trait::Append);
        F.Ends |= R->Is == Role::Destroy;
        F.Takes |= R->Is == Role::Destroy && R->Means & bit(Trait::Position);
      }
}

bool areOfOtherTurns(FunctionFlow &W, const Access &Read, const Access &Act) {
  const Graph &G = W.graph();
  const TermTable &T = W.terms();
  if (Read.Block == Act.Block ? Read.Site < Act.Site : !G.inLoop(Act.Block))
    return false;
  return T.any(Act.Cell, [&](TermId X) {
    if (T.kind(X) != TermKind::Phi || !G.inLoop(T[X].A) ||
        !G.dominates(T[X].A, Read.Block) || !G.dominates(T[X].A, Act.Block))
      return false;
    BlockId Head = T[X].A;
    return Head != Act.Block &&
           !getsPast(W.function(), Read.Block, Act.Block, Head);
  });
}

/// Whether a branch comes after the look in each turn: where `a || look` meet
/// again, the look of this turn counts, or none.
static bool branchesAfter(FunctionFlow &W, BlockId Look, BlockId Branch) {
  const Graph &G = W.graph();
  if (G.dominates(Look, Branch))
    return true;
  const Function &F = W.function();
  const Block &B = F.Blocks[Branch];
  auto After = [&](ValueId X, auto &Self) -> bool {
    if (X < B.Begin || X >= B.End)
      return any_of(G.order(), [&](BlockId D) {
        return X >= F.Blocks[D].Begin && X < F.Blocks[D].End &&
               G.dominates(Look, D);
      });
    const Instr &I = F.Instrs[X];
    return (I.Kind == Op::LOr || I.Kind == Op::LAnd || I.Kind == Op::Cast ||
            I.Kind == Op::Not) &&
           any_of(F.operands(I), [&](ValueId Y) { return Self(Y, Self); });
  };
  return B.Cond != None && After(B.Cond, After);
}

bool isKeptThisTurn(FunctionFlow &W, AccessId Id, const Access &Act,
                    bool Pointer) {
  const Graph &G = W.graph();
  const Access &Read = W.access(Id);
  if (Read.Block == ir::None || !G.inLoop(Read.Block) || !G.inLoop(Act.Block) ||
      !Read.Via.empty())
    return false;
  // Each branch asks right after the look.
  if (!Pointer)
    for (BranchEdge E : G.controlClosure(Act.Block))
      if (W.taints().contains(W.branchTaint(E.Block), Id) &&
          !branchesAfter(W, Read.Block, E.Block))
        return false;
  return any_of(W.lockSets()[Read.Held], [&](const HeldLock &H) {
    if (H.Mode == LockMode::Shared || !is_contained(W.lockSets()[Act.Held], H))
      return false;
    // The acquisition of each turn.
    auto Before = [&](const Event &E, const Access &A) {
      return E.Block == A.Block ? E.Site < A.Site
                                : G.dominates(E.Block, A.Block);
    };
    BlockId Head = ir::None;
    for (EventId X = 0; X < W.events().size(); ++X)
      if (const Event &E = W.event(X);
          W.happens(X) && E.slot(Slot::Lock) == H.Lock &&
          E.role() == Role::LockAcquire && G.inLoop(E.Block) &&
          Before(E, Read) && Before(E, Act))
        Head = E.Block;
    if (Head == ir::None)
      return false;
    return none_of(W.breaks(), [&](const FunctionFlow::LockBreak &B) {
      bool After = B.Block == Read.Block
                       ? Read.Site < B.Site
                       : getsPast(W.function(), Read.Block, B.Block, Head);
      return B.Lock == H.Lock && After &&
             (B.Block == Act.Block
                  ? B.Site < Act.Site
                  : getsPast(W.function(), B.Block, Act.Block, Head));
    });
  });
}

bool decidesNextTurn(FunctionFlow &W, const Access &Act, AccessId Read) {
  const Graph &G = W.graph();
  BlockId At = W.access(Read).Block;
  bool First = At == Act.Block ? W.access(Read).Site < Act.Site
                               : G.dominates(At, Act.Block);
  if (!G.inLoop(At) || !First)
    return false;
  auto Before = [&](BranchEdge E) {
    return !W.taints().contains(W.branchTaint(E.Block), Read) ||
           (E.Block != At && G.dominates(E.Block, At));
  };
  return all_of(G.controlClosure(Act.Block), Before) &&
         all_of(G.loopExits(), [&](BranchEdge E) {
           return !G.dominates(W.function().Blocks[E.Block].Succs[E.Edge].To,
                               Act.Block) ||
                  Before(E);
         });
}

bool waitsOnce(FunctionFlow &W, AccessId Id, const Access &Act) {
  const Graph &G = W.graph();
  const Access &Read = W.access(Id);
  if (Read.Kind != AccessKind::Read || Read.Element || !Read.Held ||
      Read.Block == ir::None || !Act.Via.empty())
    return false;
  SmallVector<BlockId, 4> Looks;
  for (const Access &X : W.accesses())
    if (X.Happens && X.Kind == AccessKind::Read && X.Cell == Read.Cell &&
        !X.Element && X.Block != ir::None)
      Looks.push_back(X.Block);
  return any_of(W.calls(), [&](const CallSite &C) {
    if (C.Callee == ~0u ||
        none_of(W.program().rows(C.Callee), [](const Row *R) {
          return R->Is == Role::LockWait && !R->arg(Slot::Callback) &&
                 R->Succeeds == Success::Unknown;
        }))
      return false;
    if (!W.taints().contains(W.controlTaint(C.Block), Id))
      return false;
    // Where a loop begins anew that the look belongs to, it looks again.
    for (BlockId B : G.order())
      if (G.dominates(B, Read.Block) && G.reaches(C.Block, B) &&
          G.reaches(B, C.Block))
        Looks.push_back(B);
    return C.Block == Act.Block
               ? C.Site < Act.Site
               : !is_contained(Looks, Act.Block) &&
                     getsPast(W.function(), C.Block, Act.Block, Looks);
  });
}

bool areExclusive(FunctionFlow &W, BlockId A, BlockId B) {
  TermTable &T = W.terms();
  const Graph &G = W.graph();
  if (A == B || A == ir::None || B == ir::None || G.inLoop(A) || G.inLoop(B))
    return false;
  return any_of(G.controlClosure(A), [&](BranchEdge E) {
    Literal L = plain(T, W.literal(E));
    if (!L.Cond ||
        T.any(L.Cond, [&](TermId X) { return T.kind(X) == TermKind::Phi; }))
      return false;
    return any_of(G.controlClosure(B), [&](BranchEdge O) {
      Literal M = plain(T, W.literal(O));
      return O.Block != E.Block && M.Cond == L.Cond && M.Holds != L.Holds;
    });
  });
}

bool savesStore(FunctionFlow &W, const Access &A, AccessId Read, AccessId Id) {
  TermTable &T = W.terms();
  return any_of(W.graph().controlClosure(A.Block),
                [&](BranchEdge E) {
                  Literal L = plain(T, W.literal(E));
                  if (!L.Cond || L.Holds || T.kind(L.Cond) != TermKind::Cmp ||
                      CmpOp(T[L.Cond].A) != CmpOp::Eq ||
                      !W.taints().contains(W.branchTaint(E.Block), Read))
                    return false;
                  return T.op(L.Cond, 0) == A.Value ||
                         T.op(L.Cond, 1) == A.Value;
                }) &&
         W.isAlone(Id);
}

/// Whether any branch looks at a parameter alone.
static bool asksParams(FunctionFlow &W) {
  const TermTable &T = W.terms();
  return any_of(W.graph().order(), [&](BlockId B) {
    TermId C = W.condition(B);
    while (C && T.kind(C) == TermKind::Not)
      C = T.op(C, 0);
    if (C && T.kind(C) == TermKind::Cmp && T[C].NumOps)
      C = T.op(C, 0);
    return C && T.kind(C) == TermKind::Param;
  });
}

SmallVector<ParamIs, 0> needsOf(FunctionFlow &W, BlockId B) {
  SmallVector<ParamIs, 0> R;
  if (!asksParams(W)) // dearer to ask what decides about the block
    return R;
  const TermTable &T = W.terms();
  for (Literal L : W.reasons(B)) {
    while (L.Cond && T.kind(L.Cond) == TermKind::Not)
      L = {T.op(L.Cond, 0), !L.Holds};
    if (!L.Cond || T.kind(L.Cond) != TermKind::Cmp || T[L.Cond].NumOps != 2)
      continue;
    CmpOp Op = CmpOp(T[L.Cond].A);
    TermId Of = T.op(L.Cond, 0);
    std::optional<int64_t> C = T.constant(T.op(L.Cond, 1));
    if (C && T.kind(Of) == TermKind::Param &&
        (Op == CmpOp::Eq || Op == CmpOp::Ne))
      R.push_back({T[Of].A, *C, (Op == CmpOp::Eq) == L.Holds});
  }
  return R;
}

bool decidesByOrder(FunctionFlow &W, const Access &A) {
  TermTable &T = W.terms();
  return any_of(W.graph().controlClosure(A.Block), [&](BranchEdge E) {
    TermId C = plain(T, W.literal(E)).Cond;
    return C && T.kind(C) == TermKind::Cmp && CmpOp(T[C].A) != CmpOp::Eq &&
           CmpOp(T[C].A) != CmpOp::Ne && any_of(A.Same, [&](auto &R) {
             return W.taints().contains(W.branchTaint(E.Block), R.first);
           });
  });
}

/// Whether a branch goes on where what it asked for was zero.
static bool isZeroWhere(TermTable &T, Literal L) {
  L = plain(T, L);
  while (L.Cond && T.kind(L.Cond) == TermKind::Cmp && T[L.Cond].NumOps == 2) {
    CmpOp Op = CmpOp(T[L.Cond].A);
    if ((Op != CmpOp::Eq && Op != CmpOp::Ne) ||
        T.constant(T.op(L.Cond, 1)) != 0)
      return false;
    // As a truth value: `idle = state == 0; if (idle)`.
    L = plain(T, {T.op(L.Cond, 0), (Op == CmpOp::Ne) == L.Holds});
  }
  return L.Cond && !L.Holds;
}

void noteSurroundings(FunctionFlow &W, AccessId Id, AccessFact &F) {
  const Access &A = W.access(Id);
  const Graph &G = W.graph();
  TermTable &T = W.terms();
  auto Of = [&](TermId X) {
    while (T.kind(X) == TermKind::FieldAddr || T.kind(X) == TermKind::ElemAddr)
      X = T.op(X, 0);
    return X;
  };
  for (const Access &X : W.accesses()) {
    if (!X.Happens || &X == &A)
      continue;
    F.Beside |= X.writes() && !X.Atomic && !X.Held && !X.Locked && !X.Init &&
                (X.Object || X.Kind == AccessKind::Update) &&
                Of(X.Cell) == Of(A.Cell);
    F.Shows |= X.Release && X.Cell == A.Cell;
    F.Dual |= X.Atomic && X.Cell == A.Cell && X.Block != A.Block &&
              (X.Kind == AccessKind::Update || X.Kind == AccessKind::Compare) &&
              !G.reaches(X.Block, A.Block) && !G.reaches(A.Block, X.Block);
  }
  F.Rechecked |= F.Constant && A.Kind == AccessKind::Write && !F.Alone &&
                 A.Atomic && A.Held && W.partnerChecked(A);
}

void noteClaim(FunctionFlow &W, AccessId Id, AccessFact &F) {
  const Access &A = W.access(Id);
  const Graph &G = W.graph();
  TermTable &T = W.terms();
  if (!F.Constant || A.Kind != AccessKind::Write || F.Alone)
    return;
  // Some branch after the look decides, by something else.
  for (auto [R, Kept] : A.Same) {
    AccessId Read = R;
    if (W.access(Read).Block == ir::None)
      continue;
    F.Claims |= T.constant(A.Value).value_or(0) != 0 &&
                any_of(G.controlClosure(A.Block), [&](BranchEdge E) {
                  return W.taints().contains(W.branchTaint(E.Block), Read) &&
                         isZeroWhere(T, W.literal(E));
                });
    F.Sticky |= any_of(G.controlClosure(A.Block), [&](BranchEdge E) {
      return E.Block != W.access(Read).Block &&
             G.dominates(W.access(Read).Block, E.Block) &&
             !W.taints().contains(W.branchTaint(E.Block), Read);
    });
  }
  F.Sticky = F.Sticky && W.isAlone(Id, /*Returns=*/true);
}

bool comesBehind(FunctionFlow &W, AccessId Id) {
  const Access &A = W.access(Id);
  const Graph &G = W.graph();
  if (!A.Constant || A.Kind != AccessKind::Write || !A.Via.empty())
    return false;
  return any_of(A.Same, [&](auto &S) {
    const Access &Read = W.access(S.first);
    AccessId Of = S.first;
    if (Read.Kind != AccessKind::Read || Read.Cell != A.Cell ||
        Read.Block == ir::None || !G.dominates(Read.Block, A.Block) ||
        !W.taints().contains(W.controlTaint(A.Block), Of))
      return false;
    bool Before = false, After = false;
    for (const CallSite &C : W.calls()) {
      if (!W.taints().contains(W.controlTaint(C.Block), Of) ||
          (C.Callee != ~0u &&
           any_of(W.program().rows(C.Callee), [](const Row *R) {
             return R->Is == Role::Pure ||
                    (R->Is >= Role::LockAcquire && R->Is <= Role::LockSwap);
           })))
        continue;
      bool Same = C.Block == A.Block;
      Before |= Same ? C.Site < A.Site : G.dominates(C.Block, A.Block);
      After |= Same ? C.Site > A.Site : !G.reaches(C.Block, A.Block);
    }
    return Before && !After;
  });
}

/// A call that is handed numbers only, and does nothing to memory.
static bool computes(FunctionFlow &W, ValueId Site) {
  auto C = find_if(W.calls(), [&](auto &X) { return X.Site == Site; });
  if (C == W.calls().end() || C->Callee == ~0u)
    return false;
  ProgramView::Body B = W.program().body(C->Callee);
  const Unit &U = W.program().unit(B.Unit);
  const Summary *Known = W.program().summary(C->Callee);
  return !B.F->Blocks.empty() &&
         !(Known && Known->Memory && Known->Memory->matters()) &&
         all_of(B.F->Params, [&](const Param &X) {
           TypeKind K = U.Types[X.Type].Kind;
           return K == TypeKind::Int || K == TypeKind::Bool ||
                  K == TypeKind::Enum || K == TypeKind::Float;
         });
}

bool buildsUp(FunctionFlow &W, const Access &A) {
  if (A.Kind != AccessKind::Update || A.Atomic || A.Held || !A.Via.empty())
    return false;
  return any_of(W.accesses(), [&](const Access &X) {
    if (!X.Happens || X.Kind != AccessKind::Write || !X.Constant ||
        X.Cell != A.Cell || X.Held || X.Atomic || !X.Via.empty() ||
        X.Site >= A.Site ||
        !(X.Block == A.Block || W.graph().dominates(X.Block, A.Block)))
      return false;
    for (ValueId I = X.Site; I < A.Site; ++I)
      if (W.function().Instrs[I].Kind == Op::Call && !computes(W, I))
        return false;
    return !W.graph().reaches(A.Block, X.Block);
  });
}

SourceAt actAfter(FunctionFlow &W, AccessId Read) {
  const Function &F = W.function();
  for (BlockId B : W.graph().order()) {
    if (F.Blocks[B].Succs.size() != 2 ||
        !W.taints().contains(W.branchTaint(B), Read))
      continue;
    // What happens on one of the ways only.
    SmallVector<const Block *, 2> Only;
    for (uint32_t I = 0; I < 2; ++I)
      if (BlockId To = F.Blocks[B].Succs[I].To;
          is_contained(W.graph().controlClosure(To), BranchEdge{B, I}))
        Only.push_back(&F.Blocks[To]);
    // Best what ends something.
    for (const Block *K : Only)
      for (ValueId I = K->Begin; I < K->End; ++I)
        if (F.Instrs[I].Kind == Op::Free ||
            any_of(W.calls(), [&](const CallSite &C) {
              return C.Site == I && C.Callee != ~0u &&
                     any_of(W.program().rows(C.Callee), [](const Row *R) {
                       return R->Is == Role::Destroy;
                     });
            }))
          return {W.unitIndex(), F.Instrs[I].At};
    for (const Block *K : Only)
      for (EventId X = 0; X < W.events().size(); ++X)
        if (const Event &V = W.event(X);
            W.happens(X) && isEnd(V) && V.Site >= K->Begin && V.Site < K->End)
          return {W.unitIndex(), F.Instrs[V.Site].At};
    for (const Block *K : Only)
      for (ValueId I = K->Begin; I < K->End; ++I)
        if (const Instr &X = F.Instrs[I];
            X.Kind == Op::Call || X.Kind == Op::Free || X.Kind == Op::Rmw ||
            (X.Kind == Op::Store && !(X.Flags & FlagInit)))
          return {W.unitIndex(), X.At};
    return {};
  }
  return {};
}

bool looksUpItself(FunctionFlow &W, const Access &A) {
  if (!A.Locked || (A.Kind == AccessKind::Update && A.Plain))
    return false;
  if (A.Object)
    return A.Relooked &&
           !W.program().names()[A.Callee].ends_with("::operator=");
  return A.Kind == AccessKind::Update && any_of(W.accesses(), [&](auto &X) {
           return X.Happens && X.Site == A.Site && X.Locked && X.Object &&
                  X.reads() &&
                  W.taints().contains(A.Data,
                                      AccessId(&X - W.accesses().data()));
         });
}

} // namespace tocsin::link
