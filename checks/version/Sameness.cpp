//===- Sameness.cpp - Same record, same value, what protects --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The questions about two operations that all checks of the family ask.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "checks/version/Records.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::version {

static constexpr size_t MaxWalk = 4000;
/// Reads of one record that are tried for a write.
static constexpr size_t MaxReads = 16;
/// Choices inside of keys are looked for this far down.
static constexpr unsigned MaxEqualDepth = 8;

//===----------------------------------------------------------------------===//
// What a value is made of
//===----------------------------------------------------------------------===//

void Records::data(TermId X, function_ref<bool(TermId)> Visit) {
  SmallVector<TermId, 16> Work{X};
  DenseSet<TermId> Seen;
  while (!Work.empty() && Seen.size() < MaxWalk) {
    TermId Y = Work.pop_back_val();
    if (!Y || !Seen.insert(Y).second || !Visit(Y))
      continue;
    switch (T.kind(Y)) {
    case TermKind::Select:
      Work.append({T.op(Y, 1), T.op(Y, 2)});
      break;
    // A truth is no copy of what it was decided by.
    case TermKind::Taken:
    case TermKind::Cmp:
    case TermKind::And:
    case TermKind::Or:
      break;
    case TermKind::Ret:
    case TermKind::Out:
      // What is taken out of a stream was in it: of a text, or of what an
      // earlier call gave back.
      if (const Event &E = W.event(T[Y].A); E.role() == Role::FdUse)
        Work.push_back(E.slot(Slot::Fd));
      break;
    default:
      for (TermId O : W.origins(Y))
        Work.push_back(O);
    }
  }
}

/// Whether the read gives value and version as one thing: an entry.
static bool givesBoth(const Row &R) {
  const model::Position *V = R.arg(Slot::Value), *K = R.arg(Slot::Token);
  return V && K && V->Where == K->Where && V->Index == K->Index &&
         V->Member == K->Member;
}

/// Whether the term is what the read gave, whole or in part.
static bool isValueOf(FunctionFlow &W, TermId Y, const Op &R) {
  const Term &A = W.terms()[Y];
  if (A.A != R.E)
    return false;
  const Event &E = W.event(R.E);
  if (A.Kind == TermKind::Out)
    return Slot(A.B) == Slot::Value ||
           (Slot(A.B) == Slot::Token && givesBoth(*E.Row));
  const model::Position *P = E.Row->arg(Slot::Value);
  return A.Kind == TermKind::Ret && P && P->Where == model::Position::Kind::Ret;
}

bool Records::carries(TermId X, const Op &R) {
  bool Found = false;
  data(X, [&](TermId Y) {
    Found |= isValueOf(W, Y, R);
    return !Found;
  });
  return Found;
}

bool Records::isToken(TermId X, const Op &R) {
  bool Found = false;
  const model::Position *P = W.event(R.E).Row->arg(Slot::Token);
  data(X, [&](TermId Y) {
    const Term &A = T[Y];
    if (A.A == R.E) {
      Found |= A.Kind == TermKind::Out && Slot(A.B) == Slot::Token;
      Found |= A.Kind == TermKind::Ret && P &&
               P->Where == model::Position::Kind::Ret;
    }
    return !Found;
  });
  return Found;
}

bool Records::writesBack(const Op &R, const Op &A) {
  if (!A.Sql)
    return A.Value && carries(A.Value, R);
  return any_of(A.Sql->Text.Sets, [&](const auto &S) {
    return S.second.Is == sql::Value::Outside &&
           any_of(S.second.Inputs, [&](const sql::Input &I) {
             TermId V = (*A.Sql)[I];
             return V && carries(V, R);
           });
  });
}

bool Records::unchanged(const Op &Read, const Op &A) {
  TermId V = A.Value;
  while (V && T.kind(V) == TermKind::Text)
    V = T.op(V, 0);
  if (!V)
    return false;
  const Term &X = T[V];
  return (X.Kind == TermKind::Out || X.Kind == TermKind::Ret) &&
         X.A == Read.E && !changedInPlace(Read, A);
}

/// Whether what the read leads to was written between: `r->hits++`.
bool Records::changedInPlace(const Op &Read, const Op &A) {
  const ir::Function &F = W.function();
  ir::ValueId From = W.event(Read.E).Site, To = W.event(A.E).Site;
  for (ir::BlockId B : W.graph().order())
    for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
      const ir::Instr &X = F.Instrs[I];
      if (X.Kind != ir::Op::Store && X.Kind != ir::Op::Rmw)
        continue;
      TermId At = W.storedAt(I);
      if (!At)
        continue;
      bool Leads = false;
      W.derivation(At, [&](TermId Y) {
        TermKind K = T.kind(Y);
        Leads |= (K == TermKind::Out || K == TermKind::Ret) && T[Y].A == Read.E;
        return !Leads;
      });
      ir::BlockId Act = W.event(A.E).Block;
      if (Leads && From < I && (B == Act ? I < To : W.graph().reaches(B, Act)))
        return true;
    }
  return false;
}

//===----------------------------------------------------------------------===//
// The same record
//===----------------------------------------------------------------------===//

static bool unknown(const TermTable &T, TermId X) {
  const Term &A = T[X];
  return A.Kind == TermKind::Opaque && A.A == ~0u;
}

bool Records::equal(TermId A, TermId B, unsigned Depth) {
  if (!A || !B)
    return false;
  if (A == B)
    return !unknown(T, A);
  if (T.kind(A) == TermKind::Text)
    return equal(T.op(A, 0), B, Depth);
  if (T.kind(B) == TermKind::Text)
    return equal(A, T.op(B, 0), Depth);
  if (Depth >= MaxEqualDepth)
    return false;
  // A choice, as helpers make it for a failure, may be either.
  for (auto [X, Y] : {std::pair(A, B), std::pair(B, A)}) {
    TermId Choice = T.kind(X) == TermKind::Phi ? W.gated(X) : X;
    if (T.kind(Choice) == TermKind::Select)
      return equal(T.op(Choice, 1), Y, Depth + 1) ||
             equal(T.op(Choice, 2), Y, Depth + 1);
  }
  auto X = T.constant(A), Y = T.constant(B);
  if (X || Y)
    return X && Y && *X == *Y;
  const Term L = T[A], R = T[B];
  if (L.Kind != R.Kind || L.A != R.A || L.B != R.B || L.NumOps != R.NumOps ||
      L.NumOps == 0)
    return false;
  switch (L.Kind) {
  case TermKind::Pure:
  case TermKind::With:
  case TermKind::FieldOf:
  case TermKind::FieldAddr:
  case TermKind::Init:
  case TermKind::Bin:
    for (unsigned I = 0; I < L.NumOps; ++I)
      if (!equal(T.op(A, I), T.op(B, I), Depth + 1))
        return false;
    return true;
  default:
    return false;
  }
}

bool Records::equal(const Op &R, const sql::Value &X, const Op &A,
                    const sql::Value &Y) {
  if (X.Is != Y.Is || X.Text != Y.Text)
    return false;
  if (X.Is == sql::Value::Constant)
    return true;
  if (X.Is != sql::Value::Outside || X.Inputs.size() != Y.Inputs.size())
    return false;
  for (size_t I = 0; I < X.Inputs.size(); ++I)
    if (!equal((*R.Sql)[X.Inputs[I]], (*A.Sql)[Y.Inputs[I]]))
      return false;
  return true;
}

/// Made by a call, as a pool gives connections.
static bool isMade(const TermTable &T, TermId X) {
  TermKind K = T.kind(X);
  return K == TermKind::Opaque || K == TermKind::Ret || K == TermKind::Out ||
         K == TermKind::Pure;
}

bool Records::sameStore(const Op &R, const Op &A) {
  auto StoreOf = [&](const Op &O) {
    if (O.Store || !O.Txn)
      return O.Store;
    if (T.kind(O.Txn) == TermKind::Ret || T.kind(O.Txn) == TermKind::Out)
      return W.event(T[O.Txn].A).slot(Slot::Store);
    for (EventId B : W.liveBefore(O.E))
      if (W.event(B).role() == Role::StoreBegin &&
          W.event(B).slot(Slot::Txn) == O.Txn)
        return W.event(B).slot(Slot::Store);
    return TermId(0);
  };
  TermId X = StoreOf(R), Y = StoreOf(A);
  if (!X || !Y || X == Y)
    return true;
  if (R.Reach == Scope::Process)
    return false;
  // Two connections that one object has: to a copy, and to where is written.
  auto FieldOf = [&](TermId S) {
    if (T.kind(S) == TermKind::Init)
      S = T.op(S, 0);
    return T.kind(S) == TermKind::FieldAddr ? S : TermId(0);
  };
  if (TermId From = FieldOf(X), To = FieldOf(Y);
      From && To && T.op(From, 0) == T.op(To, 0) &&
      W.program().models().wordClasses(W.program().names()[T[From].A]) &
          bit(WordClass::Copies))
    return true;
  // Two connections of one pool; or one pointer that was checked for null.
  return isMade(T, X) && isMade(T, Y);
}

bool isKeyName(StringRef C) {
  return C == "id" || C == "key" || C == "name" || C == "rowid" || C == "uid" ||
         C == "uuid" || C == "oid" || C.ends_with("_id") || C.ends_with("id") ||
         C.ends_with("_key");
}

/// Whether two statements choose the same rows; nothing if that is not known.
std::optional<bool> Records::sameKeys(const Op &R, const Op &A) {
  const sql::Statement &X = R.Sql->Text, &Y = A.Sql->Text;
  if (X.Table != Y.Table || X.Vague || Y.Vague || X.Alternatives ||
      Y.Alternatives)
    return false;
  bool Shared = false;
  bool Inserts = Y.Is == sql::Verb::Insert || Y.Is == sql::Verb::Replace;
  for (const sql::Condition &C : X.Where) {
    if (C.Op != "=")
      continue;
    const sql::Value *Other = nullptr;
    bool Equality = false;
    for (const sql::Condition &D : Y.Where)
      if (D.Column == C.Column) {
        Other = &D.Right;
        Equality = D.Op == "=";
      }
    if (Inserts)
      Other = Y.set(C.Column), Equality = true;
    if (!Other || !Equality)
      continue;
    if (equal(R, C.Right, A, *Other))
      Shared = true;
    else if (C.Right.Is == sql::Value::Constant &&
             Other->Is == sql::Value::Constant)
      return false;
    else if (!any_of(Other->Inputs, [&](const sql::Input &I) {
               return carries((*A.Sql)[I], R);
             }))
      return false;
  }
  if (Shared)
    return true;
  // The row that was found is named by what was read of it.
  for (const sql::Condition &D : Y.Where)
    if (D.Op == "=" && isKeyName(D.Column) && X.reads(D.Column) &&
        any_of(D.Right.Inputs,
               [&](const sql::Input &I) { return carries((*A.Sql)[I], R); }))
      return true;
  return !X.HasWhere && !Y.HasWhere && A.Is == Act::Write && !Inserts;
}

bool Records::sameRecord(const Op &R, const Op &A) {
  if (bool(R.Sql) != bool(A.Sql))
    return false;
  const Event &X = W.event(R.E), &Y = W.event(A.E);
  if (X.Row->Library != Y.Row->Library && R.Reach != A.Reach)
    return false;
  if (!sameStore(R, A))
    return false;
  if (R.Sql)
    return sameKeys(R, A).value_or(false);
  if (W.isEntry(R.E))
    return X.Row->Library == Y.Row->Library;
  // A record that carries its key: the one that it was read as.
  if (!A.Key && !Y.Row->arg(Slot::Key) && !Y.Row->arg(Slot::Request))
    return A.Is == Act::Write && A.Value && X.Row->Library == Y.Row->Library &&
           carries(A.Value, R);
  return equal(R.Key, A.Key);
}

SmallVector<const Op *, 4> Records::readsBefore(const Op &A) {
  SmallVector<const Op *, 4> Found;
  auto Live = W.liveBefore(A.E);
  for (const Op &R : reverse(Ops)) {
    if (R.Is != Act::Read || R.E == A.E || !is_contained(Live, R.E))
      continue;
    // Both inside one call: the callee's own analysis has seen them.
    if (W.event(R.E).Site == W.event(A.E).Site && !W.event(A.E).Via.empty())
      continue;
    if (!sameRecord(R, A))
      continue;
    Found.push_back(&R);
    if (Found.size() >= MaxReads)
      break;
  }
  return Found;
}

//===----------------------------------------------------------------------===//
// Protection
//===----------------------------------------------------------------------===//

/// A lock that everybody who writes to the store takes too.
Records::Guard Records::locked(const Op &R, const Op &A) {
  Guard Best = Guard::None;
  for (const Protection &H : W.heldAt(A.E)) {
    if (!is_contained(W.heldAt(R.E), H))
      continue;
    if (H.Mode == LockMode::Shared)
      continue;
    const Event *By = W.acquisition(H);
    bool Wide = By && flow::traitsOf(*By, W, false) & bit(Trait::Cluster);
    bool Host = Wide || H.File;
    if (A.Reach <= Scope::Process || Wide || (A.Reach == Scope::Host && Host))
      return Guard::Sound;
    Best = Guard::LocalLock;
  }
  return Best;
}

/// A transaction of the connection, begun before the read and not ended before
/// the write: on every way here, or on some and ended on none.
bool Records::oneTransaction(const Op &R, const Op &A) {
  auto Covers = [&](EventId B) {
    const Event &X = W.event(B);
    Traits May = flow::traitsOf(X, W, false);
    const model::Position *At = X.Row->arg(Slot::Store);
    TermId Store = At && At->Where == model::Position::Kind::Ret
                       ? T.get(TermKind::Ret, B)
                       : X.slot(Slot::Store);
    return (X.role() == Role::StoreBegin || May & bit(Trait::Begin)) &&
           !(May & bit(Trait::Single)) &&
           (!Store || !A.Store || Store == A.Store ||
            (At && At->Where == model::Position::Kind::Ret &&
             R.Store == A.Store && W.derivesFrom(A.Store, B)));
  };
  for (const Protection &H : W.openAt(A.E))
    if (is_contained(W.openAt(R.E), H) && W.acquisition(H) && Covers(H.By))
      return true;
  for (EventId B : W.liveBefore(R.E)) {
    if (!Covers(B))
      continue;
    auto Ends = [&](EventId E) {
      const Event &Y = W.event(E);
      return (Y.role() == Role::StoreCommit || Y.role() == Role::StoreAbort ||
              flow::traitsOf(Y, W, false) & bit(Trait::End)) &&
             is_contained(W.liveBefore(E), B);
    };
    if (none_of(W.liveBefore(A.E), Ends))
      return true;
  }
  return false;
}

/// Whether the begin of a transaction is seen, here or in a callee.
bool Records::begun(TermId Txn) {
  for (EventId B = 0; B < W.events().size(); ++B)
    if (W.happens(B) && W.event(B).role() == Role::StoreBegin &&
        W.event(B).slot(Slot::Txn) == Txn)
      return true;
  return false;
}

Records::Guard Records::guard(const Op &R, const Op &A) {
  Guard Lock = locked(R, A);
  if (Lock == Guard::Sound)
    return Lock;
  if (!R.Txn && !A.Txn)
    return oneTransaction(R, A) ? Guard::Sound : Lock;
  if (R.Txn != A.Txn) {
    auto Known = [&](TermId X) {
      return !X || T.kind(X) == TermKind::Out || T.kind(X) == TermKind::Ret ||
             T.kind(X) == TermKind::LocalAddr || begun(X);
    };
    // Two handles that came in may be one transaction.
    return Known(R.Txn) && Known(A.Txn) ? Guard::OtherTxn : Guard::Sound;
  }
  bool Single = any_of(W.liveBefore(A.E), [&](EventId B) {
    return W.event(B).role() == Role::StoreBegin &&
           W.event(B).slot(Slot::Txn) == R.Txn &&
           flow::traitsOf(W.event(B), W, false) & bit(Trait::Single);
  });
  if (Single)
    return Lock;
  bool Pinned = any_of(W.liveBefore(R.E), [&](EventId E) {
    const Event &X = W.event(E);
    if (X.role() == Role::StoreBegin)
      return T.kind(R.Txn) == TermKind::Ret && T[R.Txn].A == E &&
             (flow::traitsOf(X, W, true) & bit(Trait::Pinned)) != 0;
    return X.role() == Role::StorePin && X.slot(Slot::Txn) == R.Txn;
  });
  return R.Weak && !Pinned ? Guard::WeakTxn : Guard::Sound;
}

const sql::Condition *Records::versionCondition(const Op *R, const Op &A) {
  if (!A.Sql)
    return nullptr;
  const sql::Statement &S = A.Sql->Text;
  for (const sql::Condition &C : S.Where) {
    bool FromRead = R && any_of(C.Right.Inputs, [&](const sql::Input &I) {
                      TermId V = (*A.Sql)[I];
                      return V && carries(V, *R);
                    });
    if (sql::isVersionName(C.Column) && C.Op == "=")
      return &C;
    // The old value of what is written.
    bool Written = S.set(C.Column) != nullptr;
    if (Written && !isKeyName(C.Column))
      return &C;
    if (FromRead && !isKeyName(C.Column))
      return &C;
  }
  return nullptr;
}

} // namespace tocsin::version
