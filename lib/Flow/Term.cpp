//===- Term.cpp - Symbolic values, one number for equal values ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/Term.h"
#include "llvm/ADT/SmallVector.h"

using namespace llvm;

namespace tocsin::flow {

NameId Names::intern(StringRef S) {
  auto [It, New] = Ids.try_emplace(S, Strings.size());
  if (New)
    Strings.push_back(It->getKey());
  return It->second;
}

static constexpr size_t FirstBuckets = 128, ClearedBuckets = 1024;

TermTable::TermTable() : Buckets(FirstBuckets) { Terms.emplace_back(); }

void TermTable::clear() {
  Terms.assign(1, Term());
  Operands.clear();
  Buckets.assign(ClearedBuckets, Bucket());
}

static uint32_t hashOf(TermKind K, uint32_t A, uint32_t B, int64_t Imm,
                       ArrayRef<TermId> Ops) {
  uint64_t H = (uint64_t(K) << 56) ^ (uint64_t(A) << 24) ^ B;
  auto Mix = [&](uint64_t X) {
    H = (H ^ X) * 0x9e3779b97f4a7c15ull;
    H ^= H >> 29;
  };
  Mix(Imm);
  for (TermId O : Ops)
    Mix(O);
  return H ^ (H >> 32);
}

void TermTable::grow() {
  Spare.assign(Buckets.size() * 2, Bucket());
  std::swap(Spare, Buckets);
  for (Bucket X : Spare) {
    if (!X.Id)
      continue;
    size_t I = X.Hash & (Buckets.size() - 1);
    while (Buckets[I].Id)
      I = (I + 1) & (Buckets.size() - 1);
    Buckets[I] = X;
  }
}

TermId TermTable::get(TermKind K, uint32_t A, uint32_t B, int64_t Imm,
                      ArrayRef<TermId> Ops) {
  uint32_t H = hashOf(K, A, B, Imm, Ops);
  size_t I = H & (Buckets.size() - 1);
  // Nearly all terms have an operand or two: too few to call memcmp for.
  auto HasOps = [&](const Term &T) {
    if (T.NumOps != Ops.size())
      return false;
    for (size_t N = 0; N < Ops.size(); ++N)
      if (Operands[T.OpsBegin + N] != Ops[N])
        return false;
    return true;
  };
  for (; Buckets[I].Id; I = (I + 1) & (Buckets.size() - 1)) {
    if (Buckets[I].Hash != H)
      continue;
    TermId X = Buckets[I].Id;
    const Term &T = Terms[X];
    if (T.Kind == K && T.A == A && T.B == B && T.Imm == Imm && HasOps(T))
      return X;
  }
  Term T;
  T.Kind = K;
  T.A = A;
  T.B = B;
  T.OpsBegin = Operands.size();
  T.NumOps = Ops.size();
  T.Imm = Imm;
  for (TermId O : Ops) {
    T.Depth = std::max<uint8_t>(T.Depth, Terms[O].Depth + 1);
    T.Mask |= Terms[O].Mask;
  }
  if (K == TermKind::Opaque || K == TermKind::Ret || K == TermKind::Out ||
      K == TermKind::Phi)
    T.Mask |= maskOf(K, A);
  // A loop may wrap a value ever deeper; beyond the bound it is just unknown.
  if (T.Depth > MaxDepth || Ops.size() > UINT16_MAX)
    return get(TermKind::Opaque, ~0u, A);
  TermId Id = Terms.size();
  T.Root = Id;
  if (K == TermKind::FieldAddr || K == TermKind::ElemAddr) {
    Terms[Ops[0]].HasParts = true;
    T.Root = Terms[Ops[0]].Root;
  }
  if (Operands.capacity() - Operands.size() < Ops.size()) {
    // The operands may stand in what moves now.
    SmallVector<TermId, 8> Copy(Ops);
    Operands.reserve(std::max(Operands.size() * 2, Copy.size() + 32));
    Operands.insert(Operands.end(), Copy.begin(), Copy.end());
  } else {
    for (size_t N = 0; N < Ops.size(); ++N)
      Operands.push_back(Ops[N]);
  }
  Terms.push_back(T);
  Buckets[I] = {H, Id};
  if (Terms.size() * 2 > Buckets.size())
    grow();
  return Id;
}

TermId TermTable::integer(int64_t V, NameId Spelling) {
  return get(TermKind::Int, Spelling, 0, V);
}

TermId TermTable::field(TermId Address, NameId Field, NameId Owner) {
  return get(TermKind::FieldAddr, Field, Owner, 0, Address);
}

TermId TermTable::element(TermId Address, TermId Index) {
  // The first element begins where the array does.
  if (Index && constant(Index) == 0)
    return Address;
  return get(TermKind::ElemAddr, 0, 0, 0, {Address, Index});
}

TermId TermTable::fieldOf(TermId Object, NameId Field, NameId Owner) {
  while (kind(Object) == TermKind::With) {
    if (Terms[Object].A == Field)
      return op(Object, 1);
    Object = op(Object, 0);
  }
  if (kind(Object) == TermKind::Init)
    return init(field(op(Object, 0), Field, Owner));
  return get(TermKind::FieldOf, Field, Owner, 0, Object);
}

TermId TermTable::negate(TermId Cond) {
  if (kind(Cond) == TermKind::Not)
    return op(Cond, 0);
  return get(TermKind::Not, 0, 0, 0, Cond);
}

bool TermTable::inside(TermId T, TermId Base) const {
  if (root(T) != root(Base))
    return false;
  // A part is a younger term than the whole.
  while (T > Base && T != root(T))
    T = op(T, 0);
  return T == Base;
}

bool TermTable::isAddress(TermId T) const {
  switch (kind(T)) {
  case TermKind::LocalAddr:
  case TermKind::GlobalAddr:
  case TermKind::FieldAddr:
  case TermKind::ElemAddr:
    return true;
  default:
    return false;
  }
}

std::optional<int64_t> TermTable::constant(TermId T) const {
  if (kind(T) == TermKind::Int)
    return Terms[T].Imm;
  return std::nullopt;
}

bool TermTable::any(TermId T, function_ref<bool(TermId)> P) const {
  // Most are a chain.
  for (; Terms[T].NumOps <= 1; T = op(T, 0)) {
    if (T && P(T))
      return true;
    if (!T || !Terms[T].NumOps)
      return false;
  }
  SmallVector<TermId, 16> Work{T};
  MarkSet Seen(Marks);
  while (!Work.empty()) {
    TermId X = Work.pop_back_val();
    if (!X || !Seen.insert(X))
      continue;
    if (P(X))
      return true;
    for (TermId O : ops(X))
      Work.push_back(O);
  }
  return false;
}

TermId TermTable::rebuild(const TermTable &From, TermId T,
                          function_ref<TermId(TermId)> Leaf) {
  SmallDenseMap<TermId, TermId, 16> Done;
  bool Failed = false;
  auto Go = [&](auto &Self, TermId X) -> TermId {
    if (!X || Failed)
      return 0;
    auto It = Done.find(X);
    if (It != Done.end())
      return It->second;
    TermId R = Leaf(X);
    if (R == Refused) {
      Failed = true;
      return 0;
    }
    if (!R) {
      SmallVector<TermId, 8> Ops;
      const Term Old = From[X];
      // A leaf may build terms in From: keep no reference into it.
      SmallVector<TermId, 8> OldOps(From.ops(X));
      for (TermId O : OldOps)
        Ops.push_back(Self(Self, O));
      if (Failed)
        return 0;
      if (Old.Kind == TermKind::FieldOf)
        R = fieldOf(Ops[0], Old.A, Old.B);
      else if (Old.Kind == TermKind::ElemAddr)
        R = element(Ops[0], Ops[1]);
      else
        R = get(Old.Kind, Old.A, Old.B, Old.Imm, Ops);
    }
    Done[X] = R;
    return R;
  };
  TermId R = Go(Go, T);
  return Failed ? 0 : R;
}

} // namespace tocsin::flow
