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
  case sql::Input::Name: {
    if (TermId V = Names.lookup(I.Word))
      return V;
    // Bound in order although they have names.
    size_t At = find(Order, I.Word) - Order.begin();
    return At < Order.size() && At < Positions.size() ? Positions[At] : 0;
  }
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

Records::Records(FunctionFlow &W, const link::Program &P, Statements *Known)
    : W(W), P(P), T(W.terms()) {
  if (Known)
    Known->note(W);
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
      if (EventId By = preparedFor(E); By != NoEvent)
        statements(E, By);
      else if (auto *Kept =
                   Known ? Known->find(T, W.event(E).slot(Slot::Statement),
                                       W.program().names())
                         : nullptr)
        statement(E, {{Kept->Text, 0}}, *Kept->By, 0, 0);
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
  // A batch is no store: it is written to one later.
  if (O.Store && O.Store == X.slot(Slot::Request))
    O.Store = 0;
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
    if (TermId C = X.slot(Slot::Token);
        C && (X.Row->Conflict.empty() || mayName(C, X.Row->Conflict, O.E))) {
      O.Token = C;
      O.Asked = true;
    }
    Traits Always = flow::traitsOf(X, W, true);
    if (Always & bit(Trait::Exclusive) && O.Is == Act::Write)
      O.Is = Act::Create;
    if (Always & bit(Trait::Checks))
      O.Asked = true;
  }
  // Where the answer goes may be said before where it is asked for.
  if (O.Is == Act::Read && !O.Key)
    for (EventId B = O.E + 1; B < W.events().size() && !O.Key; ++B)
      if (W.happens(B) && W.event(B).role() == Role::StoreRequest &&
          W.event(B).slot(Slot::Request) == Of)
        O.Key = W.event(B).slot(Slot::Key);
}

bool Records::names(TermId X, ArrayRef<std::string> Words) {
  bool Found = false;
  W.derivation(X, [&](TermId Y) {
    if (T.kind(Y) == TermKind::Str)
      Found |= any_of(Words, [&](StringRef Word) {
        return W.program().names()[T[Y].A].starts_with_insensitive(Word);
      });
    return !Found;
  });
  return Found;
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

/// A request that says itself what it does.
void Records::sent(EventId E) {
  const Event &X = W.event(E);
  Traits Asked = 0;
  for (EventId B : W.liveBefore(E))
    if (W.event(B).role() == Role::StoreRequest &&
        W.event(B).slot(Slot::Request) == X.slot(Slot::Request))
      Asked |= flow::traitsOf(W.event(B), W, true);
  if (!(Asked & (bit(Trait::Write) | bit(Trait::Drop))))
    return;
  Op O = startOp(X, E, Asked & bit(Trait::Drop) ? Act::Delete : Act::Write);
  request(O);
  Ops.push_back(std::move(O));
}

void Records::command(EventId E) {
  const Event &X = W.event(E);
  if (X.slot(Slot::Request))
    return sent(E);
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
  if ((O.Is == Act::Write || O.Is == Act::Create) && !Rest.empty())
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

/// The named parameters of a text, in order, each once.
static std::vector<std::string> namesIn(const TextShape &Shape) {
  std::vector<std::string> Names;
  for (const TextPiece &Part : Shape)
    for (size_t At = Part.Text.find(':'); At != std::string::npos;
         At = Part.Text.find(':', At + 1)) {
      StringRef Name = StringRef(Part.Text).drop_front(At + 1).take_while(
          [](char C) { return isAlnum(C) || C == '_'; });
      if (!Name.empty() && !is_contained(Names, Name))
        Names.push_back(Name.str());
    }
  return Names;
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
  SmallVector<EventId, 16> Binds(W.liveBefore(E));
  // A statement that runs when its expression ends.
  if (flow::traitsOf(W.event(E), W, true) & bit(Trait::Defer))
    for (EventId X = E + 1; X < W.events().size(); ++X)
      if (W.happens(X) && is_contained(W.liveBefore(X), Prepared))
        Binds.push_back(X);
  for (EventId X : Binds) {
    const Event &D = W.event(X);
    if (D.role() != Role::SqlBind)
      continue;
    TermId Stmt = D.slot(Slot::Statement);
    if (Stmt != Of && (Prepared == NoEvent || preparedFor(X) != Prepared))
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
  const Event &Made = W.event(Prepared);
  for (const TextShape &Shape : shapesOf(W, Made.slot(Slot::Text)))
    statement(E, Shape, *Made.Row, Made.slot(Slot::Store),
              Made.slot(Slot::Txn));
}

/// A text, by whom it is run, and the row, store and transaction that it was
/// made with.
void Records::statement(EventId E, const TextShape &Shape, const Row &By,
                        TermId Store, TermId Txn) {
  const Event &X = W.event(E);
  std::vector<sql::Piece> Pieces;
  Bound B;
  for (const TextPiece &Part : Shape) {
    Pieces.push_back({Part.Text, Part.Hole ? int(B.Holes.size()) : -1});
    if (Part.Hole)
      B.Holes.push_back(Part.Hole);
  }
  B.Order = namesIn(Shape);
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
    O.Store = Store ? Store : O.Store;
    O.Reach = By.Reach;
    if (!O.Txn)
      O.Txn = Txn;
    O.Value = 0;
    O.Sql = std::make_shared<Bound>(B);
    O.Sql->Text = S;
    if (Together && O.Is != Act::Read)
      O.Is = Act::Atomic;
    Ops.push_back(std::move(O));
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

/// Whether a call belongs to waiting for a task whose outcome is dropped.
static bool onlyAwaits(FunctionFlow &W, const CallSite &C) {
  const ir::Function &F = W.function();
  if (!(F.Flags & ir::FuncCoroutine) || C.Args.empty())
    return false;
  for (ir::ValueId V = 0; V < F.Instrs.size(); ++V)
    if (const ir::Instr &X = F.Instrs[V];
        X.Kind == ir::Op::Suspend && X.NumOps == 1 &&
        W.valueAt(F.operands(X)[0]) == C.Args[0])
      // Asked whether it is ready, left to it, and asked what it gave.
      return C.Site < V || F.Instrs[C.Site].Flags & ir::FlagDiscarded;
  return false;
}

/// Whether what was loaded is only compared with names that do not tell a
/// refusal from a success: `reply->type == REDIS_REPLY_ERROR`.
static bool asksOther(ProgramView &P, uint32_t Unit, const ir::Function &F,
                      ir::ValueId V, ArrayRef<std::string> Tells) {
  if (Tells.empty())
    return false;
  for (ir::ValueId U = V + 1; U < F.Instrs.size(); ++U) {
    const ir::Instr &Y = F.Instrs[U];
    auto Ops = F.operands(Y);
    if (!is_contained(Ops, V))
      continue;
    if (Y.Kind != ir::Op::Cmp || Ops.size() != 2)
      return false;
    const ir::Instr &C = F.Instrs[Ops[Ops[0] == V ? 1 : 0]];
    if (C.Kind != ir::Op::ConstInt || C.Aux == ir::None ||
        is_contained(Tells, P.unit(Unit).str(C.Aux)))
      return false;
  }
  return true;
}

/// Whether a function does more with a parameter than to see if it is null, to
/// show it and to free it. `Tells`: the names that a look has to ask for, if it
/// compares the answer with names.
static bool looksAt(ProgramView &P, ProgFunc Callee, unsigned Param,
                    ArrayRef<std::string> Tells, unsigned Depth) {
  auto Body = P.body(Callee);
  if (!Body.F || !Body.F->defined() || Depth > 2)
    return true;
  const ir::Function &F = *Body.F;
  for (ir::ValueId V = 0; V < F.Instrs.size(); ++V) {
    const ir::Instr &X = F.Instrs[V];
    bool Touches = X.Kind == ir::Op::Load || X.Kind == ir::Op::AddrOf ||
                   X.Kind == ir::Op::Store || X.Kind == ir::Op::Rmw;
    if (!Touches || F.Places[X.Aux].Base != ir::BaseKind::Param ||
        F.Places[X.Aux].Index != Param)
      continue;
    if (X.Kind == ir::Op::Load && !F.Places[X.Aux].Steps.empty() &&
        asksOther(P, Body.Unit, F, V, Tells))
      continue;
    if (X.Kind != ir::Op::Load || !F.Places[X.Aux].Steps.empty())
      return true;
    SmallVector<ir::ValueId, 4> Same{V};
    for (ir::ValueId U = V + 1; U < F.Instrs.size(); ++U) {
      const ir::Instr &Y = F.Instrs[U];
      auto Ops = F.operands(Y);
      auto At =
          find_if(Ops, [&](ir::ValueId O) { return is_contained(Same, O); });
      if (At == Ops.end() || Y.Kind == ir::Op::Cmp || Y.Kind == ir::Op::Not)
        continue;
      if (Y.Kind == ir::Op::Cast) {
        Same.push_back(U);
        continue;
      }
      if (Y.Kind != ir::Op::Call || Y.Aux == ir::None)
        return true;
      ProgFunc Next = P.function(Body.Unit, Y.Aux);
      auto Rows = P.rows(Next);
      if (any_of(Rows, [](const Row *R) { return R->Is == Role::Output; }))
        continue;
      unsigned I = At - Ops.begin() - (Y.Flags & ir::FlagReceiver ? 1 : 0);
      if (!Rows.empty() || looksAt(P, Next, I, Tells, Depth + 1))
        return true;
    }
  }
  return false;
}

static bool looksAt(FunctionFlow &W, const CallSite &C, EventId E) {
  bool Method = W.function().Instrs[C.Site].Flags & ir::FlagReceiver;
  unsigned First = Method ? 2 : 0;
  for (unsigned I = 0; I < C.Args.size(); ++I)
    if (C.Args[I] && W.derivesFrom(C.Args[I], E) &&
        (I < First || looksAt(W.program(), C.Callee, I - First,
                              W.event(E).Row->Conflict, 0)))
      return true;
  return false;
}

/// Whether no branch asks more of the result than if there is one, or if it is
/// what neither a refusal nor a success is.
static bool onlyNullTested(FunctionFlow &W, EventId E) {
  TermTable &T = W.terms();
  const Row &R = *W.event(E).Row;
  auto IsOther = [&](TermId Cmp) {
    TermId C = T.op(Cmp, 1);
    StringRef Name =
        T.kind(C) == TermKind::Int ? W.program().names()[T[C].A] : StringRef();
    return !R.Conflict.empty() && !Name.empty() &&
           !is_contained(R.Conflict, Name);
  };
  return all_of(W.graph().order(), [&](ir::BlockId B) {
    TermId X = W.condition(B);
    if (!X || !W.derivesFrom(X, E))
      return true;
    bool Other = false; // a field is compared with a name
    for (unsigned I = 0; I < 8 && T.kind(X) != TermKind::Ret; ++I) {
      bool Named = T.kind(X) == TermKind::Cmp && IsOther(X);
      Other |= Named;
      bool Test = Named || (Other && T.kind(X) == TermKind::FieldAddr) ||
                  T.kind(X) == TermKind::Not || T.kind(X) == TermKind::Init ||
                  T.kind(X) == TermKind::Text ||
                  (T.kind(X) == TermKind::Pure && T[X].NumOps == 1) ||
                  (T.kind(X) == TermKind::Cmp && T.constant(T.op(X, 1)) == 0);
      if (!Test)
        return false;
      X = T.op(X, 0);
    }
    return T.kind(X) == TermKind::Ret && T[X].A == E;
  });
}

/// Whether the function gives the result back, or keeps it where others find
/// it: as a value, not by the way that it sends control.
static bool givesOn(FunctionFlow &W, EventId E) {
  const ir::Function &F = W.function();
  TermTable &T = W.terms();
  // What a callee says that does not look is no answer.
  SmallVector<TermId, 4> Blind;
  for (unsigned I : W.callsUsing(E))
    if (const CallSite &C = W.calls()[I];
        C.Callee != ~0u && C.Site != W.event(E).Site && !looksAt(W, C, E))
      Blind.push_back(W.valueAt(C.Site));
  auto Has = [&](TermId X) {
    bool Found = false;
    W.derivation(X, [&](TermId Y) {
      TermKind K = T.kind(Y);
      Found |= (K == TermKind::Ret || K == TermKind::Out) && T[Y].A == E;
      return !Found && K != TermKind::Taken && !is_contained(Blind, Y);
    });
    return Found;
  };
  for (ir::BlockId B : W.graph().order())
    for (ir::ValueId I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
      const ir::Instr &X = F.Instrs[I];
      bool Leaves = X.Kind == ir::Op::Return ||
                    (X.Kind == ir::Op::Store &&
                     (F.Places[X.Aux].Base != ir::BaseKind::Local ||
                      any_of(F.Places[X.Aux].Steps, [](const ir::Step &S) {
                        return S.Kind == ir::StepKind::Deref;
                      })));
      if (Leaves && any_of(F.operands(X), [&](ir::ValueId V) {
            return W.valueAt(V) && Has(W.valueAt(V));
          }))
        return true;
    }
  return false;
}

bool outcomeSeen(FunctionFlow &W, EventId E) {
  // An answer that may say no is more than the fact that there is one.
  bool Answer = W.event(E).role() == Role::StoreCommand &&
                W.event(E).Row->Succeeds == Success::NonNull &&
                onlyNullTested(W, E);
  if (W.event(E).Checked || (W.decides(E) && !Answer) ||
      (W.returned(E) && !(Answer && !givesOn(W, E))))
    return true;
  // Handed to somebody else, who is not there to show or to free it.
  return any_of(W.callsUsing(E), [&](unsigned I) {
    const CallSite &C = W.calls()[I];
    if (C.Callee == ~0u)
      return true;
    if (C.Site == W.event(E).Site || keeps(W, C) || onlyAwaits(W, C))
      return false;
    if (!looksAt(W, C, E))
      return false;
    auto Rows = W.program().rows(C.Callee);
    return none_of(Rows, [](const Row *R) {
      return R->Is == Role::Output || R->Is == Role::Pure ||
             R->Is == Role::PathSame;
    });
  });
}

} // namespace tocsin::version
