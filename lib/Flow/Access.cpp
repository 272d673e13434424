//===- Access.cpp - Sets of accesses and of locks -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/Access.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace tocsin::flow {

TaintId TaintTable::unite(TaintId A, TaintId B) {
  if (A == B || !B)
    return A;
  if (!A)
    return B;
  auto [It, New] = Unions.try_emplace({std::min(A, B), std::max(A, B)}, 0);
  if (!New)
    return It->second;
  SmallVector<AccessId, 2 * MaxSize> S;
  std::set_union(Sets[A].begin(), Sets[A].end(), Sets[B].begin(), Sets[B].end(),
                 std::back_inserter(S));
  if (S.size() > MaxSize)
    S.truncate(MaxSize);
  return It->second = Sets.intern(S);
}

bool TaintTable::contains(TaintId T, AccessId A) const {
  return std::binary_search(Sets[T].begin(), Sets[T].end(), A);
}

LockSetId LockSetTable::intern(SmallVector<HeldLock, 2> S) {
  if (S.empty())
    return 0;
  llvm::sort(S);
  // Of one lock the strongest mode counts.
  for (size_t I = S.size(); I-- > 1;)
    if (S[I - 1].Lock == S[I].Lock)
      S.erase(S.begin() + (I - 1));
  return Sets.intern(S);
}

LockSetId LockSetTable::without(LockSetId L, TermId Lock) {
  if (none_of(Sets[L], [&](const HeldLock &H) { return H.Lock == Lock; }))
    return L;
  SmallVector<HeldLock, 2> S(Sets[L]);
  llvm::erase_if(S, [&](const HeldLock &H) { return H.Lock == Lock; });
  return intern(std::move(S));
}

LockSetId LockSetTable::common(LockSetId A, LockSetId B) {
  if (A == B || !A || !B)
    return A == B ? A : 0;
  SmallVector<HeldLock, 2> S;
  for (const HeldLock &X : Sets[A])
    for (const HeldLock &Y : Sets[B])
      if (X.Lock == Y.Lock)
        S.push_back({X.Lock, std::min(X.Mode, Y.Mode)});
  return intern(std::move(S));
}

} // namespace tocsin::flow
