//===- ByPlace.cpp - The newest N are kept --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The age is in the order of a sequence: it was sorted by time, and what lies
// beyond the first N is destroyed.
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/Judge.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

/// The field that a comparator looks at, if it is a time.
static std::optional<TimeLeaf> orderedBy(FunctionFlow &W, Vocabulary &V,
                                         TermId Comparator) {
  ProgFunc Body = ~0u;
  for (auto &[X, C] : W.closures())
    if (X == Comparator)
      Body = C.Body;
  if (W.terms().kind(Comparator) == TermKind::Func)
    Body = W.terms()[Comparator].A;
  const Summary *Sum = Body == ~0u ? nullptr : W.program().summary(Body);
  if (!Sum)
    return std::nullopt;
  std::optional<TimeLeaf> Found;
  Sum->Terms.any(Sum->Result, [&](TermId X) {
    const Term &A = Sum->Terms[X];
    if ((A.Kind == TermKind::Ret || A.Kind == TermKind::Out) &&
        A.A < Sum->Events.size() &&
        Sum->Events[A.A].What & bit(Property::Time)) {
      Found.emplace();
      Found->Typed = true;
      Found->Name =
          lastName(W.program().names()[Sum->Events[A.A].Callee]).str();
      Found->Words = V.words(Found->Name);
      return true;
    }
    if (A.Kind != TermKind::FieldAddr && A.Kind != TermKind::FieldOf)
      return false;
    WordClasses Words = V.words(W, A.A);
    FieldFact Fact = V.field(W, A.B, A.A);
    if (!(Words & TimeWords) && !Fact.Time)
      return false;
    Found.emplace();
    Found->Words = Words;
    Found->Typed = Fact.Time;
    Found->Name = W.program().names()[A.A].str();
    return true;
  });
  return Found;
}

std::optional<Verdict> judgeByPlace(FunctionFlow &W, Vocabulary &V, EventId Act,
                                    ArrayRef<Literal> Reasons, const Thing &R) {
  const Event &A = W.event(Act);
  DenseSet<TermId> Of;
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u || C.Args.size() < 2)
      continue;
    ProgramView::Body B = W.program().body(C.Callee);
    StringRef Name = lastName(W.program().unit(B.Unit).str(B.F->Name));
    if (!(V.words(Name) & bit(WordClass::Sorts)) ||
        !W.graph().dominates(C.Block, A.Block))
      continue;
    if (Of.empty())
      for (TermId X : victims(A)) {
        const auto &From = closure(W, X);
        Of.insert(From.begin(), From.end());
      }
    std::optional<TimeLeaf> By;
    bool Same = false;
    for (TermId X : C.Args) {
      if (auto L = orderedBy(W, V, X))
        By = L;
      for (TermId Y : closure(W, X)) {
        TermKind K = W.terms().kind(Y);
        Same |= Of.contains(Y) &&
                (K == TermKind::LocalAddr || K == TermKind::Param ||
                 K == TermKind::FieldAddr || K == TermKind::Opaque);
      }
    }
    if (!By || !Same)
      continue;
    // How many are kept.
    bool Kept = false;
    auto Bound = [&](TermId X) {
      for (TermId Y : closure(W, X)) {
        const Term T = W.terms()[Y]; // what follows may make terms
        // The walk begins behind those that are kept.
        if (T.Kind == TermKind::Phi && W.gated(Y) == Y)
          for (TermId O : W.origins(Y)) {
            TermKind K = W.terms().kind(O);
            Kept |= K == TermKind::Param || K == TermKind::Captured ||
                    K == TermKind::FieldOf ||
                    (K == TermKind::Init &&
                     W.terms().kind(W.terms().op(O, 0)) == TermKind::FieldAddr);
          }
        if (T.Kind == TermKind::Int)
          Kept |= T.Imm > 1;
        else if (T.Kind == TermKind::Param || T.Kind == TermKind::FieldAddr ||
                 T.Kind == TermKind::Captured)
          Kept |= (V.words(spell(W, Y)) & bit(WordClass::Cutoff)) != 0;
      }
    };
    for (Literal L : Reasons)
      if (W.terms().kind(L.Cond) == TermKind::Cmp)
        Bound(L.Cond);
    if (!Kept)
      continue;
    Verdict X;
    X.Act = Act;
    X.Sorted = C.Site;
    X.Why.Time = *By;
    X.Level = Grade::Note;
    for (const Conjunction &Con : disjuncts(W, Reasons))
      for (Literal L : Con) {
        Guard G = readGuard(W, V, L, R);
        if (G.Kind != GuardKind::None && !G.Elsewhere && !G.InUse)
          X.Guards.push_back(G);
      }
    if (!X.Guards.empty())
      X.Level = Grade::None;
    return X;
  }
  return std::nullopt;
}

} // namespace tocsin::cleanup
