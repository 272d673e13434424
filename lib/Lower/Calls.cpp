//===- Calls.cpp - Calls, construction, new and delete, closures ----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything that runs other code. Overloaded operators, constructors and
// destructors are ordinary calls whose first operand is the receiver.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

ir::ValueId Body::emitCall(ir::FuncId Callee, ir::CallKind Kind,
                           ir::TypeId Type, ArrayRef<ir::ValueId> Ops,
                           uint16_t Flags, SourceLocation L) {
  ir::ValueId V = emit(ir::Op::Call, Type, Ops, L);
  ir::Instr &I = instr(V);
  I.Aux = Callee;
  I.Sub = uint8_t(Kind);
  I.Flags |= Flags;
  return V;
}

static const FunctionDecl *directCallee(const CallExpr *E) {
  return dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
}

/// The builtin that FD is, asking the identifier first: that is cheap.
static unsigned builtinId(const FunctionDecl *FD) {
  const IdentifierInfo *II = FD ? FD->getIdentifier() : nullptr;
  return II && II->getBuiltinID() ? FD->getBuiltinID() : 0;
}

/// std::move and the like: the same object under another value category.
bool Body::isForwarding(const CallExpr *E) {
  if (E->getNumArgs() != 1)
    return false;
  switch (builtinId(directCallee(E))) {
  case Builtin::BImove:
  case Builtin::BImove_if_noexcept:
  case Builtin::BIforward:
  case Builtin::BIforward_like:
  case Builtin::BIas_const:
    return true;
  default:
    return false;
  }
}

/// Builtins that only pass a value on, or that are decided at compile time.
bool Body::builtinCall(const CallExpr *E, const FunctionDecl *FD,
                       ir::ValueId &Result) {
  switch (builtinId(FD)) {
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
  case Builtin::BI__builtin_assume_aligned:
  case Builtin::BI__builtin_unpredictable:
  case Builtin::BI__builtin_launder:
  case Builtin::BI__builtin_addressof:
  case Builtin::BIaddressof:
  case Builtin::BI__addressof:
    Result = value(E->getArg(0));
    return true;
  case Builtin::BI__builtin_constant_p:
  case Builtin::BI__builtin_classify_type:
  case Builtin::BI__builtin_object_size:
  case Builtin::BI__builtin_dynamic_object_size:
    Result = evaluated(E);
    return true;
  default:
    return false;
  }
}

/// The one literal below an initialiser.
static bool oneLiteral(const Stmt *S, const clang::StringLiteral *&Found) {
  if (const auto *X = dyn_cast_or_null<clang::StringLiteral>(S)) {
    if (Found && Found != X)
      return false;
    Found = X;
    return true;
  }
  return !S || all_of(S->children(),
                      [&](const Stmt *C) { return oneLiteral(C, Found); });
}

/// A lambda called where it stands that keeps a literal in static storage and
/// wraps it in an object, as frameworks spare the copy: that literal.
static const clang::StringLiteral *heldLiteral(const CallExpr *E) {
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
  if (!Op || Op->getOperator() != OO_Call || Op->getNumArgs() != 1 ||
      !E->getType()->isRecordType())
    return nullptr;
  const auto *L = dyn_cast<LambdaExpr>(Op->getArg(0)->IgnoreImplicit());
  if (!L || L->capture_begin() != L->capture_end())
    return nullptr;
  const clang::StringLiteral *Found = nullptr;
  for (const Stmt *S : L->getBody()->children()) {
    const auto *D = dyn_cast<DeclStmt>(S);
    if (!D && !isa<ReturnStmt>(S))
      return nullptr;
    if (!D)
      continue;
    for (const Decl *X : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(X);
          V && V->isStaticLocal() && V->getType().isConstQualified() &&
          !oneLiteral(V->getInit(), Found))
        return nullptr;
  }
  return Found;
}

static SourceLocation callLoc(const CallExpr *E, const SourceManager &SM) {
  SourceLocation Begin = E->getBeginLoc();
  if (!isa<CXXMemberCallExpr>(E))
    return Begin;
  // In a chain over several lines the reader looks for the member's name.
  SourceLocation Name = E->getExprLoc();
  if (Begin.isInvalid() || Name.isInvalid() || Begin.isMacroID() ||
      Name.isMacroID())
    return Begin;
  return SM.getExpansionLineNumber(Begin) == SM.getExpansionLineNumber(Name)
             ? Begin
             : Name;
}

ir::ValueId Body::call(const CallExpr *E) {
  if (Known *K = known(E))
    return knownValue(*K, E);
  if (isForwarding(E))
    return value(E->getArg(0));
  SourceLocation L = callLoc(E, T.SM);
  ir::TypeId Type = T.type(E->getType());
  if (E->isGLValue())
    Type = T.pointerTo(Type);
  const Expr *Callee = E->getCallee()->IgnoreParens();

  if (const auto *PD = dyn_cast<CXXPseudoDestructorExpr>(Callee)) {
    discard(PD->getBase());
    return ir::None;
  }
  const FunctionDecl *FD = directCallee(E);
  if (ir::ValueId Result; FD && builtinCall(E, FD, Result))
    return Result;
  if (const clang::StringLiteral *S = heldLiteral(E))
    return string(S, L);

  SmallVector<ir::ValueId, 8> Ops;
  uint16_t Flags = 0;
  ir::CallKind Kind = ir::CallKind::Direct;
  unsigned FirstArg = 0;
  const auto *MD = dyn_cast_or_null<CXXMethodDecl>(FD);

  if (isa<CXXOperatorCallExpr>(E)) {
    // Assigning a plain struct is a copy of memory.
    if (MD && E->getNumArgs() == 2 && MD->isTrivial() &&
        (MD->isCopyAssignmentOperator() || MD->isMoveAssignmentOperator())) {
      QualType Ty = E->getArg(0)->getType();
      ir::ValueId V = load(place(E->getArg(1)), E->getArg(1)->getType(), L);
      ir::Place P = place(E->getArg(0));
      store(P, V, Ty, L);
      return addressOf(P, L);
    }
    if (MD && MD->isImplicitObjectMemberFunction() && E->getNumArgs()) {
      Ops.push_back(value(E->getArg(0)));
      Flags |= ir::FlagReceiver;
      FirstArg = 1;
      if (MD->isVirtual() &&
          !MD->getDevirtualizedMethod(E->getArg(0), /*IsAppleKext=*/false))
        Kind = ir::CallKind::Virtual;
    }
  } else if (const auto *ME = dyn_cast<MemberExpr>(Callee); ME && MD) {
    const Expr *Object = ME->getBase();
    if (!MD->isImplicitObjectMemberFunction()) {
      discard(Object);
    } else {
      ir::ValueId R;
      if (ME->isArrow())
        R = value(Object);
      else
        R = addressOf(place(Object), Object->getBeginLoc());
      Ops.push_back(R);
      Flags |= ir::FlagReceiver;
      if (MD->isVirtual() && !ME->hasQualifier() &&
          !MD->getDevirtualizedMethod(Object, /*IsAppleKext=*/false))
        Kind = ir::CallKind::Virtual;
      if (isa<CXXDestructorDecl>(MD))
        Flags |= ir::FlagDtor;
    }
  } else if (const auto *BO = dyn_cast<BinaryOperator>(Callee);
             BO && BO->isPtrMemOp()) {
    Ops.push_back(value(BO->getRHS()));
    Ops.push_back(BO->getOpcode() == BO_PtrMemI
                      ? value(BO->getLHS())
                      : addressOf(place(BO->getLHS()), L));
    Flags |= ir::FlagReceiver;
    Kind = ir::CallKind::Indirect;
    FD = nullptr;
  }
  if (!FD && Kind != ir::CallKind::Indirect) {
    Kind = ir::CallKind::Indirect;
    Ops.push_back(value(Callee));
  }
  for (const Expr *A : drop_begin(E->arguments(), FirstArg))
    Ops.push_back(value(throughTransparentUnion(A)));
  return emitCall(FD ? T.function(FD) : ir::None, Kind, Type, Ops, Flags, L);
}

/// glibc declares the address of bind() and its like as a union of all socket
/// address pointers; what is passed is the pointer.
const Expr *Body::throughTransparentUnion(const Expr *A) {
  const auto *U = A->getType()->getAsUnionType();
  if (!U || !U->getDecl()->hasAttr<TransparentUnionAttr>())
    return A;
  const auto *X = dyn_cast<CompoundLiteralExpr>(A->IgnoreParenImpCasts());
  const auto *L = X ? dyn_cast<InitListExpr>(X->getInitializer()) : nullptr;
  return L && L->getNumInits() == 1 ? L->getInit(0) : A;
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

/// The object that a copy of a prvalue would copy, before C++17.
static const Expr *elidedSource(const CXXConstructExpr *E) {
  if (!E->isElidable() || E->getNumArgs() == 0)
    return nullptr;
  const Expr *A = E->getArg(0)->IgnoreParens();
  while (const auto *C = dyn_cast<ImplicitCastExpr>(A))
    if (C->getCastKind() == CK_NoOp)
      A = C->getSubExpr()->IgnoreParens();
    else
      return nullptr;
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(A))
    return M->getSubExpr();
  return nullptr;
}

void Body::construct(const CXXConstructExpr *E, const ir::Place &Dest) {
  const CXXConstructorDecl *CD = E->getConstructor();
  SourceLocation L = E->getBeginLoc();
  if (const Expr *Source = elidedSource(E)) {
    const Expr *S = Source->IgnoreParens();
    if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(S);
        !B || !Destroyed.contains(B)) {
      init(S, Dest, E->getType());
      return;
    }
  }
  ir::Place Target = Dest;
  QualType Ty = E->getType();
  while (const ArrayType *AT = Ctx.getAsArrayType(Ty)) {
    Ty = AT->getElementType();
    elem(Target, ir::None, Ty);
  }
  if (CD->isCopyOrMoveConstructor() && CD->isTrivial() && E->getNumArgs()) {
    ir::ValueId V = load(place(E->getArg(0)), E->getArg(0)->getType(), L);
    store(Target, V, Ty, L, ir::FlagInit);
    return;
  }
  if (E->requiresZeroInitialization())
    store(Target, zero(Ty, L), Ty, L, ir::FlagInit | ir::FlagImplicit);
  if (CD->isDefaultConstructor() && CD->isTrivial()) {
    if (!E->requiresZeroInitialization() && Target.Steps.empty() &&
        Target.Base == ir::BaseKind::Local) {
      ir::PlaceId Id = intern(Target);
      instr(emit(ir::Op::Declare, 0, {}, L)).Aux = Id;
    }
    return;
  }
  SmallVector<ir::ValueId, 8> Ops{addressOf(Target, L)};
  for (const Expr *A : E->arguments())
    Ops.push_back(value(A));
  uint16_t Flags = ir::FlagReceiver | ir::FlagCtor;
  if (!E->getParenOrBraceRange().isValid() && !E->getNumArgs())
    Flags |= ir::FlagImplicit;
  emitCall(T.function(CD), ir::CallKind::Direct, 0, Ops, Flags, L);
}

ir::ValueId Body::newObject(const CXXNewExpr *E) {
  SourceLocation L = E->getBeginLoc();
  SmallVector<ir::ValueId, 4> Ops;
  if (E->isArray())
    if (std::optional<const Expr *> Size = E->getArraySize(); Size && *Size)
      Ops.push_back(value(*Size));
  SmallVector<ir::ValueId, 2> Placement;
  for (const Expr *A : E->placement_arguments())
    Placement.push_back(value(A));

  QualType Ty = E->getAllocatedType();
  const FunctionDecl *New = E->getOperatorNew();
  ir::ValueId V;
  if (New && New->isReservedGlobalPlacementOperator() &&
      Placement.size() == 1) {
    // The object is built where the argument says.
    V = emit(ir::Op::Cast, T.type(E->getType()), Placement[0], L);
    instr(V).Sub = uint8_t(ir::CastOp::Pointer);
  } else {
    append_range(Ops, Placement);
    V = emit(ir::Op::Alloc, T.type(E->getType()), Ops, L);
    if (E->isArray())
      instr(V).Flags |= ir::FlagArrayNew;
  }
  if (const Expr *Init = E->getInitializer()) {
    ir::Place P = throughValue(V, Ty);
    init(Init, P, Ty);
  }
  return V;
}

ir::ValueId Body::deleteObject(const CXXDeleteExpr *E) {
  SourceLocation L = E->getBeginLoc();
  ir::ValueId Ptr = value(E->getArgument());
  QualType Ty = E->getDestroyedType();
  if (!Ty.isNull() && !Ty->isDependentType())
    if (const CXXRecordDecl *RD =
            Ctx.getBaseElementType(Ty)->getAsCXXRecordDecl();
        RD && RD->hasDefinition() && !RD->hasTrivialDestructor())
      if (const CXXDestructorDecl *DD = RD->getDestructor())
        emitCall(T.function(DD),
                 DD->isVirtual() && !RD->isEffectivelyFinal()
                     ? ir::CallKind::Virtual
                     : ir::CallKind::Direct,
                 0, Ptr, ir::FlagReceiver | ir::FlagDtor | ir::FlagImplicit, L);
  ir::ValueId V = emit(ir::Op::Free, 0, Ptr, L);
  if (E->isArrayForm())
    instr(V).Flags |= ir::FlagArrayNew;
  return V;
}

ir::ValueId Body::closure(const LambdaExpr *E) {
  SmallVector<ir::ValueId, 8> Ops;
  auto Capture = E->captures().begin();
  for (const Expr *I : E->capture_inits()) {
    const LambdaCapture &C = *Capture++;
    if (!I) {
      Ops.push_back(undefined(E));
    } else if (C.capturesVLAType()) {
      Ops.push_back(undefined(E));
    } else {
      Ops.push_back(value(I));
    }
  }
  const CXXMethodDecl *Op = E->getCallOperator();
  if (const FunctionTemplateDecl *Generic =
          E->getLambdaClass()->getDependentLambdaCallOperator())
    for (const FunctionDecl *Spec : Generic->specializations())
      if (const auto *MD = dyn_cast<CXXMethodDecl>(Spec)) {
        Op = MD;
        break;
      }
  ir::ValueId V =
      emit(ir::Op::Closure, T.type(E->getType()), Ops, E->getBeginLoc());
  instr(V).Aux = T.function(Op);
  return V;
}

//===----------------------------------------------------------------------===//
// Special forms
//===----------------------------------------------------------------------===//

ir::ValueId Body::atomic(const AtomicExpr *E) {
  // Clang keeps the operands as pointer, order, value, failure order, second
  // value, weak; the source has the orders last.
  static const unsigned Order2[] = {0, 1};
  static const unsigned Order3[] = {0, 2, 1};
  static const unsigned Order4[] = {0, 2, 3, 1};
  static const unsigned Order5[] = {0, 2, 4, 1, 3};
  static const unsigned Order6[] = {0, 2, 4, 5, 1, 3};
  unsigned N = E->getNumSubExprs();
  ArrayRef<unsigned> Order;
  switch (N) {
  case 2:
    Order = Order2;
    break;
  case 3:
    Order = Order3;
    break;
  case 4:
    Order = Order4;
    break;
  case 5:
    Order = Order5;
    break;
  case 6:
    Order = Order6;
    break;
  default:
    break;
  }
  SmallVector<ir::ValueId, 6> Ops;
  Expr *const *Subs = const_cast<AtomicExpr *>(E)->getSubExprs();
  for (unsigned I = 0; I != N; ++I)
    Ops.push_back(value(Subs[I < Order.size() ? Order[I] : I]));
  return emitCall(T.builtin(E->getOpAsString(), E->getType()),
                  ir::CallKind::Direct, T.type(E->getType()), Ops, 0,
                  E->getBeginLoc());
}

ir::ValueId Body::suspend(const CoroutineSuspendExpr *E) {
  ir::ValueId Awaited = value(E->getCommonExpr());
  if (const OpaqueValueExpr *OV = E->getOpaqueValue()) {
    ir::Place P = throughValue(Awaited, E->getCommonExpr()->getType());
    Memo[OV].Place = intern(P);
  }
  if (const Expr *Ready = E->getReadyExpr())
    discard(Ready);
  if (const Expr *S = E->getSuspendExpr())
    discard(S);
  ir::ValueId V =
      emit(ir::Op::Suspend, T.type(E->getType()), Awaited, E->getBeginLoc());
  const Expr *Resume = E->getResumeExpr();
  if (!Resume)
    return V;
  if (Resume->getType()->isVoidType()) {
    discard(Resume);
    return V;
  }
  return value(Resume);
}

} // namespace tocsin::lower
