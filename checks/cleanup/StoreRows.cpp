//===- StoreRows.cpp - Records of stores that are removed by age ----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The text of a statement is part of the condition: `WHERE created_at < ?` is
// an age, `AND state = 'done'` a guard. A key is removed by the age that was
// looked up under the same key.
//
//===----------------------------------------------------------------------===//

#include "Window/Window.h"
#include "checks/cleanup/Cleanup.h"
#include "checks/version/Records.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::version::Act;
using tocsin::version::Op;
using tocsin::version::Records;

namespace tocsin::cleanup {

namespace {
/// Why a record goes, and what it is.
struct Removal {
  std::string Time, Matter;
  WordClasses Words = 0;
  SourceAt Decided, Read; // compared; looked up
};
} // namespace

static constexpr WordClasses Stamps =
    bit(WordClass::Birth) | bit(WordClass::AccessTime) | bit(WordClass::Lease) |
    bit(WordClass::Dead);

/// Conditions that all hold for the rows that go.
static std::optional<Removal> byWay(Vocabulary &V, StringRef Table,
                                    ArrayRef<sql::Condition> Way) {
  std::optional<Removal> R;
  for (const sql::Condition &C : Way) {
    WordClasses Words = V.words(C.Column);
    bool Order = C.Op == "<" || C.Op == "<=" || C.Op == ">" || C.Op == ">=";
    if (Words & Stamps && Order) {
      // What was marked before is dead; what is kept is young.
      if (Words & bit(WordClass::Dead))
        return std::nullopt;
      if (C.Op[0] == '<' && !R)
        R = Removal{C.Column, Table.str(), Words, {}, {}};
      else if (C.Op[0] == '<' && (Words ^ R->Words) & Stamps &&
               (Words | R->Words) & bit(WordClass::AccessTime))
        return std::nullopt;
      continue;
    }
    if (Words & (bit(WordClass::State) | bit(WordClass::Busy) |
                 bit(WordClass::Owner) | bit(WordClass::Count) |
                 bit(WordClass::Unused) | bit(WordClass::Done) |
                 bit(WordClass::Dead)) ||
        sql::isVersionName(C.Column) || C.Right.Is == sql::Value::Query)
      return std::nullopt;
  }
  return R;
}

/// `DELETE FROM t WHERE created_at < ?`
static std::optional<Removal> byStatement(Vocabulary &V, const Op &A) {
  const sql::Statement &S = A.Sql->Text;
  if (S.Is != sql::Verb::Delete)
    return std::nullopt;
  // One way without a guard is enough.
  for (const std::vector<sql::Condition> &Way : S.Ways)
    if (std::optional<Removal> R = byWay(V, S.Table, Way))
      return R;
  return std::nullopt;
}

/// Looks at the record before it goes that are told apart.
static constexpr size_t MaxReads = 6;

/// Whether a value is something that the look at the record gave, or was made
/// of it.
static bool comesFrom(FunctionFlow &W, Records &R, TermId X, const Op &Of) {
  bool Found = false;
  R.data(X, [&](TermId Y) {
    const Term &A = W.terms()[Y];
    Found |= A.A == Of.E &&
             (A.Kind == TermKind::Out || (A.Kind == TermKind::Ret && Y != X));
    return !Found;
  });
  return Found || R.carries(X, Of);
}

/// Whether a condition speaks of a part of the record that tells if it is in
/// use: its state, its owner.
static bool asksUse(FunctionFlow &W, Vocabulary &V, TermId Cond) {
  constexpr WordClasses Speaking =
      bit(WordClass::State) | bit(WordClass::Busy) | bit(WordClass::Owner) |
      bit(WordClass::Count) | bit(WordClass::Unused) | bit(WordClass::Done);
  return W.terms().any(Cond, [&](TermId X) {
    const Term &A = W.terms()[X];
    return (A.Kind == TermKind::FieldOf || A.Kind == TermKind::FieldAddr) &&
           V.words(W, A.A) & Speaking;
  });
}

/// Two records of one thing: their keys are made of the same name and
/// constants.
static bool isBeside(FunctionFlow &W, Records &R, const Op &O, const Op &A) {
  if (W.terms().kind(O.Key) != TermKind::Pure ||
      W.terms().kind(A.Key) != TermKind::Pure || !R.sameStore(O, A))
    return false;
  Selectors X = selectors(W, O.Key), Y = selectors(W, A.Key);
  auto Same = [](ArrayRef<TermId> L, ArrayRef<TermId> R) {
    return L.size() == R.size() &&
           all_of(L, [&](TermId T) { return is_contained(R, T); });
  };
  return !(X.Own.empty() && X.Roots.empty()) && Same(X.Own, Y.Own) &&
         Same(X.Roots, Y.Roots);
}

/// Whether the condition looks at how a claim turned out; that a reply came at
/// all says nothing.
static bool isWon(FunctionFlow &W, Records &R, Literal L, const Op &Claim) {
  if (W.terms().kind(L.Cond) != TermKind::Cmp)
    return false;
  if (W.event(Claim.E).role() != Role::StoreCommand)
    return W.possible(L, Claim.E, true) && !W.possible(L, Claim.E, false);
  return any_of(SmallVector<TermId, 2>(W.terms().ops(L.Cond)),
                [&](TermId Side) { return comesFrom(W, R, Side, Claim); });
}

/// A key whose time was looked up before, under the same key.
static std::optional<Removal> byKey(FunctionFlow &W, Vocabulary &V, Records &R,
                                    const Op &A) {
  TermTable &T = W.terms();
  ArrayRef<EventId> Live = W.liveBefore(A.E);
  SmallVector<const Op *, 4> Reads;
  for (const Op &O : R.ops())
    if (O.Is == Act::Read && is_contained(Live, O.E) && O.Key && A.Key &&
        Reads.size() < MaxReads &&
        (R.sameRecord(O, A) ||
         T.any(O.Key, [&](TermId X) { return X == A.Key; }) ||
         isBeside(W, R, O, A)))
      Reads.push_back(&O);
  if (Reads.empty())
    return std::nullopt;
  // What is put beside it only if nobody else has: a lease under the same name.
  SmallVector<const Op *, 2> Claims;
  for (const Op &O : R.ops())
    if (O.Is == Act::Create && O.Key && A.Key && is_contained(Live, O.E) &&
        Claims.size() < MaxReads && isBeside(W, R, O, A))
      Claims.push_back(&O);
  // A field of the record may be called after what it says.
  auto FieldWords = [&](const Op &O) -> WordClasses {
    TermId Field = T[O.Key].NumOps == 2 ? T.op(O.Key, 1) : 0;
    return Field && T.kind(Field) == TermKind::Str ? V.words(W, T[Field].A) : 0;
  };
  std::optional<Removal> Found;
  for (const Conjunction &C : disjuncts(W, W.eventReasons(A.E))) {
    std::optional<Removal> Here;
    const Op *By = nullptr;
    bool Claimed = false;
    SmallVector<std::pair<const Op *, Literal>, 4> Others;
    for (Literal L : C) {
      Claimed |=
          any_of(Claims, [&](const Op *O) { return isWon(W, R, L, *O); });
      const Op *Of = nullptr;
      for (const Op *Read : Reads)
        if (!Of && T.kind(L.Cond) == TermKind::Cmp &&
            any_of(SmallVector<TermId, 2>(T.ops(L.Cond)),
                   [&](TermId Side) { return comesFrom(W, R, Side, *Read); }))
          Of = Read;
      if (!Of)
        continue;
      auto X = readComparison(W, V, L);
      bool Old = false;
      if (X && !X->Equality)
        for (const TimeLeaf &O : X->Leaves)
          if (O.Now ? X->Order * O.Sign == 1
                    : O.Words & Stamps && X->Order * O.Sign == -1) {
            Old = true;
            if (!Here)
              Here.emplace();
            if (!O.Now)
              Here->Time = O.Name, Here->Words = O.Words;
            else if (FieldWords(*Of) & Stamps)
              Here->Time = W.program().names()[T[T.op(Of->Key, 1)].A].str(),
              Here->Words = FieldWords(*Of);
          }
      if (Old) {
        By = Of;
        Here->Decided = comparedAt(W, L.Cond);
      } else if (!X) {
        Others.push_back({Of, L});
      }
    }
    // Another question about the same record; whether it is there, and whether
    // it could be read, are none.
    bool Guarded = Claimed || any_of(Others, [&](auto &Asked) {
                     return By && (Asked.first->E != By->E ||
                                   asksUse(W, V, Asked.second.Cond));
                   });
    if (Here && !Guarded && By && R.guard(*By, A) == Records::Guard::None) {
      Found = Here;
      Found->Read = W.event(By->E).At;
      // Compared below: the callee has been judged for itself.
      if (!Found->Decided.At.valid() && W.event(A.E).Via.size() > 1)
        return std::nullopt;
      if (!Found->Decided.At.valid())
        Found->Decided = Found->Read;
    }
  }
  return Found;
}

/// A key that lies beside a time in the program's own record, or was handed in
/// with it.
static std::optional<Removal> byRecord(FunctionFlow &W, Vocabulary &V,
                                       const Op &A) {
  if (!A.Key)
    return std::nullopt;
  SmallVector<Literal, 8> Reasons = W.eventReasons(A.E);
  if (!comparesTimes(W, V, Reasons))
    return std::nullopt;
  Thing Whole;
  Whole.Self = selectors(W, A.Key);
  Whole.Values = {A.Key};
  if (Whole.Self.Own.empty() && Whole.Self.Roots.empty())
    return std::nullopt;
  std::optional<Removal> Found;
  for (const Conjunction &C : disjuncts(W, Reasons)) {
    std::optional<Age> Why = ageIn(W, V, C, Whole, &W.event(A.E));
    // What is kept until a moment that its owner knows may go then.
    if (!Why || Why->Oldest ||
        !(Why->Time.Words &
          (bit(WordClass::Birth) | bit(WordClass::AccessTime))))
      continue;
    Thing R = Whole;
    R.Owner = selectors(W, Why->Time.Of);
    bool Guarded = any_of(C, [&](Literal L) {
      if (L == Why->Of)
        return false;
      Guard G = readGuard(W, V, L, R);
      return G.Kind != GuardKind::None && !G.Elsewhere && !G.InUse;
    });
    SourceAt At = comparedAt(W, Why->Of.Cond);
    if (!Guarded && At.At.valid())
      Found = Removal{Why->Time.Name, "", Why->Time.Words, At, At};
  }
  return Found;
}

void Session::visitStores(FunctionFlow &W) {
  if (none_of(W.events(),
              [](const Event &E) { return speaksOfStores(E.role()); }))
    return;
  Records R(W, P);
  for (const Op &A : R.ops()) {
    if (A.Is != Act::Delete || A.Asked || A.Expected)
      continue;
    bool Checked = A.Token && !R.isNoCheck(A, A.Token);
    if (Checked)
      continue;
    std::optional<Removal> X = A.Sql ? byStatement(Words, A) : std::nullopt;
    bool Text = X.has_value();
    if (!X)
      X = byKey(W, Words, R, A);
    if (!X && !A.Sql)
      X = byRecord(W, Words, A);
    if (!X)
      continue;
    const Event &E = W.event(A.E);
    Finding F;
    F.Check = "tocsin-timestamp-cleanup";
    F.Pattern = Text ? "rows" : "record";
    F.Level = Severity::Warning;
    F.Sure = Confidence::Medium;
    F.At = window::positionOf(P, siteOf(E));
    F.Act = window::positionOf(P, E.At);
    F.Function = P.qualifiedName(E.Function).str();
    F.FunctionUSR = P.usr(E.Function).str();
    F.Object = X->Matter;
    TimeLeaf T;
    T.Words = X->Words;
    T.Name = X->Time;
    std::string Why = X->Time.empty() ? "its age" : timeText(T);
    F.Message =
        (Text ? "rows" + (X->Matter.empty() ? "" : " of '" + X->Matter + "'") +
                    " are removed because of " + Why +
                    " alone; no condition asks whether they are in use"
              : "a record is removed because " + Why +
                    " says it is old; nothing shows that nobody is using it");
    F.Notes.push_back({Text ? F.At : window::positionOf(P, X->Decided),
                       Text ? "the age is judged by the store, in this text"
                            : "judged by age here: " + Why,
                       NoteKind::Decision});
    if (!Text && !(X->Read == X->Decided))
      F.Notes.push_back({window::positionOf(P, X->Read),
                         "the time is looked up here, under the same key",
                         NoteKind::Step});
    F.Notes.push_back(
        {F.At,
         Text ? "add a condition on its state, owner, lease or version"
              : "check a state or owner in the same request, or pass the "
                "version you read to the delete",
         NoteKind::Advice});
    if (!Text) {
      Others.push_back(std::move(F));
      continue;
    }
    RowsGone By{std::move(F), E.At, W.self(), {}};
    for (const Frame &V : E.Via)
      By.Below.push_back(V.Callee);
    Gone.push_back(std::move(By));
  }
}

/// Who makes the text is told; its callers know no better.
void Session::tellRows() {
  for (RowsGone &R : Gone)
    if (none_of(Gone, [&](const RowsGone &O) {
          return O.Act == R.Act && is_contained(R.Below, O.By);
        }))
      Others.push_back(R.What);
}

} // namespace tocsin::cleanup
