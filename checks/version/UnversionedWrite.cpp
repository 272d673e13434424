//===- UnversionedWrite.cpp - tocsin-unversioned-write --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a record that is read, changed and written back without a version check
//
// One report per write: for each write the nearest read whose value it writes
// back, or whose value decided that the record may be claimed or removed.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "checks/version/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::window::quoted;

namespace tocsin::version {

static constexpr StringRef Check = "tocsin-unversioned-write";

namespace {
/// What is known of a write's condition.
struct Condition {
  enum Kind : uint8_t {
    Absent,      // the function has none
    SwitchedOff, // the no-check value
    Partly,      // the no-check value on some ways
    Present,
  } Is = Absent;
  TermId NoCheck = 0;
  bool Uninitialised = false;
};

class Judge {
public:
  Judge(Records &R, Sink Report) : R(R), W(R.flow()), Report(Report) {}

  bool write(const Op &A) {
    Condition C = conditionOf(A);
    auto Reads = R.readsBefore(A);
    if (C.Is == Condition::Present)
      return wrongToken(A, Reads);
    if (halfCondition(R, A, Report))
      return true;
    for (const Op *Read : Reads) {
      if (pair(*Read, A, C))
        return true;
      if (renews(*Read, A))
        break;
    }
    return overwrites(A) || leaseThenWrite(R, A, Report);
  }

private:
  Condition conditionOf(const Op &A) {
    Condition C;
    if (A.Expected || A.Asked)
      C.Is = Condition::Present;
    if (!A.Token)
      return C;
    bool Checks = false;
    for (TermId X : R.possibilities(A.Token, A.E)) {
      bool Fresh = isUninitialised(X);
      if (Fresh || R.isNoCheck(A, X)) {
        C.NoCheck = X;
        C.Uninitialised |= Fresh;
      } else {
        Checks = true;
      }
    }
    C.Is = !C.NoCheck ? Condition::Present
           : Checks   ? Condition::Partly
                      : Condition::SwitchedOff;
    if (C.Is == Condition::Partly && !C.Uninitialised && goesWithResult(A))
      C.Is = Condition::Present;
    return C;
  }

  /// Whether nothing but what happened in one call chooses between the values.
  bool chosenBy(TermId Value, ir::ValueId Site) {
    TermTable &T = W.terms();
    if (T.kind(Value) == TermKind::Phi)
      Value = W.gated(Value);
    if (T.kind(Value) == TermKind::Phi)
      return false;
    if (T.kind(Value) != TermKind::Select)
      return true;
    return any_of(W.sources(T.op(Value, 0)).set_bits(),
                  [&](unsigned E) { return W.event(E).Site == Site; }) &&
           chosenBy(T.op(Value, 1), Site) && chosenBy(T.op(Value, 2), Site);
  }

  /// A helper gives value and version, and its result decides whether there is
  /// a write: where it has set no version, it has not found the record either.
  bool goesWithResult(const Op &A) {
    const BitVector &From = W.sources(A.Token);
    for (unsigned E : From.set_bits()) {
      const Event &X = W.event(E);
      TermId Result = W.valueAt(X.Site);
      if (X.Via.empty() || X.role() != Role::StoreRead || !Result ||
          !chosenBy(A.Token, X.Site))
        continue;
      for (Literal L : W.eventConditions(A.E)) {
        bool Asks = false;
        W.derivation(L.Cond, [&](TermId Y) {
          Asks |= Y == Result;
          return !Asks && W.terms().kind(Y) != TermKind::Taken;
        });
        if (Asks)
          return true;
      }
    }
    return false;
  }

  bool isUninitialised(TermId X) {
    const Term &A = W.terms()[X];
    return A.Kind == TermKind::Opaque && A.A < W.function().Instrs.size() &&
           A.B == 0 && W.function().Instrs[A.A].Kind == ir::Op::Declare;
  }

  /// The literals under which the act happens and that speak of what the read
  /// gave, with the constants that they compare it with.
  bool claims(const Op &Read, const Op &A) {
    if (R.writesBack(Read, A))
      return false;
    if (A.Is == Act::Delete && wasOver(Read, A))
      return false;
    bool Decides = false;
    for (Literal L : W.eventConditions(A.E)) {
      if (!W.derivesFrom(L.Cond, Read.E))
        continue;
      Decides = true;
      if (comparesContent(L.Cond, Read, A) || exceeds(L.Cond, Read, A))
        return true;
    }
    return Decides && (marksLate(Read, A) || marksOnce(R, Read, A) ||
                       takesFree(R, Read, A));
  }

  /// Nothing was found, so something was done elsewhere, and only then is it
  /// marked as done: who asks in between does it again.
  bool marksLate(const Op &Read, const Op &A) {
    if (A.Is != Act::Write || !R.isConstant(A.Value))
      return false;
    return any_of(R.ops(), [&](const Op &B) {
      bool Changes = B.Is == Act::Write || B.Is == Act::Atomic ||
                     B.Is == Act::Delete || B.Is == Act::Create;
      return Changes && B.E != A.E && B.Key && B.Key != A.Key &&
             is_contained(W.liveBefore(A.E), B.E) &&
             any_of(W.eventConditions(B.E),
                    [&](Literal L) { return W.derivesFrom(L.Cond, Read.E); });
    });
  }

  /// `strcmp(value, "free") == 0`, `value == kNobody`: content against
  /// something that is not what is about to be written.
  bool comparesContent(TermId Cond, const Op &Read, const Op &A) {
    TermTable &T = W.terms();
    bool Found = false;
    W.derivation(Cond, [&](TermId Y) {
      if (Found)
        return false;
      const Term X = T[Y];
      bool Compares = X.Kind == TermKind::Cmp ||
                      (X.Kind == TermKind::Pure && X.A && X.NumOps >= 2);
      if (Compares) {
        CmpOp Op = X.Kind == TermKind::Cmp ? CmpOp(X.A) : CmpOp::Eq;
        auto Ops = T.ops(Y);
        TermId L = Ops[0], Q = Ops[1];
        if (R.carries(Q, Read))
          std::swap(L, Q);
        // A limit decides a removal, too: nothing is left, time is over.
        bool Decides =
            Op == CmpOp::Eq || Op == CmpOp::Ne || A.Is == Act::Delete;
        if (Decides && R.carries(L, Read) && !R.carries(Q, Read) &&
            !isPresence(L, Q, Read) && !mentions(A.Value, Q))
          Found = true;
      }
      if (A.Is == Act::Delete && !Found)
        Found = isFoundEmpty(Y, Read);
      return !Found && X.Kind != TermKind::Taken;
    });
    return Found;
  }

  /// `entry.text().empty()`: of a part of what the read gave; of the answer as
  /// a whole it would ask whether there is a record.
  bool isFoundEmpty(TermId X, const Op &Read) {
    TermTable &T = W.terms();
    const Term A = T[X];
    if (A.Kind != TermKind::Pure || !A.A || A.NumOps != 1)
      return false;
    TermId Of = T.op(X, 0);
    return W.program().models().wordClasses(
               lastName(W.program().names()[A.A])) &
               bit(WordClass::Lacking) &&
           T.kind(Of) != TermKind::Out && T.kind(Of) != TermKind::Ret &&
           R.carries(Of, Read);
  }

  /// Whether the record was in a state that nothing comes back from: "closed".
  bool wasOver(const Op &Read, const Op &A) {
    TermTable &T = W.terms();
    auto IsOver = [&](TermId X) {
      return R.isConstant(X) && T.any(X, [&](TermId Y) {
        return T.kind(Y) == TermKind::Str &&
               W.program().models().wordClasses(W.program().names()[T[Y].A]) &
                   bit(WordClass::Done);
      });
    };
    bool Found = false;
    for (Literal L : W.eventConditions(A.E))
      W.derivation(L.Cond, [&](TermId Y) {
        const Term X = T[Y];
        if (X.NumOps >= 2 &&
            (X.Kind == TermKind::Cmp || (X.Kind == TermKind::Pure && X.A))) {
          TermId P = T.op(Y, 0), Q = T.op(Y, 1);
          Found |= (IsOver(P) && R.carries(Q, Read)) ||
                   (IsOver(Q) && R.carries(P, Read));
        }
        return !Found && X.Kind != TermKind::Taken;
      });
    return Found;
  }

  /// `if (score > best)`: what is written was compared with what was there.
  bool exceeds(TermId Cond, const Op &Read, const Op &A) {
    TermTable &T = W.terms();
    if (A.Is != Act::Write || !A.Value)
      return false;
    bool Found = false;
    W.derivation(Cond, [&](TermId Y) {
      const Term X = T[Y];
      auto Op = CmpOp(X.A);
      if (X.Kind == TermKind::Cmp && Op != CmpOp::Eq && Op != CmpOp::Ne) {
        TermId L = T.op(Y, 0), Q = T.op(Y, 1);
        if (R.carries(Q, Read))
          std::swap(L, Q);
        Found |=
            R.carries(L, Read) && !R.carries(Q, Read) && mentions(A.Value, Q);
      }
      return !Found && X.Kind != TermKind::Taken;
    });
    return Found;
  }

  using CmpOp = ir::CmpOp;

  /// Whether the comparison only asks if something was found: of what the call
  /// gave, or of a field that tells the kind of an answer.
  bool isPresence(TermId L, TermId Q, const Op &Read) {
    TermTable &T = W.terms();
    if (T.kind(L) == TermKind::Init)
      L = T.op(L, 0);
    if (T.kind(L) == TermKind::FieldAddr || T.kind(L) == TermKind::FieldOf)
      return is_contained(W.event(Read.E).Row->NotToken,
                          W.program().names()[T[L].A]);
    // A code that the read leaves beside the value.
    if (T.kind(L) == TermKind::Opaque && W.event(Read.E).Via.empty() &&
        T[L].A == W.event(Read.E).Site && !W.isImported(L))
      return T.constant(Q).has_value();
    return T.constant(Q) == 0 &&
           (T.kind(L) == TermKind::Ret || T.kind(L) == TermKind::Out);
  }

  bool mentions(TermId X, TermId Y) {
    if (!X || W.terms().constant(Y))
      return false;
    return W.terms().any(X, [&](TermId Z) { return Z == Y; });
  }

  /// `strcmp(value, "on") ? "on" : "off"`: which constant is written depends on
  /// what was there.
  bool toggles(const Op &Read, const Op &A) {
    TermTable &T = W.terms();
    TermId V = A.Value;
    while (V && T.kind(V) == TermKind::Text)
      V = T.op(V, 0);
    if (V && T.kind(V) == TermKind::Phi)
      V = W.gated(V);
    if (!V || T.kind(V) != TermKind::Select || !R.isConstant(T.op(V, 1)) ||
        !R.isConstant(T.op(V, 2)))
      return false;
    bool Found = false;
    W.derivation(T.op(V, 0), [&](TermId Y) {
      const Term X = T[Y];
      if (X.Kind == TermKind::Cmp ||
          (X.Kind == TermKind::Pure && X.A && X.NumOps >= 2)) {
        TermId L = T.op(Y, 0), Q = T.op(Y, 1);
        if (R.carries(Q, Read))
          std::swap(L, Q);
        Found |=
            R.carries(L, Read) && R.isConstant(Q) && !isPresence(L, Q, Read);
      }
      return !Found && X.Kind != TermKind::Taken;
    });
    return Found;
  }

  /// Whether the helper that writes has read the record first: it decides.
  bool looksItself(const Op &A) {
    const Event &E = W.event(A.E);
    return !E.Via.empty() && any_of(R.ops(), [&](const Op &O) {
      return O.Is == Act::Read && W.event(O.E).Site == E.Site &&
             R.sameRecord(O, A);
    });
  }

  bool pair(const Op &Read, const Op &A, const Condition &C) {
    // What an earlier call read is not what a helper writes that reads anew.
    bool Anew = looksItself(A);
    bool Back = A.Is == Act::Write && !R.unchanged(Read, A) &&
                !(Anew && W.event(Read.E).Site != W.event(A.E).Site) &&
                (R.writesBack(Read, A) || toggles(Read, A));
    bool Claim = !Back && !Anew && claims(Read, A);
    if (!Back && !Claim)
      return false;
    Records::Guard G = R.guard(Read, A);
    if (G == Records::Guard::Sound || checkedTogether(A) ||
        comparedAnew(R, Read, A))
      return false;
    if (A.Reach <= Scope::Process && G == Records::Guard::None &&
        (!R.program().concurrent() || beforeOthers(R, A)))
      return false;
    if (C.Is == Condition::SwitchedOff && refusesItself(R, A))
      return false;
    report(Read, A, C, G, Back);
    return true;
  }

  /// Whether the write goes with a check that refuses all that goes with it:
  /// another element of one list of operations.
  bool checkedTogether(const Op &A) {
    TermTable &T = W.terms();
    TermId Mine = W.event(A.E).slot(Slot::Request);
    if (!Mine || !T.isAddress(Mine))
      return false;
    for (EventId E = 0; E < W.events().size(); ++E)
      if (W.happens(E) && W.event(E).role() == Role::StorePin)
        if (TermId Of = W.event(E).slot(Slot::Store);
            Of && T.root(Of) == T.root(Mine))
          return true;
    return false;
  }

  /// Whether the read, which stands on every way to the write and is protected,
  /// gives the value anew: what was read before it no longer counts.
  bool renews(const Op &Read, const Op &A) {
    return A.Is == Act::Write && R.writesBack(Read, A) &&
           W.graph().dominates(W.event(Read.E).Block, W.event(A.E).Block) &&
           R.guard(Read, A) == Records::Guard::Sound;
  }

  void report(const Op &Read, const Op &A, const Condition &C, Records::Guard G,
              bool Back) {
    const Event &E = W.event(A.E);
    std::string Does = A.Is == Act::Delete ? "removes " : "writes ";
    std::string Name = recordName(R, A);
    std::string Callee = quoted(W, E);
    std::string Message, Pattern = "write-back";
    Confidence Sure = Confidence::High;
    std::string Why = Back ? "back, changed after it was read,"
                           : "after a look at what it holds,";
    switch (C.Is) {
    case Condition::Absent:
    case Condition::Present:
      Message = Callee + " " + Does + Name + " " + Why +
                " and nothing notices a change by others in between";
      break;
    case Condition::SwitchedOff:
      Pattern = "no-check-value";
      Message = Callee + " " + Does + Name + " " + Why +
                " with the version check switched off (" + spell(W, C.NoCheck) +
                ")";
      break;
    case Condition::Partly:
      Pattern = C.Uninitialised ? "token-uninitialised" : "token-no-check-path";
      Sure = Confidence::Medium;
      Message = Callee + " " + Does + Name + " " + Why +
                (C.Uninitialised
                     ? " with a version that is not set on every way here"
                     : " with a version that is still the no-check value (" +
                           spell(W, C.NoCheck) + ") on some way here");
      break;
    }
    if (A.Reach == Scope::Unknown) {
      Pattern = "plain-sibling";
      Sure = Confidence::Medium;
    }
    if (W.isEntry(Read.E)) {
      Pattern = "continuation";
      Sure = Confidence::Medium;
    } else if (G == Records::Guard::OtherTxn) {
      Pattern = "other-transaction";
      Message = Callee + " " + Does + Name + " " + Why +
                " but in another transaction";
    } else if (G == Records::Guard::WeakTxn) {
      Pattern = "weak-transaction";
      Sure = Confidence::Medium;
      Message = Callee + " " + Does + Name + " " + Why +
                " but the transaction does not notice a change in between";
    } else if (!Back) {
      Pattern = A.Is == Act::Delete ? "owner-delete" : "claim";
      Sure = Confidence::Medium;
    } else if (conflictBranch(A)) {
      Pattern = "conflict-overwritten";
    }
    Finding F = startFinding(R, Check, Pattern, A, Sure);
    F.Message = Message;
    addRead(F, R, Read,
            W.isEntry(Read.E) ? "what was read comes in here, with its version"
                              : recordName(R, Read) + " is read here");
    addWayToAct(F, R, A);
    if (G == Records::Guard::LocalLock)
      F.Notes.push_back(
          {F.At,
           A.Reach == Scope::Cluster
               ? "a lock is held, but programs on other machines write to this "
                 "store too"
               : "a lock is held, but other processes write to this store too",
           NoteKind::Evidence});
    addAdvice(F, advice(Read, A, G));
    Report(std::move(F));
  }

  /// Wherever the record was read: it was written with its version, refused,
  /// and is now written without.
  bool overwrites(const Op &A) {
    if (A.Is != Act::Write)
      return false;
    for (const Op &O : R.ops()) {
      if (O.Is != Act::Write || O.E == A.E || !O.Token || O.Sql || !O.Key ||
          W.event(O.E).Site == W.event(A.E).Site || !R.sameRecord(O, A) ||
          conditionOf(O).Is != Condition::Present ||
          none_of(W.eventConditions(A.E),
                  [&](Literal L) { return saysRefused(L, O); }))
        continue;
      Finding F =
          startFinding(R, Check, "conflict-overwritten", A, Confidence::High);
      F.Message = quoted(W, W.event(A.E)) + " writes " + recordName(R, A) +
                  " over the change that the conditional write was refused for";
      addRead(F, R, O, "refused here");
      addWayToAct(F, R, A);
      addAdvice(F,
                "read again, compute again and repeat the conditional write");
      Report(std::move(F));
      return true;
    }
    return false;
  }

  /// `rc == MEMCACHED_DATA_EXISTS`
  bool saysRefused(Literal L, const Op &O) {
    TermTable &T = W.terms();
    while (T.kind(L.Cond) == TermKind::Not)
      L = {T.op(L.Cond, 0), !L.Holds};
    if (T.kind(L.Cond) != TermKind::Cmp ||
        L.Holds != (CmpOp(T[L.Cond].A) == CmpOp::Eq) ||
        !W.derivesFrom(L.Cond, O.E))
      return false;
    return any_of(T.ops(L.Cond), [&](TermId X) {
      SmallVector<StringRef, 4> Words;
      if (T.kind(X) == TermKind::Int)
        W.program().names()[T[X].A].split(Words, ',');
      return any_of(Words, [&](StringRef Word) {
        return is_contained(W.event(O.E).Row->Conflict, Word);
      });
    });
  }

  /// Whether the write happens because a conditional one was refused.
  bool conflictBranch(const Op &A) {
    for (const Op &O : R.ops())
      if (O.Is == Act::Write && O.E != A.E && O.Token && !O.Sql &&
          conditionOf(O).Is == Condition::Present)
        for (Literal L : W.eventConditions(A.E))
          if (W.derivesFrom(L.Cond, O.E))
            return true;
    return false;
  }

  std::string advice(const Op &Read, const Op &A, Records::Guard G) {
    const Event &E = W.event(A.E);
    if (G == Records::Guard::WeakTxn)
      return "read with a lock (GetForUpdate) or pin the transaction before "
             "the "
             "read (SetSnapshot)";
    if (G == Records::Guard::OtherTxn)
      return "read again in the transaction that writes";
    std::string Token = tokenAtHand(R, Read, A.E);
    const model::Position *P = E.Row->arg(Slot::Token);
    if (P && !Token.empty())
      return "pass '" + Token +
             "' of this read, and read again if the write is "
             "refused";
    if (P)
      return "pass the version of this read, and read again if the write is "
             "refused";
    if (!E.Row->Instead.empty())
      return "use " + E.Row->Instead;
    if (A.Reach <= Scope::Process)
      return "hold one lock from the read to the write, or use a transaction";
    return "use the store's conditional write, a transaction or an operation "
           "that the store does in one step";
  }

  /// A conditional write whose token does not belong to the value.
  bool wrongToken(const Op &A, ArrayRef<const Op *> Reads) {
    if (!A.Token || A.Is != Act::Write)
      return false;
    const Op *Value = nullptr, *Token = nullptr, *Foreign = nullptr;
    const Op *Later = nullptr; // gives the version of a repetition
    bool Both = false;
    for (const Op *Read : Reads) {
      bool V = R.writesBack(*Read, A), K = R.isToken(A.Token, *Read);
      if (K && !V && W.graph().inLoop(W.event(A.E).Block))
        Later = Read;
      Both |= V && K;
      if (V && !Value)
        Value = Read;
      if (K && !Token)
        Token = Read;
    }
    if (Both && Token && wrongField(A, *Token))
      return true;
    if (Both && Value && Later)
      return reportToken(A, *Value, *Later, "token-refreshed",
                         "again with the version of a later read, over the "
                         "change that it was refused for");
    if (Both || !Value)
      return false;
    if (Token)
      return reportToken(
          A, *Value, *Token, "token-refreshed",
          "with the version of a later read, which is not the one that the "
          "value comes from");
    for (const Op &O : R.ops())
      if (O.Is == Act::Read && O.Key && R.isToken(A.Token, O) &&
          !R.sameRecord(O, A))
        Foreign = &O;
    if (Foreign)
      return reportToken(A, *Value, *Foreign, "token-of-another",
                         "with the version of another record");
    if (leavesBehind(A, *Value))
      return reportLeft(A, *Value);
    return false;
  }

  /// The version travels in the record: what was read goes into one that was
  /// made anew, whose version nothing in view has set.
  bool leavesBehind(const Op &A, const Op &Read) {
    const Row &Row = *W.event(A.E).Row;
    const model::Position *K = Row.arg(Slot::Token), *V = Row.arg(Slot::Value);
    if (!K || !V || K->Member.empty() || K->Where != V->Where ||
        K->Index != V->Index)
      return false;
    TermTable &T = W.terms();
    TermId At = T.kind(A.Token) == TermKind::Init ? T.op(A.Token, 0) : A.Token;
    if (T.kind(At) != TermKind::FieldAddr && T.kind(At) != TermKind::FieldOf)
      return false;
    TermId Holder = T.op(At, 0);
    // The holder: made by a call that was not told of what was read.
    bool Made = false, Known = false;
    R.data(Holder, [&](TermId Y) {
      TermKind Kind = T.kind(Y);
      Made |= Kind == TermKind::Opaque;
      Known |= Kind == TermKind::Param || Kind == TermKind::This ||
               Kind == TermKind::Captured || Kind == TermKind::GlobalAddr ||
               Kind == TermKind::Ret || Kind == TermKind::Out;
      return true;
    });
    if (!Made || Known)
      return false;
    // Somebody who was handed both may have brought it along.
    return none_of(W.calls(), [&](const CallSite &C) {
      bool Old = false, New = false;
      for (TermId X : C.Args) {
        Old |= X && X != Holder && R.carries(X, Read);
        New |= X == Holder;
      }
      return Old && New;
    });
  }

  bool reportLeft(const Op &A, const Op &Read) {
    Finding F =
        startFinding(R, Check, "version-left-behind", A, Confidence::Medium);
    F.Message = quoted(W, W.event(A.E)) + " writes " + recordName(R, A) +
                " back in an object made anew, without the version that it was "
                "read with";
    addRead(F, R, Read, recordName(R, Read) + " is read here");
    addWayToAct(F, R, A);
    addAdvice(F, "change the object that was read and send it back, or take "
                 "its version over");
    Report(std::move(F));
    return true;
  }

  bool reportToken(const Op &A, const Op &Value, const Op &Token,
                   StringRef Pattern, StringRef What) {
    Finding F = startFinding(R, Check, Pattern, A, Confidence::Medium);
    F.Message = quoted(W, W.event(A.E)) + " writes " + recordName(R, A) +
                " back " + What.str();
    addRead(F, R, Value, "the value is read here");
    addRead(F, R, Token, "the version is read here");
    addWayToAct(F, R, A);
    addAdvice(F, "pass the version that was read together with the value");
    Report(std::move(F));
    return true;
  }

  /// A field of the token's record that counts something else.
  bool wrongField(const Op &A, const Op &Token) {
    TermTable &T = W.terms();
    const Row &Row = *W.event(Token.E).Row;
    std::string Field;
    R.data(A.Token, [&](TermId Y) {
      const Term X = T[Y];
      if (X.Kind == TermKind::FieldOf || X.Kind == TermKind::Pure) {
        StringRef N = lastName(W.program().names()[X.A]);
        if (is_contained(Row.NotToken, N))
          Field = N.str();
      }
      return Field.empty();
    });
    if (Field.empty())
      return false;
    Finding F = startFinding(R, Check, "not-the-token", A, Confidence::Medium);
    F.Message = quoted(W, W.event(A.E)) + " writes " + recordName(R, A) +
                " with '" + Field +
                "' in place of the version, which counts something else";
    addRead(F, R, Token, "read here");
    addWayToAct(F, R, A);
    const model::Position *P = Row.arg(Slot::Token);
    addAdvice(F, P && !P->Member.empty()
                     ? "pass '" + P->Member + "' of the same record"
                     : "pass the version of the same read");
    Report(std::move(F));
    return true;
  }

  Records &R;
  FunctionFlow &W;
  Sink Report;
};
} // namespace

SmallVector<EventId, 4> unversionedWrite(Records &R, Sink Report) {
  SmallVector<EventId, 4> Reported;
  Judge J(R, Report);
  for (const Op &A : R.ops())
    if (!A.Sql && (A.Is == Act::Write || A.Is == Act::Delete) && J.write(A))
      Reported.push_back(A.E);
  return Reported;
}

} // namespace tocsin::version
