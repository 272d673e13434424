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

/// Whether a value that differs by the way taken is what stands at a place that
/// tells things apart.
static bool isAtPlace(TermTable &T, const Term &Phi) {
  return T.isAddress(Phi.B) || T.kind(Phi.B) == TermKind::Opaque;
}

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
      else if (isAtPlace(T, A) && T.kind(A.B) != TermKind::LocalAddr)
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
/// Answers: all guards of a function are asked about the same few values.
struct Closures : PolicyRoom {
  DenseMap<TermId, std::unique_ptr<TermSet>> Known;
};
} // namespace

/// Answers that are kept.
static constexpr unsigned MaxClosures = 1024;

const TermSet &closure(FunctionFlow &W, TermId Root) {
  auto &Known = W.room<Closures>().Known;
  if (Known.size() > MaxClosures)
    Known.clear();
  std::unique_ptr<TermSet> &Kept = Known[Root];
  if (Kept)
    return *Kept;
  TermTable &T = W.terms();
  Kept = std::make_unique<TermSet>(T.size());
  TermSet &Seen = *Kept;
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
    if (A.Kind == TermKind::Phi && isAtPlace(T, A))
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

/// Levels of copies between a function and the operand it is.
static constexpr unsigned MaxCopies = 6;

ProgFunc functionOf(ProgramView &P, const ProgramView::Body &B, ir::ValueId V,
                    unsigned Depth) {
  const ir::Function &F = *B.F;
  const ir::Instr &X = F.Instrs[V];
  if (Depth > MaxCopies)
    return ~0u;
  switch (X.Kind) {
  case ir::Op::Closure:
  case ir::Op::FuncRef:
    return P.function(B.Unit, X.Aux);
  case ir::Op::Cast:
    return functionOf(P, B, F.operands(X)[0], Depth + 1);
  case ir::Op::Load:
  case ir::Op::AddrOf: {
    const ir::Place &From = F.Places[X.Aux];
    if (From.Base != ir::BaseKind::Local || !From.Steps.empty())
      return ~0u;
    auto IsLocal = [&](uint32_t Place) {
      return F.Places[Place].Base == From.Base &&
             F.Places[Place].Index == From.Index &&
             F.Places[Place].Steps.empty();
    };
    for (ir::ValueId I = 0; I < V; ++I) {
      const ir::Instr &Y = F.Instrs[I];
      auto Ops = F.operands(Y);
      ir::ValueId From = ir::None;
      if (Y.Kind == ir::Op::Store && IsLocal(Y.Aux))
        From = Ops[0];
      else if (Y.Kind == ir::Op::Call && Ops.size() == 2 &&
               Y.Flags & ir::FlagReceiver && Y.Aux != ir::None &&
               P.unit(B.Unit).Functions[Y.Aux].Flags & ir::FuncCtor &&
               F.Instrs[Ops[0]].Kind == ir::Op::AddrOf &&
               IsLocal(F.Instrs[Ops[0]].Aux))
        From = Ops[1];
      if (From != ir::None)
        if (ProgFunc G = functionOf(P, B, From, Depth + 1); G != ~0u)
          return G;
    }
    return ~0u;
  }
  default:
    return ~0u;
  }
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
