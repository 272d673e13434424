//===- Lower.cpp - Finds what to lower ------------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks declarations, not statements: every function with a body outside
// system headers, as instantiated, including those of local classes and
// closures.
//
//===----------------------------------------------------------------------===//

#include "Lower/Lower.h"
#include "Lower/Body.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

namespace {
class Walk {
public:
  Walk(Tables &T) : T(T), B(T) {}

  void context(const DeclContext *DC) {
    for (const Decl *D : DC->decls())
      decl(D);
  }
  void decl(const Decl *D);
  void finish();

private:
  void function(const FunctionDecl *FD);
  void record(const CXXRecordDecl *RD);
  void variable(const VarDecl *VD);
  void lower(const FunctionDecl *FD);

  Tables &T;
  Body B;
  DenseSet<const Decl *> Seen;
  std::vector<const VarDecl *> Globals;
};
} // namespace

void Walk::decl(const Decl *D) {
  switch (D->getKind()) {
  case Decl::Namespace:
  case Decl::LinkageSpec:
  case Decl::Export:
    if (!T.isSystem(D->getLocation()))
      context(cast<DeclContext>(D));
    return;
  case Decl::Function:
  case Decl::CXXMethod:
  case Decl::CXXConstructor:
  case Decl::CXXDestructor:
  case Decl::CXXConversion:
    return function(cast<FunctionDecl>(D));
  case Decl::FunctionTemplate:
    for (const FunctionDecl *S :
         cast<FunctionTemplateDecl>(D)->specializations())
      function(S);
    return;
  case Decl::CXXRecord:
  case Decl::ClassTemplateSpecialization:
    return record(cast<CXXRecordDecl>(D));
  case Decl::ClassTemplate:
    for (const ClassTemplateSpecializationDecl *S :
         cast<ClassTemplateDecl>(D)->specializations())
      record(S);
    return;
  case Decl::VarTemplate:
    for (const VarTemplateSpecializationDecl *S :
         cast<VarTemplateDecl>(D)->specializations())
      variable(S);
    return;
  case Decl::Friend:
    if (const NamedDecl *ND = cast<FriendDecl>(D)->getFriendDecl())
      if (isa<FunctionDecl, FunctionTemplateDecl>(ND))
        decl(ND);
    return;
  case Decl::Var:
  case Decl::Decomposition:
  case Decl::VarTemplateSpecialization:
    return variable(cast<VarDecl>(D));
  default:
    return;
  }
}

void Walk::record(const CXXRecordDecl *RD) {
  if (!RD->isThisDeclarationADefinition() || RD->isDependentContext() ||
      RD->isInvalidDecl() || T.isSystem(RD->getLocation()) ||
      !Seen.insert(RD).second)
    return;
  context(RD);
}

void Walk::variable(const VarDecl *VD) {
  if (VD->isThisDeclarationADefinition() == VarDecl::DeclarationOnly ||
      !VD->hasGlobalStorage() || VD->isStaticLocal() || VD->isInvalidDecl() ||
      VD->getType()->isDependentType() || T.isSystem(VD->getLocation()) ||
      !Seen.insert(VD).second)
    return;
  Globals.push_back(VD);
}

void Walk::function(const FunctionDecl *FD) {
  bool Skipped = FD->hasSkippedBody();
  if ((!Skipped && !FD->doesThisDeclarationHaveABody()) ||
      FD->isDependentContext() || T.isSystem(FD->getLocation()) ||
      !Seen.insert(FD).second)
    return;
  if (Skipped) {
    T.function(FD);
    return;
  }
  lower(FD);
  // Local classes and closures.
  context(FD);
}

void Walk::lower(const FunctionDecl *FD) {
  // Copying and destroying plain data is memory, not code.
  if (const auto *MD = dyn_cast<CXXMethodDecl>(FD);
      MD && MD->isDefaulted() && MD->isTrivial())
    return;
  ir::FuncId Id = T.function(FD);
  if (T.U.Functions[Id].defined())
    return;
  if (FD->isInvalidDecl() || !B.lowerFunction(FD, Id)) {
    T.U.Functions[Id].Flags |= ir::FuncSkipped;
    T.countOpaque(T.str("Function"));
    return;
  }
}

void Walk::finish() {
  append_range(Globals, B.Statics);
  B.beginGlobals();
  for (const VarDecl *VD : Globals)
    B.initGlobal(VD);
  B.endGlobals();
  T.finishRecords();
  T.finishCounts();
}

ir::Unit lower(ASTContext &Ctx, const LowerOptions &Opts) {
  ir::Unit U;
  Tables T(Ctx, Opts, U);
  Walk W(T);
  if (Opts.TopLevel.empty())
    W.context(Ctx.getTranslationUnitDecl());
  else
    for (const Decl *D : Opts.TopLevel)
      W.decl(D);
  W.finish();
  return U;
}

} // namespace tocsin::lower
