//===- IgnoredConflict.cpp - tocsin-ignored-conflict ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a conditional write or commit whose refusal nobody would notice
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Link/OwnStores.h"
#include "Link/StoreWords.h"
#include "checks/version/Version.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::window::quoted;

namespace tocsin::version {

static constexpr StringRef Check = "tocsin-ignored-conflict";

/// A record that only one may create and that says who: what the caller gave is
/// in it, and nobody has looked for it before, as who fills a cache does.
static bool claims(Records &R, const Op &A) {
  TermTable &T = R.flow().terms();
  TermId V = A.Value;
  while (V && T.kind(V) == TermKind::Text)
    V = T.op(V, 0);
  return V && !R.isConstant(V) && R.readsBefore(A).empty() &&
         T.any(V, [&](TermId X) { return T.kind(X) == TermKind::Param; });
}

/// The function that the write calls itself; none if a callee does, or it is
/// not known.
static ProgramView::Body calledBy(FunctionFlow &W, const Event &E) {
  auto C = find_if(W.calls(), [&](const CallSite &X) {
    return X.Site == E.Site && X.Callee != ~0u;
  });
  return E.Via.empty() && C != W.calls().end() ? W.program().body(C->Callee)
                                               : ProgramView::Body();
}

/// Whether the token is the epoch of a lease, by the name of the parameter.
static bool isFenced(FunctionFlow &W, const Event &E) {
  const model::Position *At = E.Row->arg(Slot::Token);
  ProgramView::Body B = calledBy(W, E);
  return At && B.F && unsigned(At->Index) < B.F->Params.size() &&
         link::isFence(
             W.program().unit(B.Unit).str(B.F->Params[At->Index].Name));
}

static bool mayRefuse(Records &R, const Op &A) {
  FunctionFlow &W = R.flow();
  if (A.Is == Act::Commit)
    return true;
  if (A.Is == Act::Create)
    return claims(R, A);
  if (A.Is != Act::Write && A.Is != Act::Delete)
    return false;
  if (A.Expected || A.Asked)
    return true;
  // A number that was written down was not read from anywhere.
  if (!A.Token || R.isConstant(A.Token))
    return false;
  // A method of the program's own: its callers may well leave it at one try,
  // unless they would lose what they made of the record, or go on as if they
  // still were in charge.
  if (W.event(A.E).Row->Library == link::OwnStoreLibrary &&
      !isFenced(W, W.event(A.E)) &&
      none_of(R.readsBefore(A),
              [&](const Op *Read) { return R.writesBack(*Read, A); }))
    return false;
  auto Values = R.possibilities(A.Token, A.E);
  return any_of(Values, [&](TermId X) { return !R.isNoCheck(A, X); }) &&
         none_of(Values, [&](TermId X) {
           return W.terms().kind(X) == TermKind::Param;
         });
}

/// `SET state = 'taken', owner = ? WHERE id = ? AND state = 'free'`: from one
/// fixed state to another, and whose it is depends on who was first. That alone
/// may be done twice; so may a note of when.
static bool takesIt(Records &R, const Op &A, StringRef State) {
  const auto &Text = A.Sql->Text;
  const sql::Value *To = Text.set(State);
  if (!To || To->Is != sql::Value::Constant)
    return false;
  return any_of(Text.Sets, [&](const auto &S) {
    if (S.second.Is != sql::Value::Outside)
      return false;
    SmallVector<std::string, 6> Words = splitWords(S.first);
    return !Words.empty() &&
           !is_contained({"at", "on", "time", "date", "ts", "when"},
                         Words.back());
  });
}

/// `SET state = 'closed' WHERE id = ? AND state = 'open'`, and then a row is
/// inserted somewhere: everybody who comes by inserts one.
static bool leadsOn(Records &R, const Op &A, const sql::Condition &C) {
  FunctionFlow &W = R.flow();
  const sql::Value *To = A.Sql->Text.set(C.Column);
  if (!To || To->Is != sql::Value::Constant || To->Text == C.Right.Text)
    return false;
  return any_of(R.ops(), [&](const Op &O) {
    return O.Sql && O.Is == Act::Create && !O.Sql->Text.Conflict &&
           W.event(O.E).Site != W.event(A.E).Site &&
           is_contained(W.liveBefore(O.E), A.E) &&
           any_of(W.eventConditions(O.E),
                  [&](Literal L) { return W.derivesFrom(L.Cond, A.E); });
  });
}

/// `SET owner = NULL WHERE id = ? AND owner = ?`: who does not hold it any more
/// has nothing to give back.
static bool givesBack(const Op &A, const sql::Condition &C) {
  const sql::Value *To = A.Sql->Text.set(C.Column);
  return To && To->Is == sql::Value::Constant &&
         StringRef(To->Text).equals_insensitive("null");
}

/// A statement whose condition can fail, and nobody counts the rows.
static const sql::Condition *uncounted(Records &R, const Op &A) {
  if (!A.Sql || (A.Is != Act::Write && A.Is != Act::Delete) ||
      A.Sql->Text.Returning)
    return nullptr;
  for (const sql::Condition &C : A.Sql->Text.Where)
    if (C.Op == "=" && sql::isVersionName(C.Column))
      return &C;
  for (const Op *Read : R.readsBefore(A))
    if (const sql::Condition *C = R.versionCondition(Read, A);
        C && (C->Op == "=" || C->Op == "is") && !givesBack(A, *C))
      return C;
  // One row, if the column that is written holds what the caller says.
  bool OneRow = any_of(A.Sql->Text.Where, [](const sql::Condition &C) {
    return C.Op == "=" && isKeyName(C.Column);
  });
  // ... or by a key of several columns.
  OneRow |= count_if(A.Sql->Text.Where, [&](const sql::Condition &C) {
              return C.Op == "=" && C.Right.Is == sql::Value::Outside &&
                     !A.Sql->Text.set(C.Column);
            }) >= 2;
  for (const sql::Condition &C : A.Sql->Text.Where)
    if (OneRow && C.Op == "=" && !isKeyName(C.Column) &&
        A.Sql->Text.set(C.Column) && !givesBack(A, C) &&
        (C.Right.Is == sql::Value::Outside ||
         (C.Right.Is == sql::Value::Constant &&
          (takesIt(R, A, C.Column) || leadsOn(R, A, C)))))
      return &C;
  return nullptr;
}

/// Whether a value says how a count compares.
static bool judged(FunctionFlow &W, TermId Value, EventId Count) {
  bool Found = false;
  W.derivation(Value, [&](TermId Y) {
    Found |= W.terms().kind(Y) == TermKind::Cmp && W.derivesFrom(Y, Count);
    return !Found;
  });
  return Found;
}

/// Whether one call does all of it: it reads or begins the transaction, writes,
/// and tells how it went. Who does not listen loses nothing of what others
/// wrote, nor anything that he worked out himself.
static bool wholeStep(Records &R, const Op &A) {
  FunctionFlow &W = R.flow();
  const Event &X = W.event(A.E);
  if (X.Via.empty())
    return false;
  if (A.Is == Act::Commit)
    for (EventId E = 0; E < W.events().size(); ++E)
      if (W.happens(E) && W.event(E).Site == X.Site &&
          W.event(E).role() == Role::StoreBegin)
        return true;
  return any_of(R.ops(), [&](const Op &O) {
    return O.Is == Act::Read && W.event(O.E).Site == X.Site &&
           (A.Is == Act::Commit ? R.sameStore(O, A) : R.sameRecord(O, A));
  });
}

static bool counted(Records &R, const Op &A) {
  FunctionFlow &W = R.flow();
  const Event &X = W.event(A.E);
  bool Any = false, Dropped = false;
  for (EventId E = 0; E < W.events().size(); ++E)
    if (W.happens(E) && W.event(E).role() == Role::SqlCount &&
        is_contained(W.liveBefore(E), A.E)) {
      Any = true;
      // A callee that counts and says whether it was as many as should be, to a
      // caller who does not listen.
      Dropped |= !X.Via.empty() && W.event(E).Site == X.Site &&
                 judged(W, W.valueAt(X.Site), E) && !outcomeSeen(W, E) &&
                 !wholeStep(R, A);
    }
  if (Any)
    return !Dropped;
  // The call itself gives the number.
  return flow::traitsOf(X, W, false) & bit(Trait::Fresh) && outcomeSeen(W, A.E);
}

/// Whether somebody looks at the answer to a conditional request, which another
/// call gives (`CURLINFO_RESPONSE_CODE`).
static bool answered(Records &R, const Op &A) {
  FunctionFlow &W = R.flow();
  const Event &E = W.event(A.E);
  TermId Of = E.slot(Slot::Request);
  bool Here = E.Via.empty();
  bool Given = false; // to the caller of the callee that sent it
  for (EventId X = 0; X < W.events().size(); ++X) {
    const Event &B = W.event(X);
    if (!W.happens(X) || B.slot(Slot::Request) != Of)
      continue;
    if (B.role() == Role::StoreRequest &&
        flow::traitsOf(B, W, true) & bit(Trait::Throws))
      return true; // it fails as a whole
    if (B.role() != Role::SqlCount || !is_contained(W.liveBefore(X), A.E))
      continue;
    if (Here || outcomeSeen(W, X))
      return true;
    Given |= W.derivesFrom(W.valueAt(E.Site), X);
  }
  return !Here && !Given;
}

/// Whether the program's own function throws where it refuses.
static bool refusesByThrow(FunctionFlow &W, const Event &E) {
  if (!E.Row->arg(Slot::Token))
    return false;
  ProgramView::Body B = calledBy(W, E);
  return B.F && any_of(B.F->Instrs, [](const ir::Instr &X) {
           return X.Kind == ir::Op::Throw;
         });
}

void ignoredConflict(Records &R, Sink Report) {
  FunctionFlow &W = R.flow();
  for (const Op &A : R.ops()) {
    const Event &E = W.event(A.E);
    if (const sql::Condition *C = uncounted(R, A)) {
      if (counted(R, A))
        continue;
      Finding F =
          startFinding(R, Check, "rows-not-counted", A, Confidence::Medium);
      F.Message = "the statement changes " + recordName(R, A) + " only if '" +
                  C->Column +
                  "' still is what it was, but nobody looks whether it did";
      addWayToAct(F, R, A);
      addAdvice(F, "look at the number of changed rows; 0 means that somebody "
                   "else was faster");
      Report(std::move(F));
      continue;
    }
    if (A.Sql || !mayRefuse(R, A) ||
        flow::traitsOf(E, W, false) & bit(Trait::Throws))
      continue;
    if (E.role() == Role::StoreCommand && E.slot(Slot::Request)) {
      if (answered(R, A))
        continue;
    } else if (!E.Row->arg(Slot::Outcome) || outcomeSeen(W, A.E)) {
      continue;
    } else if (!E.Via.empty() &&
               (!W.derivesFrom(W.valueAt(E.Site), A.E) || wholeStep(R, A))) {
      continue; // a callee that keeps it to itself is told by itself
    }
    if (refusesByThrow(W, E))
      continue;
    bool Commit = A.Is == Act::Commit;
    Finding F =
        startFinding(R, Check, Commit ? "commit-ignored" : "outcome-ignored", A,
                     Confidence::High);
    F.Message =
        Commit
            ? quoted(W, E) +
                  " may be refused because others wrote, but nobody looks at "
                  "its result"
        : A.Is == Act::Create
            ? quoted(W, E) + " is refused if somebody else was faster to put " +
                  recordName(R, A) + " there, but nobody looks at its result"
            : quoted(W, E) + " is refused if " + recordName(R, A) +
                  " has changed, but nobody looks at its result";
    addWayToAct(F, R, A);
    addAdvice(F, A.Is == Act::Create
                     ? "look at the result; if it is refused, it is another's"
                     : "look at the result; if it is refused, read again and "
                       "repeat");
    Report(std::move(F));
  }
}

} // namespace tocsin::version
