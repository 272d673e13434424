//===- Statements.cpp - What a block consists of --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Elements of a CFG block: outermost expressions, declarations, returns, member
// initialisers, and the destructors that nobody wrote.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

void Body::lowerElement(const CFGElement &E) {
  switch (E.getKind()) {
  case CFGElement::Statement:
  case CFGElement::Constructor:
  case CFGElement::CXXRecordTypedCall:
    return lowerRoot(E.castAs<CFGStmt>().getStmt());
  case CFGElement::Initializer:
    return lowerInitializer(E.castAs<CFGInitializer>().getInitializer());
  case CFGElement::AutomaticObjectDtor:
  case CFGElement::BaseDtor:
  case CFGElement::MemberDtor:
  case CFGElement::TemporaryDtor:
    return lowerImplicitDtor(E);
  case CFGElement::CleanupFunction: {
    auto C = E.castAs<CFGCleanupFunction>();
    const VarDecl *VD = C.getVarDecl();
    ir::ValueId V = addressOf(local(localOf(VD)), VD->getLocation());
    instr(V).Flags |= ir::FlagImplicit;
    emitCall(T.function(C.getFunctionDecl()), ir::CallKind::Direct, 0, V,
             ir::FlagImplicit, VD->getLocation());
    return;
  }
  default:
    return; // a delete expression calls the destructor itself
  }
}

void Body::lowerRoot(const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S))
    return lowerRootExpr(E->IgnoreParens());
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *X : D->decls())
      lowerDecl(X);
    return;
  }
  if (const auto *R = dyn_cast<ReturnStmt>(S))
    return lowerReturn(R);
  if (const auto *A = dyn_cast<AsmStmt>(S))
    return lowerAsm(A);
  if (const auto *D = dyn_cast<OMPExecutableDirective>(S))
    return lowerDirective(D);
  if (const auto *C = dyn_cast<CoreturnStmt>(S)) {
    SmallVector<ir::ValueId, 1> Ops;
    if (const Expr *P = C->getPromiseCall())
      discard(P);
    else if (const Expr *Op = C->getOperand())
      discard(Op);
    emit(ir::Op::Return, 0, Ops, S->getBeginLoc());
    instr(Out.Instrs.size() - 1).Type = 0;
  }
}

void Body::lowerRootExpr(const Expr *E) {
  if (Memo.count(E))
    return;
  T.countExpression();
  Known K;
  QualType Ty = E->getType();
  if (Ty->isVoidType()) {
    discard(E);
  } else if (E->isGLValue()) {
    bool Writes = isa<BinaryOperator>(E) ||
                  (isa<UnaryOperator>(E) &&
                   cast<UnaryOperator>(E)->isIncrementDecrementOp());
    if (isa<CallExpr>(E) && !isForwarding(cast<CallExpr>(E))) {
      K.Value = call(cast<CallExpr>(E));
    } else {
      // A place that names no value can be spelled out again where it is
      // needed, and taking its address would be more than the source does.
      ir::Place P = place(E);
      if (Writes || namesNoValue(P))
        K.Place = intern(P);
      else
        K.Value = addressOf(P, E->getBeginLoc());
    }
  } else if (isObject(Ty)) {
    const Expr *Inner = E;
    while (const auto *F = dyn_cast<FullExpr>(Inner))
      Inner = F->getSubExpr()->IgnoreParens();
    if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(Inner);
        B && !Destroyed.contains(B))
      Inner = B->getSubExpr()->IgnoreParens();
    if (isa<CallExpr, BinaryOperator>(Inner)) {
      K.Value = value(E);
    } else {
      ir::Place P = newTemp(Ty, E->getBeginLoc());
      init(E, P, Ty);
      K.Place = intern(P);
      const ir::Instr &Last = Out.Instrs.back();
      if (Last.Kind == ir::Op::Store && Last.Aux == K.Place)
        K.Call = Out.Operands[Last.OpsBegin];
    }
  } else {
    K.Value = value(E);
  }
  Memo[E] = K;
}

void Body::lowerReturn(const ReturnStmt *S) {
  SmallVector<ir::ValueId, 1> Ops;
  SourceLocation L = S->getBeginLoc();
  if (const Expr *E = S->getRetValue()) {
    if (E->getType()->isVoidType())
      discard(E);
    else if (const VarDecl *VD = S->getNRVOCandidate();
             VD && isObject(VD->getType()) && !VD->hasGlobalStorage())
      Ops.push_back(load(variable(VD, E), VD->getType(), L));
    else
      Ops.push_back(value(E));
  }
  emit(ir::Op::Return, 0, Ops, L);
}

void Body::lowerDecl(const Decl *D) {
  const auto *VD = dyn_cast<VarDecl>(D);
  if (!VD || VD->isInvalidDecl())
    return;
  if (!VD->hasGlobalStorage())
    return lowerLocal(VD);
  if (!VD->isStaticLocal())
    return;
  T.global(VD);
  const Expr *Init = VD->getInit();
  if (!Init)
    return;
  if (!Ctx.getLangOpts().CPlusPlus || VD->hasConstantInitialization()) {
    Statics.push_back(VD);
    return;
  }
  ir::Place P;
  P.Base = ir::BaseKind::Global;
  P.Index = T.global(VD);
  P.Type = T.type(VD->getType());
  init(Init, P, VD->getType());
}

void Body::lowerLocal(const VarDecl *VD) {
  ir::Place P = local(localOf(VD));
  const Expr *Init = VD->getInit();
  if (!Init || (Init->containsErrors() && Init->isTypeDependent())) {
    ir::PlaceId Id = intern(P);
    instr(emit(ir::Op::Declare, 0, {}, VD->getLocation())).Aux = Id;
    return;
  }
  T.countExpression();
  size_t Before = Out.Instrs.size();
  init(Init, P, VD->getType());
  // An initialiser that does nothing still makes a fresh object.
  if (Out.Instrs.size() == Before) {
    ir::PlaceId Id = intern(P);
    instr(emit(ir::Op::Declare, 0, {}, VD->getLocation())).Aux = Id;
  }
}

void Body::lowerInitializer(const CXXCtorInitializer *I) {
  const Expr *Init = writtenInit(I);
  const auto *CD = dyn_cast_or_null<CXXConstructorDecl>(Current);
  if (!Init || !CD)
    return;
  ir::Place P = thisPlace(CD->getThisType());
  deref(P, CD->getThisType()->getPointeeType());
  QualType Ty = Init->getType();
  if (I->isBaseInitializer()) {
    Ty = QualType(I->getBaseClass(), 0);
    base(P, Ty);
  } else if (I->isAnyMemberInitializer()) {
    if (const IndirectFieldDecl *IF = I->getIndirectMember()) {
      for (const NamedDecl *ND : IF->chain())
        field(P, cast<FieldDecl>(ND), /*Itself=*/true);
    } else {
      field(P, I->getMember(), /*Itself=*/true);
    }
    Ty = I->getAnyMember()->getType();
  }
  init(Init, P, Ty);
}

void Body::lowerCatch(const CXXCatchStmt *S) {
  ir::PlaceId Id = ir::None;
  if (const VarDecl *VD = S->getExceptionDecl())
    Id = intern(local(localOf(VD)));
  instr(emit(ir::Op::Catch, 0, {}, S->getBeginLoc())).Aux = Id;
}

//===----------------------------------------------------------------------===//
// Destructors
//===----------------------------------------------------------------------===//

void Body::destroy(const ir::Place &P, QualType Ty, SourceLocation L) {
  ir::Place Target = P;
  while (const ArrayType *AT = Ctx.getAsArrayType(Ty)) {
    Ty = AT->getElementType();
    elem(Target, ir::None, Ty);
  }
  const CXXRecordDecl *RD = Ty->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition() || RD->hasTrivialDestructor())
    return;
  const CXXDestructorDecl *DD = RD->getDestructor();
  if (!DD)
    return;
  ir::ValueId V = addressOf(Target, L);
  instr(V).Flags |= ir::FlagImplicit;
  emitCall(T.function(DD), ir::CallKind::Direct, 0, V,
           ir::FlagReceiver | ir::FlagDtor | ir::FlagImplicit, L);
}

void Body::lowerImplicitDtor(const CFGElement &E) {
  if (std::optional<CFGAutomaticObjDtor> D = E.getAs<CFGAutomaticObjDtor>()) {
    const VarDecl *VD = D->getVarDecl();
    const Stmt *Trigger = D->getTriggerStmt();
    SourceLocation L = Trigger ? isa<CompoundStmt>(Trigger)
                                     ? Trigger->getEndLoc()
                                     : Trigger->getBeginLoc()
                               : VD->getLocation();
    if (!VD->getType()->isReferenceType())
      return destroy(variable(VD, nullptr), VD->getType(), L);
    auto It = Extended.find(VD);
    if (It == Extended.end())
      return;
    const ir::Place P = Out.Places[It->second];
    const Expr *Init = VD->getInit();
    while (const auto *F = dyn_cast_or_null<FullExpr>(Init))
      Init = F->getSubExpr();
    SmallVector<const Expr *, 2> Commas;
    SmallVector<SubobjectAdjustment, 2> Adjustments;
    if (Init)
      if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(
              Init->skipRValueSubobjectAdjustments(Commas, Adjustments)))
        Init = M->getSubExpr();
    if (Init)
      destroy(P, Init->getType(), L);
    return;
  }
  if (std::optional<CFGTemporaryDtor> D = E.getAs<CFGTemporaryDtor>()) {
    const CXXBindTemporaryExpr *B = D->getBindTemporaryExpr();
    auto It = Temporaries.find(B);
    if (It == Temporaries.end())
      return;
    const ir::Place P = Out.Places[It->second.back()];
    // Calls that share a default argument share its temporary in the AST.
    if (It->second.size() > 1)
      It->second.pop_back();
    return destroy(P, B->getType(), B->getEndLoc());
  }
  const auto *MD = dyn_cast_or_null<CXXMethodDecl>(Current);
  if (!MD)
    return;
  ir::Place P = thisPlace(MD->getThisType());
  deref(P, MD->getThisType()->getPointeeType());
  QualType Ty;
  if (std::optional<CFGBaseDtor> D = E.getAs<CFGBaseDtor>()) {
    Ty = D->getBaseSpecifier()->getType();
    base(P, Ty);
  } else if (std::optional<CFGMemberDtor> D = E.getAs<CFGMemberDtor>()) {
    Ty = D->getFieldDecl()->getType();
    field(P, D->getFieldDecl(), /*Itself=*/true);
  } else {
    return;
  }
  destroy(P, Ty, MD->getEndLoc());
}

} // namespace tocsin::lower
