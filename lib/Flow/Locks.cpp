//===- Locks.cpp - What one function takes and gives back -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The locks held at a point of the forward pass, and what a branch tells of
// them.
//
//===----------------------------------------------------------------------===//

#include "Flow/Choices.h"
#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

void FunctionFlow::takeLock(const Protection &P) {
  if (!P.Lock || is_contained(S.Held, P))
    return;
  S.Partly.eraseIf([&](const Protection &H) { return H.Lock == P.Lock; });
  llvm::erase_if(
      S.Held, [&](const Protection &H) { return H.Lock == P.Lock && H.Loose; });
  S.Held.push_back(P);
}

/// Gives back the latest acquisition of a lock, or all of them.
void FunctionFlow::dropLock(TermId Lock, bool All) {
  S.Partly.eraseIf([&](const Protection &H) { return H.Lock == Lock; });
  bool Found = false;
  auto Named = [&](TermId L) {
    return T.kind(L) == TermKind::Str ? P.names()[T[L].A] : StringRef();
  };
  bool Signals = Named(Lock) == BlockedSignals;
  for (size_t I = S.Held.size(); I-- > 0;)
    if ((S.Held[I].Lock == Lock ||
         (Signals && isSignalMask(Named(S.Held[I].Lock)))) &&
        (!Found || All)) {
      Found = true;
      S.Held.erase(S.Held.begin() + I);
    }
  if (!Found) {
    auto It = llvm::lower_bound(S.Dropped, Lock);
    if (It == S.Dropped.end() || *It != Lock)
      S.Dropped.insert(It, Lock);
  }
  if (Track)
    breakLock(Lock);
}

/// Whether an object that is a lock by its value is held.
bool FunctionFlow::holdsCell(TermId Cell) const {
  return Track && Cell && any_of(S.Held, [&](const Protection &H) {
           return H.Lock == Cell && H.Claim;
         });
}

/// Whether a plain store to `Cell` takes a mark away that the function has put
/// there. In lists whose ends hold each other a mark goes by another name:
/// `head->next` and `n->prev->next` are one. So a store to a field in which
/// marks stand may be to any of them, and tells of none.
bool FunctionFlow::takesMarkAway(TermId Cell) {
  if (!Track || !Cell)
    return false;
  auto SameField = [&](TermId Lock) {
    return Lock == Cell || (T.kind(Lock) == TermKind::FieldAddr &&
                            T.kind(Cell) == TermKind::FieldAddr &&
                            T[Lock].A == T[Cell].A && T[Lock].B == T[Cell].B);
  };
  bool Any = false;
  for (size_t I = 0; I < S.Held.size(); ++I) {
    Protection &H = S.Held[I];
    if (!H.Mark || !SameField(H.Lock))
      continue;
    Any = true;
    if (H.Loose)
      continue;
    H.Loose = true;
    breakIn(S, H.Lock);
  }
  return Any;
}

/// The next ticket's turn.
void FunctionFlow::showNext(TermId Cell) {
  if (Cell &&
      any_of(S.Held, [&](const Protection &H) { return H.Lock == Cell; }))
    dropLock(Cell, /*All=*/true);
}

/// The lock was not held without a break from now on.
void FunctionFlow::breakLock(TermId Lock) {
  if (Recording)
    Breaks.push_back({Lock, Current, Running});
  if (any_of(S.Held,
             [&](const Protection &H) { return H.Lock == Lock && !H.Maybe; }))
    return; // a recursive lock, still held
  breakIn(S, Lock);
}

/// Locks that only perhaps are held, once a branch has told; and those that
/// turn out not to be, where taking them failed.
void FunctionFlow::refineHeld(BlockId From, BlockId To, State &At) {
  if (At.Held.empty())
    return;
  const Block &B = F.Blocks[From];
  uint32_t Edge = None;
  for (uint32_t I = 0; I < B.Succs.size(); ++I)
    if (B.Succs[I].To == To) {
      if (Edge != None)
        return;
      Edge = I;
    }
  if (Edge == None || B.Succs.size() < 2)
    return;
  Literal L = literal({From, Edge});
  if (!L.Cond)
    return;
  llvm::erase_if(At.Held, [&](Protection &H) {
    if (H.By >= Events.size() ||
        !(T[L.Cond].Mask & TermTable::maskOf(TermKind::Ret, H.By)))
      return false;
    // `old = exchange(&p, Busy); if (old == Busy) ...`
    if (TermId Mark = Events[H.By].slot(Slot::Value)) {
      Literal Is = plain(T, L);
      if (T.kind(Is.Cond) == TermKind::Cmp &&
          CmpOp(T[Is.Cond].A) == CmpOp::Eq &&
          T.constant(T.op(Is.Cond, 1)) == T.constant(Mark)) {
        H.Maybe = false;
        return Is.Holds;
      }
      if (!H.Maybe)
        return false; // what else was there says nothing of the mark
    }
    // `while (sem_wait(&s) != 0 && errno == EINTR);` has it afterwards.
    if (Events[H.By].Row->Means & bit(model::Trait::Interrupt)) {
      // The error may be asked for beside the result: `r != 0 && errno == ..`.
      TermId Error = 0;
      TermId Code = T.get(TermKind::Pure, P.names().intern("(error)"), 0, 0,
                          T.get(TermKind::Ret, H.By));
      T.any(L.Cond, [&](TermId X) {
        if (T.kind(X) == TermKind::Cmp && T[X].NumOps == 2 &&
            (CmpOp(T[X].A) == CmpOp::Eq || CmpOp(T[X].A) == CmpOp::Ne) &&
            T.op(X, 0) == Code && T.constant(T.op(X, 1)).value_or(0) > 0)
          Error = X;
        return Error != 0;
      });
      if (!Error) {
        bool Fails = !possible(L, H.By, true);
        H.Maybe = Fails || possible(L, H.By, false);
        return false;
      }
      H.Maybe = (CmpOp(T[Error].A) == CmpOp::Eq) == L.Holds;
      return H.Maybe;
    }
    bool Yes = possible(L, H.By, true), No = possible(L, H.By, false);
    if (Yes && !No)
      H.Maybe = false;
    return No && !Yes;
  });
}

/// What the way from one block to another tells of locks.
void FunctionFlow::refine(BlockId From, BlockId To, State &At) {
  refineHeld(From, To, At);
  refineTried(From, To, At);
  if (!Track)
    return;
  refinePartly(From, To, At);
  refineUnsure(From, To, At);
  refineOnce(From, To, At);
  if (AtomicUpdates) {
    takeTicket(From, To, At);
    takeCounted(From, To, At);
  }
}

} // namespace tocsin::flow
