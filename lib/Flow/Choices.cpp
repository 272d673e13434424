//===- Choices.cpp - Which values are left when an event happens ----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value that is set on some ways only: what must hold for an event to happen
// tells which of its values are left.
//
//===----------------------------------------------------------------------===//

#include "Flow/Choices.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::model;

namespace tocsin::flow {

/// Conclusions drawn from the conditions of one write.
static constexpr size_t MaxKnown = 64;
/// Conditions inside of conditions that are looked at.
static constexpr unsigned MaxNested = 8;

Literal plain(TermTable &T, Literal L) {
  for (;;) {
    if (T.kind(L.Cond) == TermKind::Not) {
      L = {T.op(L.Cond, 0), !L.Holds};
      continue;
    }
    if (T.kind(L.Cond) != TermKind::Cmp)
      return L;
    TermId X = T.op(L.Cond, 0), Y = T.op(L.Cond, 1);
    ir::CmpOp Op = ir::CmpOp(T[L.Cond].A);
    if ((Op == ir::CmpOp::Eq || Op == ir::CmpOp::Ne) && T.constant(X) &&
        !T.constant(Y)) // `0 != x`
      std::swap(X, Y);
    auto As = [&](ir::CmpOp Op, bool Holds) {
      return Literal{T.get(TermKind::Cmp, unsigned(Op), 0, 0, {X, Y}), Holds};
    };
    switch (Op) {
    case ir::CmpOp::Ne:
      L = As(ir::CmpOp::Eq, !L.Holds);
      continue;
    case ir::CmpOp::Ge:
      return As(ir::CmpOp::Lt, !L.Holds);
    case ir::CmpOp::Le:
      return As(ir::CmpOp::Gt, !L.Holds);
    case ir::CmpOp::Eq:
      if (T.constant(Y) != 0)
        return As(Op, L.Holds);
      L = {X, !L.Holds}; // `x == 0` is `!x`
      continue;
    default:
      return L;
    }
  }
}

static bool compare(ir::CmpOp Op, int64_t X, int64_t Y) {
  switch (Op) {
  case ir::CmpOp::Eq:
    return X == Y;
  case ir::CmpOp::Ne:
    return X != Y;
  case ir::CmpOp::Lt:
    return X < Y;
  case ir::CmpOp::Le:
    return X <= Y;
  case ir::CmpOp::Gt:
    return X > Y;
  case ir::CmpOp::Ge:
    return X >= Y;
  case ir::CmpOp::Spaceship:
    return true;
  }
  return true;
}

/// Whether `X`, which is no choice, can have the truth value or the relation to
/// a constant that `L` gives it.
static bool fits(TermTable &T, TermId X, Literal L) {
  auto Left = T.constant(X);
  if (!Left)
    return true;
  if (T.kind(L.Cond) != TermKind::Cmp)
    return (*Left != 0) == L.Holds;
  auto Right = T.constant(T.op(L.Cond, 1));
  return !Right || compare(ir::CmpOp(T[L.Cond].A), *Left, *Right) == L.Holds;
}

/// A field of a chosen object is chosen likewise; else the value itself.
TermId choiceOf(FunctionFlow &W, TermId X) {
  TermTable &T = W.terms();
  if (T.kind(X) == TermKind::Phi)
    return W.gated(X);
  if (T.kind(X) != TermKind::FieldOf)
    return X;
  const Term Field = T[X];
  TermId Of = choiceOf(W, T.op(X, 0));
  if (T.kind(Of) != TermKind::Select)
    return X;
  TermId A = T.fieldOf(T.op(Of, 1), Field.A, Field.B);
  TermId B = T.fieldOf(T.op(Of, 2), Field.A, Field.B);
  return T.get(TermKind::Select, 0, 0, 0, {T.op(Of, 0), A, B});
}

/// Adds what the conditions say of those they are made of: a helper gave back
/// 0, so it went the way on which it set the token.
static void conclude(FunctionFlow &W, SmallVectorImpl<Literal> &Known) {
  TermTable &T = W.terms();
  auto Add = [&](TermId Cond, bool Holds) {
    Literal L = plain(T, {Cond, Holds});
    if (Cond && !is_contained(Known, L))
      Known.push_back(L);
  };
  for (size_t I = 0; I < Known.size() && Known.size() < MaxKnown; ++I) {
    Literal L = Known[I] = plain(T, Known[I]);
    TermKind K = T.kind(L.Cond);
    if ((K == TermKind::And && L.Holds) || (K == TermKind::Or && !L.Holds)) {
      Add(T.op(L.Cond, 0), L.Holds);
      Add(T.op(L.Cond, 1), L.Holds);
      continue;
    }
    TermId Choice = K == TermKind::Cmp ? T.op(L.Cond, 0) : L.Cond;
    Choice = choiceOf(W, Choice);
    if (T.kind(Choice) != TermKind::Select)
      continue;
    TermId A = T.op(Choice, 1), B = T.op(Choice, 2);
    // What follows from `L` if the choice gives this, against what made it.
    auto Contradicts = [&](TermId Arm, bool Way) {
      TermId Cond = K == TermKind::Cmp
                        ? T.get(TermKind::Cmp, T[L.Cond].A, T[L.Cond].B, 0,
                                {Arm, T.op(L.Cond, 1)})
                        : Arm;
      Literal X = plain(T, {Cond, L.Holds});
      Literal Y = plain(T, {T.op(Choice, 0), Way});
      return X.Cond == Y.Cond && X.Holds != Y.Holds;
    };
    bool CanA = fits(T, A, L) && !Contradicts(A, true);
    bool CanB = fits(T, B, L) && !Contradicts(B, false);
    if (CanA == CanB)
      continue;
    Add(T.op(Choice, 0), CanA);
    TermId Left = CanA ? A : B;
    if (T.kind(Left) == TermKind::Select || T.kind(Left) == TermKind::Phi) {
      if (K == TermKind::Cmp)
        Add(T.get(TermKind::Cmp, T[L.Cond].A, T[L.Cond].B, 0,
                  {Left, T.op(L.Cond, 1)}),
            L.Holds);
      else
        Add(Left, L.Holds);
    }
  }
}

/// `text.empty()` of a literal.
static std::optional<bool> isEmptyText(FunctionFlow &W, TermId X) {
  const TermTable &T = W.terms();
  const Names &N = W.program().names();
  if (T.kind(X) != TermKind::Pure || !T[X].A || T[X].NumOps != 1 ||
      !(W.program().models().wordClasses(lastName(N[T[X].A])) &
        bit(WordClass::Lacking)))
    return std::nullopt;
  TermId Of = T.op(X, 0);
  while (T.kind(Of) == TermKind::Text)
    Of = T.op(Of, 0);
  if (T.kind(Of) != TermKind::Str)
    return std::nullopt;
  return N[T[Of].A].empty();
}

SmallVector<TermId, 4> possibilities(FunctionFlow &W, TermId X, EventId At) {
  TermTable &T = W.terms();
  SmallVector<Literal, 8> Conditions = W.eventReasons(At);
  Conditions.append(W.event(At).Inner.begin(), W.event(At).Inner.end());
  conclude(W, Conditions);
  auto Known = [&](auto &Self, TermId Cond,
                   unsigned Depth) -> std::optional<bool> {
    Literal Asked = plain(T, {Cond, true});
    for (Literal Given : Conditions)
      if (Given.Cond == Asked.Cond)
        return Given.Holds == Asked.Holds;
    // A place to put the token was handed over, so it is no null.
    if (T.isAddress(Asked.Cond))
      return Asked.Holds;
    if (auto N = T.constant(Asked.Cond))
      return (*N != 0) == Asked.Holds;
    if (auto Empty = isEmptyText(W, Asked.Cond))
      return *Empty == Asked.Holds;
    TermKind K = T.kind(Asked.Cond);
    if ((K != TermKind::And && K != TermKind::Or) || Depth >= MaxNested)
      return std::nullopt;
    bool Ends = K == TermKind::Or; // what one part is enough for
    auto A = Self(Self, T.op(Asked.Cond, 0), Depth + 1);
    auto B = Self(Self, T.op(Asked.Cond, 1), Depth + 1);
    if (A == Ends || B == Ends)
      return Ends == Asked.Holds;
    if (A && B)
      return !Ends == Asked.Holds;
    return std::nullopt;
  };
  SmallVector<TermId, 4> Leaves;
  SmallVector<TermId, 8> Work{X};
  DenseSet<TermId> Seen;
  while (!Work.empty() && Seen.size() < 64) {
    TermId Y = Work.pop_back_val();
    if (!Y || !Seen.insert(Y).second)
      continue;
    if (T.kind(Y) == TermKind::Phi) {
      TermId G = W.gated(Y);
      if (G != Y) {
        Work.push_back(G);
        continue;
      }
      for (TermId O : W.origins(Y))
        if (T.kind(O) != TermKind::Taken)
          Work.push_back(O);
      continue;
    }
    Y = choiceOf(W, Y);
    if (T.kind(Y) == TermKind::Select) {
      auto Which = Known(Known, T.op(Y, 0), 0);
      if (Which != false)
        Work.push_back(T.op(Y, 1));
      if (Which != true)
        Work.push_back(T.op(Y, 2));
      continue;
    }
    Leaves.push_back(Y);
  }
  // What is known of the value as a whole, also where no choice is seen behind
  // it: a loop set it or did not, and it is not 0.
  llvm::erase_if(Leaves, [&](TermId Leaf) {
    return any_of(Conditions, [&](Literal L) {
      TermId Of = T.kind(L.Cond) == TermKind::Cmp ? T.op(L.Cond, 0) : L.Cond;
      return Of == X && !fits(T, Leaf, L);
    });
  });
  return Leaves;
}

} // namespace tocsin::flow
