//===- Address.cpp - The address that a place of the IR stands for --------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks the steps of a place: fields, elements, and pointers read on the way.
//
//===----------------------------------------------------------------------===//

#include "Flow/FunctionFlow.h"

using namespace llvm;
using namespace tocsin::ir;

namespace tocsin::flow {

/// Numbers of implicit reads on the way to an address begin here.
static constexpr unsigned FirstImplicit = 0x100;

/// A pointer that an address goes through is read, too.
void FunctionFlow::passThrough(TermId Pointer) {
  AddressTaint = Taints.unite(AddressTaint, shadowOf(Pointer));
  if (T.kind(Pointer) == TermKind::LocalAddr || !tracked(Pointer))
    return;
  AccessId A = noteRead(Running, FirstImplicit + ImplicitReads++, Pointer);
  if (A != ~0u)
    AddressTaint = Taints.unite(AddressTaint, Taints.one(A));
}

TermId FunctionFlow::baseAddress(const Place &Pl) {
  uint32_t NL = F.Locals.size(), NP = F.Params.size(), NC = F.Captures.size();
  switch (Pl.Base) {
  case BaseKind::Local:
    return T.get(TermKind::LocalAddr, Pl.Index);
  case BaseKind::Param:
    return T.get(TermKind::LocalAddr, NL + Pl.Index);
  case BaseKind::Capture:
    return T.get(TermKind::LocalAddr, NL + NP + Pl.Index);
  case BaseKind::This:
    return T.get(TermKind::LocalAddr, NL + NP + NC);
  case BaseKind::Global:
    return T.get(TermKind::GlobalAddr, P.global(UnitIndex, Pl.Index));
  case BaseKind::Value:
    // A pointer to the value itself; a Deref step takes it off again.
    if (Track)
      AddressTaint = Taints.unite(AddressTaint, ValueTaints[Pl.Index]);
    return T.text(Values[Pl.Index]);
  }
  return 0;
}

/// The first pointer in a local array of pointers keeps an address of its own:
/// unlike characters, the pointers of an array are values apart.
TermId FunctionFlow::element(const Place &Pl, const Step &X, TermId Array) {
  TermId Index = X.Index == None ? 0 : Values[X.Index];
  bool Apart = &X == &Pl.Steps.back() && T.kind(Array) == TermKind::LocalAddr &&
               U.Types[Pl.Type].Kind == TypeKind::Pointer && Index &&
               T.constant(Index) == 0;
  return Apart ? T.get(TermKind::ElemAddr, 0, 0, 0, {Array, T.integer(0)})
               : T.element(Array, Index);
}

namespace {
struct MappedParts : PolicyRoom {
  DenseMap<std::pair<NameId, NameId>, bool> Known; // record, field
};
} // namespace

/// Whether a field of an element is what its key leads to: `it->second` is the
/// very object that `map.at(key)` gives.
static bool isMapped(FunctionFlow &W, NameId Record, NameId Field) {
  auto [It, New] =
      W.room<MappedParts>().Known.try_emplace({Record, Field}, false);
  if (New) {
    ProgramView &P = W.program();
    It->second = P.models().isMapped(P.names()[Record], P.names()[Field]);
  }
  return It->second;
}

TermId FunctionFlow::address(const Place &Pl) {
  AddressTaint = 0;
  // What does not pass through memory is the same on every visit.
  auto &[A0, Next] = Fixed[&Pl - F.Places.data()];
  if (!A0 && Pl.Base != BaseKind::Value) {
    A0 = baseAddress(Pl);
    for (; Next < Pl.Steps.size(); ++Next) {
      const Step &X = Pl.Steps[Next];
      if (X.Kind == StepKind::Field)
        A0 = T.field(A0, name(X.Name), name(X.Owner));
      else if (X.Kind != StepKind::Base)
        break;
    }
  }
  TermId A = A0 ? A0 : baseAddress(Pl);
  for (const Step &X : ArrayRef(Pl.Steps).drop_front(Next)) {
    switch (X.Kind) {
    case StepKind::Deref:
      if (Track)
        passThrough(A);
      A = readMemory(T, S, A);
      break;
    case StepKind::Field:
      // Of a number it matters by which of the two it is asked for: a look into
      // the container is more than one at the value.
      if (&X == &Pl.Steps.back() || (&X)[1].Kind != StepKind::Field ||
          T.kind(A) != TermKind::ElemAddr ||
          !isMapped(*this, name(X.Owner), name(X.Name)))
        A = T.field(A, name(X.Name), name(X.Owner));
      break;
    case StepKind::Elem:
      if (Track && X.Index != None)
        AddressTaint = Taints.unite(AddressTaint, ValueTaints[X.Index]);
      A = element(Pl, X, A);
      break;
    case StepKind::Base:
      break; // the same object
    case StepKind::Unknown:
      A = T.element(A, 0);
      break;
    }
  }
  return A;
}

} // namespace tocsin::flow
