//===- FollowMemory.cpp - Which memory is worth following -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One look over all instructions, without flow: does the program know threads
// at all, which fields and globals are written after their object was made, and
// which functions write such memory or handle locks.
//
//===----------------------------------------------------------------------===//

#include "Flow/ThreadElement.h"
#include "Link/Program.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

static ValueId uncast(const ir::Function &X, ValueId V) {
  while (X.Instrs[V].Kind == Op::Cast)
    V = X.operands(X.Instrs[V])[0];
  return V;
}

/// Rows whose calls show that several threads, or a handler, may be about.
static bool showsConcurrency(const Row &R) {
  switch (R.Is) {
  case Role::LockAcquire:
    return !(R.Means & bit(Trait::File));
  case Role::LockWait:
  case Role::AtomicLoad:
  case Role::AtomicStore:
  case Role::AtomicUpdate:
  case Role::AtomicCompare:
  case Role::ThreadStart:
  case Role::ThreadBody:
  case Role::SignalHandler:
    return true;
  case Role::MemoryRead:
    return R.Means & bit(Trait::View);
  default:
    return false;
  }
}

/// The last field of a path, or its global.
void Program::noteCell(uint32_t Unit, const Place &P) {
  for (size_t I = P.Steps.size(); I-- > 0;)
    if (P.Steps[I].Kind == StepKind::Field) {
      Fields.insert(
          {name(Unit, P.Steps[I].Name), name(Unit, P.Steps[I].Owner)});
      return;
    }
  if (P.Base == BaseKind::Global) {
    uint32_t G = GlobalOf[Unit][P.Index];
    const Global &X = Units[Unit]->Globals[P.Index];
    if (!(X.Flags & (GlobalConst | GlobalThreadLocal)))
      Globals.set(G);
  }
}

/// Rows about names and texts that change the object they are called on.
static bool changesText(const Row &R) {
  if (R.Is == Role::Append || R.Is == Role::Fill) {
    const Position *Out = R.arg(Slot::Out);
    return !Out || Out->Where == Position::Kind::This;
  }
  const Position *To = R.arg(Slot::Result);
  return R.Is == Role::PathSame && To && To->Where == Position::Kind::This;
}

/// Whether an address is of a number, plain or atomic.
bool Program::isFigure(const ir::Unit &U, TypeId Address) {
  const Type &Of = U.Types[U.Types[Address].Pointee];
  return Of.Kind == TypeKind::Record
             ? models().wordClasses(lastName(U.str(Of.Name))) &
                   bit(WordClass::Atomic)
             : Of.Kind == TypeKind::Int || Of.Kind == TypeKind::Float ||
                   Of.Kind == TypeKind::Bool || Of.Kind == TypeKind::Enum;
}

/// Whether a place is no part of a local.
static bool isElsewhere(const Place &P) {
  return P.Base != BaseKind::Local || any_of(P.Steps, [](const Step &S) {
           return S.Kind == StepKind::Deref;
         });
}

void Program::noteWrites(ProgFunc F, const Function &X) {
  uint32_t Unit = Functions[F].Unit;
  bool Making = X.Flags & (FuncCtor | FuncDtor);
  // What a closure looks at, as the predicate of a wait, no caller asks for.
  bool Seed =
      X.Flags & FuncOpenMP || (X.Flags & FuncLambda && !X.Captures.empty());
  const ir::Unit &U = *Units[Unit];
  // Who gets the address, as the guard that gives access, may write there.
  auto Lend = [&](ValueId V) {
    const Instr &A = X.Instrs[V];
    if (A.Kind == Op::AddrOf &&
        !(U.Types[U.Types[A.Type].Pointee].Quals & QualConst))
      noteCell(Unit, X.Places[A.Aux]);
  };
  for (const Instr &I : X.Instrs) {
    if (I.Flags & FlagAtomic)
      Memory = true;
    switch (I.Kind) {
    case Op::Return:
      for (ValueId V : X.operands(I))
        Lend(V);
      break;
    case Op::FuncRef:
      ++Functions[FunctionOf[Unit][I.Aux]].Mentions;
      break;
    case Op::Store:
    case Op::Rmw: {
      const Place &P = X.Places[I.Aux];
      // A pointer to a slot, through which it is set.
      // A container under another name, as a loop over it gives it one.
      bool Named = P.Base == BaseKind::Local && P.Steps.empty() &&
                   U.Types[X.Locals[P.Index].Type].Kind == TypeKind::Reference;
      // What an object is made with it keeps in order to change it: a proxy.
      bool Kept = Making && I.Flags & FlagInit && isElsewhere(P);
      for (ValueId V : X.operands(I))
        if (X.Instrs[V].Kind == Op::AddrOf &&
            (Named || Kept ||
             U.Types[U.Types[X.Instrs[V].Type].Pointee].Kind !=
                 TypeKind::Record))
          Lend(V);
      if (!isElsewhere(P))
        break;
      if (I.Flags & FlagInit && Making)
        break;
      noteCell(Unit, P);
      Seed = true;
      break;
    }
    case Op::Call: {
      if (I.Flags & FlagCtor && !Making)
        for (ValueId V : drop_begin(X.operands(I)))
          Lend(V);
      if (I.Aux == None)
        break;
      ProgFunc To = FunctionOf[Unit][I.Aux];
      // An object is assigned as a whole.
      if (I.Flags & FlagReceiver && U.Functions[I.Aux].Flags & FuncImplicit &&
          U.str(U.Functions[I.Aux].Name).ends_with("::operator="))
        if (ValueId Of = X.operands(I).front();
            X.Instrs[Of].Kind == Op::AddrOf &&
            isElsewhere(X.Places[X.Instrs[Of].Aux])) {
          noteCell(Unit, X.Places[X.Instrs[Of].Aux]);
          Seed = true;
        }
      // The standard library keeps functions for others to call.
      if (!Functions[To].Defined && rows(To).empty() &&
          !(I.Flags & (FlagReceiver | FlagCtor)) &&
          !U.str(U.Functions[I.Aux].Name).starts_with("std::"))
        for (ValueId V : X.operands(I))
          if (ValueId Of = uncast(X, V); X.Instrs[Of].Kind == Op::FuncRef)
            ++Functions[FunctionOf[Unit][X.Instrs[Of].Aux]].Handed;
      // A function of the program that is handed a number by its address, or an
      // atomic object: `bump(&count)`.
      if (Functions[To].Defined)
        for (ValueId V : X.operands(I))
          if (X.Instrs[V].Kind == Op::AddrOf && isFigure(U, X.Instrs[V].Type))
            Lend(V);
      for (const Row *R : rows(To)) {
        if (showsConcurrency(*R))
          Memory = true;
        if (changesText(*R) && I.Flags & FlagReceiver) {
          ValueId Text = X.operands(I).front();
          if (X.Instrs[Text].Kind == Op::AddrOf) {
            noteCell(Unit, X.Places[X.Instrs[Text].Aux]);
            Seed = true;
          }
        }
        bool Lock = R->Is >= Role::LockAcquire && R->Is <= Role::LockSwap &&
                    !(R->Means & bit(Trait::File));
        if (!Lock && !concernsMemory(R->Is))
          continue;
        Seed |= R->Is != Role::MemoryRead && R->Is != Role::MemoryAlloc;
        Memory |=
            R->Is == Role::MemoryWrite &&
            flow::startOfElement(models(), U.str(U.Functions[I.Aux].Sym.USR));
        // Who gets an element that may be changed may write there.
        if (R->Is == Role::MemoryRead && R->Means & bit(Trait::Element) &&
            !(U.Functions[I.Aux].Flags & FuncConst) && I.Flags & FlagReceiver)
          Lend(X.operands(I).front());
        // What is handed over by address is written.
        if ((R->Is == Role::MemoryRead && !(R->Means & bit(Trait::View))) ||
            R->Is == Role::AtomicLoad)
          continue;
        for (ValueId O : X.operands(I))
          if (X.Instrs[O].Kind == Op::AddrOf)
            noteCell(Unit, X.Places[X.Instrs[O].Aux]);
      }
      break;
    }
    default:
      break;
    }
  }
  Functions[F].TouchesMemory = Seed;
}

void Program::followMemory() {
  Globals.resize(GlobalHome.size());
  for (ProgFunc F = 0; F < Functions.size(); ++F) {
    const Entry &E = Functions[F];
    if (any_of(rows(F), [](const Row *R) { return R->Is == Role::ThreadBody; }))
      Memory = true;
    if (E.Defined)
      noteWrites(F, Units[E.Unit]->Functions[E.Index]);
  }
  if (!Memory)
    for (Entry &E : Functions)
      E.TouchesMemory = false;
}

} // namespace tocsin::link
