//===- Values.cpp - Rvalues, constants, casts -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What reads, what is known at compile time, and what converts. Constants keep
// the names that the source spelled them with.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"
#include "clang/AST/Stmt.h"
#include "llvm/Support/ConvertUTF.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

ir::ValueId Body::constant(int64_t Imm, QualType Ty, SourceLocation L,
                           ir::StrId Names) {
  ir::ValueId V = emit(ir::Op::ConstInt, T.type(Ty), {}, L);
  instr(V).Imm = Imm;
  instr(V).Aux = Names ? Names : ir::None;
  return V;
}

ir::ValueId Body::zero(QualType Ty, SourceLocation L) {
  if (Ty->isAnyPointerType() || Ty->isNullPtrType() ||
      Ty->isMemberPointerType() || Ty->isBlockPointerType())
    return emit(ir::Op::ConstNull, T.type(Ty), {}, L);
  if (Ty->isIntegralOrEnumerationType())
    return constant(0, Ty, L);
  if (Ty->isFloatingType()) {
    ir::ValueId V = emit(ir::Op::ConstFloat, T.type(Ty), {}, L);
    instr(V).Aux = T.str("0");
    return V;
  }
  return emit(ir::Op::Aggregate, T.type(Ty), {}, L);
}

ir::ValueId Body::string(const clang::StringLiteral *S, SourceLocation L) {
  QualType Char = S->getType()->castAsArrayTypeUnsafe()->getElementType();
  ir::ValueId V = emit(ir::Op::ConstStr, T.pointerTo(T.type(Char)), {}, L);
  if (S->getCharByteWidth() == 1) {
    instr(V).Aux = T.str(S->getBytes());
    return V;
  }
  // One text, whatever its units: a name in UTF-16 is that name.
  std::string Text;
  for (unsigned I = 0; I < S->getLength(); ++I) {
    uint32_t Unit = S->getCodeUnit(I);
    if (Unit >= 0xD800 && Unit < 0xDC00 && I + 1 < S->getLength())
      Unit = 0x10000 + ((Unit - 0xD800) << 10) +
             ((S->getCodeUnit(++I) - 0xDC00) & 0x3FF);
    char Bytes[UNI_MAX_UTF8_BYTES_PER_CODE_POINT], *End = Bytes;
    if (ConvertCodePointToUTF8(Unit, End))
      Text.append(Bytes, End);
  }
  instr(V).Aux = T.str(Text);
  return V;
}

/// Constants of the language that no evaluation order matters for: sizeof,
/// offsetof, traits.
ir::ValueId Body::evaluated(const Expr *E) {
  Expr::EvalResult R;
  if (!E->isValueDependent() && !E->containsErrors() &&
      E->getType()->isIntegralOrEnumerationType() && E->EvaluateAsInt(R, Ctx) &&
      R.Val.isInt())
    return constant(extended(R.Val.getInt()), E->getType(), E->getBeginLoc(),
                    T.macroNames(E->getBeginLoc()));
  return opaque(E);
}

/// Enumerators, and variables whose value is fixed: read as that value under
/// their name.
bool Body::isKnownConstant(const Expr *E, ir::ValueId &V) {
  const ValueDecl *D = nullptr;
  if (const auto *X = dyn_cast<DeclRefExpr>(E))
    D = X->getDecl();
  else if (const auto *X = dyn_cast<MemberExpr>(E))
    D = X->getMemberDecl();
  if (!D)
    return false;
  auto Names = [&](const NamedDecl *Of) {
    return T.joinNames(T.name(Of), T.macroNames(E->getBeginLoc()));
  };
  if (const auto *EC = dyn_cast<EnumConstantDecl>(D)) {
    V = constant(extended(EC->getInitVal()), E->getType(), E->getBeginLoc(),
                 Names(EC));
    return true;
  }
  const auto *VD = dyn_cast<VarDecl>(D);
  if (!VD || isa<ParmVarDecl>(VD))
    return false;
  QualType Ty = VD->getType();
  if (!Ty.isConstQualified() || Ty.isVolatileQualified() ||
      !Ty->isIntegralOrEnumerationType())
    return false;
  const VarDecl *Def = nullptr;
  const Expr *Init = VD->getAnyInitializer(Def);
  if (!Init || Init->isValueDependent() || Init->containsErrors() ||
      Def->isInvalidDecl())
    return false;
  if (const APValue *Known = Def->getEvaluatedValue()) {
    if (!Known->isInt())
      return false;
    V = constant(extended(Known->getInt()), E->getType(), E->getBeginLoc(),
                 Names(VD));
    return true;
  }
  std::optional<APSInt> Value = Init->getIntegerConstantExpr(Ctx);
  if (!Value)
    return false;
  V = constant(extended(*Value), E->getType(), E->getBeginLoc(), Names(VD));
  return true;
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

ir::ValueId Body::value(const Expr *E) {
  E = E->IgnoreParens();
  if (Known *K = known(E))
    return knownValue(*K, E);
  Nest N(Depth);
  if (N.tooDeep()) {
    T.countOpaque(T.str("TooDeep"));
    return undefined(E);
  }
  if (E->isGLValue()) {
    ir::ValueId V;
    if (isa<DeclRefExpr>(E) && E->getType()->isFunctionType())
      return addressOf(place(E), E->getBeginLoc());
    if (isa<DeclRefExpr>(E) &&
        isa<EnumConstantDecl>(cast<DeclRefExpr>(E)->getDecl()) &&
        isKnownConstant(E, V))
      return V;
    return addressOf(place(E), E->getBeginLoc());
  }
  T.countExpression();
  ir::ValueId V = isObject(E->getType()) ? object(E) : scalar(E);
  return V == ir::None ? undefined(E) : V;
}

/// A class value that nobody has named a place for.
ir::ValueId Body::object(const Expr *E) {
  if (const auto *X = dyn_cast<CallExpr>(E))
    return call(X);
  if (const auto *X = dyn_cast<ExprWithCleanups>(E))
    return value(X->getSubExpr());
  if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E);
      X && !Destroyed.contains(X))
    return value(X->getSubExpr());
  if (const auto *X = dyn_cast<CastExpr>(E))
    if (X->getCastKind() == CK_LValueToRValue)
      return loaded(X->getSubExpr(), E);
  if (const auto *X = dyn_cast<BinaryOperator>(E))
    if (X->getOpcode() == BO_Assign)
      return binary(X);
  if (const auto *X = dyn_cast<AbstractConditionalOperator>(E))
    return conditional(X);
  ir::Place P = newTemp(E->getType(), E->getBeginLoc());
  init(E, P, E->getType());
  return load(P, E->getType(), E->getBeginLoc());
}

void Body::discard(const Expr *E, bool VoidCast) {
  E = E->IgnoreParens();
  if (auto It = Memo.find(E); It != Memo.end()) {
    // Already done; that nobody uses it shows at the end.
    if (VoidCast && It->second.Value != ir::None)
      instr(It->second.Value).Flags |= ir::FlagVoidCast;
    return;
  }
  if (const auto *X = dyn_cast<FullExpr>(E))
    return discard(X->getSubExpr(), VoidCast);
  if (const auto *X = dyn_cast<CastExpr>(E)) {
    if (X->getCastKind() == CK_ToVoid)
      return discard(X->getSubExpr(), isa<ExplicitCastExpr>(X));
    if (X->getCastKind() == CK_NoOp)
      return discard(X->getSubExpr(), VoidCast);
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E);
      X && X->getOpcode() == BO_Comma) {
    discard(X->getLHS());
    return discard(X->getRHS(), VoidCast);
  }
  if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E);
      X && !Destroyed.contains(X))
    return discard(X->getSubExpr(), VoidCast);
  if (const auto *X = dyn_cast<AbstractConditionalOperator>(E);
      X && (E->getType()->isVoidType() || InlineDepth)) {
    // The arms are roots of their own blocks.
    if (InlineDepth) {
      discard(X->getCond());
      discard(X->getTrueExpr());
      discard(X->getFalseExpr());
    }
    return;
  }
  ir::ValueId V = ir::None;
  if (E->isGLValue() && !isa<CallExpr>(E)) {
    place(E);
    return;
  }
  V = E->isGLValue() ? call(cast<CallExpr>(E)) : value(E);
  if (V == ir::None)
    return;
  ir::Instr &I = instr(V);
  if (I.Kind == ir::Op::Call && I.Type)
    I.Flags |= ir::FlagDiscarded | (VoidCast ? ir::FlagVoidCast : 0);
}

/// Reads the lvalue `LV` for the conversion E.
ir::ValueId Body::loaded(const Expr *LV, const Expr *E) {
  LV = LV->IgnoreParens();
  ir::ValueId V;
  if (isKnownConstant(LV, V))
    return V;
  // Reading one of two variables is choosing between their values.
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(LV);
      C && !known(C)) {
    const Known *LK = known(C->getTrueExpr()->IgnoreParens());
    const Known *RK = known(C->getFalseExpr()->IgnoreParens());
    ir::PlaceId LA = LK ? LK->Place : ir::None;
    ir::PlaceId RA = RK ? RK->Place : ir::None;
    if (LA != ir::None && RA != ir::None && namesNoValue(Out.Places[LA]) &&
        namesNoValue(Out.Places[RA])) {
      ir::ValueId Cond = value(C->getCond());
      const ir::Place LP = Out.Places[LA];
      const ir::Place RP = Out.Places[RA];
      ir::ValueId Ops[] = {Cond, load(LP, LV->getType(), E->getBeginLoc()),
                           load(RP, LV->getType(), E->getBeginLoc())};
      return emit(ir::Op::Select, T.type(E->getType()), Ops, E->getBeginLoc());
    }
  }
  uint16_t Flags = accessFlags(LV);
  V = load(place(LV), LV->getType(), E->getBeginLoc());
  instr(V).Flags |= Flags;
  return V;
}

ir::ValueId Body::convert(ir::ValueId V, ir::CastOp Op, const Expr *E) {
  ir::ValueId C = emit(ir::Op::Cast, T.type(E->getType()), V, E->getBeginLoc());
  instr(C).Sub = uint8_t(Op);
  return C;
}

ir::ValueId Body::castExpr(const CastExpr *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getCastKind()) {
  case CK_LValueToRValue:
    return loaded(Sub, E);
  case CK_ToVoid:
    discard(Sub, isa<ExplicitCastExpr>(E));
    return ir::None;
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    return emit(ir::Op::ConstNull, T.type(E->getType()), {}, E->getBeginLoc());
  case CK_ArrayToPointerDecay: {
    ir::ValueId V = value(Sub);
    if (instr(V).Kind == ir::Op::ConstStr)
      return V;
    return convert(V, ir::CastOp::Decay, E);
  }
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
  case CK_NoOp:
  case CK_ConstructorConversion:
  case CK_UserDefinedConversion:
  case CK_AtomicToNonAtomic:
  case CK_NonAtomicToAtomic:
  case CK_ReinterpretMemberPointer:
  case CK_BaseToDerivedMemberPointer:
  case CK_DerivedToBaseMemberPointer:
    return value(Sub);
  case CK_IntegralCast:
  case CK_IntegralToBoolean:
  case CK_BooleanToSignedIntegral: {
    ir::ValueId V = value(Sub);
    if (isConstInt(V) && V + 1 == Out.Instrs.size() &&
        E->getCastKind() == CK_IntegralCast) {
      // Fold in place: the name stays.
      ir::Instr &I = instr(V);
      unsigned Bits = Ctx.getIntWidth(E->getType());
      APInt Wide(64, uint64_t(I.Imm), /*isSigned=*/true);
      if (Bits < 64)
        I.Imm = E->getType()->isUnsignedIntegerOrEnumerationType()
                    ? int64_t(Wide.trunc(Bits).getZExtValue())
                    : Wide.trunc(Bits).getSExtValue();
      I.Type = T.type(E->getType());
      return V;
    }
    return convert(V, ir::CastOp::Value, E);
  }
  case CK_BitCast:
  case CK_LValueBitCast:
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_BaseToDerived:
  case CK_Dynamic:
  case CK_AddressSpaceConversion:
  case CK_IntegralToPointer:
  case CK_PointerToIntegral:
  case CK_CPointerToObjCPointerCast:
  case CK_BlockPointerToObjCPointerCast:
  case CK_AnyPointerToBlockPointerCast: {
    ir::ValueId V = value(Sub);
    if (instr(V).Kind != ir::Op::ConstNull)
      return convert(V, ir::CastOp::Pointer, E);
    if (V + 1 == Out.Instrs.size()) // a null of another type
      instr(V).Type = T.type(E->getType());
    return V;
  }
  case CK_LValueToRValueBitCast:
    return convert(loaded(Sub, E), ir::CastOp::Value, E);
  case CK_Dependent:
    return opaque(E);
  default:
    if (Sub->getType()->isVoidType())
      return opaque(E);
    return convert(value(Sub), ir::CastOp::Value, E);
  }
}

ir::ValueId Body::scalar(const Expr *E) {
  SourceLocation L = E->getBeginLoc();
  switch (E->getStmtClass()) {
  case Stmt::IntegerLiteralClass: {
    const APInt &V = cast<IntegerLiteral>(E)->getValue();
    bool Unsigned = E->getType()->isUnsignedIntegerOrEnumerationType();
    return constant(extended(APSInt(V, Unsigned)), E->getType(), L,
                    T.macroNames(L));
  }
  case Stmt::CharacterLiteralClass:
    return constant(cast<CharacterLiteral>(E)->getValue(), E->getType(), L,
                    T.macroNames(L));
  case Stmt::CXXBoolLiteralExprClass:
    return constant(cast<CXXBoolLiteralExpr>(E)->getValue(), E->getType(), L,
                    T.macroNames(L));
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
    return emit(ir::Op::ConstNull, T.type(E->getType()), {}, L);
  case Stmt::FloatingLiteralClass: {
    SmallString<32> Text;
    cast<FloatingLiteral>(E)->getValue().toString(Text);
    ir::ValueId V = emit(ir::Op::ConstFloat, T.type(E->getType()), {}, L);
    instr(V).Aux = T.str(Text);
    return V;
  }
  case Stmt::StringLiteralClass:
    return string(cast<clang::StringLiteral>(E), L);
  case Stmt::DeclRefExprClass:
  case Stmt::MemberExprClass: {
    ir::ValueId V;
    if (isKnownConstant(E, V))
      return V;
    if (const auto *ME = dyn_cast<MemberExpr>(E);
        ME && isa<FieldDecl>(ME->getMemberDecl()))
      return load(member(ME), E->getType(), L); // of a C prvalue
    if (const auto *DR = dyn_cast<DeclRefExpr>(E);
        DR && isa<FunctionDecl, VarDecl>(DR->getDecl()))
      return addressOf(declRef(DR), L);
    return opaque(E);
  }
  case Stmt::ImplicitCastExprClass:
  case Stmt::CStyleCastExprClass:
  case Stmt::CXXStaticCastExprClass:
  case Stmt::CXXReinterpretCastExprClass:
  case Stmt::CXXConstCastExprClass:
  case Stmt::CXXDynamicCastExprClass:
  case Stmt::CXXFunctionalCastExprClass:
  case Stmt::CXXAddrspaceCastExprClass:
  case Stmt::BuiltinBitCastExprClass:
    return castExpr(cast<CastExpr>(E));
  case Stmt::UnaryOperatorClass:
    return unary(cast<UnaryOperator>(E));
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return binary(cast<BinaryOperator>(E));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(cast<AbstractConditionalOperator>(E));
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
  case Stmt::CUDAKernelCallExprClass:
    return call(cast<CallExpr>(E));
  case Stmt::CXXThisExprClass:
    return ThisCapture == ir::None || ThisByRef
               ? load(thisPlace(E->getType()), E->getType(), L)
               : addressOf(thisPlace(E->getType()), L);
  case Stmt::CXXNewExprClass:
    return newObject(cast<CXXNewExpr>(E));
  case Stmt::CXXDeleteExprClass:
    return deleteObject(cast<CXXDeleteExpr>(E));
  case Stmt::CXXThrowExprClass: {
    SmallVector<ir::ValueId, 1> Ops;
    if (const Expr *Sub = cast<CXXThrowExpr>(E)->getSubExpr())
      Ops.push_back(value(Sub));
    return emit(ir::Op::Throw, 0, Ops, L);
  }
  case Stmt::AtomicExprClass:
    return atomic(cast<AtomicExpr>(E));
  case Stmt::StmtExprClass: {
    const auto *SE = cast<StmtExpr>(E);
    if (const auto *Last =
            dyn_cast_or_null<Expr>(SE->getSubStmt()->getStmtExprResult()))
      if (Known *K = known(Last->IgnoreParens()))
        return knownValue(*K, Last);
    return undefined(E);
  }
  case Stmt::ConstantExprClass:
  case Stmt::ExprWithCleanupsClass:
    return value(cast<FullExpr>(E)->getSubExpr());
  case Stmt::CXXBindTemporaryExprClass:
    return value(cast<CXXBindTemporaryExpr>(E)->getSubExpr());
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return value(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement());
  case Stmt::CXXDefaultArgExprClass: {
    Inline I(*this);
    return value(cast<CXXDefaultArgExpr>(E)->getExpr());
  }
  case Stmt::CXXDefaultInitExprClass: {
    Inline I(*this);
    return value(cast<CXXDefaultInitExpr>(E)->getExpr());
  }
  case Stmt::OpaqueValueExprClass: {
    const auto *OV = cast<OpaqueValueExpr>(E);
    if (!OV->getSourceExpr())
      return undefined(E);
    ir::ValueId V = value(OV->getSourceExpr());
    Memo[E].Value = V;
    return V;
  }
  case Stmt::PseudoObjectExprClass:
    if (const Expr *R = cast<PseudoObjectExpr>(E)->getResultExpr())
      return value(R);
    return opaque(E);
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return value(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm());
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    return zero(E->getType(), L);
  case Stmt::InitListExprClass: {
    const auto *IL = cast<InitListExpr>(E);
    if (IL->getNumInits() == 0)
      return zero(E->getType(), L);
    if (IL->getNumInits() == 1)
      return value(IL->getInit(0));
    SmallVector<ir::ValueId, 8> Ops;
    for (const Expr *X : IL->inits())
      Ops.push_back(value(X));
    return emit(ir::Op::Aggregate, T.type(E->getType()), Ops, L);
  }
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::OffsetOfExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::ArrayTypeTraitExprClass:
  case Stmt::ExpressionTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::SizeOfPackExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::RequiresExprClass:
    return evaluated(E);
  case Stmt::SourceLocExprClass: {
    const auto *SL = cast<SourceLocExpr>(E);
    if (SL->getType()->isIntegralOrEnumerationType())
      return evaluated(E);
    ir::ValueId V = emit(ir::Op::ConstStr, T.type(E->getType()), {}, L);
    instr(V).Aux = T.str("");
    return V;
  }
  case Stmt::VAArgExprClass: {
    ir::ValueId List = value(cast<VAArgExpr>(E)->getSubExpr());
    return emitCall(T.builtin("__builtin_va_arg", E->getType()),
                    ir::CallKind::Direct, T.type(E->getType()), List, 0, L);
  }
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass:
    return suspend(cast<CoroutineSuspendExpr>(E));
  default:
    return opaque(E);
  }
}

} // namespace tocsin::lower
