//===- Settle.cpp - What the constants at a call decide of a callee -------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A condition that a callee puts to a parameter, or to a field behind one, may
// be a constant at the call: `*mode == 'r'` of an open wrapper, `e->access`
// after `e.access = 0`. What such a condition rules out does not happen there.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"

using namespace llvm;
using namespace tocsin::ir;

namespace tocsin::flow {

/// A number, or the character of a literal that the term stands for.
static std::optional<int64_t> numberOf(const TermTable &T, const Names &N,
                                       TermId X) {
  const Term &A = T[X];
  auto At = [&](StringRef Text, uint64_t I) -> std::optional<int64_t> {
    if (I > Text.size())
      return std::nullopt;
    return I == Text.size() ? 0 : int64_t(Text[I]);
  };
  switch (A.Kind) {
  case TermKind::Int:
    return A.Imm;
  case TermKind::Str:
    // The first character; an empty text may be meant as its address.
    return N[A.A].empty() ? std::nullopt : At(N[A.A], 0);
  case TermKind::Pure: // an element, see readMemory
    if (A.A || A.NumOps != 2 || T.kind(T.op(X, 0)) != TermKind::Str)
      return std::nullopt;
    if (auto I = T.constant(T.op(X, 1)))
      return At(N[T[T.op(X, 0)].A], *I);
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

static bool holds(CmpOp Op, int64_t X, int64_t Y) {
  switch (Op) {
  case CmpOp::Eq:
    return X == Y;
  case CmpOp::Ne:
    return X != Y;
  case CmpOp::Lt:
    return X < Y;
  case CmpOp::Le:
    return X <= Y;
  case CmpOp::Gt:
    return X > Y;
  default:
    return X >= Y;
  }
}

std::optional<bool> settled(const TermTable &T, const Names &N, TermId X) {
  if (!X)
    return std::nullopt;
  const Term &A = T[X];
  switch (A.Kind) {
  case TermKind::Not:
    if (auto Y = settled(T, N, T.op(X, 0)))
      return !*Y;
    return std::nullopt;
  case TermKind::And:
  case TermKind::Or: {
    auto L = settled(T, N, T.op(X, 0)), R = settled(T, N, T.op(X, 1));
    bool Enough = A.Kind == TermKind::Or;
    if (L == Enough || R == Enough)
      return Enough;
    return L && R ? std::optional(!Enough) : std::nullopt;
  }
  case TermKind::Cmp: {
    auto L = numberOf(T, N, T.op(X, 0)), R = numberOf(T, N, T.op(X, 1));
    CmpOp Op = CmpOp(A.A);
    if (!L || !R || Op == CmpOp::Spaceship)
      return std::nullopt;
    // Signed or not makes no difference to these.
    bool Plain = Op == CmpOp::Eq || Op == CmpOp::Ne || (*L >= 0 && *R >= 0);
    return Plain ? std::optional(holds(Op, *L, *R)) : std::nullopt;
  }
  default:
    if (auto V = numberOf(T, N, X))
      return *V != 0;
    return std::nullopt;
  }
}

} // namespace tocsin::flow
