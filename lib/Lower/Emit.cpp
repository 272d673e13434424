//===- Emit.cpp - Instructions into the function --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The small steps that everything else is made of: emitting, looking up what is
// known, reading, writing and taking the address of places.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

ir::ValueId Body::emit(ir::Op K, ir::TypeId Type, ArrayRef<ir::ValueId> Ops,
                       SourceLocation L) {
  ir::Instr I;
  I.Kind = K;
  I.Type = Type;
  I.OpsBegin = Out.Operands.size();
  I.NumOps = Ops.size();
  Out.Operands.insert(Out.Operands.end(), Ops.begin(), Ops.end());
  I.At = T.loc(L);
  if (L.isMacroID())
    I.Flags |= ir::FlagMacro;
  Out.Instrs.push_back(I);
  return Out.Instrs.size() - 1;
}

Body::Known *Body::known(const Expr *E) {
  auto It = Memo.find(E);
  if (It == Memo.end())
    return nullptr;
  It->second.Used = true;
  return &It->second;
}

bool Body::namesNoValue(const ir::Place &P) {
  return P.Base != ir::BaseKind::Value &&
         none_of(P.Steps,
                 [](const ir::Step &S) { return S.Index != ir::None; });
}

ir::ValueId Body::knownValue(Known &K, const Expr *E) {
  if (K.Value != ir::None)
    return K.Value;
  if (K.Place == ir::None)
    return undefined(E);
  const ir::Place P = Out.Places[K.Place];
  return E->isGLValue() ? addressOf(P, E->getBeginLoc())
                        : load(P, E->getType(), E->getBeginLoc());
}

/// A value that no reachable code makes.
ir::ValueId Body::undefined(const Expr *E) {
  ir::ValueId V =
      emit(ir::Op::Opaque, T.type(E->getType()), {}, E->getBeginLoc());
  instr(V).Aux = T.str("undefined");
  return V;
}

ir::ValueId Body::opaque(const Expr *E) {
  SmallVector<ir::ValueId, 4> Ops;
  for (const Stmt *S : E->children())
    if (const auto *X = dyn_cast_or_null<Expr>(S))
      if (!X->getType()->isVoidType() && !X->isTypeDependent())
        Ops.push_back(value(X));
  ir::TypeId Type = T.type(E->getType());
  if (E->isGLValue())
    Type = T.pointerTo(Type);
  ir::ValueId V = emit(ir::Op::Opaque, Type, Ops, E->getBeginLoc());
  ir::StrId Class = T.className(E);
  instr(V).Aux = Class;
  T.countOpaque(Class);
  return V;
}

/// The declared type of a place without steps.
ir::TypeId Body::baseType(const ir::Place &P, ir::TypeId Otherwise) const {
  switch (P.Base) {
  case ir::BaseKind::Local:
    return Out.Locals[P.Index].Type;
  case ir::BaseKind::Param:
    return Out.Params[P.Index].Type;
  case ir::BaseKind::Capture:
    return Out.Captures[P.Index].Type;
  case ir::BaseKind::Global:
    return T.U.Globals[P.Index].Type;
  default:
    return Otherwise;
  }
}

ir::ValueId Body::addressOf(const ir::Place &P, SourceLocation L) {
  // &*p is p.
  if (!P.Steps.empty() && P.Steps.back().Kind == ir::StepKind::Deref) {
    ir::TypeId Type = T.pointerTo(P.Type);
    if (P.Steps.size() == 1 && P.Base == ir::BaseKind::Value)
      return P.Index;
    ir::Place Pointer = P;
    Pointer.Steps.pop_back();
    Pointer.Type = Pointer.Steps.empty() ? baseType(P, Type) : Type;
    ir::PlaceId Id = intern(Pointer);
    ir::ValueId V = emit(ir::Op::Load, Type, {}, L);
    instr(V).Aux = Id;
    return V;
  }
  ir::PlaceId Id = intern(P);
  ir::ValueId V = emit(ir::Op::AddrOf, T.pointerTo(P.Type), {}, L);
  instr(V).Aux = Id;
  return V;
}

static uint16_t qualifierFlags(QualType Ty) {
  uint16_t F = 0;
  if (Ty.isVolatileQualified())
    F |= ir::FlagVolatile;
  if (Ty->isAtomicType())
    F |= ir::FlagAtomic;
  return F;
}

uint16_t Body::accessFlags(const Expr *E) {
  return qualifierFlags(E->getType()) |
         (E->refersToBitField() ? ir::FlagBitField : 0);
}

ir::ValueId Body::load(const ir::Place &P, QualType Ty, SourceLocation L) {
  ir::PlaceId Id = intern(P);
  ir::ValueId V = emit(ir::Op::Load, T.type(Ty.getUnqualifiedType()), {}, L);
  instr(V).Aux = Id;
  instr(V).Flags |= qualifierFlags(Ty);
  return V;
}

ir::ValueId Body::store(const ir::Place &P, ir::ValueId Val, QualType Ty,
                        SourceLocation L, uint16_t Flags) {
  ir::PlaceId Id = intern(P);
  ir::ValueId V = emit(ir::Op::Store, instr(Val).Type, Val, L);
  instr(V).Aux = Id;
  instr(V).Flags |= Flags | qualifierFlags(Ty);
  return V;
}

} // namespace tocsin::lower
