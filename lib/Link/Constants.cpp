//===- Constants.cpp - Texts with static storage that never change --------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Literals and tables of literals: `static const char Sql[] = "..."`, an array
// of structures with a text each. What any function writes to is not constant.
// Collected when somebody asks for the first time.
//
//===----------------------------------------------------------------------===//

#include "Link/Program.h"
#include "llvm/ADT/DenseSet.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;

namespace tocsin::link {

/// A path into a global: its number, then the steps.
static constexpr unsigned MaxPath = 8;

std::string Program::pathKey(uint32_t Unit, const Function &F, const Place &P) {
  std::string Key = std::to_string(GlobalOf[Unit][P.Index]);
  for (const Step &S : P.Steps) {
    if (S.Kind == StepKind::Field)
      Key += "." + std::to_string(name(Unit, S.Name));
    else if (S.Kind == StepKind::Elem && S.Index != None &&
             F.Instrs[S.Index].Kind == Op::ConstInt) {
      // The first element begins where the array does.
      if (F.Instrs[S.Index].Imm)
        Key += "[" + std::to_string(F.Instrs[S.Index].Imm);
    } else if (S.Kind != StepKind::Base)
      return "";
  }
  return Key;
}

void Program::collectTexts() {
  TextsKnown = true;
  DenseSet<uint32_t> Written;
  for (uint32_t I = 0; I < Units.size(); ++I) {
    const Unit &U = *Units[I];
    for (const Function &F : U.Functions)
      for (const Instr &X : F.Instrs) {
        if (X.Kind != Op::Store && X.Kind != Op::Rmw)
          continue;
        const Place &P = F.Places[X.Aux];
        if (P.Base != BaseKind::Global)
          continue;
        bool Through = any_of(
            P.Steps, [](const Step &S) { return S.Kind == StepKind::Deref; });
        if (!(F.Flags & FuncSynthetic) && !(X.Flags & FlagInit)) {
          if (!Through)
            Written.insert(GlobalOf[I][P.Index]);
          continue;
        }
        if (X.Kind != Op::Store || P.Steps.size() > MaxPath)
          continue;
        const Instr *V = &F.Instrs[F.operands(X)[0]];
        while (V->Kind == Op::Cast)
          V = &F.Instrs[F.operands(*V)[0]];
        std::string Key = pathKey(I, F, P);
        if (V->Kind == Op::ConstStr && !Key.empty())
          Texts[Key] = {GlobalOf[I][P.Index], Pool[name(I, V->Aux)]};
      }
  }
  for (auto It = Texts.begin(), End = Texts.end(); It != End;) {
    auto Here = It++;
    if (Written.count(Here->second.first))
      Texts.erase(Here);
  }
}

std::optional<StringRef> Program::constantText(const TermTable &T,
                                               TermId Address) {
  if (!TextsKnown)
    collectTexts();
  std::string Path;
  for (unsigned I = 0; I < MaxPath; ++I) {
    const Term &A = T[Address];
    switch (A.Kind) {
    case TermKind::FieldAddr:
      Path = "." + std::to_string(A.A) + Path;
      Address = T.op(Address, 0);
      continue;
    case TermKind::ElemAddr: {
      auto N = T.constant(T.op(Address, 1));
      if (!N)
        return std::nullopt;
      Path = "[" + std::to_string(*N) + Path;
      Address = T.op(Address, 0);
      continue;
    }
    case TermKind::GlobalAddr: {
      auto It = Texts.find(std::to_string(A.A) + Path);
      if (It == Texts.end())
        return std::nullopt;
      return It->second.second;
    }
    default:
      return std::nullopt;
    }
  }
  return std::nullopt;
}

} // namespace tocsin::link
