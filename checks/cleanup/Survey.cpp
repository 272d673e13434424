//===- Survey.cpp - What the whole program says about users ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/Survey.h"
#include "Link/Kept.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

static bool takesLock(const Row *R) {
  return R->Is == Role::LockAcquire && !(R->Means & bit(Trait::File));
}

/// A finding names one user; a few to choose from are enough.
static constexpr size_t MaxUses = 12;

/// Whether what sets the times of a file in this function may set them to now.
/// A date that was handed over with the file, or read from another, is kept for
/// its own sake.
static bool setsToNow(link::Program &P, Vocabulary &V,
                      const ProgramView::Body &B, ProgFunc Utime) {
  const ir::Unit &U = P.unit(B.Unit);
  auto SaysNow = [&](ir::StrId Name) {
    SmallVector<StringRef, 4> Parts;
    StringRef(U.str(Name)).split(Parts, ',');
    return any_of(Parts, [&](StringRef N) {
      return V.words(lastName(N)) & bit(WordClass::Now);
    });
  };
  auto IsNull = [&](ir::ValueId I) {
    while (B.F->Instrs[I].Kind == ir::Op::Cast)
      I = B.F->operands(B.F->Instrs[I])[0];
    return B.F->Instrs[I].Kind == ir::Op::ConstNull;
  };
  bool Asks = any_of(B.F->Params, [&](const auto &X) {
    ir::TypeKind K = U.Types[X.Type].Kind;
    return SaysNow(X.Name) ||
           ((K == ir::TypeKind::Int || K == ir::TypeKind::Record) &&
            V.isTime(U, X.Type));
  });
  return Asks || any_of(B.F->Instrs, [&](const ir::Instr &X) {
           switch (X.Kind) {
           case ir::Op::ConstInt:
             return X.Aux != ir::None && SaysNow(X.Aux);
           case ir::Op::Load: {
             const ir::Step *S = B.F->Places[X.Aux].field();
             return S && SaysNow(S->Name);
           }
           case ir::Op::Call: {
             if (X.Aux == ir::None)
               return false;
             ProgFunc C = P.function(B.Unit, X.Aux);
             auto Ops = B.F->operands(X);
             if (C == Utime) // no times at all: now
               return Ops.size() < 2 || any_of(Ops, IsNull);
             return SaysNow(U.Functions[X.Aux].Name) ||
                    any_of(P.rows(C), [](const Row *R) {
                      return R->Is == Role::ClockRead;
                    });
           }
           default:
             return false;
           }
         });
}

void Survey::run() {
  if (Done)
    return;
  Done = true;
  Units.resize(P.unitCount());
  for (ProgFunc F = 0; F < P.functionCount(); ++F) {
    ProgramView::Body B = P.body(F);
    if (!B.F->defined())
      continue;
    UnitFacts &U = Units[B.Unit];
    for (ProgFunc C : P.callees(F)) {
      // Or has them started, by a function of another unit.
      for (ProgFunc D : P.callees(C))
        U.Forks |= any_of(P.rows(D), [](const Row *R) {
          return R->Means & bit(Trait::Child);
        });
      for (const Row *R : P.rows(C)) {
        U.Threads |= takesLock(R) || R->Is == Role::ThreadStart;
        U.Refreshes |= R->Does == Deed::Utime && setsToNow(P, V, B, C);
        U.Forks |= (R->Means & bit(Trait::Child)) != 0;
        if (B.F->Owner &&
            (R->Is == Role::PathTemp || R->Is == Role::PathPrivate))
          Makers.insert(P.name(B.Unit, B.F->Owner));
      }
    }
    // Copies look at everything.
    if (!(B.F->Flags & ir::FuncImplicit))
      for (const ir::Instr &X : B.F->Instrs)
        if (X.Kind == ir::Op::Load || X.Kind == ir::Op::AddrOf)
          if (const ir::Step *S = B.F->Places[X.Aux].field()) {
            auto &List =
                Readers[{P.name(B.Unit, S->Owner), P.name(B.Unit, S->Name)}];
            if (List.size() < 2 && !is_contained(List, F))
              List.push_back(F);
          }
    for (const ir::Place &X : B.F->Places)
      for (const ir::Step &S : X.Steps)
        if (S.Kind == ir::StepKind::Field && S.Owner) {
          auto &List = Users[P.name(B.Unit, S.Owner)];
          if (List.size() < MaxUses && (List.empty() || List.back().F != F))
            List.push_back({F, {B.Unit, B.F->At}});
        }
  }
  findFilled();
}

/// Members and globals whose address is taken in a function that puts something
/// into a container, or in one of those that lead to it.
void Survey::findFilled() {
  std::vector<SmallVector<ProgFunc, 4>> LedFrom(P.functionCount());
  std::vector<ProgFunc> Work;
  BitVector Leads(P.functionCount());
  auto Add = [&](ProgFunc F) {
    if (!Leads.test(F)) {
      Leads.set(F);
      Work.push_back(F);
    }
  };
  for (ProgFunc F = 0; F < P.functionCount(); ++F) {
    for (ProgFunc C : P.callees(F))
      LedFrom[C].push_back(F);
    for (ProgFunc C : P.overriders(F))
      LedFrom[C].push_back(F);
    ProgramView::Body B = P.body(F);
    for (const ir::Instr &I : B.F->Instrs)
      if ((I.Kind == ir::Op::Closure || I.Kind == ir::Op::FuncRef) &&
          I.Aux != ir::None)
        LedFrom[P.function(B.Unit, I.Aux)].push_back(F);
    if (any_of(P.rows(F), [](const Row *R) { return R->Is == Role::Enqueue; }))
      Add(F);
    // `q->ids[n++] = id`
    for (const link::Keeping &K : link::keptBy(P, F))
      Filled.insert(K.In);
  }
  while (!Work.empty()) {
    ProgFunc F = Work.back();
    Work.pop_back();
    for (ProgFunc By : LedFrom[F])
      Add(By);
    ProgramView::Body B = P.body(F);
    for (const ir::Instr &I : B.F->Instrs) {
      if (I.Kind != ir::Op::AddrOf)
        continue;
      const ir::Place &X = B.F->Places[I.Aux];
      if (const ir::Step *S = X.field())
        Filled.insert({P.name(B.Unit, S->Owner), P.name(B.Unit, S->Name)});
      else if (X.Base == ir::BaseKind::Global)
        Filled.insert({~0u, P.global(B.Unit, X.Index)});
    }
  }
}

bool Survey::locks(ProgFunc F) const {
  return F != ~0u && any_of(P.callees(F), [&](ProgFunc C) {
           return any_of(P.rows(C), takesLock);
         });
}

/// Levels of helpers below the function that takes the lock.
static constexpr unsigned MaxUnderLock = 3;

bool Survey::isUnderLock(ProgFunc F, unsigned Depth) {
  ProgramView::Body B = P.body(F);
  if (!(B.F->Flags & (ir::FuncStatic | ir::FuncHidden)) || Depth > MaxUnderLock)
    return false;
  auto [Known, New] = Under.try_emplace(F, false);
  if (!New)
    return Known->second;
  const ir::Unit &U = P.unit(B.Unit);
  bool Any = false;
  for (ir::FuncId I = 0; I < U.Functions.size(); ++I) {
    bool Leads = any_of(U.Functions[I].Instrs, [&](const ir::Instr &X) {
      return (X.Kind == ir::Op::Call || X.Kind == ir::Op::FuncRef) &&
             X.Aux != ir::None && P.function(B.Unit, X.Aux) == F;
    });
    if (!Leads)
      continue;
    ProgFunc By = P.function(B.Unit, I);
    if (By == F || (!locks(By) && !isUnderLock(By, Depth + 1)))
      return false;
    Any = true;
  }
  return Under[F] = Any;
}

/// Levels of copies between a pointer and the call that made its memory.
static constexpr unsigned MaxCopies = 6;

static bool isMade(link::Program &P, const ProgramView::Body &B, ir::ValueId V,
                   unsigned Depth);

/// `read(&text)`: whether the function that gets the address puts memory there
/// that it has just made.
static bool isFilled(link::Program &P, const ProgramView::Body &B,
                     ir::ValueId Address, unsigned Depth) {
  bool Any = false;
  for (const ir::Instr &X : B.F->Instrs) {
    auto Ops = B.F->operands(X);
    const auto *At = find(Ops, Address);
    if (At == Ops.end())
      continue;
    if (X.Kind != ir::Op::Call || X.Aux == ir::None)
      return false;
    ProgramView::Body To = P.body(P.function(B.Unit, X.Aux));
    unsigned Param = At - Ops.begin() - (X.Flags & ir::FlagReceiver ? 1 : 0);
    for (const ir::Instr &Y : To.F->Instrs)
      if (Y.Kind == ir::Op::Store) {
        const ir::Place &Into = To.F->Places[Y.Aux];
        if (Into.Base != ir::BaseKind::Param || Into.Index != Param ||
            Into.Steps.size() != 1)
          continue;
        if (!isMade(P, To, To.F->operands(Y)[0], Depth + 1))
          return false;
        Any = true;
      }
  }
  return Any;
}

/// Whether a value can only be memory that the function has just made, or null.
static bool isMade(link::Program &P, const ProgramView::Body &B, ir::ValueId V,
                   unsigned Depth) {
  const ir::Function &F = *B.F;
  const ir::Instr &X = F.Instrs[V];
  auto Ops = F.operands(X);
  auto All = [&](ArrayRef<ir::ValueId> Of) {
    return all_of(Of,
                  [&](ir::ValueId O) { return isMade(P, B, O, Depth + 1); });
  };
  if (Depth > MaxCopies)
    return false;
  switch (X.Kind) {
  case ir::Op::ConstNull:
  case ir::Op::Alloc:
    return true;
  case ir::Op::ConstInt:
    return X.Imm == 0;
  case ir::Op::Cast:
    return All(Ops);
  case ir::Op::Select:
    return All(Ops.drop_front());
  case ir::Op::Call:
    return X.Aux != ir::None &&
           any_of(P.rows(P.function(B.Unit, X.Aux)),
                  [](const Row *R) { return R->Is == Role::MemoryAlloc; });
  case ir::Op::Load: {
    const ir::Place &From = F.Places[X.Aux];
    if (From.Base != ir::BaseKind::Local || !From.Steps.empty())
      return false;
    bool Any = false;
    for (ir::ValueId I = 0; I < F.Instrs.size(); ++I) {
      const ir::Instr &Y = F.Instrs[I];
      if (Y.Kind != ir::Op::Store && Y.Kind != ir::Op::AddrOf)
        continue;
      const ir::Place &To = F.Places[Y.Aux];
      if (To.Base != From.Base || To.Index != From.Index || !To.Steps.empty())
        continue;
      if (Y.Kind == ir::Op::AddrOf ? !isFilled(P, B, I, Depth)
                                   : !All(F.operands(Y)))
        return false;
      Any = true;
    }
    return Any;
  }
  default:
    return false;
  }
}

bool Survey::endsWhatItMade(const Event &Act) {
  ProgramView::Body B = P.body(Act.Function);
  return any_of(B.F->Instrs, [&](const ir::Instr &X) {
    bool Ends = X.Kind == ir::Op::Call || X.Kind == ir::Op::Free;
    return Ends && X.At == Act.At.At && X.NumOps &&
           isMade(P, B, B.F->operands(X)[0], 0);
  });
}

bool Survey::endsItsOwn(ProgFunc F) {
  ProgramView::Body B = P.body(F);
  if (!(B.F->Flags & ir::FuncDtor))
    return false;
  run();
  return Makers.contains(P.name(B.Unit, B.F->Owner));
}

std::optional<SourceAt> Survey::userOf(NameId Owner, ProgFunc Not,
                                       std::string &Name) {
  run();
  auto It = Users.find(Owner);
  if (It == Users.end())
    return std::nullopt;
  for (const Use &U : It->second) {
    StringRef Q = P.qualifiedName(U.F);
    // What makes, ends or judges it is no user.
    WordClasses Words = V.words(lastName(Q));
    bool Builds = P.body(U.F).F->Flags & (ir::FuncCtor | ir::FuncDtor);
    SmallVector<std::string, 6> Split = splitWords(lastName(Q));
    bool Starts = !Split.empty() &&
                  is_contained({"new", "make", "create", "init", "is", "main"},
                               Split.front());
    if (U.F == Not || Builds || Starts || Q.contains("(lambda)") ||
        Q.ends_with("::operator=") ||
        Words & (bit(WordClass::Destroys) | TimeWords))
      continue;
    Name = Q.str();
    return U.At;
  }
  return std::nullopt;
}

/// Whether what the act is called on, or a predicate that the function makes,
/// speaks of a wrapper of that kind. Template arguments are in the symbol of
/// what is called only.
bool Survey::wraps(FunctionFlow &W, const Event &Act, WordClass C) {
  for (ProgFunc F : P.callees(Act.Function)) {
    if (P.qualifiedName(F) != W.program().names()[Act.Callee])
      continue;
    StringRef Symbol = P.usr(F);
    while (!Symbol.empty()) {
      StringRef Word =
          Symbol.take_while([](char X) { return isAlnum(X) || X == '_'; });
      if (Word.size() > 3 && V.words(Word) & bit(C))
        return true;
      Symbol = Symbol.drop_front(std::max<size_t>(Word.size(), 1));
    }
  }
  auto Calls = [&](const ir::Unit &U, const ir::Function &F) {
    return any_of(F.Instrs, [&](const ir::Instr &I) {
      return I.Kind == ir::Op::Call && I.Aux != ir::None &&
             V.words(lastName(U.str(U.Functions[I.Aux].Owner))) & bit(C);
    });
  };
  const ir::Unit &U = W.unit();
  if (Calls(U, W.function()))
    return true;
  return any_of(W.function().Instrs, [&](const ir::Instr &I) {
    if (I.Kind != ir::Op::Closure && I.Kind != ir::Op::FuncRef)
      return false;
    ProgramView::Body B = P.body(P.function(W.unitIndex(), I.Aux));
    return Calls(P.unit(B.Unit), *B.F);
  });
}

bool Survey::shares(FunctionFlow &W, const Event &Act) {
  return wraps(W, Act, WordClass::Sharing);
}

bool Survey::owns(FunctionFlow &W, const Event &Act) {
  return wraps(W, Act, WordClass::Owning);
}

bool Survey::keptInside(NameId Record) {
  auto [Known, New] = Inside.try_emplace(Record, false);
  if (!New || !Record)
    return Known->second;
  SmallVector<uint32_t, 2> Holders; // records, and globals
  bool Locked = false;
  for (ProgFunc F = 0; F < P.functionCount(); ++F) {
    ProgramView::Body B = P.body(F);
    if (!B.F->defined())
      continue;
    const ir::Unit &U = P.unit(B.Unit);
    auto Leads = [&](ir::TypeId Id) {
      for (unsigned I = 0; I < 3 && Id < U.Types.size(); ++I) {
        const ir::Type &T = U.Types[Id];
        if (T.Kind == ir::TypeKind::Record)
          return I > 0 && P.name(B.Unit, T.Name) == Record;
        if (T.Kind != ir::TypeKind::Pointer &&
            T.Kind != ir::TypeKind::Reference)
          return false;
        Id = T.Pointee;
      }
      return false;
    };
    constexpr uint32_t Internal = ir::FuncStatic | ir::FuncHidden |
                                  ir::FuncLambda | ir::FuncImplicit |
                                  ir::FuncSystem;
    // A helper that finds one is called under the lock that its callers take.
    bool Own = B.F->Flags & Internal;
    if ((Leads(B.F->Result) && (!Own || locks(F))) ||
        (!Own &&
         any_of(B.F->Params, [&](const auto &X) { return Leads(X.Type); })))
      return false;
    bool Speaks = false;
    for (const ir::Place &X : B.F->Places) {
      const ir::Step *S = X.field();
      NameId Of = S ? P.name(B.Unit, S->Owner) : 0;
      Speaks |= any_of(X.Steps, [&](const ir::Step &S) {
        return S.Kind == ir::StepKind::Field &&
               P.name(B.Unit, S.Owner) == Record;
      });
      if (!Leads(X.Type) || Of == Record ||
          (!S && X.Base != ir::BaseKind::Global))
        continue;
      uint32_t Holder = S ? Of : ~P.global(B.Unit, X.Index);
      if (!is_contained(Holders, Holder))
        Holders.push_back(Holder);
    }
    if (!Speaks || B.F->Flags & (ir::FuncCtor | ir::FuncDtor))
      continue;
    Locked |= locks(F);
    if (!Own && !locks(F) && P.callSites(F))
      return false;
  }
  return Inside[Record] = Locked && Holders.size() <= 1;
}

} // namespace tocsin::cleanup
