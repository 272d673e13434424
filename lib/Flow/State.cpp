//===- State.cpp - What is known at a point of a function -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/State.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace tocsin::flow {

static size_t positionOf(ArrayRef<std::pair<TermId, TermId>> Memory,
                         TermId Address) {
  return partition_point(Memory,
                         [&](const auto &E) { return E.first < Address; }) -
         Memory.begin();
}

TermId State::find(TermId Address) const {
  ArrayRef<std::pair<TermId, TermId>> M = Memory.read();
  size_t I = positionOf(M, Address);
  return I < M.size() && M[I].first == Address ? M[I].second : 0;
}

void State::set(TermId Address, TermId Value) {
  ArrayRef<std::pair<TermId, TermId>> M = Memory.read();
  size_t I = positionOf(M, Address);
  if (I < M.size() && M[I].first == Address) {
    if (M[I].second != Value)
      Memory.write()[I].second = Value;
  } else if (M.size() < MaxMemory) {
    auto &V = Memory.write();
    V.insert(V.begin() + I, {Address, Value});
  }
}

void State::add(TermId Address, TermId Value) {
  ArrayRef<std::pair<TermId, TermId>> M = Memory.read();
  size_t I = positionOf(M, Address);
  if (I < M.size() && M[I].first == Address) {
    if (!M[I].second)
      Memory.write()[I].second = Value;
  } else if (M.size() < MaxMemory) {
    auto &V = Memory.write();
    V.insert(V.begin() + I, {Address, Value});
  }
}

void State::eraseInside(const TermTable &T, TermId Address) {
  if (!T[Address].HasParts)
    return;
  // A part is a younger term than the whole.
  size_t From = positionOf(Memory.read(), Address);
  bool Any = std::any_of(Memory.begin() + From, Memory.end(), [&](auto &E) {
    return E.first != Address && T.inside(E.first, Address);
  });
  if (!Any)
    return;
  auto &V = Memory.write();
  V.erase(std::remove_if(V.begin() + From, V.end(),
                         [&](const auto &E) {
                           return E.first != Address &&
                                  T.inside(E.first, Address);
                         }),
          V.end());
}

TermId readMemory(TermTable &T, const State &S, TermId Address) {
  if (TermId V = S.find(Address))
    return V;
  TermKind Kind = T.kind(Address);
  if (Kind == TermKind::FieldAddr || Kind == TermKind::ElemAddr) {
    TermId Parent = T.op(Address, 0);
    TermId Whole = readMemory(T, S, Parent);
    if (Whole != T.init(Parent)) {
      if (Kind == TermKind::FieldAddr)
        return T.fieldOf(Whole, T[Address].A, T[Address].B);
      return T.get(TermKind::Pure, 0, 0, 0, {Whole, T.op(Address, 1)});
    }
  }
  if (Kind == TermKind::Text)
    return T.op(Address, 0);
  if (Kind == TermKind::Str)
    return Address;
  return T.init(Address);
}

TermId readObject(TermTable &T, const State &S, TermId Address) {
  TermId R = readMemory(T, S, Address);
  if (!T[Address].HasParts)
    return R;
  SmallVector<TermId, 8> Fields;
  for (auto &[A, V] : S.Memory) {
    TermId F = A;
    while (T.kind(F) == TermKind::FieldAddr && T.op(F, 0) != Address)
      F = T.op(F, 0);
    if (T.kind(F) == TermKind::FieldAddr && !is_contained(Fields, F))
      Fields.push_back(F);
  }
  for (TermId F : Fields) {
    const Term X = T[F];
    R = T.get(TermKind::With, X.A, X.B, 0, {R, readObject(T, S, F)});
  }
  return R;
}

void writeMemory(TermTable &T, State &S, TermId Address, TermId Value,
                 TermId Mixed) {
  S.eraseInside(T, Address);
  S.set(Address, Value);
  // An element written, or a character through a pointer into a buffer: the
  // text of the whole is another one now.
  for (TermId A = Address;;) {
    const Term X = T[A];
    bool Part = X.Kind == TermKind::ElemAddr ||
                (X.Kind == TermKind::Bin && X.NumOps == 2);
    if (!Part)
      break;
    A = T.op(A, 0);
    S.set(A, Mixed);
  }
}

TermId contentOf(TermTable &T, const State &S, TermId Pointer) {
  if (!Pointer)
    return 0;
  // One of several buffers, chosen by a condition.
  if (T.kind(Pointer) == TermKind::Select) {
    TermId A = contentOf(T, S, T.op(Pointer, 1));
    TermId B = contentOf(T, S, T.op(Pointer, 2));
    return T.get(TermKind::Select, 0, 0, 0, {T.op(Pointer, 0), A, B});
  }
  return readMemory(T, S, Pointer);
}

} // namespace tocsin::flow
