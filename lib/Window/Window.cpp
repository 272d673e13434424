//===- Window.cpp - Decisions, acts, and what lies between ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Window/Window.h"
#include "Flow/Choices.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;

namespace tocsin::window {

static void findControl(FunctionFlow &W, Window &R, ArrayRef<Literal> Chosen) {
  bool CanSucceed = true, CanFail = true, Apart = false;
  SmallVector<Literal, 4> Conditions = W.eventConditions(R.Act);
  llvm::append_range(Conditions, Chosen);
  for (Literal L : Conditions) {
    if (!W.derivesFrom(L.Cond, R.Decision))
      continue;
    Apart |= is_contained(R.Deciding, Literal{L.Cond, !L.Holds});
    R.Deciding.push_back(L);
    CanSucceed &= W.possible(L, R.Decision, true);
    CanFail &= W.possible(L, R.Decision, false);
  }
  R.Control = !R.Deciding.empty();
  // Ways that meet again, and turns of a loop, contradict each other; what they
  // have in common, and the choice between them, does not.
  if (Apart || (!CanSucceed && !CanFail)) {
    SmallVector<Literal, 8> All = W.eventReasons(R.Act);
    llvm::append_range(All, W.event(R.Act).Inner);
    llvm::append_range(All, Chosen);
    auto Can = [&](bool Succeeded) {
      return all_of(All, [&](Literal L) {
        return !W.derivesFrom(L.Cond, R.Decision) ||
               W.possible(L, R.Decision, Succeeded);
      });
    };
    CanSucceed = Can(true);
    CanFail = Can(false);
  }
  if (CanSucceed != CanFail)
    R.Outcome = CanSucceed;
}

static void findData(FunctionFlow &W, Window &R) {
  for (auto &[S, X] : W.event(R.Act).Slots)
    if (W.derivesFrom(X, R.Decision)) {
      R.Data = true;
      R.Carriers.push_back(X);
    }
}

/// Whether a call shows its operands or gives a hint: nothing rests on them.
static bool onlyTells(FunctionFlow &W, const CallSite &C) {
  if (C.Callee == ~0u)
    return false;
  auto Rows = W.program().rows(C.Callee);
  return !Rows.empty() && all_of(Rows, [](const model::Row *Row) {
    return Row->Is == model::Role::Output || Row->Is == model::Role::Pure;
  });
}

/// Whether a value comes out of the file that the act opened.
static bool isReadFrom(FunctionFlow &W, TermId X, EventId Act) {
  return any_of(W.sources(X).set_bits(), [&](EventId E) {
    return W.event(E).role() == model::Role::FdUse &&
           W.derivesFrom(W.event(E).slot(model::Slot::Fd), Act);
  });
}

/// Whether a function of the program does no more with what it gets in an
/// operand than make room, or give hints of its own.
static bool onlyHints(ProgramView &P, const CallSite &C, unsigned Arg,
                      bool Receiver) {
  if (Arg < (Receiver ? 2 : 0))
    return false;
  unsigned Param = Arg - (Receiver ? 2 : 0);
  ProgramView::Body B = P.body(C.Callee);
  const ir::Function &F = *B.F;
  if (!F.defined() || Param >= F.Params.size())
    return false;
  llvm::SmallDenseSet<ir::ValueId> From;
  for (ir::ValueId I = 0; I < F.Instrs.size(); ++I) {
    const ir::Instr &X = F.Instrs[I];
    if (X.Kind == ir::Op::Load || X.Kind == ir::Op::AddrOf ||
        X.Kind == ir::Op::Store || X.Kind == ir::Op::Rmw) {
      const ir::Place &At = F.Places[X.Aux];
      if (At.Base == ir::BaseKind::Param && At.Index == Param) {
        if (X.Kind != ir::Op::Load)
          return false;
        From.insert(I);
        continue;
      }
    }
    if (none_of(F.operands(X), [&](ir::ValueId V) { return From.contains(V); }))
      continue;
    if (X.Kind == ir::Op::Cast)
      From.insert(I);
    else if (X.Kind != ir::Op::Call || X.Aux == ir::None ||
             none_of(P.rows(P.function(B.Unit, X.Aux)),
                     [](const model::Row *R) {
                       return R->Is == model::Role::Output ||
                              R->Means & bit(model::Trait::Hint);
                     }))
      return false;
  }
  return !From.empty();
}

/// What was read of the act's file is stored, piece by piece, into memory of a
/// size that the decision told.
static void findFilled(FunctionFlow &W, Window &R) {
  TermTable &T = W.terms();
  SmallVector<std::pair<TermId, TermId>, 2> Sized; // memory, its size
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u ||
        none_of(W.program().rows(C.Callee), [](const model::Row *Row) {
          return Row->Is == model::Role::MemoryAlloc;
        }))
      continue;
    for (TermId A : C.Args)
      if (A && W.derivesFrom(A, R.Decision) && !W.derivesFrom(A, R.Act))
        Sized.push_back({W.valueAt(C.Site), A});
  }
  if (Sized.empty())
    return;
  auto Known = [&](TermId To, ir::BlockId B) {
    // A loop that ends where the memory does is none of these.
    if (!To || !W.graph().inLoop(B) ||
        any_of(W.graph().controlClosure(B), [&](BranchEdge E) {
          return W.graph().inLoop(E.Block) && W.condition(E.Block) &&
                 W.derivesFrom(W.condition(E.Block), R.Decision);
        }))
      return false;
    for (auto [Memory, Size] : Sized)
      if (T.any(To, [M = Memory](TermId Y) { return Y == M; })) {
        R.Later = true;
        R.Carriers.push_back(Size);
        return true;
      }
    return false;
  };
  const ir::Function &F = W.function();
  for (ir::BlockId B : W.graph().order())
    for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
      if (F.Instrs[I].Kind == ir::Op::Store &&
          isReadFrom(W, W.valueAt(F.operands(F.Instrs[I])[0]), R.Act) &&
          Known(W.storedAt(I), B))
        return;
  for (unsigned I : W.callsUsing(R.Act))
    for (TermId A : W.calls()[I].Args)
      if (Known(A, W.calls()[I].Block))
        return;
}

static void findLater(FunctionFlow &W, Window &R) {
  for (unsigned I : W.callsUsing(R.Act)) {
    const CallSite &C = W.calls()[I];
    if (C.Site == W.event(R.Act).Site || C.Site == W.event(R.Decision).Site ||
        onlyTells(W, C))
      continue;
    TermId FromDecision = 0;
    bool FromAct = false;
    bool Receiver = W.function().Instrs[C.Site].Flags & ir::FlagReceiver;
    for (auto [I, A] : enumerate(C.Args)) {
      bool IsAct = A && W.derivesFrom(A, R.Act);
      FromAct |= IsAct;
      if (A && !IsAct && W.derivesFrom(A, R.Decision) &&
          (C.Callee == ~0u || !onlyHints(W.program(), C, I, Receiver)))
        FromDecision = A;
    }
    if (FromAct && FromDecision) {
      R.Later = true;
      R.Carriers.push_back(FromDecision);
    }
  }
}

/// Whether where one block runs the other does not. In a loop one condition may
/// have another value in each turn.
static bool areExclusive(FunctionFlow &W, ir::BlockId A, ir::BlockId B) {
  TermTable &T = W.terms();
  if (A == B || W.graph().inLoop(A) || W.graph().inLoop(B))
    return false;
  SmallVector<Literal, 8> Mine = W.reasons(A), Theirs = W.reasons(B);
  return any_of(Mine, [&](Literal X) {
    Literal L = plain(T, X);
    return L.Cond && any_of(Theirs, [&](Literal Y) {
             Literal M = plain(T, Y);
             return M.Cond == L.Cond && M.Holds != L.Holds;
           });
  });
}

std::optional<Window> openWindow(FunctionFlow &W, EventId Decision, EventId Act,
                                 ArrayRef<Literal> Chosen) {
  const Event &D = W.event(Decision), &A = W.event(Act);
  // Both inside one call: the callee's own analysis has seen them.
  if (D.Site == A.Site && !A.Via.empty())
    return std::nullopt;
  if (areExclusive(W, D.Block, A.Block))
    return std::nullopt;
  Window R;
  R.Decision = Decision;
  R.Act = Act;
  findControl(W, R, Chosen);
  findData(W, R);
  findLater(W, R);
  if (!R.Later)
    findFilled(W, R);
  if (!R.Control && !R.Data && !R.Later)
    return std::nullopt;
  return R;
}

Position positionOf(const ProgramView &P, SourceAt At) {
  const ir::Unit &U = P.unit(At.Unit);
  Position R;
  if (At.At.File != ir::None && At.At.File < U.Files.size())
    R.File = U.str(U.Files[At.At.File].Path).str();
  R.Line = At.At.Line;
  R.Col = At.At.Col;
  return R;
}

std::string quoted(FunctionFlow &W, const Event &E) {
  StringRef N = W.program().names()[E.Callee];
  auto [Class, Name] = N.rsplit("::");
  if (!Name.empty() && (Class == Name || Class.ends_with(("::" + Name).str())))
    N = Class;
  return ("'" + N + "'").str();
}

SourceAt reportAt(const link::Program &P, const Event &Act) {
  for (const Frame &F : Act.Via)
    if (P.callSites(F.Callee) > 1)
      return F.At;
  return Act.At;
}

} // namespace tocsin::window
