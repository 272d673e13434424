//===- Tried.cpp - Locks that were tried more than once -------------------===//
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
//===----------------------------------------------------------------------===//

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

} // namespace tocsin::flow
