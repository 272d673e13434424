//===- Usage.cpp - How users mark what they use ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/cleanup/Usage.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::ir;
using tocsin::model::Role;
using tocsin::model::Row;
using tocsin::model::Trait;
using tocsin::model::WordClass;

namespace tocsin::cleanup {

/// A finding names one place; a few to choose from are enough.
static constexpr size_t MaxPlaces = 6;

static std::optional<int64_t> constantAt(const Function &F, ValueId I) {
  const Instr &X = F.Instrs[I];
  if (X.Kind == Op::ConstInt)
    return X.Imm;
  if (X.Kind == Op::ConstNull)
    return 0;
  return X.Kind == Op::Cast ? constantAt(F, F.operands(X)[0]) : std::nullopt;
}

/// The place that a value was loaded from, through conversions.
static uint32_t loadedFrom(const Function &F, ValueId I) {
  const Instr &X = F.Instrs[I];
  if (X.Kind == Op::Load)
    return X.Aux;
  return X.Kind == Op::Cast ? loadedFrom(F, F.operands(X)[0]) : None;
}

void Usage::run() {
  if (std::exchange(Done, true))
    return;
  for (ProgFunc F = 0; F < P.functionCount(); ++F)
    if (P.body(F).F->defined())
      visit(F);
  if (!ByParam.empty())
    for (ProgFunc F = 0; F < P.functionCount(); ++F)
      if (P.body(F).F->defined())
        visitCalls(F);
}

/// `use(x, -1)` lowers what `use` adds it to.
void Usage::visitCalls(ProgFunc Self) {
  ProgramView::Body B = P.body(Self);
  for (const Instr &I : B.F->Instrs) {
    if (I.Kind != Op::Call || I.Aux == None)
      continue;
    ProgFunc C = P.function(B.Unit, I.Aux);
    auto Ops = B.F->operands(I);
    unsigned First = I.Flags & FlagReceiver ? 1 : 0;
    for (auto It = ByParam.lower_bound({C, 0});
         It != ByParam.end() && It->first.first == C; ++It) {
      unsigned At = It->first.second + First;
      std::optional<int64_t> By =
          At < Ops.size() ? constantAt(*B.F, Ops[At]) : std::nullopt;
      FieldUse::Places &Down = Fields[It->second].Down;
      if (By && *By < 0 && Down.size() < MaxPlaces)
        Down.push_back({Self, {B.Unit, I.At}});
    }
  }
}

void Usage::visit(ProgFunc Self) {
  ProgramView::Body B = P.body(Self);
  const Function &F = *B.F;
  const Unit &U = P.unit(B.Unit);
  if (F.Flags & FuncImplicit)
    return;
  auto FieldAt = [&](uint32_t At) -> Field {
    const Step *X = F.Places[At].field();
    return X ? Field{P.name(B.Unit, X->Owner), P.name(B.Unit, X->Name)}
             : Field{0, 0};
  };
  auto Note = [&](Field Of, FieldUse::Places FieldUse::*List, Loc At) {
    if (!Of.second)
      return;
    FieldUse::Places &L = Fields[Of].*List;
    if (L.size() < MaxPlaces)
      L.push_back({Self, {B.Unit, At}});
  };
  auto Step = [&](Field Of, BinOp Op, std::optional<int64_t> By, Loc At) {
    bool Up = Op == BinOp::Add, Down = Op == BinOp::Sub;
    if (By && *By < 0)
      std::swap(Up, Down);
    if (Up || Down)
      Note(Of, Up ? &FieldUse::Up : &FieldUse::Down, At);
  };
  for (const Instr &I : F.Instrs) {
    auto Ops = F.operands(I);
    switch (I.Kind) {
    case Op::Rmw: {
      uint32_t From = loadedFrom(F, Ops[0]);
      if (From != None && BinOp(I.Sub) == BinOp::Add &&
          F.Places[From].Base == BaseKind::Param &&
          F.Places[From].Steps.empty() && FieldAt(I.Aux).second)
        ByParam[{Self, F.Places[From].Index}] = FieldAt(I.Aux);
      Step(FieldAt(I.Aux), BinOp(I.Sub), constantAt(F, Ops[0]), I.At);
      break;
    }
    case Op::Store: {
      Field Of = FieldAt(I.Aux);
      const Instr &V = F.Instrs[Ops[0]];
      if (Of.second && constantAt(F, Ops[0]) != 0) {
        uint32_t Source = loadedFrom(F, Ops[0]);
        Field Is = Source == None ? Field{0, 0} : FieldAt(Source);
        auto [It, New] = From.try_emplace(Of, Is);
        if (!New && It->second != Is)
          It->second = {0, 0};
      }
      if (V.Kind == Op::Bin) {
        // x->n = x->n + 1
        uint32_t From = loadedFrom(F, F.operands(V)[0]);
        if (From != None && FieldAt(From) == Of)
          Step(Of, BinOp(V.Sub), constantAt(F, F.operands(V)[1]), I.At);
      } else if (!(I.Flags & FlagInit)) {
        std::optional<int64_t> C = constantAt(F, Ops[0]);
        TypeKind K = U.Types[F.Places[I.Aux].Type].Kind;
        if (C && *C == 0)
          Note(Of, &FieldUse::Cleared, I.At);
        else if (C || K == TypeKind::Pointer)
          Note(Of, &FieldUse::Set, I.At);
      }
      break;
    }
    case Op::Call: {
      if (I.Aux == None || Ops.empty())
        break;
      const Instr &On = F.Instrs[Ops[0]];
      if (On.Kind != Op::AddrOf)
        break;
      for (const Row *R : P.rows(P.function(B.Unit, I.Aux))) {
        // What it does to an atomic number is in its name only; two that do
        // something stand for up and down.
        if (R->Is == Role::AtomicUpdate && !(R->Means & bit(Trait::Plain))) {
          Note(FieldAt(On.Aux), &FieldUse::Up, I.At);
          Note(FieldAt(On.Aux), &FieldUse::Down, I.At);
        } else if (R->Is == Role::AtomicStore && Ops.size() > 1) {
          std::optional<int64_t> C = constantAt(F, Ops[1]);
          if (C)
            Note(FieldAt(On.Aux), *C ? &FieldUse::Set : &FieldUse::Cleared,
                 I.At);
        }
      }
      break;
    }
    default:
      break;
    }
  }
}

bool Usage::keepsTicks(NameId Owner, NameId Name) {
  run();
  auto It = From.find({Owner, Name});
  if (It == From.end() || !It->second.second || It->second.first == Owner)
    return false;
  const FieldUse *Clock = of(It->second.first, It->second.second);
  return Clock && !Clock->Up.empty() && Clock->Down.empty() &&
         Clock->Set.empty() && !From.count(It->second);
}

std::pair<NameId, const FieldUse *> Usage::counterIn(NameId Owner,
                                                     ProgFunc Not) {
  run();
  for (auto It = Fields.lower_bound({Owner, 0});
       It != Fields.end() && It->first.first == Owner; ++It)
    if (It->second.counts(Not))
      return {It->first.second, &It->second};
  return {0, nullptr};
}

bool Usage::unmarks(NameId Owner, ProgFunc Not) {
  run();
  for (auto It = Fields.lower_bound({Owner, 0});
       It != Fields.end() && It->first.first == Owner; ++It)
    if (P.models().wordClasses(P.names()[It->first.second]) &
            bit(WordClass::Dead) &&
        any_of(It->second.Cleared, [&](const auto &X) {
          return X.first != Not &&
                 !(P.body(X.first).F->Flags & (FuncCtor | FuncDtor));
        }))
      return true;
  return false;
}

bool Usage::takesBack(NameId Record, ProgFunc Not) {
  run();
  auto Speaks = [&](ProgFunc F) {
    ProgramView::Body B = P.body(F);
    return any_of(B.F->Places, [&](const ir::Place &X) {
      return any_of(X.Steps, [&](const ir::Step &S) {
        return S.Kind == ir::StepKind::Field &&
               P.name(B.Unit, S.Owner) == Record;
      });
    });
  };
  return any_of(Fields, [&](const auto &X) {
    const auto &[Of, Use] = X;
    return Of.first != Record && Use.marks(Not) &&
           P.models().wordClasses(P.names()[Of.second]) &
               (bit(WordClass::Dead) | bit(WordClass::Done)) &&
           any_of(Use.Set, [&](const auto &At) { return Speaks(At.first); });
  });
}

} // namespace tocsin::cleanup
