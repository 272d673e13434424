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

/// The function that a comparator is.
static ProgFunc bodyOf(FunctionFlow &W, TermId Comparator) {
  for (auto &[X, C] : W.closures())
    if (X == Comparator)
      return C.Body;
  return W.terms().kind(Comparator) == TermKind::Func ? W.terms()[Comparator].A
                                                      : ~0u;
}

/// The field that a comparator looks at, if it is a time.
static std::optional<TimeLeaf> orderedBy(FunctionFlow &W, Vocabulary &V,
                                         ProgFunc Body) {
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

bool Vocabulary::sorts(ProgFunc F, unsigned Levels) {
  auto [It, New] = Sorters.try_emplace({F, Levels}, false);
  if (!New)
    return It->second;
  // The algorithms of ranges are objects that are called.
  StringRef Name = P.qualifiedName(F);
  Name.consume_back("::operator()");
  bool Does = words(lastName(Name)) & bit(WordClass::Sorts) ||
              (Levels && any_of(P.callees(F), [&](ProgFunc C) {
                 return sorts(C, Levels - 1);
               }));
  return Sorters[{F, Levels}] = Does;
}

/// Helpers between the function that destroys and the one that sorts.
static constexpr unsigned MaxHelpers = 2;

namespace {
/// What a helper sorts by, and the member that it sorts if it is one.
struct SortedBy {
  TimeLeaf Time;
  std::pair<NameId, NameId> Member = {0, 0}; // record, field
};
} // namespace

/// The member that `list_.begin()` or `s->list` leads into.
static std::pair<NameId, NameId> memberIn(ProgramView &P,
                                          const ProgramView::Body &B,
                                          ir::ValueId V, unsigned Depth = 0) {
  const ir::Instr &X = B.F->Instrs[V];
  ArrayRef<ir::ValueId> Ops = B.F->operands(X);
  if (X.Kind == ir::Op::Load || X.Kind == ir::Op::AddrOf) {
    const ir::Place &At = B.F->Places[X.Aux];
    if (const ir::Step *S = At.field())
      return {P.name(B.Unit, S->Owner), P.name(B.Unit, S->Name)};
  }
  if (!Ops.empty() && Depth < 4 &&
      (X.Kind == ir::Op::Cast ||
       (X.Kind == ir::Op::Call && X.Flags & ir::FlagReceiver)))
    return memberIn(P, B, Ops[0], Depth + 1);
  return {0, 0};
}

/// What a helper sorts by that reads a list and gives it back in order, or that
/// gets a member in order.
static std::optional<SortedBy> sortedBelow(FunctionFlow &W, Vocabulary &V,
                                           ProgFunc F,
                                           unsigned Levels = MaxHelpers) {
  ProgramView::Body B = W.program().body(F);
  if (!B.F->defined() || !V.sorts(F, Levels))
    return std::nullopt;
  std::optional<SortedBy> Found;
  for (const ir::Instr &X : B.F->Instrs) {
    if (X.Kind != ir::Op::Call || X.Aux == ir::None)
      continue;
    ProgFunc C = W.program().function(B.Unit, X.Aux);
    if (!Found && Levels > 1)
      Found = sortedBelow(W, V, C, Levels - 1);
    if (!V.sorts(C, 0))
      continue;
    for (ir::ValueId O : B.F->operands(X)) {
      ProgFunc By = functionOf(W.program(), B, O);
      if (By != ~0u)
        if (auto L = orderedBy(W, V, By))
          return SortedBy{*L,
                          memberIn(W.program(), B, B.F->operands(X).front())};
    }
  }
  return Found;
}

namespace {
/// Calls that may put something in order.
struct SortingCalls : PolicyRoom {
  std::optional<SmallVector<const CallSite *, 4>> Known;

  ArrayRef<const CallSite *> of(FunctionFlow &W, Vocabulary &V) {
    if (Known)
      return *Known;
    Known.emplace();
    for (const CallSite &C : W.calls())
      if (C.Callee != ~0u && C.Callee != W.self() &&
          (V.sorts(C.Callee, 0) || V.sorts(C.Callee, MaxHelpers)))
        Known->push_back(&C);
    return *Known;
  }
};
} // namespace

std::optional<Verdict> judgeByPlace(FunctionFlow &W, Vocabulary &V, EventId Act,
                                    ArrayRef<Literal> Reasons, const Thing &R) {
  const Event &A = W.event(Act);
  DenseSet<TermId> Of;
  for (const CallSite *Call : W.room<SortingCalls>().of(W, V)) {
    const CallSite &C = *Call;
    if (!W.graph().dominates(C.Block, A.Block))
      continue;
    std::optional<SortedBy> By;
    if (V.sorts(C.Callee, 0)) {
      for (TermId X : C.Args)
        if (ProgFunc F = bodyOf(W, X); F != ~0u)
          if (auto L = orderedBy(W, V, F))
            By.emplace().Time = *L;
    }
    if (!By && C.Site != A.Site)
      By = sortedBelow(W, V, C.Callee);
    if (!By)
      continue;
    if (Of.empty())
      for (TermId X : victims(A)) {
        const auto &From = closure(W, X);
        Of.insert(From.begin(), From.end());
      }
    // The list that was given, or the one that came back.
    bool Same = any_of(Of, [&](TermId Y) {
      return W.terms().kind(Y) == TermKind::Opaque && W.terms()[Y].A == C.Site;
    });
    if (By->Member.second)
      Same |= any_of(Of, [&](TermId Y) {
        const Term &A = W.terms()[Y];
        return A.Kind == TermKind::FieldAddr && A.B == By->Member.first &&
               A.A == By->Member.second;
      });
    for (TermId X : C.Args)
      for (TermId Y : closure(W, X)) {
        TermKind K = W.terms().kind(Y);
        Same |= Of.contains(Y) &&
                (K == TermKind::LocalAddr || K == TermKind::Param ||
                 K == TermKind::FieldAddr || K == TermKind::Opaque);
      }
    if (!Same)
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
    X.Why.Time = By->Time;
    X.Level = Grade::Note;
    auto Ask = [&](Literal L) {
      Guard G = readGuard(W, V, L, R);
      if (G.Kind != GuardKind::None && !G.Elsewhere && !G.InUse)
        X.Guards.push_back(G);
    };
    for (const Conjunction &Con : disjuncts(W, Reasons))
      for (Literal L : Con)
        Ask(L);
    // The verdict of a search is no conjunction: it is asked as a whole.
    for (Literal L : Reasons)
      if (X.Guards.empty())
        Ask(L);
    if (!X.Guards.empty())
      X.Level = Grade::None;
    return X;
  }
  return std::nullopt;
}

} // namespace tocsin::cleanup
