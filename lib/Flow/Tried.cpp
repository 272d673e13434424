//===- Tried.cpp - Locks that are held on some ways -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `rc = trylock(&m); if (rc == EBUSY) { nap(); rc = trylock(&m); } if (!rc)`:
// one variable has the outcome of whichever attempt came last. A branch on it
// tells of the lock by asking the same of each way into the join.
//
// `if (shared) lock(&m); ... if (shared) n++;`: the lock is held on one of the
// ways into the join, and a later branch rules the others out.
//
//===----------------------------------------------------------------------===//

#include "Flow/Choices.h"
#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;

namespace tocsin::flow {

/// Whether the lock is held after the branch `L` on a value that is `Outcome`
/// on this way; nothing if that stays open.
std::optional<bool> FunctionFlow::heldOnWay(const State &At, TermId Lock,
                                            TermId Outcome, Literal L,
                                            TermId Phi) {
  auto H = find_if(At.Held, [&](auto &X) { return X.Lock == Lock; });
  if (H == At.Held.end())
    return false;
  if (!H->Maybe)
    return true;
  if (H->By >= Events.size() ||
      !(T[Outcome].Mask & TermTable::maskOf(TermKind::Ret, H->By)))
    return std::nullopt;
  Literal Here{L.Cond == Phi ? Outcome
                             : T.get(TermKind::Cmp, T[L.Cond].A, 0, 0,
                                     {Outcome, T.op(L.Cond, 1)}),
               L.Holds};
  bool Yes = possible(Here, H->By, true), No = possible(Here, H->By, false);
  if (Yes == No)
    return std::nullopt;
  return Yes;
}

void FunctionFlow::refineTried(BlockId From, BlockId To, State &At) {
  const Block &B = F.Blocks[From];
  auto Tried = [](const Protection &H) {
    return H.Maybe && H.By >= Protection::Merged && H.By != NoEvent;
  };
  if (B.Succs.size() != 2 || B.Succs[0].To == B.Succs[1].To ||
      none_of(At.Held, Tried))
    return;
  Literal L = literal({From, uint32_t(B.Succs[1].To == To)});
  while (L.Cond && T.kind(L.Cond) == TermKind::Not)
    L = {T.op(L.Cond, 0), !L.Holds};
  if (!L.Cond)
    return;
  bool Compared = T.kind(L.Cond) == TermKind::Cmp && T[L.Cond].NumOps == 2 &&
                  T.constant(T.op(L.Cond, 1));
  TermId Phi = Compared ? T.op(L.Cond, 0) : L.Cond;
  if (T.kind(Phi) != TermKind::Phi)
    return;
  llvm::erase_if(At.Held, [&](Protection &H) {
    if (!Tried(H) || BlockId(H.By - Protection::Merged) != T[Phi].A)
      return false;
    bool Yes = false, No = false;
    for (BlockId X : G->preds(T[Phi].A)) {
      if (!Out[X].Reached)
        continue;
      TermId V = Out[X].find(T[Phi].B);
      if (!V)
        return false;
      // A way on which the branch goes elsewhere tells nothing.
      if (std::optional<int64_t> C = T.constant(V)) {
        std::optional<int64_t> Other =
            Compared ? T.constant(T.op(L.Cond, 1)) : std::optional<int64_t>(0);
        CmpOp Op = Compared ? CmpOp(T[L.Cond].A) : CmpOp::Ne;
        if ((Op == CmpOp::Eq || Op == CmpOp::Ne) &&
            ((*C == *Other) == (Op == CmpOp::Eq)) != L.Holds)
          continue;
      }
      std::optional<bool> Held = heldOnWay(Out[X], H.Lock, V, L, Phi);
      if (!Held)
        return false;
      (*Held ? Yes : No) = true;
    }
    if (Yes && !No)
      H.Maybe = false;
    return No && !Yes;
  });
}

/// Into the body of a loop that runs once, as macros make them for a lock, only
/// those come for whom the condition holds: with what they hold.
void FunctionFlow::refineOnce(BlockId From, BlockId To, State &At) {
  TermId Cond = Conditions[From];
  const Block &B = F.Blocks[From];
  if (!Cond || !G->inLoop(From) || B.Succs.size() != 2 ||
      B.Succs[0].To == B.Succs[1].To)
    return;
  while (T.kind(Cond) == TermKind::Not)
    Cond = T.op(Cond, 0);
  TermId Phi = Cond, With = 0;
  if (T.kind(Cond) == TermKind::Cmp && T[Cond].NumOps == 2 &&
      T.constant(T.op(Cond, 1)) == 0) {
    Phi = T.op(Cond, 0);
    With = Cond;
  }
  if (T.kind(Phi) != TermKind::Phi || T[Phi].A != From)
    return;
  for (uint32_t I = B.Begin; I < B.End; ++I)
    if (F.Instrs[I].Kind == Op::Call)
      return;
  uint32_t Edge = B.Succs[1].To == To;
  Literal L = literal({From, Edge});
  bool IfZero = With ? (CmpOp(T[With].A) == CmpOp::Eq) == L.Holds : !L.Holds;
  if (L.Cond != Cond ||
      (With && CmpOp(T[With].A) != CmpOp::Eq && CmpOp(T[With].A) != CmpOp::Ne))
    return;
  std::optional<SmallVector<Protection, 2>> Held;
  bool Excluded = false;
  for (BlockId X : G->preds(From)) {
    if (!Out[X].Reached)
      continue;
    TermId V = Out[X].find(T[Phi].B);
    std::optional<int64_t> C = V ? T.constant(V) : std::nullopt;
    if (C && (*C == 0) != IfZero) {
      Excluded = true;
      continue;
    }
    if (!Held)
      Held = Out[X].Held;
    else
      llvm::erase_if(*Held, [&](const Protection &H) {
        return !is_contained(Out[X].Held, H);
      });
  }
  if (Excluded && Held)
    for (const Protection &H : *Held)
      if (none_of(At.Held, [&](auto &O) { return O.Lock == H.Lock; }))
        At.Held.push_back(H);
}

/// Whether `Lock` was let go, asked of a branch on the event's outcome: held
/// without a break where it was not, as an upgrade to exclusive mode.
void FunctionFlow::refineUnsure(BlockId From, BlockId To, State &At) {
  const Block &B = F.Blocks[From];
  if (At.Unsure.empty() || B.Succs.size() != 2 ||
      B.Succs[0].To == B.Succs[1].To)
    return;
  Literal L = literal({From, uint32_t(B.Succs[1].To == To)});
  if (!L.Cond)
    return;
  At.Unsure.eraseIf([&](auto &U) {
    if (!(T[L.Cond].Mask & TermTable::maskOf(TermKind::Ret, U.second)))
      return false;
    bool Well = possible(L, U.second, true), Ill = possible(L, U.second, false);
    if (Well == Ill)
      return false;
    if (Well)
      keepThrough(At, U.first);
    else
      breakIn(At, U.first);
    return true;
  });
}

/// The lock was not held without a break from now on.
void FunctionFlow::breakIn(State &At, TermId Lock) {
  if (any_of(At.Kept, [](const auto &E) { return E.second != 0; }))
    for (auto &E : At.Kept.write())
      E.second = LockSets.without(E.second, Lock);
}

/// What was held in shared mode is held exclusively, with nobody in between.
void FunctionFlow::keepThrough(State &At, TermId Lock) {
  for (auto &E : At.Kept.write()) {
    ArrayRef<HeldLock> Old = LockSets[E.second];
    SmallVector<HeldLock, 2> New(Old.begin(), Old.end());
    for (HeldLock &H : New)
      if (H.Lock == Lock)
        H.Mode = LockMode::Exclusive;
    E.second = LockSets.intern(std::move(New));
  }
}

/// What nobody has asked about may have been let go.
void FunctionFlow::flushUnsure() {
  for (auto &U : S.Unsure)
    breakIn(S, U.first);
  S.Unsure = CowVector<std::pair<TermId, EventId>>();
}

void FunctionFlow::joinUnsure(State &Into, const State &From) {
  auto Only = [&](const State &One, const State &Other) {
    for (auto &U : One.Unsure)
      if (!is_contained(Other.Unsure, U))
        breakIn(Into, U.first);
  };
  if (Into.Unsure == From.Unsure)
    return;
  Only(Into, From);
  Only(From, Into);
  Into.Unsure.eraseIf([&](auto &U) { return !is_contained(From.Unsure, U); });
}

/// What a parameter has to be on the ways into block `B` that have something,
/// and on no other; nothing if no parameter tells.
Literal FunctionFlow::toldByArgument(BlockId B,
                                     function_ref<bool(BlockId)> Holds) {
  for (BlockId X : G->preds(B)) {
    if (!Out[X].Reached || !Holds(X))
      continue;
    SmallVector<BranchEdge, 8> Edges(G->controlClosure(X));
    for (uint32_t I = 0; I < F.Blocks[X].Succs.size(); ++I)
      if (F.Blocks[X].Succs[I].To == B)
        Edges.push_back({X, I});
    for (BranchEdge E : Edges) {
      Literal L = plain(T, literal(E));
      TermId Asked = L.Cond && T.kind(L.Cond) == TermKind::Cmp &&
                             T[L.Cond].NumOps == 2 &&
                             T.constant(T.op(L.Cond, 1))
                         ? T.op(L.Cond, 0)
                         : L.Cond;
      if (!Asked || T.kind(Asked) != TermKind::Param ||
          T[Asked].A >= F.Params.size())
        continue;
      if (all_of(G->preds(B), [&](BlockId Y) {
            return !Out[Y].Reached || Holds(Y) || excludes(Y, B, L);
          }))
        return L;
    }
  }
  return {};
}

/// Whether a parameter of that name says if a lock is to be taken: `f(q, lock)`
/// and `f(q, locked)`. Without, the caller holds it.
bool FunctionFlow::asksForLock(BlockId B, TermId Lock) {
  Literal L = toldByArgument(B, [&](BlockId X) {
    return any_of(Out[X].Held, [&](auto &H) { return H.Lock == Lock; });
  });
  return L.Cond && T.kind(L.Cond) == TermKind::Param &&
         P.models().wordClasses(U.str(F.Params[T[L.Cond].A].Name)) &
             bit(model::WordClass::LockArgument);
}

/// Locks that one way into block `B` holds and the other does not. `Held` is
/// what both do.
void FunctionFlow::joinPartly(BlockId B, State &Into, const State &From,
                              ArrayRef<Protection> Held) {
  if (Into.Held.empty() && From.Held.empty() && Into.Partly.empty() &&
      From.Partly.empty())
    return;
  std::vector<Protection> R;
  auto Add = [&](const State &One, const State &Other) {
    auto Known = [&](const Protection &H) {
      auto Same = [&](const Protection &O) { return O.Lock == H.Lock; };
      return H.File || any_of(Held, Same) || any_of(R, Same);
    };
    for (Protection H : One.Partly)
      if (!Known(H) &&
          (is_contained(Other.Partly, H) || H.By == (Protection::Merged | B)))
        R.push_back(H);
    for (Protection H : One.Held) {
      if (Known(H) || H.Maybe || H.Back || H.Loose)
        continue;
      H.By = Protection::Merged | B;
      H.ByArgument = asksForLock(B, H.Lock);
      R.push_back(H);
    }
  };
  Add(Into, From);
  Add(From, Into);
  // Another turn of a loop is another question; one that was open before the
  // loop stays the same.
  if (!R.empty() && any_of(G->preds(B), [&](BlockId X) {
        return G->number(X) >= G->number(B);
      }))
    llvm::erase_if(R, [&](const Protection &H) {
      return H.By == (Protection::Merged | B);
    });
  if (R != Into.Partly.read())
    Into.Partly = std::move(R);
}

/// Whether nobody who came over `X` into block `To` gets past the branch `L`.
bool FunctionFlow::excludes(BlockId X, BlockId To, Literal L) {
  auto Against = [&](BranchEdge E) {
    Literal M = plain(T, literal(E));
    return M.Cond == L.Cond && M.Holds != L.Holds;
  };
  const auto &Ways = F.Blocks[X].Succs;
  if (Ways.size() == 2 && Ways[0].To != Ways[1].To &&
      Against({X, uint32_t(Ways[1].To == To)}))
    return true;
  if (any_of(G->controlClosure(X), Against))
    return true;
  // A variable that was set to a constant on this way.
  bool Compared = T.kind(L.Cond) == TermKind::Cmp && T[L.Cond].NumOps == 2;
  TermId Phi = Compared ? T.op(L.Cond, 0) : L.Cond;
  if (T.kind(Phi) != TermKind::Phi || T[Phi].A != To)
    return false;
  TermId V = Out[X].find(T[Phi].B);
  std::optional<int64_t> Is = V ? T.constant(V) : std::nullopt;
  std::optional<int64_t> Asked =
      Compared ? T.constant(T.op(L.Cond, 1)) : std::optional<int64_t>(0);
  if (!Is || !Asked || (Compared && CmpOp(T[L.Cond].A) != CmpOp::Eq))
    return false;
  return Compared ? (*Is == *Asked) != L.Holds : (*Is != 0) != L.Holds;
}

void FunctionFlow::refinePartly(BlockId From, BlockId To, State &At) {
  const Block &B = F.Blocks[From];
  if (At.Partly.empty() || B.Succs.size() != 2 ||
      B.Succs[0].To == B.Succs[1].To)
    return;
  Literal L = literal({From, uint32_t(B.Succs[1].To == To)});
  if (!L.Cond)
    return;
  L = plain(T, L);
  At.Partly.eraseIf([&](const Protection &H) {
    BlockId Join = H.By - Protection::Merged;
    bool Yes = false, No = false;
    for (BlockId X : G->preds(Join)) {
      const State &Way = Out[X];
      if (!Way.Reached || excludes(X, Join, L))
        continue;
      auto Same = [&](const Protection &O) { return O.Lock == H.Lock; };
      auto Held = find_if(Way.Held, Same);
      bool Is = Held != Way.Held.end() && !Held->Maybe;
      if (!Is && (Held != Way.Held.end() || any_of(Way.Partly, Same)))
        return false;
      (Is ? Yes : No) = true;
    }
    if (Yes && !No &&
        none_of(At.Held, [&](const Protection &O) { return O.Lock == H.Lock; }))
      At.Held.push_back(H);
    return Yes != No;
  });
}

} // namespace tocsin::flow
