//===- Records.cpp - What a function does with the records of stores ------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From events to operations: requests are put together, commands and SQL are
// read, parameters are found.
//
//===----------------------------------------------------------------------===//

#include "checks/version/Records.h"
#include "Flow/CallTransfer.h"
#include "Flow/TextShape.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::version {

TermId Bound::operator[](const sql::Input &I) const {
  switch (I.Is) {
  case sql::Input::Hole:
    return size_t(I.Number) < Holes.size() ? Holes[I.Number] : 0;
  case sql::Input::Position:
    return I.Number >= 1 && size_t(I.Number) <= Positions.size()
               ? Positions[I.Number - 1]
               : 0;
  case sql::Input::Name:
    return Names.lookup(I.Word);
  }
  return 0;
}

static std::optional<Act> actOf(Role R) {
  switch (R) {
  case Role::StoreRead:
    return Act::Read;
  case Role::StoreWrite:
    return Act::Write;
  case Role::StoreCreate:
    return Act::Create;
  case Role::StoreDelete:
    return Act::Delete;
  case Role::StoreAtomic:
    return Act::Atomic;
  case Role::StoreCommit:
    return Act::Commit;
  default:
    return std::nullopt;
  }
}

Records::Records(FunctionFlow &W, const link::Program &P)
    : W(W), P(P), T(W.terms()) {
  for (EventId E = 0; E < W.events().size(); ++E) {
    if (!W.happens(E))
      continue;
    switch (W.event(E).role()) {
    case Role::StoreCommand:
      command(E);
      break;
    case Role::SqlRun:
      statements(E, E);
      break;
    case Role::SqlStep:
      if (EventId Prepared = preparedFor(E); Prepared != NoEvent)
        statements(E, Prepared);
      break;
    default:
      if (actOf(W.event(E).role()))
        call(E);
    }
  }
}

static Op startOp(const Event &X, EventId E, Act Is) {
  Op O;
  O.E = E;
  O.Is = Is;
  O.Reach = X.Row->Reach;
  O.Store = X.slot(Slot::Store);
  O.Txn = X.slot(Slot::Txn);
  O.Key = X.slot(Slot::Key);
  O.Value = X.slot(Slot::Value);
  O.Token = X.slot(Slot::Token);
  O.Expected = X.slot(Slot::Expected);
  return O;
}

void Records::call(EventId E) {
  const Event &X = W.event(E);
  Op O = startOp(X, E, *actOf(X.role()));
  Traits Always = flow::traitsOf(X, W, /*Must=*/true);
  if (O.Is == Act::Write && Always & bit(Trait::Exclusive))
    O.Is = Act::Create;
  if (O.Is == Act::Write && Always & (bit(Trait::Append) | bit(Trait::Plain)))
    O.Is = Act::Atomic;
  O.Weak = Always & bit(Trait::Weak);
  // A null transaction is none.
  if (O.Txn && T.constant(O.Txn) == 0)
    O.Txn = 0;
  if (X.slot(Slot::Request))
    request(O);
  Ops.push_back(std::move(O));
}

/// Key, value and condition that were put into the request before.
void Records::request(Op &O) {
  TermId Of = W.event(O.E).slot(Slot::Request);
  for (EventId B : W.liveBefore(O.E)) {
    const Event &X = W.event(B);
    if (X.role() != Role::StoreRequest || X.slot(Slot::Request) != Of)
      continue;
    if (TermId K = X.slot(Slot::Key))
      O.Key = K;
    if (TermId L = X.slot(Slot::Params); L && T[L].NumOps == 1)
      O.Key = T.op(L, 0);
    if (TermId V = X.slot(Slot::Value))
      O.Value = V;
    if (TermId C = X.slot(Slot::Token)) {
      O.Token = C;
      O.Asked = true;
    }
    Traits Always = flow::traitsOf(X, W, true);
    if (Always & bit(Trait::Exclusive) && O.Is == Act::Write)
      O.Is = Act::Create;
    if (Always & bit(Trait::Checks))
      O.Asked = true;
  }
}

//===----------------------------------------------------------------------===//
// Commands and SQL
//===----------------------------------------------------------------------===//

/// A word of a command: characters, and values of the program among them.
struct CommandWord {
  std::string Text; // '%' where a value stands
  SmallVector<TermId, 2> Values;
  bool isText() const { return Values.empty(); }
};
using CommandWords = SmallVector<CommandWord, 8>;

/// The words of a text; a value is a word or a part of one.
static CommandWords wordsOf(const TextShape &Shape) {
  CommandWords Words;
  bool Open = false; // the last word goes on
  auto Put = [&](char C) {
    if (!Open)
      Words.emplace_back();
    Open = true;
    Words.back().Text += C;
  };
  for (const TextPiece &Part : Shape) {
    if (Part.Hole) {
      Put('%');
      Words.back().Values.push_back(Part.Hole);
      continue;
    }
    for (char C : Part.Text)
      if (isSpace(C))
        Open = false;
      else
        Put(C);
  }
  return Words;
}

/// A command that is handed over word by word.
static CommandWords wordsOf(FunctionFlow &W, TermId List) {
  CommandWords Words;
  if (W.terms().kind(List) != TermKind::Pure)
    return Words;
  SmallVector<TermId, 8> Ops(W.terms().ops(List));
  for (TermId X : Ops) {
    CommandWord One;
    for (const TextPiece &Part : shapeOf(W, X)) {
      One.Text += Part.Hole ? "%" : Part.Text;
      if (Part.Hole)
        One.Values.push_back(Part.Hole);
    }
    Words.push_back(One);
  }
  return Words;
}

void Records::command(EventId E) {
  const Event &X = W.event(E);
  CommandWords Words =
      X.slot(Slot::Text)
          ? wordsOf(shapeOf(W, X.slot(Slot::Text), X.slot(Slot::Params)))
          : wordsOf(W, X.slot(Slot::Params));
  if (Words.empty() || !Words[0].isText())
    return;
  const Model &M = W.program().models();
  std::optional<Role> R = M.command(Words[0].Text);
  for (const CommandWord &Option : drop_begin(Words))
    if (Option.isText())
      if (auto Other = M.command(Words[0].Text + " " + Option.Text))
        R = Other;
  if (!R || !actOf(*R))
    return;
  Op O = startOp(X, E, *actOf(*R));
  Names &N = W.program().names();
  auto Term = [&](const CommandWord &C) {
    if (C.Text == "%" && C.Values.size() == 1)
      return C.Values[0];
    TermId Text = T.get(TermKind::Str, N.intern(C.Text));
    if (C.isText())
      return Text;
    SmallVector<TermId, 4> Parts{Text};
    Parts.append(C.Values);
    return T.get(TermKind::Pure, 0, 1, 0, Parts);
  };
  if (Words.size() > 1)
    O.Key = Term(Words[1]);
  // A field of a hash is a record of its own.
  size_t Value = 2;
  if (M.command(Words[0].Text + " (field)") && Words.size() > 2) {
    O.Key = T.get(TermKind::Pure, 0, 2, 0, {O.Key, Term(Words[2])});
    Value = 3;
  }
  SmallVector<TermId, 4> Rest;
  for (size_t I = Value; I < Words.size(); ++I)
    Rest.push_back(Term(Words[I]));
  if (O.Is == Act::Write && !Rest.empty())
    O.Value = T.get(TermKind::Pure, 0, 3, 0, Rest);
  Ops.push_back(std::move(O));
}

static std::optional<Act> actOf(const sql::Statement &S) {
  switch (S.Is) {
  case sql::Verb::Select:
    return Act::Read;
  case sql::Verb::Insert:
    return S.Replaces ? Act::Write : Act::Create;
  case sql::Verb::Update:
    return Act::Write;
  case sql::Verb::Replace:
    return Act::Write;
  case sql::Verb::Delete:
    return Act::Delete;
  default:
    return std::nullopt;
  }
}

/// The event that made the statement which `E` runs.
EventId Records::preparedFor(EventId E) {
  TermId Of = W.event(E).slot(Slot::Statement);
  for (unsigned I = 0; I < 16 && Of; ++I) {
    if (T.kind(Of) == TermKind::Phi)
      Of = W.gated(Of);
    if (T.kind(Of) == TermKind::Out || T.kind(Of) == TermKind::Ret) {
      EventId By = T[Of].A;
      if (W.event(By).role() == Role::SqlPrepare)
        return By;
      Of = W.event(By).slot(Slot::Statement); // run before
      continue;
    }
    break;
  }
  // A handle that was there before: the last text that it was given.
  for (EventId X : reverse(W.liveBefore(E)))
    if (W.event(X).role() == Role::SqlPrepare &&
        (W.event(X).slot(Slot::Statement) == Of || !Of))
      return X;
  return NoEvent;
}

void Records::bindings(EventId E, Bound &B) {
  TermId Of = W.event(E).slot(Slot::Statement);
  EventId Prepared = W.event(E).role() == Role::SqlStep ? preparedFor(E) : E;
  auto Put = [&](size_t N, TermId V) {
    if (N < 1 || N > 64)
      return;
    if (B.Positions.size() < N)
      B.Positions.resize(N, 0);
    B.Positions[N - 1] = V;
  };
  auto List = [&](const Event &X) {
    TermId All = X.slot(Slot::Params);
    if (All && T.kind(All) == TermKind::Pure)
      for (unsigned I = 0; I < T[All].NumOps; ++I)
        Put(I + 1, T.op(All, I));
  };
  size_t Next = 1;
  for (EventId X : W.liveBefore(E)) {
    const Event &D = W.event(X);
    if (D.role() != Role::SqlBind)
      continue;
    TermId Stmt = D.slot(Slot::Statement);
    if (Stmt != Of && preparedFor(X) != Prepared)
      continue;
    if (D.slot(Slot::Params)) {
      List(D);
      continue;
    }
    TermId Index = D.slot(Slot::Index), V = D.slot(Slot::Value);
    if (!Index) {
      Put(Next++, V);
      continue;
    }
    if (auto N = T.constant(Index)) {
      bool FromZero = flow::traitsOf(D, W, true) & bit(Trait::Element);
      Put(*N + (FromZero ? 1 : 0), V);
      continue;
    }
    TextShape Name = shapeOf(W, Index);
    if (Name.size() == 1 && !Name[0].Hole)
      B.Names[StringRef(Name[0].Text).ltrim(":@$")] = V;
  }
  List(W.event(E));
}

void Records::statements(EventId E, EventId Prepared) {
  const Event &X = W.event(E), &Made = W.event(Prepared);
  for (const TextShape &Shape : shapesOf(W, Made.slot(Slot::Text))) {
    std::vector<sql::Piece> Pieces;
    Bound B;
    for (const TextPiece &Part : Shape) {
      Pieces.push_back({Part.Text, Part.Hole ? int(B.Holes.size()) : -1});
      if (Part.Hole)
        B.Holes.push_back(Part.Hole);
    }
    bindings(E, B);
    std::vector<sql::Statement> All = sql::parse(Pieces);
    // Several statements in one text, in a transaction of their own.
    bool Together = any_of(
        All, [](const sql::Statement &S) { return S.Is == sql::Verb::Begin; });
    for (sql::Statement &S : All) {
      auto Is = actOf(S);
      if (!Is || S.Table.empty())
        continue;
      Op O = startOp(X, E, *Is);
      O.Store = Made.slot(Slot::Store) ? Made.slot(Slot::Store) : O.Store;
      O.Reach = Made.Row->Reach;
      if (!O.Txn)
        O.Txn = Made.slot(Slot::Txn);
      O.Value = 0;
      O.Sql = std::make_shared<Bound>(B);
      O.Sql->Text = S;
      if (Together && O.Is != Act::Read)
        O.Is = Act::Atomic;
      Ops.push_back(std::move(O));
    }
  }
}

//===----------------------------------------------------------------------===//
// Outcomes
//===----------------------------------------------------------------------===//

bool Records::asksConflict(const Op &A) {
  const Row &Row = *W.event(A.E).Row;
  auto Named = [&](TermId Cond) {
    bool Found = false;
    W.derivation(Cond, [&](TermId Y) {
      const Term &X = T[Y];
      StringRef Spelled = X.Kind == TermKind::Int || X.Kind == TermKind::Str
                              ? W.program().names()[X.A]
                              : StringRef();
      SmallVector<StringRef, 4> Words;
      Spelled.split(Words, ',');
      Found |= any_of(Words, [&](StringRef Word) {
        return is_contained(Row.Conflict, Word);
      });
      return !Found;
    });
    return Found;
  };
  for (ir::BlockId B : W.graph().order())
    for (uint32_t I = 0; I < W.function().Blocks[B].Succs.size(); ++I)
      if (Literal L = W.literal({B, I});
          L.Cond && W.derivesFrom(L.Cond, A.E) && Named(L.Cond))
        return true;
  return false;
}

/// Whether a call puts what it is given into an object of the function's own,
/// as a smart pointer is made, or is the end of such an object.
static bool keeps(FunctionFlow &W, const CallSite &C) {
  const ir::Instr &X = W.function().Instrs[C.Site];
  if (X.Flags & ir::FlagDtor)
    return true;
  auto Body = W.program().body(C.Callee);
  bool Known = Body.F && Body.F->defined() && !(Body.F->Flags & ir::FuncSystem);
  return X.Flags & ir::FlagCtor && !Known && !C.Args.empty() &&
         W.terms().kind(W.terms().root(C.Args[0])) == TermKind::LocalAddr;
}

bool outcomeSeen(FunctionFlow &W, EventId E) {
  if (W.event(E).Checked || W.decides(E) || W.returned(E))
    return true;
  // Handed to somebody else, who is not there to show or to free it.
  return any_of(W.callsUsing(E), [&](unsigned I) {
    const CallSite &C = W.calls()[I];
    if (C.Callee == ~0u)
      return true;
    if (C.Site == W.event(E).Site || keeps(W, C))
      return false;
    auto Rows = W.program().rows(C.Callee);
    return none_of(Rows, [](const Row *R) {
      return R->Is == Role::Output || R->Is == Role::Pure ||
             R->Is == Role::PathSame;
    });
  });
}

} // namespace tocsin::version
