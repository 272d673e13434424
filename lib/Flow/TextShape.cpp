//===- TextShape.cpp - A text that a program builds, as pieces ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/TextShape.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::model;

namespace tocsin::flow {

static constexpr unsigned MaxDepth = 48, MaxPieces = 400, MaxTexts = 4;

namespace {
class Shaper {
public:
  explicit Shaper(FunctionFlow &W)
      : W(W), T(W.terms()), N(W.program().names()) {}

  void text(StringRef S) {
    if (S.empty())
      return;
    if (Out.empty() || Out.back().Hole)
      Out.emplace_back();
    Out.back().Text += S;
  }

  /// A value that is not known equals nothing, itself included.
  void hole(TermId X) {
    if (!X)
      X = T.get(TermKind::Opaque, ~0u, UnknownHole);
    if (Out.size() < MaxPieces)
      Out.push_back({"", X});
  }

  void add(TermId X, unsigned Depth = 0) {
    if (!X || Depth > MaxDepth || Out.size() >= MaxPieces)
      return hole(X);
    const Term A = T[X];
    switch (A.Kind) {
    case TermKind::Str:
      return text(N[A.A]);
    case TermKind::Text:
      return add(T.op(X, 0), Depth + 1);
    case TermKind::Int:
      return text(itostr(A.Imm));
    case TermKind::Phi: {
      TermId G = W.gated(X);
      return G == X ? hole(X) : add(G, Depth + 1);
    }
    case TermKind::Init: {
      // A constant table or text with static storage.
      TermId At = T.op(X, 0);
      if (T.kind(At) == TermKind::Init)
        At = T.op(At, 0); // the text behind a pointer that stands there
      if (auto Known = W.program().constantText(T, At))
        return text(*Known);
      return hole(X);
    }
    case TermKind::GlobalAddr:
      if (auto Known = W.program().constantText(T, X))
        return text(*Known);
      return hole(X);
    case TermKind::Pure:
      return pure(X, Depth);
    default:
      return hole(X);
    }
  }

  void format(ArrayRef<TermId> Ops, bool Braces, unsigned Depth) {
    Shaper Inner(W);
    Inner.add(Ops[0], Depth + 1);
    if (Braces && any_of(Inner.Out, [](const TextPiece &P) {
          return P.Text.find('%') != std::string::npos;
        }))
      return numbered(Inner.Out, Ops.drop_front(), Depth);
    if (Inner.Out.size() != 1 || Inner.Out[0].Hole)
      return hole(Ops[0]);
    if (Braces)
      braces(Inner.Out[0].Text, Ops.drop_front(), Depth);
    else
      percent(Inner.Out[0].Text, Ops.drop_front(), Depth);
  }

  /// The conversions of printf, one operand each; `*` takes one more.
  void percent(StringRef F, ArrayRef<TermId> Args, unsigned Depth) {
    size_t Next = 0;
    auto Take = [&]() -> TermId {
      return Next < Args.size() ? Args[Next++] : 0;
    };
    while (!F.empty()) {
      size_t P = F.find('%');
      text(F.take_front(P));
      if (P == StringRef::npos)
        return;
      F = F.drop_front(P + 1);
      if (F.consume_front("%")) {
        text("%");
        continue;
      }
      while (!F.empty() && StringRef("-+ #0123456789.'").contains(F[0]))
        F = F.drop_front();
      if (F.consume_front("*"))
        Take();
      if (F.consume_front(".*"))
        Take();
      while (!F.empty() && StringRef("hlLqjzt").contains(F[0]) &&
             !(F[0] == 'q' && (F.size() == 1 || !isAlpha(F[1]))))
        F = F.drop_front();
      char C = F.empty() ? 's' : F[0];
      F = F.drop_front(F.empty() ? 0 : 1);
      TermId V = Take();
      // %Q of SQLite writes the quotes itself; %w is a name.
      if (C == 'b') { // a text and its length, as hiredis has it
        Take();
        C = 's';
      }
      TermKind K = V ? T.kind(V) : TermKind::None;
      if ((C == 's' || C == 'z') &&
          (K == TermKind::Str || K == TermKind::Text || K == TermKind::Pure))
        add(V, Depth + 1);
      else if (K == TermKind::Int && C != 'c')
        text(itostr(T[V].Imm));
      else
        hole(V);
    }
  }

  /// QString::arg: each operand takes the place of the lowest `%N` that is
  /// left; the text may hold values of earlier calls already.
  void numbered(const TextShape &Text, ArrayRef<TermId> Args, unsigned Depth) {
    unsigned Lowest = 100;
    for (const TextPiece &P : Text)
      for (size_t I = P.Text.find('%'); I != std::string::npos;
           I = P.Text.find('%', I + 1)) {
        unsigned N;
        StringRef Digits = StringRef(P.Text).drop_front(I + 1);
        Digits = Digits.take_while(isDigit).take_front(2);
        if (!Digits.empty() && !Digits.getAsInteger(10, N))
          Lowest = std::min(Lowest, N);
      }
    for (const TextPiece &P : Text) {
      if (P.Hole) {
        hole(P.Hole);
        continue;
      }
      StringRef F = P.Text;
      while (!F.empty()) {
        size_t At = F.find('%');
        text(F.take_front(At));
        if (At == StringRef::npos)
          break;
        F = F.drop_front(At + 1);
        StringRef Digits = F.take_while(isDigit).take_front(2);
        unsigned N;
        if (Digits.empty() || Digits.getAsInteger(10, N) ||
            N - Lowest >= Args.size()) {
          text("%");
          continue;
        }
        F = F.drop_front(Digits.size());
        add(Args[N - Lowest], Depth + 1);
      }
    }
  }

  /// `{}`, `{0}`.
  void braces(StringRef F, ArrayRef<TermId> Args, unsigned Depth) {
    size_t Next = 0;
    while (!F.empty()) {
      size_t P = F.find('{');
      text(F.take_front(P));
      if (P == StringRef::npos)
        return;
      F = F.drop_front(P + 1);
      if (F.consume_front("{")) {
        text("{");
        continue;
      }
      StringRef Inside;
      std::tie(Inside, F) = F.split('}');
      StringRef Id = Inside.split(':').first;
      unsigned Number;
      size_t At = Next;
      if (!Id.empty() && !Id.getAsInteger(10, Number))
        At = Number;
      else
        ++Next;
      add(At < Args.size() ? Args[At] : 0, Depth + 1);
    }
  }

  void pure(TermId X, unsigned Depth) {
    const Term A = T[X];
    SmallVector<TermId, 8> Ops(T.ops(X).begin(), T.ops(X).end());
    // Same name, other operands: the traits are those of any of its rows.
    Traits Means = 0;
    bool Appends = false, Chars = false;
    if (A.A) {
      Chars = N[A.A].starts_with("std::basic_string");
      for (const Row *R : W.program().models().named(N[A.A])) {
        Means |= R->Means;
        Appends |= R->Is == Role::Append;
      }
    }
    if (Ops.empty())
      return Means & bit(Trait::Concat) ? void() : hole(X);
    if (Appends && Means & bit(Trait::Printf)) {
      add(Ops[0], Depth + 1);
      if (Ops.size() > 1)
        format(ArrayRef(Ops).drop_front(), false, Depth);
    } else if (Means & bit(Trait::Printf)) {
      format(Ops, false, Depth);
    } else if (Means & bit(Trait::Braces)) {
      format(Ops, true, Depth);
    } else if (Means & bit(Trait::Concat)) {
      for (TermId O : Ops)
        if (Chars && T.kind(O) == TermKind::Int && isPrint(T[O].Imm))
          text(std::string(1, char(T[O].Imm)));
        else
          add(O, Depth + 1);
    } else {
      hole(X);
    }
  }

  TextShape Out;

private:
  FunctionFlow &W;
  TermTable &T;
  Names &N;
};
} // namespace

TextShape shapeOf(FunctionFlow &W, TermId X, TermId Operands) {
  Shaper S(W);
  TermTable &T = W.terms();
  if (Operands && T.kind(Operands) == TermKind::Pure) {
    SmallVector<TermId, 8> Ops{X};
    Ops.append(T.ops(Operands).begin(), T.ops(Operands).end());
    S.format(Ops, false, 0);
  } else {
    S.add(X);
  }
  return std::move(S.Out);
}

std::vector<TextShape> shapesOf(FunctionFlow &W, TermId X, TermId Operands) {
  TermTable &T = W.terms();
  SmallVector<TermId, MaxTexts> Texts, Work{X};
  while (!Work.empty() && Texts.size() + Work.size() <= MaxTexts) {
    TermId Y = Work.pop_back_val();
    if (Y && T.kind(Y) == TermKind::Phi)
      Y = W.gated(Y);
    if (Y && T.kind(Y) == TermKind::Select)
      Work.append({T.op(Y, 1), T.op(Y, 2)});
    else
      Texts.push_back(Y);
  }
  Texts.append(Work.begin(), Work.end());
  std::vector<TextShape> All;
  for (TermId Y : Texts)
    All.push_back(shapeOf(W, Y, Operands));
  return All;
}

/// Whether a store of zero only ends the text that a call has put there: behind
/// what the call was told to fill at most, as after strncpy or read.
bool FunctionFlow::endsText(ir::ValueId I, TermId Element, TermId Value) const {
  TermId Array = T.op(Element, 0), Index = T.op(Element, 1);
  if (!Index || T.constant(Value) != 0 ||
      U.Types[F.Places[F.Instrs[I].Aux].Type].Bits != 8)
    return false;
  auto At = T.constant(Index);
  return any_of(F.Instrs, [&](const ir::Instr &X) {
    if (X.Kind != ir::Op::Call)
      return false;
    auto Ops = F.operands(X);
    return is_contained(
               map_range(Ops, [&](ir::ValueId O) { return Values[O]; }),
               Array) &&
           any_of(Ops, [&](ir::ValueId O) {
             auto Size = T.constant(Values[O]);
             return Values[O] == Index ||
                    (At && Size && *Size > 0 && *Size <= *At + 1);
           });
  });
}

} // namespace tocsin::flow
