//===- Callees.cpp - Functions got from tables, and run for callers -------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value that is no function by itself: an entry of an array or of a table of
// records, where any of those put there may be meant; and a parameter, of which
// the caller knows which function it is.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// Steps from a value to the stores of the variable that it was read from.
static constexpr unsigned MaxSteps = 64;

namespace {
/// Looks where the functions of a table were put there.
class TableReader {
public:
  TableReader(FunctionFlow &W, function_ref<void(ValueId)> Value,
              function_ref<void(FuncId)> Func)
      : W(W), U(W.unit()), F(W.function()), Value(Value), Func(Func) {}

  void run(ValueId From) {
    push(From);
    while (!Work.empty() && Budget) {
      --Budget;
      auto [Base, Index, Field] = Work.pop_back_val();
      if (Base == BaseKind::Value)
        readValue(Index, Field);
      else if (Base == BaseKind::Local)
        readStores(F, /*Own=*/true, Base, Index, Field);
      else if (Base == BaseKind::Global)
        for (const Function &X : U.Functions)
          if (X.Flags & FuncSynthetic || &X == &F)
            readStores(X, &X == &F, Base, Index, Field);
    }
  }

private:
  struct Source {
    BaseKind Base;
    uint32_t Index;
    StrId Field; // of which record's field; 0: not known
    bool operator==(const Source &O) const {
      return Base == O.Base && Index == O.Index && Field == O.Field;
    }
  };

  void push(ValueId V, StrId Field = 0) { add({BaseKind::Value, V, Field}); }
  void add(Source X) {
    if (is_contained(Seen, X))
      return;
    Seen.push_back(X);
    Work.push_back(X);
  }

  static StrId fieldOf(const Place &P) {
    const Step *S = P.field();
    return S ? S->Name : 0;
  }

  void readPlace(const Place &P, StrId Field) {
    if (P.Base == BaseKind::Value)
      push(P.Index, Field ? Field : fieldOf(P));
    else if (P.Base == BaseKind::Local || P.Base == BaseKind::Global)
      add({P.Base, P.Index, Field ? Field : fieldOf(P)});
  }

  void readValue(ValueId V, StrId Field) {
    const Instr &X = F.Instrs[V];
    switch (X.Kind) {
    case Op::Load:
    case Op::AddrOf:
      readPlace(F.Places[X.Aux], Field);
      return;
    case Op::Cast:
    case Op::Select:
    case Op::Aggregate:
      for (ValueId O : F.operands(X))
        push(O, Field);
      return;
    case Op::Bin: // a pointer moved on
      push(F.operands(X)[0], Field);
      return;
    case Op::FuncRef:
      Func(X.Aux);
      return;
    case Op::Closure:
      Value(V);
      return;
    case Op::Call:
      // An iterator, an element: of what the method is called on.
      if (X.Flags & FlagReceiver && CallKind(X.Sub) != CallKind::Indirect)
        push(F.operands(X)[0], Field);
      return;
    default:
      return;
    }
  }

  void readStores(const Function &In, bool Own, BaseKind Base, uint32_t Index,
                  StrId Field) {
    auto Is = [&](const Place &P) {
      return P.Base == Base && P.Index == Index &&
             (!Field || !fieldOf(P) || fieldOf(P) == Field);
    };
    auto Take = [&](ValueId V) {
      while (In.Instrs[V].Kind == Op::Cast)
        V = In.operands(In.Instrs[V])[0];
      if (In.Instrs[V].Kind == Op::FuncRef)
        Func(In.Instrs[V].Aux);
      else if (Own)
        push(V, Field);
    };
    for (const Instr &X : In.Instrs) {
      if (X.Kind == Op::Store && Is(In.Places[X.Aux])) {
        Take(In.operands(X)[0]);
      } else if (X.Kind == Op::Call && X.Flags & FlagReceiver &&
                 CallKind(X.Sub) != CallKind::Indirect) {
        // What is made of a function, or was given to the container.
        const Instr &R = In.Instrs[In.operands(X)[0]];
        if (R.Kind == Op::AddrOf && Is(In.Places[R.Aux]))
          for (ValueId V : In.operands(X).drop_front())
            Take(V);
      }
    }
  }

  FunctionFlow &W;
  const Unit &U;
  const Function &F;
  function_ref<void(ValueId)> Value;
  function_ref<void(FuncId)> Func;
  SmallVector<Source, 8> Work, Seen;
  unsigned Budget = MaxSteps;
};
} // namespace

/// The functions that an argument may be: by its value, else by what was put
/// where it comes from.
void CallTransfer::bodiesStarted(TermId Callback,
                                 SmallVectorImpl<ProgFunc> &Into) {
  bodiesIn(Callback, Into);
  auto At = find(Args, Callback);
  if (!Into.empty() || At == Args.end())
    return;
  auto Ops = W.F.operands(X);
  ValueId V = Ops[Ops.size() - Args.size() + (At - Args.begin())];
  auto Add = [&](ProgFunc F) {
    if (!is_contained(Into, F))
      Into.push_back(F);
  };
  TableReader(
      W,
      [&](ValueId C) {
        if (auto It = W.Closures.find(W.Values[C]); It != W.Closures.end())
          Add(It->second.Body);
      },
      [&](FuncId F) { Add(W.P.function(W.UnitIndex, F)); })
      .run(V);
}

/// The first value, or the beginning, of a local.
ValueId CallTransfer::beginOf(TermId Local) {
  for (BlockId B : W.G->order())
    for (ValueId I = W.F.Blocks[B].Begin; I < W.F.Blocks[B].End; ++I) {
      const Instr &S = W.F.Instrs[I];
      if (S.Kind != Op::Declare && !(S.Kind == Op::Store && S.Flags & FlagInit))
        continue;
      const Place &P = W.F.Places[S.Aux];
      if (P.Base == BaseKind::Local && P.Steps.empty() && P.Index == T[Local].A)
        return I;
    }
  return None;
}

/// What a function that is started gets: what the copy made for the call leads
/// to. 0 for an object that each start has of its own, made in the loop.
TermId CallTransfer::givenBy(TermId Arg) {
  if (!Arg || T.kind(Arg) != TermKind::LocalAddr)
    return Arg;
  ValueId At = beginOf(Arg);
  if (At != None && W.F.Instrs[At].Kind == Op::Store) {
    ValueId Of = W.F.operands(W.F.Instrs[At])[0];
    TermId To = referredBy(Of);
    if (!To && T[Arg].A < W.F.Locals.size() && W.F.Locals[T[Arg].A].Temporary &&
        W.Values[Of] && T.isAddress(W.Values[Of]))
      To = W.Values[Of];
    if (To) {
      Arg = To;
      At = T.kind(T.root(To)) == TermKind::LocalAddr ? beginOf(T.root(To))
                                                     : None;
    }
  }
  return At != None && isMadeAnew(At) ? 0 : Arg;
}

/// Whether no way leads from the call to its next turn past the instruction.
bool CallTransfer::isMadeAnew(ValueId Made) {
  if (!W.G->inLoop(W.Current))
    return false;
  const auto &Blocks = W.F.Blocks;
  auto Holds = [&](BlockId B) {
    return Blocks[B].Begin <= Made && Made < Blocks[B].End;
  };
  if (Holds(W.Current))
    return true;
  BitVector Seen(Blocks.size());
  SmallVector<BlockId, 16> Work{W.Current};
  while (!Work.empty())
    for (const Edge &E : Blocks[Work.pop_back_val()].Succs) {
      if (E.To == W.Current)
        return false;
      if (E.To == None || Holds(E.To) || Seen.test(E.To))
        continue;
      Seen.set(E.To);
      Work.push_back(E.To);
    }
  return true;
}

/// What a function of a library that makes an object of one reference was
/// given: such an object is there to hand it on.
TermId CallTransfer::referredBy(ValueId Call) {
  const Instr &C = W.F.Instrs[Call];
  if (C.Kind != Op::Call || CallKind(C.Sub) != CallKind::Direct ||
      C.Flags & FlagReceiver || C.NumOps != 1)
    return 0;
  ProgFunc Callee = W.P.function(W.UnitIndex, C.Aux);
  ProgramView::Body B = W.P.body(Callee);
  const Unit &CU = W.P.unit(B.Unit);
  bool Wraps = !B.F->defined() && B.F->Params.size() == 1 &&
               CU.Types[B.F->Params[0].Type].Kind == TypeKind::Reference &&
               CU.Types[B.F->Result].Kind == TypeKind::Record;
  return Wraps ? W.Values[W.F.operands(C)[0]] : 0;
}

/// A function that the caller handed over is called.
void CallTransfer::runsParameter(TermId Callee) {
  if (!W.Track || !W.Recording || !Callee)
    return;
  for (TermId V : {Callee, T.isAddress(Callee) ? contentOf(T, S, Callee) : 0}) {
    while (V && T.kind(V) == TermKind::Init)
      V = T.op(V, 0);
    if (!V || T.kind(V) != TermKind::Param)
      continue;
    uint32_t I = T[V].A;
    auto Known = find_if(W.ParamRuns, [&](auto &P) { return P.Param == I; });
    if (Known == W.ParamRuns.end()) {
      ParamRun Run;
      Run.Param = I;
      Run.Locked = !S.Held.empty();
      W.ParamRuns.push_back(Run);
    } else if (!Known->Row) {
      Known->Locked &= !S.Held.empty();
    }
    return;
  }
}

/// A callee calls the function that it was given, perhaps under a lock of its
/// own.
void CallTransfer::spawnInPlace(TermId Callback, const ParamRun &By) {
  if (!W.Recording || !Callback)
    return;
  SmallVector<ProgFunc, 2> Bodies;
  bodiesStarted(Callback, Bodies);
  LockSetId Held = W.heldNow();
  if (By.Locked) {
    SmallVector<HeldLock, 2> Locks(W.LockSets[Held]);
    Locks.push_back({T.get(TermKind::Pure, W.P.names().intern("(callee's)")),
                     LockMode::Exclusive});
    Held = W.LockSets.intern(std::move(Locks));
  }
  for (ProgFunc B : Bodies)
    W.Spawns.push_back(
        {B, nullptr, Site, {W.UnitIndex, X.At}, Held, false, false, 0, {}});
  if (Bodies.empty())
    runsParameter(Callback);
}

} // namespace tocsin::flow
