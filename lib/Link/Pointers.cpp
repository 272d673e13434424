//===- Pointers.cpp - Pointers that hold one function ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ops->take(&m)`: what a table of functions calls, where the whole program
// puts only one function into that entry. A global that nobody changes is known
// by its path, another by its field, whichever object it lies in. Set to null
// or to the same entry of another object, a pointer stays what it was. So is a
// parameter of a function that nobody but its unit can call, where all calls
// hand over the same function.
//
//===----------------------------------------------------------------------===//

#include "Link/Program.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;

namespace tocsin::link {

/// In place of a function: one of several, or not known.
static constexpr ProgFunc Unknown = ~0u;

static const Instr &uncast(const Function &F, ValueId V) {
  const Instr *X = &F.Instrs[V];
  while (X->Kind == Op::Cast)
    X = &F.Instrs[F.operands(*X)[0]];
  return *X;
}

static bool passesMemory(const Place &P) {
  return any_of(P.Steps,
                [](const Step &S) { return S.Kind == StepKind::Deref; });
}

/// The entry by its field, whatever it is a part of; empty if it is none.
std::string Program::fieldKey(uint32_t Unit, const Place &P) {
  if (P.Steps.empty() || P.Steps.back().Kind != StepKind::Field)
    return "";
  const Step &Last = P.Steps.back();
  return "." + std::to_string(name(Unit, Last.Owner)) + "." +
         std::to_string(name(Unit, Last.Name));
}

std::string Program::paramKey(ProgFunc F, uint32_t Param) {
  return "(" + std::to_string(F) + "," + std::to_string(Param);
}

static bool isPointer(const Unit &U, TypeId T) {
  return U.Types[T].Kind == TypeKind::Pointer &&
         U.Types[U.Types[T].Pointee].Kind == TypeKind::Function;
}

/// Parameters of the unit's own functions that are pointers to functions.
void Program::findHanded(
    uint32_t Unit, function_ref<void(const std::string &, ProgFunc)> Put) {
  const ir::Unit &U = *Units[Unit];
  auto IsOwn = [&](FuncId F) {
    const Function &X = U.Functions[F];
    return X.defined() && X.Flags & FuncStatic && !(X.Flags & FuncMethod) &&
           any_of(X.Params,
                  [&](const Param &P) { return isPointer(U, P.Type); });
  };
  for (const Function &F : U.Functions)
    for (const Instr &X : F.Instrs) {
      // Whoever has its address may call it with another.
      if (X.Kind == Op::FuncRef && IsOwn(X.Aux)) {
        for (uint32_t I = 0; I < U.Functions[X.Aux].Params.size(); ++I)
          Put(paramKey(FunctionOf[Unit][X.Aux], I), Unknown);
      } else if (X.Kind == Op::Store || X.Kind == Op::AddrOf) {
        const Place &P = F.Places[X.Aux];
        if (P.Base == BaseKind::Param && isPointer(U, P.Type))
          Put(paramKey(FunctionOf[Unit][&F - U.Functions.data()], P.Index),
              Unknown);
      } else if (X.Kind == Op::Call && CallKind(X.Sub) == CallKind::Direct &&
                 X.Aux != None && IsOwn(X.Aux)) {
        const Function &Callee = U.Functions[X.Aux];
        auto Ops = F.operands(X);
        for (uint32_t I = 0; I < Callee.Params.size(); ++I) {
          if (!isPointer(U, Callee.Params[I].Type))
            continue;
          const Instr *V = I < Ops.size() ? &uncast(F, Ops[I]) : nullptr;
          Put(paramKey(FunctionOf[Unit][X.Aux], I),
              V && V->Kind == Op::FuncRef ? FunctionOf[Unit][V->Aux] : Unknown);
        }
      }
    }
}

void Program::findPointers() {
  auto Put = [&](const std::string &Key, ProgFunc F) {
    auto [It, New] = Pointers.try_emplace(Key, F);
    if (!New && It->second != F)
      It->second = Unknown;
  };
  DenseSet<uint32_t> Changed; // globals
  for (uint32_t I = 0; I < Units.size(); ++I) {
    const Unit &U = *Units[I];
    findHanded(I, Put);
    for (const Function &F : U.Functions)
      for (const Instr &X : F.Instrs) {
        if (X.Kind != Op::Store && X.Kind != Op::AddrOf)
          continue;
        const Place &P = F.Places[X.Aux];
        bool Begins = F.Flags & FuncSynthetic || X.Flags & FlagInit;
        if (P.Base == BaseKind::Global && !passesMemory(P) &&
            !(X.Kind == Op::Store && Begins) &&
            !(U.Globals[P.Index].Flags & GlobalConst))
          Changed.insert(GlobalOf[I][P.Index]);
        if (!isPointer(U, P.Type))
          continue;
        std::string Field = fieldKey(I, P);
        ProgFunc To = Unknown;
        if (X.Kind == Op::Store) {
          const Instr &V = uncast(F, F.operands(X)[0]);
          if (V.Kind == Op::ConstNull ||
              (V.Kind == Op::Load && !Field.empty() &&
               fieldKey(I, F.Places[V.Aux]) == Field))
            continue;
          if (V.Kind == Op::FuncRef)
            To = FunctionOf[I][V.Aux];
        }
        if (!Field.empty())
          Put(Field, To);
        if (P.Base == BaseKind::Global && !passesMemory(P))
          if (std::string Path = pathKey(I, F, P); !Path.empty())
            Put(Path, To);
      }
  }
  // By its path, only what no other name may have changed.
  for (auto It = Pointers.begin(), End = Pointers.end(); It != End;) {
    auto Here = It++;
    StringRef Global =
        Here->first().take_while([](char C) { return isDigit(C); });
    unsigned N;
    if (Here->second == Unknown ||
        (!Global.empty() && !Global.getAsInteger(10, N) && Changed.count(N)))
      Pointers.erase(Here);
  }
}

std::optional<ProgFunc> Program::calledThrough(uint32_t Unit, const Function &F,
                                               ValueId Pointer) {
  const Instr &X = uncast(F, Pointer);
  if (X.Kind != Op::Load)
    return std::nullopt;
  const Place &P = F.Places[X.Aux];
  if (P.Base == BaseKind::Param && P.Steps.empty()) {
    const std::vector<Function> &All = Units[Unit]->Functions;
    auto It =
        Pointers.find(paramKey(FunctionOf[Unit][&F - All.data()], P.Index));
    return It != Pointers.end() ? std::optional(It->second) : std::nullopt;
  }
  if (P.Base == BaseKind::Global && !passesMemory(P))
    if (auto It = Pointers.find(pathKey(Unit, F, P)); It != Pointers.end())
      return It->second;
  if (auto It = Pointers.find(fieldKey(Unit, P)); It != Pointers.end())
    return It->second;
  return std::nullopt;
}

} // namespace tocsin::link
