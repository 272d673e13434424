//===- SqlLostUpdate.cpp - tocsin-sql-lost-update -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a row that is selected and then updated or inserted outside a
// transaction
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "checks/version/Version.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::version {

static constexpr StringRef Check = "tocsin-sql-lost-update";

namespace {
class Judge {
public:
  Judge(Records &R, Sink Report) : R(R), W(R.flow()), Report(Report) {}

  void write(const Op &A) {
    for (const Op *Read : R.readsBefore(A)) {
      const sql::Statement &S = Read->Sql->Text;
      if (S.ForUpdate || A.Sql->Text.Conditional ||
          R.guard(*Read, A) == Records::Guard::Sound)
        continue;
      if (A.Is == Act::Create ? inserts(*Read, A) : updates(*Read, A))
        return;
    }
  }

private:
  /// V19: a column gets a value that was computed from the row.
  bool updates(const Op &Read, const Op &A) {
    if (R.versionCondition(&Read, A))
      return false;
    std::string Column;
    for (const auto &[C, V] : A.Sql->Text.Sets)
      if (V.Is == sql::Value::Outside &&
          any_of(V.Inputs, [&](const sql::Input &I) {
            TermId X = (*A.Sql)[I];
            return X && R.carries(X, Read);
          }))
        Column = C;
    bool Claim = Column.empty() && claims(Read, A, Column);
    if (Column.empty())
      return false;
    Finding F = startFinding(R, Check, Claim ? "select-claim" : "select-update",
                             A, Claim ? Confidence::Medium : Confidence::High);
    F.Message = A.Is == Act::Delete
                    ? "deletes " + recordName(R, A) + " after a look at its '" +
                          Column + "', which others may change in between"
                : Claim
                    ? "sets '" + Column + "' of " + recordName(R, A) +
                          " after a look at what it was, which others may "
                          "change in between"
                    : "writes '" + Column + "' of " + recordName(R, A) +
                          " computed from what was selected before, over any "
                          "change made in between";
    finish(F, Read, A,
           "compute it in the statement (" + Column + " = " + Column +
               " + ?), or add the old value to WHERE and look at the number of "
               "changed rows, or put both statements into one transaction");
    return true;
  }

  /// The state that was read decides, and the state is what is set.
  bool claims(const Op &Read, const Op &A, std::string &Column) {
    const sql::Statement &S = A.Sql->Text;
    auto Decides = [&] {
      return any_of(W.eventConditions(A.E),
                    [&](Literal L) { return decidesByContent(L.Cond, Read); });
    };
    for (const auto &[C, V] : S.Sets)
      for (const sql::Input &I : V.Inputs)
        if (V.Is == sql::Value::Outside && Read.Sql->Text.reads(C) &&
            !W.terms().constant((*A.Sql)[I]) && exceeds(Read, A, (*A.Sql)[I])) {
          Column = C;
          return true;
        }
    // `WHERE owner IS NULL` found one, or none, and the owner is set.
    for (const auto &[C, V] : S.Sets)
      for (const sql::Condition &Chosen : Read.Sql->Text.Where)
        if (V.Is == sql::Value::Outside && Chosen.Column == C &&
            Chosen.Op == "is" && any_of(W.eventConditions(A.E), [&](Literal L) {
              return W.derivesFrom(L.Cond, Read.E);
            })) {
          Column = C;
          return true;
        }
    // Chosen for its state, `WHERE state = 'open'`, and taken out of it.
    for (const auto &[C, V] : S.Sets)
      for (const sql::Condition &Chosen : Read.Sql->Text.Where)
        if (V.Is == sql::Value::Constant && Chosen.Column == C &&
            Chosen.Op == "=" && Chosen.Right.Is == sql::Value::Constant &&
            Chosen.Right.Text != V.Text && namedByRead(Read, A)) {
          Column = C;
          return true;
        }
    for (const auto &[C, V] : S.Sets)
      if (V.Is == sql::Value::Constant && Read.Sql->Text.reads(C) &&
          !is_contained(Read.Sql->Text.Columns, "*") && Decides()) {
        Column = C;
        return true;
      }
    return false;
  }

  /// Whether the row is named by what was read.
  bool namedByRead(const Op &Read, const Op &A) {
    return any_of(A.Sql->Text.Where, [&](const sql::Condition &C) {
      return C.Op == "=" && any_of(C.Right.Inputs, [&](const sql::Input &I) {
               TermId X = (*A.Sql)[I];
               return X && R.carries(X, Read);
             });
    });
  }

  /// `if (score > best)`: what is written was compared with what was there.
  bool exceeds(const Op &Read, const Op &A, TermId Written) {
    TermTable &T = W.terms();
    bool Found = false;
    for (Literal Known : W.eventConditions(A.E))
      W.derivation(Known.Cond, [&](TermId Y) {
        const Term X = T[Y];
        auto Op = ir::CmpOp(X.A);
        if (X.Kind == TermKind::Cmp && Op != ir::CmpOp::Eq &&
            Op != ir::CmpOp::Ne) {
          TermId L = T.op(Y, 0), Q = T.op(Y, 1);
          Found |= Written && ((L == Written && R.carries(Q, Read)) ||
                               (Q == Written && R.carries(L, Read)));
        }
        return !Found && X.Kind != TermKind::Taken;
      });
    return Found;
  }

  bool decidesByContent(TermId Cond, const Op &Read) {
    TermTable &T = W.terms();
    bool Found = false;
    W.derivation(Cond, [&](TermId Y) {
      const Term X = T[Y];
      bool Compares = X.Kind == TermKind::Cmp ||
                      (X.Kind == TermKind::Pure && X.A && X.NumOps >= 2);
      if (Compares)
        for (TermId O : T.ops(Y))
          if (T.kind(O) != TermKind::Out && T.kind(O) != TermKind::Ret)
            Found |= R.carries(O, Read);
      return !Found && X.Kind != TermKind::Taken;
    });
    return Found;
  }

  /// V20: nothing was found, so it is inserted.
  bool inserts(const Op &Read, const Op &A) {
    const sql::Statement &S = A.Sql->Text;
    if (S.Conflict || S.FromQuery)
      return false;
    if (!any_of(W.eventConditions(A.E),
                [&](Literal L) { return W.derivesFrom(L.Cond, Read.E); }))
      return false;
    if (R.asksConflict(A))
      return false;
    Finding F = startFinding(R, Check, "select-insert", A, Confidence::Medium);
    F.Message = "inserts " + recordName(R, A) +
                " because none was found, which others may do at the same time";
    finish(F, Read, A,
           "insert at once with ON CONFLICT (or OR IGNORE) over a unique key, "
           "and take the refusal as the answer");
    return true;
  }

  void finish(Finding &F, const Op &Read, const Op &A, StringRef Advice) {
    addRead(F, R, Read, recordName(R, Read) + " is selected here");
    addWayToAct(F, R, A);
    addAdvice(F, Advice);
    Report(std::move(F));
  }

  Records &R;
  FunctionFlow &W;
  Sink Report;
};
} // namespace

void sqlLostUpdate(Records &R, Sink Report) {
  Judge J(R, Report);
  for (const Op &A : R.ops())
    if (A.Sql &&
        (A.Is == Act::Write || A.Is == Act::Create || A.Is == Act::Delete))
      J.write(A);
}

} // namespace tocsin::version
