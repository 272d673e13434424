//===- Kept.cpp - What a function puts aside ------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Link/Kept.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

static const Instr &uncast(const Function &F, ValueId V) {
  const Instr *X = &F.Instrs[V];
  while (X->Kind == Op::Cast)
    X = &F.Instrs[F.operands(*X)[0]];
  return *X;
}

KeptIn memberOf(Program &P, uint32_t Unit, const Function &F,
                const Instr &Call) {
  auto Ops = F.operands(Call);
  if (!(Call.Flags & FlagReceiver) || Ops.empty() ||
      F.Instrs[Ops[0]].Kind != Op::AddrOf)
    return {0, 0};
  const Step *S = F.Places[F.Instrs[Ops[0]].Aux].field();
  return S ? KeptIn{P.name(Unit, S->Owner), P.name(Unit, S->Name)}
           : KeptIn{0, 0};
}

KeptIn tableAt(Program &P, uint32_t Unit, const Function &F, const Place &X,
               ArrayRef<Step> Steps) {
  bool Element = false;
  for (; !Steps.empty() && Steps.back().Kind == StepKind::Elem; Element = true)
    Steps = Steps.drop_back();
  if (Element && !Steps.empty() && Steps.back().Kind == StepKind::Field)
    return {P.name(Unit, Steps.back().Owner), P.name(Unit, Steps.back().Name)};
  if (X.Base != BaseKind::Value ||
      any_of(Steps, [](const Step &S) { return S.Kind != StepKind::Deref; }))
    return {0, 0};
  const Instr &From = F.Instrs[X.Index];
  bool Leads = From.Kind == Op::Call && From.Aux != None &&
               any_of(P.rows(P.function(Unit, From.Aux)), [](const Row *R) {
                 return R->Means & bit(Trait::Element);
               });
  return Leads ? memberOf(P, Unit, F, From) : KeptIn{0, 0};
}

std::optional<uint32_t> paramOf(const Function &F, ValueId V) {
  const Instr &X = uncast(F, V);
  if (X.Kind != Op::Load)
    return std::nullopt;
  const Place &From = F.Places[X.Aux];
  if (From.Base != BaseKind::Param || !From.Steps.empty())
    return std::nullopt;
  return From.Index;
}

/// Whether a local holds a record that the function makes and then hangs into
/// something that outlives it.
static bool isLinked(Program &P, const ProgramView::Body &B, uint32_t Local) {
  const Function &F = *B.F;
  auto IsLocal = [&](uint32_t At) {
    return F.Places[At].Base == BaseKind::Local &&
           F.Places[At].Index == Local && F.Places[At].Steps.empty();
  };
  bool Made = false, Linked = false;
  for (const Instr &X : F.Instrs) {
    if (X.Kind != Op::Store)
      continue;
    const Instr &V = uncast(F, F.operands(X)[0]);
    if (IsLocal(X.Aux))
      Made |= V.Kind == Op::Alloc ||
              (V.Kind == Op::Call && V.Aux != None &&
               any_of(P.rows(P.function(B.Unit, V.Aux)),
                      [](const Row *R) { return R->Is == Role::MemoryAlloc; }));
    else if (V.Kind == Op::Load && IsLocal(V.Aux))
      Linked |= F.Places[X.Aux].Base == BaseKind::Global ||
                !F.Places[X.Aux].Steps.empty();
  }
  return Made && Linked;
}

static std::optional<KeptIn> keptAt(Program &P, const ProgramView::Body &B,
                                    const Place &At,
                                    DenseMap<uint32_t, bool> &Links) {
  auto Field = [&](const Step &S) {
    return KeptIn(P.name(B.Unit, S.Owner), P.name(B.Unit, S.Name));
  };
  for (size_t I = At.Steps.size(); I-- > 0;) {
    if (At.Steps[I].Kind != StepKind::Elem)
      continue;
    // A fixed element is a field by another name.
    if (ValueId N = At.Steps[I].Index;
        N != None && uncast(*B.F, N).Kind == Op::ConstInt)
      continue;
    if (I > 0)
      return At.Steps[I - 1].Kind == StepKind::Field
                 ? std::optional(Field(At.Steps[I - 1]))
                 : std::nullopt;
    return At.Base == BaseKind::Global
               ? std::optional(KeptIn(~0u, P.global(B.Unit, At.Index)))
               : std::nullopt;
  }
  if (At.Base == BaseKind::Local && At.Steps.size() == 2 &&
      At.Steps[0].Kind == StepKind::Deref &&
      At.Steps[1].Kind == StepKind::Field) {
    auto [It, New] = Links.try_emplace(At.Index, false);
    if (New)
      It->second = isLinked(P, B, At.Index);
    if (It->second)
      return Field(At.Steps[1]);
  }
  return std::nullopt;
}

SmallVector<Keeping, 4> keptBy(Program &P, ProgFunc Of) {
  ProgramView::Body B = P.body(Of);
  const Function &F = *B.F;
  SmallVector<Keeping, 4> R;
  DenseMap<uint32_t, bool> Links; // locals
  for (const Instr &X : F.Instrs) {
    ArrayRef<ValueId> Ops = F.operands(X);
    if (X.Kind == Op::Store) {
      // A character or a byte tells one thing from no other.
      const Type &Ty = P.unit(B.Unit).Types[F.Places[X.Aux].Type];
      if (Ty.Kind == TypeKind::Bool || Ty.Kind == TypeKind::Float ||
          (Ty.Kind == TypeKind::Int && Ty.Bits <= 8))
        continue;
      if (auto K = keptAt(P, B, F.Places[X.Aux], Links))
        R.push_back({&X, Ops[0], *K});
      continue;
    }
    if (X.Kind != Op::Call || X.Aux == None || Ops.size() < 2)
      continue;
    for (const Row *Row : P.rows(P.function(B.Unit, X.Aux))) {
      const Position *Out =
          Row->Is == Role::Fill ? Row->arg(Slot::Out) : nullptr;
      if (!Out || Out->Where != Position::Kind::Out || Out->Index != 0)
        continue;
      const Instr &Into = uncast(F, Ops[0]);
      if (Into.Kind != Op::AddrOf && Into.Kind != Op::Load)
        continue;
      if (auto K = keptAt(P, B, F.Places[Into.Aux], Links))
        for (ValueId V : Ops.drop_front())
          R.push_back({&X, V, *K});
    }
  }
  return R;
}

} // namespace tocsin::link
