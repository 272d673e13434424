//===- Operators.cpp - Arithmetic, assignment, conditions -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Built-in operators. The operands of `&&`, `||` and `?:` live in blocks of
// their own; here, where the paths meet, only their values are joined.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

static std::optional<ir::BinOp> binOp(BinaryOperatorKind K) {
  switch (K) {
  case BO_Add:
  case BO_AddAssign:
    return ir::BinOp::Add;
  case BO_Sub:
  case BO_SubAssign:
    return ir::BinOp::Sub;
  case BO_Mul:
  case BO_MulAssign:
    return ir::BinOp::Mul;
  case BO_Div:
  case BO_DivAssign:
    return ir::BinOp::Div;
  case BO_Rem:
  case BO_RemAssign:
    return ir::BinOp::Rem;
  case BO_And:
  case BO_AndAssign:
    return ir::BinOp::And;
  case BO_Or:
  case BO_OrAssign:
    return ir::BinOp::Or;
  case BO_Xor:
  case BO_XorAssign:
    return ir::BinOp::Xor;
  case BO_Shl:
  case BO_ShlAssign:
    return ir::BinOp::Shl;
  case BO_Shr:
  case BO_ShrAssign:
    return ir::BinOp::Shr;
  default:
    return std::nullopt;
  }
}

static std::optional<ir::CmpOp> cmpOp(BinaryOperatorKind K) {
  switch (K) {
  case BO_EQ:
    return ir::CmpOp::Eq;
  case BO_NE:
    return ir::CmpOp::Ne;
  case BO_LT:
    return ir::CmpOp::Lt;
  case BO_LE:
    return ir::CmpOp::Le;
  case BO_GT:
    return ir::CmpOp::Gt;
  case BO_GE:
    return ir::CmpOp::Ge;
  case BO_Cmp:
    return ir::CmpOp::Spaceship;
  default:
    return std::nullopt;
  }
}

//===----------------------------------------------------------------------===//
// Unary
//===----------------------------------------------------------------------===//

ir::ValueId Body::unary(const UnaryOperator *E) {
  const Expr *Sub = E->getSubExpr();
  SourceLocation L = E->getBeginLoc();
  auto Simple = [&](ir::Op K) {
    ir::ValueId V = value(Sub);
    return emit(K, T.type(E->getType()), V, L);
  };
  switch (E->getOpcode()) {
  case UO_PostInc:
  case UO_PostDec:
  case UO_PreInc:
  case UO_PreDec: {
    ir::Place P;
    return increment(E, P);
  }
  case UO_AddrOf: {
    if (!E->getType()->isMemberPointerType())
      return value(Sub);
    const auto *DR = dyn_cast<DeclRefExpr>(Sub->IgnoreParens());
    if (const auto *MD =
            DR ? dyn_cast<CXXMethodDecl>(DR->getDecl()) : nullptr) {
      ir::ValueId V = emit(ir::Op::FuncRef, T.type(E->getType()), {}, L);
      instr(V).Aux = T.function(MD);
      return V;
    }
    return undefined(E); // offset of a data member
  }
  case UO_Plus:
  case UO_Extension:
    return value(Sub);
  case UO_Minus: {
    ir::ValueId V = value(Sub);
    // -1 is one constant, and so is the (-1) of a macro.
    if (isConstInt(V) && V + 1 == Out.Instrs.size() &&
        namesOf(V) == T.macroNames(E->getOperatorLoc())) {
      instr(V).Imm = int64_t(-uint64_t(instr(V).Imm));
      instr(V).Type = T.type(E->getType());
      return V;
    }
    return emit(ir::Op::Neg, T.type(E->getType()), V, L);
  }
  case UO_Not:
    return Simple(ir::Op::BitNot);
  case UO_LNot:
    return Simple(ir::Op::Not);
  case UO_Coawait:
  case UO_Deref: // a function in C: the function itself
    return value(Sub);
  default:
    return opaque(E);
  }
}

ir::ValueId Body::increment(const UnaryOperator *E, ir::Place &Target) {
  const Expr *Sub = E->getSubExpr();
  uint16_t Flags = accessFlags(Sub);
  Target = place(Sub);
  QualType Ty = Sub->getType();
  ir::ValueId One = constant(1, Ctx.IntTy, E->getOperatorLoc());
  instr(One).Flags |= ir::FlagImplicit;
  ir::PlaceId Id = intern(Target);
  ir::ValueId V =
      emit(ir::Op::Rmw, T.type(Ty.getUnqualifiedType()), One, E->getBeginLoc());
  ir::Instr &I = instr(V);
  I.Aux = Id;
  I.Sub = uint8_t(E->isIncrementOp() ? ir::BinOp::Add : ir::BinOp::Sub);
  I.Flags |= Flags | (E->isPostfix() ? ir::FlagReturnsOld : 0);
  return V;
}

//===----------------------------------------------------------------------===//
// Binary
//===----------------------------------------------------------------------===//

/// `1 << 3` is one constant, also when a macro says it as a whole.
ir::ValueId Body::foldBinary(ir::BinOp Op, ir::ValueId L, ir::ValueId R,
                             const BinaryOperator *E) {
  if (!isConstInt(L) || !isConstInt(R) || R != L + 1 ||
      R + 1 != Out.Instrs.size() || instr(L).Aux != instr(R).Aux ||
      namesOf(L) != T.macroNames(E->getOperatorLoc()))
    return ir::None;
  Expr::EvalResult V;
  if (E->isValueDependent() || !E->EvaluateAsInt(V, Ctx) || !V.Val.isInt())
    return ir::None;
  Out.Instrs.pop_back();
  ir::Instr &I = instr(L);
  I.Imm = extended(V.Val.getInt());
  I.Type = T.type(E->getType());
  return L;
}

ir::ValueId Body::binary(const BinaryOperator *E) {
  SourceLocation L = E->getBeginLoc();
  if (E->isLogicalOp())
    return logical(E);
  if (const auto *CA = dyn_cast<CompoundAssignOperator>(E)) {
    ir::Place P;
    return compoundAssign(CA, P);
  }
  if (E->isAssignmentOp()) {
    ir::Place P;
    return assign(E, P);
  }
  if (E->isCommaOp()) {
    discard(E->getLHS());
    return value(E->getRHS());
  }
  if (std::optional<ir::CmpOp> Op = cmpOp(E->getOpcode())) {
    ir::ValueId A = value(E->getLHS());
    ir::ValueId Ops[] = {A, value(E->getRHS())};
    ir::ValueId V = emit(ir::Op::Cmp, T.type(E->getType()), Ops, L);
    instr(V).Sub = uint8_t(*Op);
    return V;
  }
  if (std::optional<ir::BinOp> Op = binOp(E->getOpcode())) {
    ir::ValueId A = value(E->getLHS());
    ir::ValueId B = value(E->getRHS());
    if (ir::ValueId V = foldBinary(*Op, A, B, E); V != ir::None)
      return V;
    ir::ValueId V = emit(ir::Op::Bin, T.type(E->getType()), {A, B}, L);
    instr(V).Sub = uint8_t(*Op);
    return V;
  }
  return opaque(E); // pointers to members
}

ir::ValueId Body::assign(const BinaryOperator *E, ir::Place &Target) {
  ir::ValueId V = value(E->getRHS());
  uint16_t Flags = accessFlags(E->getLHS());
  Target = place(E->getLHS());
  return store(Target, V, E->getLHS()->getType(), E->getBeginLoc(), Flags);
}

ir::ValueId Body::compoundAssign(const CompoundAssignOperator *E,
                                 ir::Place &Target) {
  ir::ValueId V = value(E->getRHS());
  uint16_t Flags = accessFlags(E->getLHS());
  Target = place(E->getLHS());
  ir::PlaceId Id = intern(Target);
  ir::ValueId R =
      emit(ir::Op::Rmw, T.type(E->getLHS()->getType().getUnqualifiedType()), V,
           E->getBeginLoc());
  ir::Instr &I = instr(R);
  I.Aux = Id;
  I.Sub = uint8_t(*binOp(E->getOpcode()));
  I.Flags |= Flags;
  return R;
}

//===----------------------------------------------------------------------===//
// Joins
//===----------------------------------------------------------------------===//

ir::ValueId Body::arm(const Expr *E) {
  E = E->IgnoreParens();
  if (InlineDepth)
    return value(E);
  if (Known *K = known(E))
    return E->getType()->isVoidType() ? ir::None : knownValue(*K, E);
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isLogicalOp())
    return logical(B);
  return ir::None;
}

ir::ValueId Body::logical(const BinaryOperator *E) {
  ir::ValueId L = arm(E->getLHS());
  if (L == ir::None)
    L = undefined(E->getLHS());
  ir::ValueId R = arm(E->getRHS());
  if (R == ir::None)
    R = undefined(E->getRHS());
  ir::Op K = E->getOpcode() == BO_LAnd ? ir::Op::LAnd : ir::Op::LOr;
  return emit(K, T.type(E->getType()), {L, R}, E->getBeginLoc());
}

ir::ValueId Body::conditional(const AbstractConditionalOperator *E) {
  if (E->getType()->isVoidType()) {
    discard(E);
    return ir::None;
  }
  ir::ValueId A, B;
  if (isa<BinaryConditionalOperator>(E))
    A = value(E->getTrueExpr());
  else
    A = arm(E->getTrueExpr());
  B = arm(E->getFalseExpr());
  // An arm that is never taken, or that throws, has no say.
  if (A == ir::None || B == ir::None) {
    ir::ValueId Only = A == ir::None ? B : A;
    return Only == ir::None ? undefined(E) : Only;
  }
  ir::ValueId Cond = value(E->getCond());
  ir::TypeId Type = T.type(E->getType());
  if (E->isGLValue())
    Type = T.pointerTo(Type);
  return emit(ir::Op::Select, Type, {Cond, A, B}, E->getBeginLoc());
}

} // namespace tocsin::lower
