//===- Inits.cpp - Values built in their place ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Initialisation where the target is known: constructors run on it, braced
// lists become one store for each field or element.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

void Body::init(const Expr *E, const ir::Place &Dest, QualType Ty) {
  E = E->IgnoreParens();
  if (E->isGLValue() || !isObject(E->getType())) {
    // A reference is the address of what it refers to.
    ir::ValueId V = value(E);
    store(Dest, V, Ty.getNonReferenceType(), E->getBeginLoc(), ir::FlagInit);
    return;
  }
  if (Known *K = known(E)) {
    ir::ValueId V = knownValue(*K, E);
    store(Dest, V, Ty, E->getBeginLoc(), ir::FlagInit);
    return;
  }
  Nest N(Depth);
  if (N.tooDeep()) {
    T.countOpaque(T.str("TooDeep"));
    return;
  }
  T.countExpression();
  initObject(E, Dest);
}

void Body::initObject(const Expr *E, const ir::Place &Dest) {
  SourceLocation L = E->getBeginLoc();
  QualType Ty = E->getType();
  auto Store = [&](ir::ValueId V, uint16_t Flags = 0) {
    store(Dest, V, Ty, L, ir::FlagInit | Flags);
  };
  if (const auto *X = dyn_cast<FullExpr>(E))
    return init(X->getSubExpr(), Dest, Ty);
  if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E)) {
    if (Destroyed.contains(X))
      Temporaries[X].push_back(intern(Dest));
    return init(X->getSubExpr(), Dest, Ty);
  }
  if (const auto *X = dyn_cast<CXXConstructExpr>(E))
    return construct(X, Dest);
  if (const auto *X = dyn_cast<CXXInheritedCtorInitExpr>(E)) {
    emitCall(T.function(X->getConstructor()), ir::CallKind::Direct, 0,
             addressOf(Dest, L),
             ir::FlagReceiver | ir::FlagCtor | ir::FlagImplicit, L);
    return;
  }
  if (const auto *X = dyn_cast<CallExpr>(E)) {
    ir::ValueId V = call(X);
    return Store(V == ir::None ? undefined(E) : V);
  }
  if (const auto *X = dyn_cast<InitListExpr>(E)) {
    if (X->isTransparent() && X->getNumInits() == 1)
      return init(X->getInit(0), Dest, Ty);
    return initList(X->inits(), X->getInitializedFieldInUnion(), E, Dest);
  }
  if (const auto *X = dyn_cast<CXXParenListInitExpr>(E))
    return initList(const_cast<CXXParenListInitExpr *>(X)->getInitExprs(),
                    X->getInitializedFieldInUnion(), E, Dest);
  if (const auto *X = dyn_cast<LambdaExpr>(E))
    return Store(closure(X));
  if (const auto *X = dyn_cast<CastExpr>(E)) {
    switch (X->getCastKind()) {
    case CK_NoOp:
    case CK_ConstructorConversion:
    case CK_UserDefinedConversion:
    case CK_AtomicToNonAtomic:
    case CK_NonAtomicToAtomic:
      return init(X->getSubExpr(), Dest, Ty);
    case CK_LValueToRValue:
      return Store(loaded(X->getSubExpr(), E));
    case CK_LValueToRValueBitCast:
      return Store(castExpr(X));
    default:
      return Store(opaque(E));
    }
  }
  if (const auto *X = dyn_cast<AbstractConditionalOperator>(E)) {
    ir::ValueId V = conditional(X);
    return Store(V);
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->isCommaOp()) {
      discard(X->getLHS());
      return init(X->getRHS(), Dest, Ty);
    }
    return Store(binary(X));
  }
  if (const auto *X = dyn_cast<clang::StringLiteral>(E))
    return Store(string(X, L));
  if (const auto *X = dyn_cast<PredefinedExpr>(E); X && X->getFunctionName())
    return Store(string(X->getFunctionName(), L));
  if (const auto *X = dyn_cast<CompoundLiteralExpr>(E))
    return init(X->getInitializer(), Dest, Ty);
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(E))
    return Store(zero(Ty, L), ir::FlagImplicit);
  if (const auto *X = dyn_cast<CXXStdInitializerListExpr>(E)) {
    ir::ValueId Array = value(X->getSubExpr());
    return Store(emit(ir::Op::Aggregate, T.type(Ty), Array, L));
  }
  if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E)) {
    Inline I(*this);
    return init(X->getExpr(), Dest, Ty);
  }
  if (const auto *X = dyn_cast<CXXDefaultInitExpr>(E)) {
    Inline I(*this);
    return init(X->getExpr(), Dest, Ty);
  }
  if (const auto *X = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
    return init(X->getReplacement(), Dest, Ty);
  if (const auto *X = dyn_cast<OpaqueValueExpr>(E)) {
    if (!X->getSourceExpr())
      return Store(undefined(E));
    return init(X->getSourceExpr(), Dest, Ty);
  }
  if (const auto *X = dyn_cast<PseudoObjectExpr>(E); X && X->getResultExpr())
    return init(X->getResultExpr(), Dest, Ty);
  if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return init(X->getSemanticForm(), Dest, Ty);
  if (const auto *X = dyn_cast<DesignatedInitUpdateExpr>(E)) {
    init(X->getBase(), Dest, Ty);
    return initList(X->getUpdater()->inits(),
                    X->getUpdater()->getInitializedFieldInUnion(), E, Dest);
  }
  if (const auto *X = dyn_cast<ArrayInitLoopExpr>(E)) {
    const Expr *Source = X->getCommonExpr()->getSourceExpr();
    return Store(Source ? load(place(Source), Source->getType(), L)
                        : undefined(E));
  }
  // A prvalue member of a prvalue struct, in C.
  if (const auto *X = dyn_cast<MemberExpr>(E))
    return Store(load(member(X), Ty, L));
  ir::ValueId V = scalar(E);
  Store(V == ir::None ? undefined(E) : V);
}

void Body::initList(ArrayRef<Expr *> Inits, const FieldDecl *UnionField,
                    const Expr *E, const ir::Place &Dest) {
  QualType Ty = E->getType();
  SourceLocation L = E->getBeginLoc();
  auto Budget = [&] { return ++ListElements <= MaxListElements; };
  auto Zero = [&](const ir::Place &P, QualType PT) {
    store(P, zero(PT, L), PT, L, ir::FlagInit | ir::FlagImplicit);
  };
  if (const ArrayType *AT = Ctx.getAsArrayType(Ty)) {
    QualType ET = AT->getElementType();
    if (Inits.size() == 1 &&
        isa<clang::StringLiteral>(Inits[0]->IgnoreParens()) &&
        !ET->isArrayType() && !ET->isPointerType())
      return init(Inits[0], Dest, Ty);
    const Expr *Filler = nullptr;
    if (const auto *IL = dyn_cast<InitListExpr>(E))
      Filler = IL->getArrayFiller();
    if (Inits.empty())
      return Zero(Dest, Ty);
    if (Filler && !InGlobals)
      Zero(Dest, Ty);
    for (auto [I, X] : enumerate(Inits)) {
      if (X == Filler || isa<NoInitExpr, ImplicitValueInitExpr>(X))
        continue;
      if (!Budget())
        return;
      ir::Place P = Dest;
      ir::ValueId Index = constant(I, Ctx.getSizeType(), X->getBeginLoc());
      instr(Index).Flags |= ir::FlagImplicit;
      elem(P, Index, ET);
      init(X, P, ET);
    }
    return;
  }
  const auto *RD = Ty->getAsRecordDecl();
  if (!RD) { // vector, complex
    SmallVector<ir::ValueId, 4> Ops;
    for (const Expr *X : Inits)
      Ops.push_back(value(X));
    ir::ValueId V = emit(ir::Op::Aggregate, T.type(Ty), Ops, L);
    store(Dest, V, Ty, L, ir::FlagInit);
    return;
  }
  auto InitField = [&](const FieldDecl *F, const Expr *X) {
    ir::Place P = Dest;
    field(P, F, /*Itself=*/true);
    init(X, P, F->getType());
  };
  if (RD->isUnion()) {
    if (Inits.empty() || !UnionField)
      return Zero(Dest, Ty);
    return InitField(UnionField, Inits[0]);
  }
  // What the list leaves out is zero: said once for the whole.
  bool Rest = any_of(
      Inits, [](const Expr *X) { return isa<ImplicitValueInitExpr>(X); });
  if ((Inits.empty() && !RD->field_empty()) || (Rest && !InGlobals))
    Zero(Dest, Ty);
  unsigned I = 0;
  if (const auto *CXX = dyn_cast<CXXRecordDecl>(RD))
    for (const CXXBaseSpecifier &B : CXX->bases()) {
      if (I >= Inits.size())
        return;
      ir::Place P = Dest;
      base(P, B.getType());
      init(Inits[I++], P, B.getType());
    }
  for (const FieldDecl *F : RD->fields()) {
    if (F->isUnnamedBitField())
      continue;
    if (I >= Inits.size())
      return;
    const Expr *X = Inits[I++];
    if (isa<NoInitExpr, ImplicitValueInitExpr>(X))
      continue;
    if (!Budget())
      return;
    InitField(F, X);
  }
}

} // namespace tocsin::lower
