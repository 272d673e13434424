//===- Flags.cpp - What a call's flags make of it -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads flag words and mode strings out of terms, with every alternative that a
// condition leaves open, and asks the model what they mean.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Flow/FunctionFlow.h"
#include "Flow/TextShape.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

FlagTerm readFlags(const TermTable &T, Names &N, TermId X) {
  FlagTerm R;
  const Term A = T[X];
  switch (A.Kind) {
  case TermKind::Int: {
    SmallVector<StringRef, 4> Parts;
    N[A.A].split(Parts, ',', -1, false);
    R.Names.append(Parts.begin(), Parts.end());
    R.Number = A.Imm;
    R.Known = true;
    return R;
  }
  case TermKind::Str:
    R.Text = N[A.A];
    R.Known = true;
    return R;
  case TermKind::Text:
    return readFlags(T, N, T.op(X, 0));
  case TermKind::Bin: {
    if (BinOp(A.A) != BinOp::Or && BinOp(A.A) != BinOp::Add)
      return R;
    FlagTerm L = readFlags(T, N, T.op(X, 0)), Q = readFlags(T, N, T.op(X, 1));
    R.Names = L.Names;
    R.Names.append(Q.Names.begin(), Q.Names.end());
    // Bits once set stay set: an unknown half only adds.
    R.Number = L.Number.value_or(0) | Q.Number.value_or(0);
    R.Known = L.Known || Q.Known;
    return R;
  }
  case TermKind::Pure: {
    // operator| of an enumeration class.
    if (!N[A.A].ends_with("operator|") || A.NumOps != 2)
      return R;
    FlagTerm L = readFlags(T, N, T.op(X, 0)), Q = readFlags(T, N, T.op(X, 1));
    R.Names = L.Names;
    R.Names.append(Q.Names.begin(), Q.Names.end());
    R.Known = L.Known || Q.Known;
    return R;
  }
  default:
    return R;
  }
}

/// The alternatives that a chosen value may take.
static void alternatives(FunctionFlow &W, TermId X, SmallVectorImpl<TermId> &R,
                         unsigned Depth = 0) {
  TermTable &T = W.terms();
  if (R.size() < 8 && Depth < 8) {
    if (T.kind(X) == TermKind::Phi)
      if (TermId G = W.gated(X); G != X)
        return alternatives(W, G, R, Depth + 1);
    if (T.kind(X) == TermKind::Select) {
      alternatives(W, T.op(X, 1), R, Depth + 1);
      alternatives(W, T.op(X, 2), R, Depth + 1);
      return;
    }
    if (T.kind(X) == TermKind::Bin && T[X].NumOps == 2) {
      SmallVector<TermId, 4> L, Q;
      alternatives(W, T.op(X, 0), L, Depth + 1);
      alternatives(W, T.op(X, 1), Q, Depth + 1);
      if (L.size() * Q.size() <= 8 && L.size() * Q.size() > 1) {
        for (TermId A : L)
          for (TermId B : Q)
            R.push_back(T.get(TermKind::Bin, T[X].A, 0, 0, {A, B}));
        return;
      }
    }
  }
  R.push_back(X);
}

namespace {
/// Values of an event's flag slots, as models want to see them; one slot may
/// be fixed to one of its alternatives.
class FlagReader {
public:
  FlagReader(const Event &E, FunctionFlow &W,
             std::optional<Slot> Fixed = std::nullopt, TermId Choice = 0)
      : E(E), W(W), Fixed(Fixed), Choice(Choice) {}

  std::optional<FlagValue> operator()(Slot S) const {
    TermId X = S == Fixed ? Choice : E.slot(S);
    if (!X)
      return std::nullopt;
    FlagTerm F = readFlags(W.terms(), W.program().names(), X);
    // What a text begins with is known although a format made it.
    if (!F.Known && S == Slot::Text)
      if (TextShape Shape = shapeOf(W, X); !Shape.empty() && !Shape[0].Hole) {
        Names &N = W.program().names();
        F.Text = N[N.intern(Shape[0].Text)];
        F.Known = true;
      }
    if (!F.Known && S == Slot::Mode && model::speaksOfStores(E.role()))
      return keysOf(X);
    if (!F.Known)
      return std::nullopt;
    FlagValue V;
    V.Names.assign(F.Names.begin(), F.Names.end());
    V.Number = F.Number;
    V.Text = F.Text;
    return V;
  }

private:
  /// The texts in a document that was put together word by word.
  std::optional<FlagValue> keysOf(TermId X) const {
    const TermTable &T = W.terms();
    FlagValue V;
    if (T.kind(X) == TermKind::Pure)
      T.any(X, [&](TermId Y) {
        if (T.kind(Y) == TermKind::Str)
          V.Names.push_back(W.program().names()[T[Y].A]);
        return false;
      });
    return V.Names.empty() ? std::nullopt : std::optional(std::move(V));
  }

  const Event &E;
  FunctionFlow &W;
  std::optional<Slot> Fixed;
  TermId Choice;
};
} // namespace

/// What the row makes of the event's flags, or of one choice among them.
static FunctionFlow::FlagFacts factsOf(const Event &E, FunctionFlow &W,
                                       std::optional<Slot> Fixed = std::nullopt,
                                       TermId Choice = 0) {
  const Row &R = *E.Row;
  if (R.When.empty())
    return {R.Does, R.What, R.Means};
  Slot One = R.When.front().Arg;
  bool Same = all_of(R.When, [&](const FlagRule &X) { return X.Arg == One; });
  TermId Value = Fixed == One ? Choice : E.slot(One);
  auto Key = std::pair(&R, Value);
  if (Same)
    if (auto It = W.flags().find(Key); It != W.flags().end())
      return It->second;
  const Model &M = W.program().models();
  FlagReader Read(E, W, Fixed, Choice);
  FunctionFlow::FlagFacts F{model::deedOf(R, M, Read),
                            model::propertiesOf(R, M, Read),
                            model::traitsOf(R, M, Read)};
  if (Same)
    W.flags()[Key] = F;
  return F;
}

void specialise(Event &E, FunctionFlow &W) {
  auto F = factsOf(E, W);
  E.Does = F.Does;
  E.What = F.What;
}

Traits traitsOf(const Event &E, FunctionFlow &W, bool Must) {
  if (E.Row->When.empty())
    return E.Row->Means;
  // A flag argument that differs by path gives several calls in one.
  SmallVector<TermId, 8> Choices;
  Slot Varies = Slot::Flags;
  std::optional<Slot> Last;
  for (const FlagRule &Rule : E.Row->When)
    if (TermId X = E.slot(Rule.Arg);
        X && std::exchange(Last, Rule.Arg) != Rule.Arg) {
      SmallVector<TermId, 8> L;
      alternatives(W, X, L);
      if (L.size() > Choices.size()) {
        Choices = L;
        Varies = Rule.Arg;
      }
    }
  if (Choices.empty())
    Choices.push_back(0);
  Traits All = 0;
  bool First = true;
  for (TermId Choice : Choices) {
    Traits One =
        factsOf(E, W, Choice ? Varies : std::optional<Slot>(), Choice).Means;
    All = First ? One : Must ? All & One : All | One;
    First = false;
  }
  return All;
}

} // namespace tocsin::flow
