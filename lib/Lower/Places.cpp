//===- Places.cpp - Lvalues as access paths -------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `p->a.b[i].c` becomes one place: parameter p, dereference, a, b, element i,
// c. No intermediate pointer is loaded, so that two spellings of one path are
// the same path.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

void Body::step(ir::Place &P, const ir::Step &S, ir::TypeId Type) {
  P.Type = Type;
  if (!P.Steps.empty() && P.Steps.back().Kind == ir::StepKind::Unknown)
    return;
  if (P.Steps.size() + 1 >= ir::Place::MaxSteps)
    P.Steps.push_back(ir::Step());
  else
    P.Steps.push_back(S);
}

void Body::deref(ir::Place &P, QualType Ty) {
  ir::Step S;
  S.Kind = ir::StepKind::Deref;
  step(P, S, T.type(Ty));
}

void Body::field(ir::Place &P, const FieldDecl *F, bool Itself) {
  // Members of an anonymous struct or union belong to the one around it.
  if (F->isAnonymousStructOrUnion()) {
    P.Type = T.type(F->getType());
    return;
  }
  const RecordDecl *Owner = F->getParent();
  while (Owner->isAnonymousStructOrUnion()) {
    const auto *Outer = dyn_cast<RecordDecl>(Owner->getDeclContext());
    if (!Outer)
      break;
    Owner = Outer;
  }
  ir::Step S;
  S.Kind = ir::StepKind::Field;
  S.Name = T.plainName(F);
  S.Owner = T.recordName(Owner);
  step(P, S, T.type(F->getType()));
  if (F->getType()->isReferenceType() && !Itself)
    deref(P, F->getType().getNonReferenceType());
}

void Body::elem(ir::Place &P, ir::ValueId Index, QualType Ty) {
  ir::Step S;
  S.Kind = ir::StepKind::Elem;
  S.Index = Index;
  step(P, S, T.type(Ty));
}

void Body::base(ir::Place &P, QualType Base) {
  const CXXRecordDecl *RD = Base->getAsCXXRecordDecl();
  if (!RD)
    return;
  ir::Step S;
  S.Kind = ir::StepKind::Base;
  S.Owner = T.recordName(RD);
  step(P, S, T.type(Base));
}

void Body::bases(ir::Place &P, const CastExpr *E) {
  for (const CXXBaseSpecifier *B : E->path())
    base(P, B->getType());
}

ir::PlaceId Body::intern(const ir::Place &P) {
  // Keys 0 to 2^31-1: the map keeps the largest numbers for itself.
  unsigned H = unsigned(P.Base) + 31 * P.Index + 1021 * P.Type;
  for (const ir::Step &S : P.Steps)
    H = (H ^ (H >> 15)) * 0x2c1b3c6du + unsigned(S.Kind) + 7 * S.Name +
        131 * S.Index;
  H >>= 1;
  auto Same = [](const ir::Place &A, const ir::Place &B) {
    return A.Base == B.Base && A.Index == B.Index && A.Type == B.Type &&
           std::equal(A.Steps.begin(), A.Steps.end(), B.Steps.begin(),
                      B.Steps.end(), [](const ir::Step &X, const ir::Step &Y) {
                        return X.Kind == Y.Kind && X.Name == Y.Name &&
                               X.Owner == Y.Owner && X.Index == Y.Index;
                      });
  };
  auto [It, New] = PlacesByShape.try_emplace(H, ir::None);
  for (ir::PlaceId I = It->second; I != ir::None; I = PlaceChain[I])
    if (Same(Out.Places[I], P))
      return I;
  Out.Places.push_back(P);
  PlaceChain.push_back(It->second);
  return It->second = Out.Places.size() - 1;
}

ir::Place Body::local(uint32_t Index) {
  ir::Place P;
  P.Base = ir::BaseKind::Local;
  P.Index = Index;
  P.Type = Out.Locals[Index].Type;
  return P;
}

ir::Place Body::newTemp(QualType Ty, SourceLocation L) {
  ir::Local X;
  X.Type = T.type(Ty);
  X.At = T.loc(L);
  X.Temporary = true;
  Out.Locals.push_back(X);
  return local(Out.Locals.size() - 1);
}

ir::Place Body::throughValue(ir::ValueId Pointer, QualType Ty) {
  // The address of a place leads back to it, unless a pointer on the way may
  // have changed since.
  const ir::Instr &I = instr(Pointer);
  if (I.Kind == ir::Op::AddrOf &&
      none_of(Out.Places[I.Aux].Steps, [](const ir::Step &S) {
        return S.Kind == ir::StepKind::Deref;
      })) {
    ir::Place P = Out.Places[I.Aux];
    P.Type = T.type(Ty);
    return P;
  }
  ir::Place P;
  P.Base = ir::BaseKind::Value;
  P.Index = Pointer;
  P.Type = I.Type;
  deref(P, Ty);
  return P;
}

uint32_t Body::localOf(const VarDecl *VD) {
  VD = VD->getCanonicalDecl();
  auto [It, New] = Locals.try_emplace(VD, Out.Locals.size());
  if (New) {
    ir::Local X;
    X.Name = T.plainName(VD);
    X.Type = T.type(VD->getType());
    X.At = T.loc(VD->getLocation());
    Out.Locals.push_back(X);
  }
  return It->second;
}

//===----------------------------------------------------------------------===//
// From expressions
//===----------------------------------------------------------------------===//

ir::Place Body::thisPlace(QualType Pointer) {
  ir::Place P;
  P.Base = ir::BaseKind::This;
  P.Type = T.type(Pointer);
  if (!IsLambda || ThisCapture == ir::None)
    return P;
  P.Base = ir::BaseKind::Capture;
  P.Index = ThisCapture;
  return P;
}

ir::Place Body::variable(const VarDecl *VD, const Expr *E) {
  ir::Place P;
  QualType Ty = VD->getType();
  auto C = IsLambda ? Captures.find(VD) : Captures.end();
  if (C != Captures.end()) {
    P.Base = ir::BaseKind::Capture;
    P.Index = C->second;
    const ir::Capture &Cap = Out.Captures[C->second];
    P.Type = Cap.Type;
    // A reference captured by value is a copy of what it refers to.
    if (Cap.ByRef)
      deref(P, Ty.getNonReferenceType());
    return P;
  }
  if (const auto *PD = dyn_cast<ParmVarDecl>(VD);
      PD && Current && PD->getFunctionScopeIndex() < Out.Params.size() &&
      (!IsLambda || PD->getDeclContext() == Current)) {
    P.Base = ir::BaseKind::Param;
    P.Index = PD->getFunctionScopeIndex();
    P.Type = T.type(Ty);
  } else if (VD->hasGlobalStorage()) {
    P.Base = ir::BaseKind::Global;
    P.Index = T.global(VD);
    P.Type = T.type(Ty);
  } else {
    P = local(localOf(VD));
  }
  if (Ty->isReferenceType())
    deref(P, Ty.getNonReferenceType());
  return P;
}

ir::Place Body::declRef(const DeclRefExpr *E) {
  const ValueDecl *D = E->getDecl();
  if (const auto *VD = dyn_cast<VarDecl>(D))
    return variable(VD, E);
  if (const auto *BD = dyn_cast<BindingDecl>(D)) {
    auto C = IsLambda ? Captures.find(BD) : Captures.end();
    if (C != Captures.end()) {
      ir::Place P;
      P.Base = ir::BaseKind::Capture;
      P.Index = C->second;
      P.Type = Out.Captures[C->second].Type;
      if (Out.Captures[C->second].ByRef)
        deref(P, BD->getType().getNonReferenceType());
      return P;
    }
    if (const VarDecl *Holding = BD->getHoldingVar())
      return variable(Holding, E);
    if (const Expr *Binding = BD->getBinding())
      return place(Binding);
  }
  if (const auto *FD = dyn_cast<FunctionDecl>(D)) {
    ir::ValueId V = emit(ir::Op::FuncRef, T.pointerTo(T.type(FD->getType())),
                         {}, E->getBeginLoc());
    instr(V).Aux = T.function(FD);
    return throughValue(V, FD->getType());
  }
  return throughValue(undefined(E), E->getType());
}

ir::Place Body::member(const MemberExpr *E) {
  const ValueDecl *D = E->getMemberDecl();
  if (const auto *VD = dyn_cast<VarDecl>(D)) {
    discard(E->getBase());
    return variable(VD, E);
  }
  if (const auto *FD = dyn_cast<FunctionDecl>(D)) {
    discard(E->getBase());
    ir::ValueId V = emit(ir::Op::FuncRef, T.pointerTo(T.type(FD->getType())),
                         {}, E->getBeginLoc());
    instr(V).Aux = T.function(FD);
    return throughValue(V, FD->getType());
  }
  const Expr *Base = E->getBase();
  ir::Place P = E->isArrow() ? pointee(Base, Base->getType()->getPointeeType())
                             : place(Base);
  if (const auto *F = dyn_cast<FieldDecl>(D))
    field(P, F);
  return P;
}

ir::Place Body::subscript(const ArraySubscriptExpr *E) {
  const Expr *Base = E->getBase()->IgnoreParens();
  const auto *Decay = dyn_cast<ImplicitCastExpr>(Base);
  if (!known(Base) && Decay && Decay->getCastKind() == CK_ArrayToPointerDecay &&
      !isa<clang::StringLiteral>(Decay->getSubExpr()->IgnoreParens())) {
    ir::Place P = place(Decay->getSubExpr());
    elem(P, value(E->getIdx()), E->getType());
    return P;
  }
  if (!Base->getType()->isPointerType()) { // vector
    ir::Place P = place(Base);
    elem(P, value(E->getIdx()), E->getType());
    return P;
  }
  ir::Place P = pointee(Base, E->getType());
  ir::ValueId Index = value(E->getIdx());
  // p[0] is *p.
  if (!isConstInt(Index) || instr(Index).Imm != 0)
    elem(P, Index, E->getType());
  return P;
}

/// Casts between pointers that leave the object the same one.
static bool keepsObject(const CastExpr *E) {
  switch (E->getCastKind()) {
  case CK_NoOp:
  case CK_BitCast:
  case CK_AddressSpaceConversion:
    return E->getSubExpr()->getType()->isPointerType();
  default:
    return false;
  }
}

/// The place that `Pointer`, an rvalue, points to.
ir::Place Body::pointee(const Expr *Pointer, QualType Ty) {
  Pointer = Pointer->IgnoreParens();
  Nest N(Depth);
  if (N.tooDeep() || known(Pointer))
    return throughValue(value(Pointer), Ty);
  T.countExpression();
  if (const auto *C = dyn_cast<CastExpr>(Pointer)) {
    const Expr *Sub = C->getSubExpr();
    if (C->getCastKind() == CK_LValueToRValue && !known(Sub) &&
        !isa<AbstractConditionalOperator>(Sub->IgnoreParens())) {
      ir::Place P = place(Sub);
      deref(P, Ty);
      return P;
    }
    if (C->getCastKind() == CK_ArrayToPointerDecay &&
        !isa<clang::StringLiteral>(Sub->IgnoreParens())) {
      ir::Place P = place(Sub);
      elem(P, constant(0, Ctx.getSizeType(), C->getBeginLoc()), Ty);
      return P;
    }
    if (keepsObject(C)) {
      ir::Place P = pointee(Sub, Sub->getType()->getPointeeType());
      if (C->getCastKind() != CK_NoOp)
        P.Type = T.type(Ty);
      return P;
    }
    if (C->getCastKind() == CK_UncheckedDerivedToBase ||
        C->getCastKind() == CK_DerivedToBase) {
      ir::Place P = pointee(Sub, Sub->getType()->getPointeeType());
      bases(P, C);
      P.Type = T.type(Ty);
      return P;
    }
  }
  if (const auto *U = dyn_cast<UnaryOperator>(Pointer))
    if (U->getOpcode() == UO_AddrOf && U->getSubExpr()->isGLValue() &&
        !U->getType()->isMemberPointerType())
      return place(U->getSubExpr());
  if (isa<CXXThisExpr>(Pointer)) {
    ir::Place P = thisPlace(Pointer->getType());
    if (P.Base == ir::BaseKind::This || ThisByRef)
      deref(P, Ty);
    else
      P.Type = T.type(Ty);
    return P;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(Pointer))
    if (B->getOpcode() == BO_Add) {
      bool Left = B->getLHS()->getType()->isPointerType();
      const Expr *Ptr = Left ? B->getLHS() : B->getRHS();
      const Expr *Index = Left ? B->getRHS() : B->getLHS();
      if (Ptr->getType()->isPointerType() &&
          !Ptr->getType()->isVoidPointerType()) {
        const auto *Decay = dyn_cast<ImplicitCastExpr>(Ptr->IgnoreParens());
        bool Array =
            Decay && !known(Decay) &&
            Decay->getCastKind() == CK_ArrayToPointerDecay &&
            !isa<clang::StringLiteral>(Decay->getSubExpr()->IgnoreParens());
        ir::Place P = Array ? place(Decay->getSubExpr())
                            : pointee(Ptr, Ptr->getType()->getPointeeType());
        elem(P, value(Index), Ty);
        return P;
      }
    }
  return throughValue(value(Pointer), Ty);
}

ir::Place Body::place(const Expr *E) {
  E = E->IgnoreParens();
  if (Known *K = known(E)) {
    if (K->Place != ir::None)
      return Out.Places[K->Place];
    if (E->isGLValue() && K->Value != ir::None)
      return throughValue(K->Value, E->getType());
  }
  Nest N(Depth);
  if (N.tooDeep())
    return throughValue(undefined(E), E->getType());
  T.countExpression();
  if (E->isGLValue())
    return placeOf(E);
  // A member of a prvalue: it needs a home.
  ir::Place P = newTemp(E->getType(), E->getBeginLoc());
  init(E, P, E->getType());
  return P;
}

ir::Place Body::placeOf(const Expr *E) {
  if (const auto *X = dyn_cast<DeclRefExpr>(E))
    return declRef(X);
  if (const auto *X = dyn_cast<MemberExpr>(E))
    return member(X);
  if (const auto *X = dyn_cast<ArraySubscriptExpr>(E))
    return subscript(X);
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    if (X->getOpcode() == UO_Deref)
      return pointee(X->getSubExpr(), X->getType());
    if (X->isIncrementDecrementOp()) {
      ir::Place P;
      increment(X, P);
      return P;
    }
    if (X->getOpcode() == UO_Real || X->getOpcode() == UO_Imag) {
      ir::Place P = place(X->getSubExpr());
      ir::Step S;
      S.Kind = ir::StepKind::Field;
      S.Name = T.str(X->getOpcode() == UO_Real ? "__real" : "__imag");
      step(P, S, T.type(X->getType()));
      return P;
    }
  }
  if (const auto *X = dyn_cast<CompoundAssignOperator>(E)) {
    ir::Place P;
    compoundAssign(X, P);
    return P;
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->getOpcode() == BO_Assign) {
      ir::Place P;
      assign(X, P);
      return P;
    }
    if (X->getOpcode() == BO_Comma) {
      discard(X->getLHS());
      return place(X->getRHS());
    }
    if (X->isPtrMemOp())
      return throughValue(opaque(X), X->getType());
  }
  if (const auto *X = dyn_cast<AbstractConditionalOperator>(E))
    return throughValue(conditional(X), E->getType());
  if (const auto *X = dyn_cast<CastExpr>(E)) {
    switch (X->getCastKind()) {
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase: {
      ir::Place P = place(X->getSubExpr());
      bases(P, X);
      return P;
    }
    case CK_Dynamic: {
      ir::ValueId V = value(X->getSubExpr());
      ir::ValueId C = emit(ir::Op::Cast, T.pointerTo(T.type(E->getType())), V,
                           E->getBeginLoc());
      instr(C).Sub = uint8_t(ir::CastOp::Pointer);
      return throughValue(C, E->getType());
    }
    case CK_NoOp: // qualifiers
      return place(X->getSubExpr());
    default: {
      ir::Place P = place(X->getSubExpr());
      P.Type = T.type(E->getType());
      return P;
    }
    }
  }
  if (const auto *X = dyn_cast<CallExpr>(E)) {
    if (isForwarding(X))
      return place(X->getArg(0));
    return throughValue(call(X), E->getType());
  }
  if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E)) {
    const Expr *Sub = X->getSubExpr();
    if (Known *K = known(Sub); K && K->Place != ir::None)
      return Out.Places[K->Place];
    ir::Place P = newTemp(Sub->getType(), E->getBeginLoc());
    if (const ValueDecl *By = X->getExtendingDecl())
      Extended[By] = intern(P);
    init(Sub, P, Sub->getType());
    return P;
  }
  if (const auto *X = dyn_cast<clang::StringLiteral>(E))
    return throughValue(string(X, E->getBeginLoc()), E->getType());
  if (const auto *X = dyn_cast<PredefinedExpr>(E); X && X->getFunctionName())
    return throughValue(string(X->getFunctionName(), E->getBeginLoc()),
                        E->getType());
  if (const auto *X = dyn_cast<CompoundLiteralExpr>(E)) {
    ir::Place P = newTemp(X->getType(), E->getBeginLoc());
    init(X->getInitializer(), P, X->getType());
    return P;
  }
  if (const auto *X = dyn_cast<FullExpr>(E))
    return place(X->getSubExpr());
  if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
    return place(X->getSubExpr());
  if (const auto *X = dyn_cast<OpaqueValueExpr>(E)) {
    if (!X->getSourceExpr())
      return throughValue(undefined(E), E->getType());
    ir::Place P = place(X->getSourceExpr());
    Memo[E].Place = intern(P);
    return P;
  }
  if (const auto *X = dyn_cast<InitListExpr>(E); X && X->getNumInits() == 1)
    return place(X->getInit(0));
  if (const auto *X = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
    return place(X->getReplacement());
  if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E)) {
    Inline I(*this);
    return place(X->getExpr());
  }
  if (const auto *X = dyn_cast<CXXDefaultInitExpr>(E)) {
    Inline I(*this);
    return place(X->getExpr());
  }
  if (const auto *X = dyn_cast<PseudoObjectExpr>(E))
    if (const Expr *R = X->getResultExpr())
      return place(R);
  if (const auto *X = dyn_cast<CoroutineSuspendExpr>(E))
    return throughValue(suspend(X), E->getType());
  if (const auto *X = dyn_cast<CXXTypeidExpr>(E)) {
    SmallVector<ir::ValueId, 1> Ops;
    if (!X->isTypeOperand() && X->isPotentiallyEvaluated())
      Ops.push_back(value(X->getExprOperand()));
    ir::TypeId Type = T.pointerTo(T.type(E->getType()));
    return throughValue(emitCall(T.builtin("typeid", E->getType()),
                                 ir::CallKind::Direct, Type, Ops, 0,
                                 E->getBeginLoc()),
                        E->getType());
  }
  if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return place(X->getSemanticForm());
  return throughValue(opaque(E), E->getType());
}

} // namespace tocsin::lower
