//===- Gates.cpp - What lets a write happen, and does not hold it ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks that are out of date by the time of the write:
//
//   a request was not seen before, so it is carried out and then marked as
//     seen: who asks in between carries it out again,
//   a lock was free, so it is taken by a plain write,
//   this node holds the lease, so it writes, although the store offers a form
//     that takes the epoch and would refuse a node that lost it,
//   a condition was put together and never put into the request.
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

/// Parts of a key that are looked at.
static constexpr unsigned MaxKeyParts = 64;

/// What the words of a key speak of: of its literal parts, and of the fields
/// that it is put together from (`"charge:" + c.request_id`).
static WordClasses wordsOf(FunctionFlow &W, TermId Key) {
  TermTable &T = W.terms();
  const Names &N = W.program().names();
  WordClasses Words = 0;
  SmallVector<TermId, 16> Work{Key};
  for (unsigned I = 0; I < Work.size() && I < MaxKeyParts; ++I) {
    TermId X = Work[I];
    if (!X)
      continue;
    TermKind K = T.kind(X);
    TermId Field = K == TermKind::Init ? T.op(X, 0) : X;
    SmallVector<StringRef, 8> Parts;
    if (K == TermKind::Str)
      SplitString(N[T[X].A], Parts, " :/.%-#|");
    for (StringRef P : Parts)
      Words |= W.program().models().wordClasses(P);
    if (T.kind(Field) == TermKind::FieldAddr ||
        T.kind(Field) == TermKind::FieldOf) {
      for (const std::string &P : model::splitWords(N[T[Field].A]))
        Words |= W.program().models().wordClasses(P);
      continue; // whose field it is says nothing
    }
    Work.append(T.ops(X).begin(), T.ops(X).end());
  }
  return Words;
}

/// A literal that says that something was done.
static bool isOnce(Records &R, TermId Value) {
  return R.isConstant(Value) && wordsOf(R.flow(), Value) & bit(WordClass::Once);
}

bool marksOnce(Records &R, const Op &Read, const Op &A) {
  FunctionFlow &W = R.flow();
  if (A.Is != Act::Write || A.Sql)
    return false;
  // What was looked up elsewhere and is kept here for the next to ask marks
  // nothing: only a key that says so makes a mark of a value.
  WordClasses Marks = bit(WordClass::Once);
  if (R.isConstant(A.Value))
    Marks |= bit(WordClass::Request);
  bool Says = isOnce(R, A.Value); // `SET key done`
  if (!(wordsOf(W, A.Key) & Marks) && !Says)
    return false;
  auto Decided = [&](ArrayRef<Literal> L) {
    return any_of(L, [&](Literal X) { return W.derivesFrom(X.Cond, Read.E); });
  };
  if (!Decided(W.eventConditions(A.E)))
    return false;
  // Something is done in between, by code that nobody knows.
  return any_of(W.calls(), [&](const CallSite &C) {
    const ir::Instr &X = W.function().Instrs[C.Site];
    if (C.Site == W.event(A.E).Site || C.Site == W.event(Read.E).Site ||
        X.Flags & (ir::FlagCtor | ir::FlagDtor) ||
        !(W.graph().reaches(C.Block, W.event(A.E).Block) ||
          (C.Block == W.event(A.E).Block && C.Site < W.event(A.E).Site)) ||
        !Decided(W.conditions(C.Block)))
      return false;
    // What a caller handed over to be done.
    if (C.Callee == ~0u)
      return ir::CallKind(X.Sub) == ir::CallKind::Indirect;
    auto Body = W.program().body(C.Callee);
    return Body.F && !(Body.F->Flags & (ir::FuncSystem | ir::FuncConst)) &&
           W.program().rows(C.Callee).empty();
  });
}

bool takesFree(Records &R, const Op &Read, const Op &A) {
  FunctionFlow &W = R.flow();
  return A.Is == Act::Write && !A.Sql &&
         wordsOf(W, A.Key) & bit(WordClass::Exclusive) &&
         any_of(W.eventConditions(A.E),
                [&](Literal L) { return W.derivesFrom(L.Cond, Read.E); });
}

bool comparedAnew(Records &R, const Op &Read, const Op &A) {
  FunctionFlow &W = R.flow();
  TermTable &T = W.terms();
  return any_of(R.ops(), [&](const Op &Again) {
    if (Again.Is != Act::Read || Again.E == Read.E ||
        W.event(Again.E).Site == W.event(Read.E).Site ||
        !R.sameRecord(Again, A) || !is_contained(W.liveBefore(A.E), Again.E) ||
        R.guard(Again, A) != Records::Guard::Sound)
      return false;
    auto Tells = [&](TermId New, TermId Old) {
      return W.derivesFrom(New, Again.E) && !W.derivesFrom(New, Read.E) &&
             W.derivesFrom(Old, Read.E);
    };
    bool Found = false;
    for (Literal L : W.eventConditions(A.E))
      W.derivation(L.Cond, [&](TermId Y) {
        const Term X = T[Y];
        bool Same = X.Kind == TermKind::Cmp
                        ? ir::CmpOp(X.A) == ir::CmpOp::Eq ||
                              ir::CmpOp(X.A) == ir::CmpOp::Ne
                        : X.Kind == TermKind::Pure && X.A;
        if (Same && X.NumOps >= 2) {
          TermId P = T.op(Y, 0), Q = T.op(Y, 1);
          Found |= Tells(P, Q) || Tells(Q, P);
        }
        return !Found && X.Kind != TermKind::Taken;
      });
    return Found;
  });
}

/// Whether a function by its name tells who is in charge.
static bool asksLease(const Model &M, StringRef Name) {
  auto [Class, Method] = Name.rsplit("::");
  return (M.wordClasses(Method.empty() ? Name : Method) |
          M.wordClasses(lastName(Class))) &
         bit(WordClass::Leads);
}

/// The call that says whether this node is in charge.
static const CallSite *leaseAsked(Records &R, const Op &A) {
  FunctionFlow &W = R.flow();
  auto Conditions = W.eventConditions(A.E);
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u || C.Site == W.event(A.E).Site)
      continue;
    if (!asksLease(W.program().models(), R.program().qualifiedName(C.Callee)))
      continue;
    TermId Says = W.valueAt(C.Site);
    for (Literal L : Conditions) {
      bool Found = false;
      W.derivation(L.Cond, [&](TermId Y) {
        Found |= Y == Says;
        return !Found && W.terms().kind(Y) != TermKind::Taken;
      });
      if (Found)
        return &C;
    }
  }
  return nullptr;
}

/// Whether a function between this one and the write asks itself; it is told
/// there.
static bool askedBelow(Records &R, const Event &E) {
  return any_of(E.Via, [&](const Frame &V) {
    return any_of(R.program().callees(V.Callee), [&](ProgFunc C) {
      return asksLease(R.flow().program().models(),
                       R.program().qualifiedName(C));
    });
  });
}

bool leaseThenWrite(Records &R, const Op &A, Sink Report) {
  FunctionFlow &W = R.flow();
  const Event &E = W.event(A.E);
  if ((A.Is != Act::Write && A.Is != Act::Delete) || A.Token || A.Asked ||
      !(flow::traitsOf(E, W, true) & bit(Trait::Cluster)))
    return false;
  const CallSite *Asked = leaseAsked(R, A);
  if (!Asked || askedBelow(R, E))
    return false;
  Finding F = startFinding(R, "tocsin-unversioned-write", "lease-then-write", A,
                           Confidence::Medium);
  F.Message = quoted(W, E) + (A.Is == Act::Delete ? " removes " : " writes ") +
              recordName(R, A) +
              " because this node was in charge when it looked, and nothing "
              "refuses it if it no longer is";
  F.Notes.push_back(
      {window::positionOf(
           R.program(),
           SourceAt{W.unitIndex(), W.function().Instrs[Asked->Site].At}),
       "looked here", NoteKind::Decision});
  addWayToAct(F, R, A);
  addAdvice(F, "use the form that takes the epoch of the lease");
  Report(std::move(F));
  return true;
}

/// Whether a call puts a text that begins with one of the words into an object
/// of the function's own.
static bool collects(FunctionFlow &W, Records &R, const CallSite &C,
                     ArrayRef<std::string> Words) {
  return C.Args.size() > 1 && C.Args[0] &&
         W.function().Instrs[C.Site].Flags & ir::FlagReceiver &&
         W.terms().kind(C.Args[0]) == TermKind::LocalAddr &&
         any_of(drop_begin(C.Args), [&](TermId X) {
           return X && R.names(W.terms().isAddress(X) ? W.terms().init(X) : X,
                               Words);
         });
}

bool halfCondition(Records &R, const Op &A, Sink Report) {
  FunctionFlow &W = R.flow();
  const Event &E = W.event(A.E);
  TermId Of = E.slot(Slot::Request);
  if (!Of || A.Asked || (A.Is != Act::Write && A.Is != Act::Delete))
    return false;
  SmallVector<std::string, 4> Words;
  for (EventId B : W.liveBefore(A.E)) {
    const Event &X = W.event(B);
    if (X.role() == Role::StoreRequest && X.slot(Slot::Request) == Of)
      for (const Row *Q :
           W.program().models().named(W.program().names()[X.Callee]))
        for (const std::string &Word : Q->Conflict)
          if (!is_contained(Words, Word))
            Words.push_back(Word);
  }
  for (const CallSite &C : W.calls()) {
    if (Words.empty() || C.Site == E.Site ||
        !W.graph().dominates(C.Block, E.Block) ||
        (C.Block == E.Block && C.Site > E.Site) ||
        !(R.names(W.valueAt(C.Site), Words) || collects(W, R, C, Words)))
      continue;
    Finding F = startFinding(R, "tocsin-unversioned-write", "half-condition", A,
                             Confidence::High);
    F.Message = quoted(W, E) + " writes " + recordName(R, A) +
                " without the condition that was put together for it";
    F.Notes.push_back(
        {window::positionOf(
             R.program(),
             SourceAt{W.unitIndex(), W.function().Instrs[C.Site].At}),
         "the condition is made here", NoteKind::Decision});
    addWayToAct(F, R, A);
    addAdvice(F, "put it into the request");
    Report(std::move(F));
    return true;
  }
  return false;
}

/// Whether a body starts a thread before it calls the function.
static bool startsBefore(link::Program &P, ProgFunc By, ProgFunc Callee) {
  ProgramView::Body B = P.body(By);
  for (const ir::Instr &X : B.F->Instrs) {
    if (X.Kind != ir::Op::Call || X.Aux == ir::None)
      continue;
    ProgFunc C = P.function(B.Unit, X.Aux);
    if (C == Callee)
      return false;
    if (any_of(P.rows(C),
               [](const Row *R) { return R->Is == Role::ThreadStart; }))
      return true;
  }
  return false;
}

bool beforeOthers(Records &R, const Op &A) {
  FunctionFlow &W = R.flow();
  link::Program &P = static_cast<link::Program &>(W.program());
  ProgFunc Self = W.self();
  const ir::Function &F = W.function();
  auto Has = [&](TermKind K) {
    return A.Store && W.terms().any(A.Store, [&](TermId X) {
      return W.terms().kind(X) == K;
    });
  };
  if (F.Flags & ir::FuncCtor)
    return !Has(TermKind::Param) && none_of(W.events(), [](const Event &E) {
      return E.role() == Role::ThreadStart;
    });
  if (!Has(TermKind::This))
    return false;
  if (!(F.Flags & ir::FuncHidden) || P.addressTaken(Self))
    return false;
  bool Any = false;
  for (ProgFunc By = 0; By < P.functionCount(); ++By) {
    if (!P.isDefined(By) || !is_contained(P.callees(By), Self))
      continue;
    Any = true;
    if (!(P.body(By).F->Flags & ir::FuncCtor) || startsBefore(P, By, Self))
      return false;
  }
  return Any;
}

/// Whether the call hands over a null pointer where a condition could be.
static bool givesNone(ProgramView &P, const Event &E) {
  const model::Position *At = E.Row->arg(Slot::Token);
  ProgramView::Body B = P.body(E.Function);
  if (!At || At->Where != model::Position::Kind::Arg)
    return false;
  const ir::Function &F = *B.F;
  for (const ir::Instr &X : F.Instrs) {
    if (X.Kind != ir::Op::Call || !(X.At == E.At.At))
      continue;
    auto Ops = F.operands(X);
    unsigned I = At->Index + (X.Flags & ir::FlagReceiver ? 1 : 0);
    if (I >= Ops.size())
      return false;
    ir::ValueId V = Ops[I];
    while (F.Instrs[V].Kind == ir::Op::Cast)
      V = F.operands(F.Instrs[V])[0];
    return F.Instrs[V].Kind == ir::Op::ConstNull;
  }
  return false;
}

bool refusesItself(Records &R, const Op &A) {
  FunctionFlow &W = R.flow();
  TermTable &T = W.terms();
  if (!givesNone(W.program(), W.event(A.E)))
    return false;
  auto IsRefusal = [&](TermId X) {
    SmallVector<StringRef, 4> Words;
    if (T.kind(X) == TermKind::Int)
      W.program().names()[T[X].A].split(Words, ',');
    return any_of(Words, [&](StringRef Word) {
      return is_contained(W.event(A.E).Row->Conflict, Word);
    });
  };
  return any_of(W.graph().order(), [&](ir::BlockId B) {
    TermId X = W.condition(B);
    while (X && T.kind(X) == TermKind::Not)
      X = T.op(X, 0);
    return X && T.kind(X) == TermKind::Cmp && IsRefusal(T.op(X, 1)) &&
           W.derivesFrom(T.op(X, 0), A.E);
  });
}

} // namespace tocsin::version
