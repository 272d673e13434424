//===- Things.cpp - Which thing an operand denotes ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A time says something about a thing only if it is that thing's. An operand is
// walked down to what tells it from others: the element of a loop, the result
// of a look-up, or, if there is no such, the parameter or object it is part of.
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/Facts.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

/// Terms looked at for one question.
static constexpr size_t MaxTerms = 600;

/// Results of a call stand for what the call was given.
static void operands(FunctionFlow &W, EventId E,
                     SmallVectorImpl<TermId> &Into) {
  for (auto &[S, X] : W.event(E).Slots)
    if (S != Slot::Flags && S != Slot::Mode && S != Slot::Access)
      Into.push_back(X);
}

Selectors selectors(FunctionFlow &W, TermId Root) {
  TermTable &T = W.terms();
  Selectors R;
  SmallVector<std::pair<TermId, unsigned>, 16> Work{{Root, 0}};
  DenseSet<TermId> Seen;
  auto Own = [&](TermId X) {
    if (!is_contained(R.Own, X))
      R.Own.push_back(X);
  };
  while (!Work.empty() && Seen.size() < MaxTerms) {
    auto [X, Level] = Work.pop_back_val();
    if (!X || !Seen.insert(X).second)
      continue;
    const Term A = T[X];
    switch (A.Kind) {
    case TermKind::Param:
    case TermKind::This:
    case TermKind::Captured:
    case TermKind::GlobalAddr:
      if (Level == 0 && !is_contained(R.Roots, X))
        R.Roots.push_back(X);
      break;
    case TermKind::LocalAddr:
      if (Level == 0)
        Own(X);
      break;
    case TermKind::Phi: {
      TermId G = W.gated(X);
      if (G != X)
        Work.push_back({G, Level});
      else if (T.isAddress(A.B) && T.kind(A.B) != TermKind::LocalAddr)
        Work.push_back({A.B, Level}); // what stands at a place, whatever it is
      else
        Own(X);
      break;
    }
    case TermKind::Opaque:
      Own(X);
      // A copy or conversion of another element is that element.
      if (Level < 2)
        for (TermId O : W.origins(X))
          Work.push_back({O, Level + 1});
      break;
    case TermKind::Ret:
    case TermKind::Out: {
      Own(X);
      SmallVector<TermId, 4> Given;
      operands(W, A.A, Given);
      for (TermId O : Given)
        Work.push_back({O, Level + 1});
      break;
    }
    case TermKind::Int:
    case TermKind::Str:
    case TermKind::Func:
    case TermKind::Taken:
    case TermKind::Cmp:
      break;
    case TermKind::Select:
      Work.push_back({T.op(X, 1), Level});
      Work.push_back({T.op(X, 2), Level});
      break;
    case TermKind::Pure:
      // An element of a container: its key tells it from others; the first
      // or last is itself.
      if (A.A == 0 && A.NumOps == 2) {
        if (!T.op(X, 1) || T.constant(T.op(X, 1)))
          Own(X);
        else
          Work.push_back({T.op(X, 1), Level});
        break;
      }
      LLVM_FALLTHROUGH;
    default:
      for (TermId O : T.ops(X))
        Work.push_back({O, Level});
    }
  }
  return R;
}

namespace {
/// The last answer: one value is often asked about several times in a row.
struct Closure : PolicyRoom {
  TermId Of = 0;
  TermSet Terms;
};
} // namespace

const TermSet &closure(FunctionFlow &W, TermId Root) {
  auto &Last = W.room<Closure>();
  TermSet &Seen = Last.Terms;
  if (std::exchange(Last.Of, Root) == Root)
    return Seen;
  TermTable &T = W.terms();
  Seen.clear();
  SmallVector<TermId, 16> Work{Root};
  while (!Work.empty() && Seen.size() < MaxTerms) {
    TermId X = Work.pop_back_val();
    if (!X || !Seen.insert(X))
      continue;
    const Term A = T[X];
    if (A.Kind == TermKind::Taken)
      continue;
    if (A.Kind == TermKind::Ret || A.Kind == TermKind::Out)
      operands(W, A.A, Work);
    if (A.Kind == TermKind::Phi && T.isAddress(A.B))
      Work.push_back(A.B);
    for (TermId O : W.origins(X))
      if (T.kind(O) != TermKind::Taken)
        Work.push_back(O);
  }
  return Seen;
}

bool belongs(FunctionFlow &W, TermId X, const Selectors &Thing) {
  if (!X)
    return false;
  if (!Thing.Own.empty()) {
    const TermSet &Of = closure(W, X);
    return any_of(Thing.Own, [&](TermId S) { return Of.contains(S); });
  }
  Selectors Mine = selectors(W, X);
  // An element of a table is not the table.
  if (!Mine.Own.empty() && none_of(Mine.Own, [&](TermId S) {
        TermKind K = W.terms().kind(S);
        return K == TermKind::Opaque || K == TermKind::Ret ||
               K == TermKind::Out;
      }))
    return false;
  return any_of(Thing.Roots,
                [&](TermId S) { return is_contained(Mine.Roots, S); }) ||
         (!Mine.Own.empty() && any_of(Thing.Roots, [&](TermId S) {
           return closure(W, X).contains(S);
         }));
}

StringRef calleeOf(FunctionFlow &W, TermId X) {
  const Term &A = W.terms()[X];
  if (A.Kind != TermKind::Opaque || A.A >= W.function().Instrs.size() ||
      W.isImported(X))
    return "";
  const ir::Instr &I = W.function().Instrs[A.A];
  if (I.Kind != ir::Op::Call || I.Aux == ir::None)
    return "";
  return W.unit().str(W.unit().Functions[I.Aux].Name);
}

std::string spell(FunctionFlow &W, TermId X, unsigned Depth) {
  TermTable &T = W.terms();
  Names &N = W.program().names();
  const ir::Function &F = W.function();
  if (!X || Depth > 6)
    return "";
  const Term A = T[X];
  auto Op = [&](unsigned I) { return spell(W, T.op(X, I), Depth + 1); };
  auto Join = [&](const std::string &Of, StringRef Sep, StringRef Name) {
    return Of.empty() ? Name.str() : Of + Sep.str() + Name.str();
  };
  switch (A.Kind) {
  case TermKind::Str:
    return "\"" + N[A.A].str() + "\"";
  case TermKind::Param:
    return A.A < F.Params.size() ? W.unit().str(F.Params[A.A].Name).str() : "";
  case TermKind::Captured:
    return A.A < F.Captures.size() ? W.unit().str(F.Captures[A.A].Name).str()
                                   : "";
  case TermKind::LocalAddr:
    return A.A < F.Locals.size() ? W.unit().str(F.Locals[A.A].Name).str() : "";
  case TermKind::Phi:
    return T.kind(A.B) == TermKind::LocalAddr ? spell(W, A.B, Depth + 1) : "";
  case TermKind::Init:
  case TermKind::Text:
    return Op(0);
  case TermKind::FieldAddr:
  case TermKind::FieldOf:
    return Join(Op(0), T.kind(T.op(X, 0)) == TermKind::FieldAddr ? "." : "->",
                N[A.A]);
  case TermKind::ElemAddr:
    return Op(0) + "[]";
  default:
    return "";
  }
}

} // namespace tocsin::cleanup
