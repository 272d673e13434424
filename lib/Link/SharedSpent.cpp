//===- SharedSpent.cpp - Reads that a later write no longer rests on ------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What was read may have been acted on in its own critical section, or read
// again wherever the lock was let go.
//
//===----------------------------------------------------------------------===//

#include "Link/AccessCases.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Whether what was read has been acted on before, in the critical section of
/// the read: what follows is a step of its own.
bool Shared::isSpent(FunctionFlow &W, AccessId Read, AccessId Act) {
  const Access &R = W.access(Read), &A = W.access(Act);
  for (AccessId I = 0; I < W.accesses().size(); ++I) {
    const Access &X = W.access(I);
    if (I == Act || I == Read || !X.Happens || !X.writes())
      continue;
    TermTable &T = W.terms();
    // Counted in before: what follows counts out.
    if (X.Atomic) {
      if (A.Kind == AccessKind::Update && X.Kind == AccessKind::Update &&
          X.Cell == A.Cell && X.Site != A.Site &&
          (X.Block == A.Block ? X.Site < A.Site
                              : W.comesBefore(X.Block, A.Block)))
        return true;
      continue;
    }
    auto Same = find_if(X.Same, [&](auto &S) { return S.first == Read; });
    if (X.Cell != R.Cell && !T.inside(X.Cell, R.Cell) &&
        !T.inside(R.Cell, X.Cell) && Same == X.Same.end())
      continue;
    // Of one call: the callee has read and written. A change of an element
    // that was found answers nothing for who finds none.
    if ((X.Object || !R.Object) && X.Site == R.Site && X.Site != A.Site &&
        !X.Via.empty() && !R.Via.empty() && X.Locked && R.Locked)
      return true;
    if (Same == X.Same.end() || X.Site == A.Site)
      continue;
    bool Covered =
        any_of(W.lockSets()[W.lockSets().common(Same->second, X.Held)],
               [](const HeldLock &H) { return H.Mode != LockMode::Shared; });
    bool Rests = W.taints().contains(X.Data, Read) ||
                 W.taints().contains(X.Control, Read) ||
                 W.taints().contains(W.controlTaint(X.Block), Read);
    bool Before =
        X.Block == A.Block ? X.Site < A.Site : W.comesBefore(X.Block, A.Block);
    // The old value, put back after others may have come.
    bool Again = X.Kind == AccessKind::Write && A.Kind == AccessKind::Write &&
                 W.taints().contains(X.Data, Read) &&
                 W.taints().contains(A.Data, Read);
    if (Covered && Rests && Before && !Again)
      return true;
  }
  return false;
}

/// Whether wherever the lock was let go, as in a wait, the value was read again
/// before the act: what was read first is only acted on where it was not.
bool Shared::isRenewed(FunctionFlow &W, AccessId Read, AccessId Act) {
  const Access &R = W.access(Read), &A = W.access(Act);
  const Function &F = W.function();
  if (A.Block == ir::None || R.Cell != A.Cell)
    return false;
  SmallVector<const CallSite *, 4> Breaks;
  for (const CallSite &C : W.calls())
    if (C.Callee != ~0u && any_of(P.rows(C.Callee), [](const Row *X) {
          return X->Is == Role::LockWait || X->Is == Role::LockRelease;
        }))
      Breaks.push_back(&C);
  for (auto [Again, Kept] : A.Same) {
    const Access &N = W.access(Again);
    if (Again == Read || N.Cell != R.Cell ||
        !W.lockSets().common(Kept, A.Held) ||
        !W.taints().contains(A.Data, Again))
      continue;
    bool All = false;
    for (const CallSite *C : Breaks) {
      BlockId B = C->Block;
      if (!W.graph().reaches(R.Block, B) || !W.graph().reaches(B, A.Block))
        continue;
      All = B == N.Block ? C->Site < N.Site : !getsPast(F, B, A.Block, N.Block);
      if (!All)
        break;
    }
    if (All)
      return true;
  }
  return false;
}

} // namespace tocsin::link
