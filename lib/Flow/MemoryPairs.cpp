//===- MemoryPairs.cpp - Which reads a write rests on ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads of the place that a write is to, with the locks kept since; and what
// the branches that decide about it have looked at.
//
//===----------------------------------------------------------------------===//

#include "Flow/Choices.h"
#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// What the settled state says of an access.
void FunctionFlow::settle(AccessId Id) {
  if (!Recording)
    return;
  Access &A = Accesses[Id];
  A.Happens = true;
  A.Held = heldNow();
  std::tie(A.Started, A.Joined) = runningAt(S, Current);
  A.Handlers = S.Handlers;
  A.Own = isOwn(S, A.Cell);
  if (A.Via.empty())
    A.Constant = A.Value && T.constant(A.Value);
  A.Same.clear();
  A.Pointers.clear();
  if (A.Kind == AccessKind::Read) {
    settleRead(A);
    return;
  }
  if (!A.writes())
    return;
  for (auto &[R, Kept] : S.Kept) {
    const Access &Read = Accesses[R];
    if (R == Id || !Read.reads() || (Read.Site == A.Site && !A.Via.empty()))
      continue; // of one call: the callee's own analysis has seen them
    bool Near = A.Through || Read.Kind == AccessKind::Count ||
                T.root(Read.Cell) == T.root(A.Cell);
    if (Near && (isSamePlace(Read, A) || isSibling(Read, A)))
      A.Same.push_back({R, Kept});
    else if (A.Kind == AccessKind::Update && Read.Kind == AccessKind::Read &&
             Taints.contains(A.Address, R) && Read.Site != A.Site)
      A.Pointers.push_back({R, Kept});
  }
}

bool FunctionFlow::countsByOne(const Access &A) const {
  if (!A.Via.empty() || A.Kind != AccessKind::Update)
    return A.Step;
  std::optional<int64_t> By = A.Value ? T.constant(A.Value) : 1;
  return By == 1 || By == -1;
}

/// Whether the way to what is written goes over a pointer.
bool FunctionFlow::leadsThrough(const Access &A, TermId Pointer) const {
  auto Over = [&](TermId X) {
    return X == Pointer || (T.kind(X) == TermKind::Phi && T[X].B == Pointer);
  };
  return T.any(A.Cell, Over) || (A.Through && T.any(A.Through, Over));
}

/// Whether a read and a write are of one place, or of one container.
bool FunctionFlow::isSamePlace(const Access &Read, const Access &A) const {
  auto Inside = [&](TermId X, TermId Of) {
    while (T.kind(X) == TermKind::ElemAddr)
      if ((X = T.op(X, 0)) == Of)
        return true;
    return false;
  };
  return Read.Cell == A.Cell ||
         (Read.Kind == AccessKind::Count && leadsThrough(A, Read.Cell)) ||
         (A.Through && Read.Object && Read.Cell == A.Through) ||
         (Read.Object && Inside(A.Cell, Read.Cell)) ||
         (A.Object && Inside(Read.Cell, A.Cell)) ||
         // Part of what is written as a whole.
         (A.Object && Read.Kind == AccessKind::Read &&
          T.inside(Read.Cell, A.Cell));
}

/// Whether a read is of another element of the array that a write is in, found
/// by a search: what it has to do with the written one, only its use can tell.
bool FunctionFlow::isSibling(const Access &Read, const Access &A) const {
  if (Read.Kind != AccessKind::Read || A.Object || Read.Object)
    return false;
  for (TermId X = Read.Cell;
       T.kind(X) == TermKind::FieldAddr || T.kind(X) == TermKind::ElemAddr;
       X = T.op(X, 0)) {
    if (T.kind(X) != TermKind::ElemAddr ||
        (T[X].NumOps > 1 && T.op(X, 1) && T.constant(T.op(X, 1))))
      continue;
    for (TermId Y = A.Cell;
         T.kind(Y) == TermKind::FieldAddr || T.kind(Y) == TermKind::ElemAddr;
         Y = T.op(Y, 0))
      if (T.kind(Y) == TermKind::ElemAddr && T.op(Y, 0) == T.op(X, 0))
        return true;
  }
  return false;
}

/// Reads that say something about what was done before: of an atomic object
/// after its update, of what a count or a container was asked about.
void FunctionFlow::settleRead(Access &A) {
  bool Again = A.Atomic || AtomicUpdates;
  if (!Again && !A.Checks && !A.Element)
    return;
  for (auto &[R, Kept] : S.Kept) {
    const Access &Read = Accesses[R];
    if (Read.Cell != A.Cell || Read.Site == A.Site)
      continue;
    bool Said = A.Checks    ? Read.Kind == AccessKind::Count
                : A.Element ? Read.Object && Read.Kind == AccessKind::Read &&
                                  !Read.Element
                            : Read.Kind == AccessKind::Update && Read.Atomic;
    if (Said)
      A.Same.push_back({R, Kept});
  }
}

/// Whether who does not take the edge gets neither to the end of the function
/// nor back to the branch: an assertion.
bool FunctionFlow::otherWayEnds(BranchEdge E) const {
  BlockId Exit = F.Blocks.size() - 1;
  const auto &Ways = F.Blocks[E.Block].Succs;
  for (uint32_t I = 0; I < Ways.size(); ++I)
    // A loop that serves for ever gets back to the branch.
    if (I != E.Edge && Ways[I].To != Exit && !G->reaches(Ways[I].To, Exit) &&
        !G->reaches(Ways[I].To, E.Block))
      return true;
  return false;
}

bool FunctionFlow::isAsserted(Literal L) {
  TermId Asked = plain(T, L).Cond;
  return Asked && any_of(G->order(), [&](BlockId B) {
           for (uint32_t I = 0; I < F.Blocks[B].Succs.size(); ++I)
             if (Literal M = plain(T, literal({B, I}));
                 M.Cond && otherWayEnds({B, I}) && T.any(M.Cond, [&](TermId X) {
                   return X == Asked || X == L.Cond;
                 }))
               return true;
           return false;
         });
}

/// A variable that is set to one constant or another says which way was taken:
/// what the branches on the ways looked at.
TaintId FunctionFlow::flagTaint(TermId X, unsigned Depth) {
  auto It = PhiWays.find(X);
  if (It == PhiWays.end() || !Depth)
    return 0;
  TaintId R = 0;
  for (const PhiWay &W : It->second) {
    if (!T.constant(W.Value)) {
      TaintId Inner = flagTaint(W.Value, Depth - 1);
      if (!Inner)
        return 0;
      R = Taints.unite(R, Inner);
    }
    for (BranchEdge E : G->controlClosure(W.From))
      R = Taints.unite(R, BranchTaints[E.Block]);
  }
  return R;
}

bool FunctionFlow::comesBefore(BlockId X, BlockId Of) {
  if (G->dominates(X, Of))
    return true;
  return any_of(G->controlClosure(Of), [&](BranchEdge E) {
    Literal L = plain(T, literal(E));
    std::optional<int64_t> Than;
    if (L.Cond && T.kind(L.Cond) == TermKind::Cmp && T[L.Cond].NumOps == 2 &&
        CmpOp(T[L.Cond].A) == CmpOp::Eq && (Than = T.constant(T.op(L.Cond, 1))))
      L.Cond = T.op(L.Cond, 0);
    auto It = PhiWays.find(L.Cond);
    if (It == PhiWays.end())
      return false;
    bool Any = false;
    for (const PhiWay &W : It->second) {
      std::optional<int64_t> C = T.constant(W.Value);
      if (C && (Than ? *C == *Than : *C != 0) != L.Holds)
        continue;
      if (!C || !G->dominates(X, W.From))
        return false;
      Any = true;
    }
    return Any;
  });
}

/// A branch that asks such a variable asks what it was set by.
void FunctionFlow::addFlags() {
  for (BlockId B : G->order()) {
    if (!Conditions[B])
      continue;
    TermId Asked = plain(T, {Conditions[B], true}).Cond;
    if (Asked && T.kind(Asked) == TermKind::Cmp && T[Asked].NumOps == 2 &&
        T.constant(T.op(Asked, 1)))
      Asked = T.op(Asked, 0);
    if (Asked && T.kind(Asked) == TermKind::Phi)
      BranchTaints[B] = Taints.unite(BranchTaints[B], flagTaint(Asked));
  }
}

TaintId FunctionFlow::controlTaint(BlockId B, bool Soft) {
  TaintId R = 0;
  if (!Track)
    return R;
  auto [Known, New] = ControlTaints.try_emplace({B, Soft}, 0);
  if (!New)
    return Known->second;
  for (BranchEdge E : G->controlClosure(B))
    if (!Soft || !otherWayEnds(E))
      R = Taints.unite(R, BranchTaints[E.Block]);
  // What a loop has waited for; what it began with has decided nothing, as it
  // comes to its end either way.
  for (BranchEdge E : G->loopExits())
    if (G->dominates(F.Blocks[E.Block].Succs[E.Edge].To, B))
      for (AccessId A : Taints[BranchTaints[E.Block]])
        if (Accesses[A].Kind == AccessKind::Given ||
            (G->reaches(Accesses[A].Block, E.Block) &&
             G->reaches(E.Block, Accesses[A].Block)))
          R = Taints.unite(R, Taints.one(A));
  return ControlTaints[{B, Soft}] = R;
}

/// Branches that decide about a block, also those that a loop ends by.
SmallVector<BranchEdge, 8> FunctionFlow::decidingEdges(BlockId B) const {
  SmallVector<BranchEdge, 8> R(G->controlClosure(B));
  for (BranchEdge E : G->loopExits())
    if (G->dominates(F.Blocks[E.Block].Succs[E.Edge].To, B))
      R.push_back(E);
  return R;
}

bool FunctionFlow::comparedBefore(BlockId B, AccessId X, AccessId Y) const {
  return any_of(decidingEdges(B), [&](BranchEdge E) {
    TaintId Of = BranchTaints[E.Block];
    return Taints.contains(Of, X) && Taints.contains(Of, Y);
  });
}

bool FunctionFlow::partnerChecked(const Access &A) {
  return any_of(decidingEdges(A.Block), [&](BranchEdge E) {
    return any_of(Taints[BranchTaints[E.Block]], [&](AccessId X) {
      const Access &Read = Accesses[X];
      if (Read.Kind != AccessKind::Read || Read.Cell == A.Cell)
        return false;
      for (auto &[Of, Locks] : Out[E.Block].Kept)
        if (Of == X && LockSets.common(Locks, A.Held))
          return any_of(Accesses, [&](const Access &Y) {
            return Y.Happens && Y.writes() && Y.Cell == Read.Cell &&
                   Y.Block == A.Block;
          });
      return false;
    });
  });
}

bool FunctionFlow::hasTurn(const Access &Read, const Access &Act) {
  auto Together = [&](BlockId A, BlockId B) {
    return G->reaches(A, B) && G->reaches(B, A);
  };
  auto Shown = [&](BranchEdge E) {
    Literal L = plain(T, literal(E));
    if (!L.Cond || T.kind(L.Cond) != TermKind::Cmp || T[L.Cond].NumOps != 2 ||
        CmpOp(T[L.Cond].A) != (L.Holds ? CmpOp::Eq : CmpOp::Ne) ||
        Together(E.Block, Read.Block) || none_of(T.ops(L.Cond), [&](TermId X) {
          return T.kind(X) == TermKind::LocalAddr;
        }))
      return false;
    auto Before = [&](BlockId B) {
      return Together(B, E.Block) && G->dominates(B, Read.Block);
    };
    if (none_of(G->order(), Before))
      return false;
    return any_of(Taints[BranchTaints[E.Block]], [&](AccessId X) {
      return Accesses[X].Kind == AccessKind::Read &&
             Together(Accesses[X].Block, E.Block) &&
             none_of(Accesses, [&](const Access &Y) {
               return Y.Happens && Y.writes() && Y.Cell == Accesses[X].Cell &&
                      G->reaches(Read.Block, Y.Block) &&
                      G->reaches(Y.Block, Act.Block);
             });
    });
  };
  return any_of(G->order(), [&](BlockId B) {
    for (uint32_t I = 0; G->inLoop(B) && I < F.Blocks[B].Succs.size(); ++I)
      if (!Together(F.Blocks[B].Succs[I].To, B) && Shown({B, I}))
        return true;
    return false;
  });
}

bool FunctionFlow::versionChecked(BlockId B, LockSetId Held) {
  if (!Held)
    return false;
  return any_of(decidingEdges(B), [&](BranchEdge E) {
    ArrayRef<AccessId> Of = Taints[BranchTaints[E.Block]];
    // Still protected when the branch is taken.
    auto Kept = [&](AccessId X) {
      for (auto &[A, Locks] : Out[E.Block].Kept)
        if (A == X)
          return LockSets.common(Locks, Held) != 0;
      return false;
    };
    return any_of(Of, [&](AccessId X) {
      TermId Cell = Accesses[X].Kind == AccessKind::Read ? Accesses[X].Cell : 0;
      // That an index lies inside does not say what is there.
      return Cell && Kept(X) && any_of(Of, [&](AccessId Y) {
               return Y != X && Accesses[Y].Cell == Cell &&
                      Accesses[Y].Kind == AccessKind::Read &&
                      (Accesses[Y].Sized || !Accesses[X].Sized) && !Kept(Y);
             });
    });
  });
}

/// Whether a branch that looked at the read chose which value it is.
bool FunctionFlow::selectsBy(TermId Value, AccessId Read) {
  const Access &A = Accesses[Read];
  if (Value && T.kind(Value) == TermKind::Select)
    return T.any(T.op(Value, 0), [&](TermId X) {
      return (T.kind(X) == TermKind::Init && T.op(X, 0) == A.Cell) ||
             (T.kind(X) == TermKind::Opaque && T[X].A == A.Site);
    });
  auto It = PhiWays.find(Value);
  return It != PhiWays.end() && any_of(It->second, [&](const PhiWay &W) {
           return Taints.contains(controlTaint(W.From, /*Soft=*/true), Read);
         });
}

/// What a comparison of a number with a constant comes to if that is one.
static std::optional<bool> ifOne(const TermTable &T, TermId Cond) {
  if (!Cond || T.kind(Cond) != TermKind::Cmp || T[Cond].NumOps != 2)
    return std::nullopt;
  std::optional<int64_t> C = T.constant(T.op(Cond, 1));
  if (!C)
    return std::nullopt;
  switch (CmpOp(T[Cond].A)) {
  case CmpOp::Eq:
    return 1 == *C;
  case CmpOp::Ne:
    return 1 != *C;
  case CmpOp::Lt:
    return 1 < *C;
  case CmpOp::Le:
    return 1 <= *C;
  case CmpOp::Gt:
    return 1 > *C;
  case CmpOp::Ge:
    return 1 >= *C;
  case CmpOp::Spaceship:
    break;
  }
  return std::nullopt;
}

bool FunctionFlow::choosesBy(TermId X, AccessId A) {
  // The number at which a search through a loop has ended.
  auto Ends = [&](TermId Y) {
    BlockId Head = T[Y].A;
    return any_of(G->order(), [&](BlockId B) {
      return Taints.contains(BranchTaints[B], A) && G->reaches(B, Head) &&
             G->reaches(Head, B) && any_of(F.Blocks[B].Succs, [&](auto &E) {
               return !G->reaches(E.To, B);
             });
    });
  };
  // Or that one way through its body has put aside.
  auto PutAside = [&](TermId Y) {
    auto It = PhiWays.find(Y);
    return It != PhiWays.end() && any_of(It->second, [&](const PhiWay &W) {
             return !T.constant(W.Value) &&
                    Taints.contains(controlTaint(W.From, /*Soft=*/true), A);
           });
  };
  bool Found = false;
  T.any(X, [&](TermId Y) {
    if (T.kind(Y) != TermKind::Phi)
      return false;
    Found |= Ends(Y) || PutAside(Y);
    if (!Found)
      derivation(Y, [&](TermId Z) {
        Found |=
            (T.kind(Z) == TermKind::Opaque && T[Z].A == Accesses[A].Site) ||
            (T.kind(Z) == TermKind::Init && T.op(Z, 0) == Accesses[A].Cell) ||
            (T.kind(Z) == TermKind::Phi && PutAside(Z));
        return !Found;
      });
    return Found;
  });
  return Found;
}

bool FunctionFlow::othersOwn(BlockId B, AccessId Count) {
  bool Others = false;
  for (BranchEdge E : G->controlClosure(B)) {
    if (!Taints.contains(BranchTaints[E.Block], Count))
      continue;
    Literal L = literal(E);
    while (L.Cond && T.kind(L.Cond) == TermKind::Not)
      L = {T.op(L.Cond, 0), !L.Holds};
    std::optional<bool> IfOne = ifOne(T, L.Cond);
    ValueId Site = Accesses[Count].Site;
    if (!IfOne && Site < F.Instrs.size() &&
        U.Types[F.Instrs[Site].Type].Kind == TypeKind::Bool)
      IfOne = true; // asks just that
    if (!IfOne || *IfOne == L.Holds)
      return false;
    Others = true;
  }
  return Others;
}

bool FunctionFlow::asksForOne(BlockId B, AccessId Count) {
  bool Asks = false;
  for (BranchEdge E : G->controlClosure(B)) {
    if (!Taints.contains(BranchTaints[E.Block], Count))
      continue;
    Literal L = literal(E);
    if (L.Cond && T.kind(L.Cond) == TermKind::Not)
      L.Cond = T.op(L.Cond, 0);
    bool Equal =
        L.Cond && T.kind(L.Cond) == TermKind::Cmp &&
        (CmpOp(T[L.Cond].A) == CmpOp::Eq || CmpOp(T[L.Cond].A) == CmpOp::Ne);
    if (!Equal || T.constant(T.op(L.Cond, 1)) != 1)
      return false;
    Asks = true;
  }
  return Asks;
}

bool FunctionFlow::readDecides(AccessId A, bool Tested) const {
  if (!Tested && Taints.contains(ReturnTaint, A))
    return true;
  return any_of(BranchTaints, [&](TaintId B) { return Taints.contains(B, A); });
}

bool FunctionFlow::isAlone(AccessId Id, bool Returns) {
  const Access &A = Accesses[Id];
  auto Acts = [&](BlockId B) {
    for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
      const Instr &X = F.Instrs[I];
      // To hand a result on makes an object and ends others.
      if (Returns && X.Kind == Op::Call && X.Flags & (FlagCtor | FlagDtor))
        continue;
      // What is returned tells the caller which way it went.
      if (I != A.Site && (X.Kind == Op::Call || X.Kind == Op::Rmw ||
                          (X.Kind == Op::Store && !(X.Flags & FlagInit)) ||
                          (X.Kind == Op::Return && X.NumOps && !Returns)))
        return true;
    }
    return false;
  };
  if (Acts(A.Block))
    return false;
  auto Mine = G->controlClosure(A.Block);
  return none_of(G->order(), [&](BlockId B) {
    if (B == A.Block || !Acts(B))
      return false;
    auto Others = Mine.empty() ? Mine : G->controlClosure(B);
    return std::includes(Others.begin(), Others.end(), Mine.begin(),
                         Mine.end());
  });
}

} // namespace tocsin::flow
