//===- Generic.cpp - Bodies of generic lambdas ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lower/Generic.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Sema/Sema.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

namespace {
class Visitor : public RecursiveASTVisitor<Visitor> {
public:
  explicit Visitor(Sema &S) : S(S), Ctx(S.getASTContext()) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitCallExpr(CallExpr *E) {
    if (E->isTypeDependent())
      return true;
    SmallVector<const Expr *, 4> Beside;
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
      if (const Expr *On = M->getImplicitObjectArgument())
        Beside.push_back(On);
    Beside.append(E->arg_begin(), E->arg_end());
    for (const Expr *A : E->arguments())
      if (const CXXRecordDecl *RD = A->getType()->getAsCXXRecordDecl();
          RD && RD->isGenericLambda())
        Found.push_back({RD, elementOf(Beside)});
    return true;
  }

  /// Making one may uncover calls in it.
  void run() {
    for (const Decl *D : Ctx.getTranslationUnitDecl()->decls())
      if (!Ctx.getSourceManager().isInSystemHeader(D->getLocation()))
        TraverseDecl(const_cast<Decl *>(D));
    for (size_t I = 0; I < Found.size(); ++I) {
      auto [RD, Element] = Found[I];
      if (Element.isNull())
        continue;
      if (FunctionDecl *FD = make(RD, Element))
        TraverseStmt(FD->getBody());
    }
  }

private:
  static constexpr unsigned MaxBases = 6;

  /// The member `value_type`, its own or of a base.
  QualType valueType(const CXXRecordDecl *RD, unsigned Depth) {
    for (const NamedDecl *ND : RD->lookup(&Ctx.Idents.get("value_type")))
      if (const auto *TD = dyn_cast<TypedefNameDecl>(ND)) {
        QualType Value = TD->getUnderlyingType().getCanonicalType();
        return Value->isDependentType() || !Value->isObjectType() ? QualType()
                                                                  : Value;
      }
    for (const CXXBaseSpecifier &B : RD->bases())
      if (const CXXRecordDecl *Of = B.getType()->getAsCXXRecordDecl();
          Of && Of->hasDefinition() && Depth < MaxBases)
        if (QualType Value = valueType(Of->getDefinition(), Depth + 1);
            !Value.isNull())
          return Value;
    return {};
  }

  /// What a container, an iterator or a pointer leads to.
  QualType elementOf(ArrayRef<const Expr *> Beside) {
    for (const Expr *A : Beside) {
      QualType T = A->getType().getNonReferenceType().getCanonicalType();
      if (const ArrayType *AT = Ctx.getAsArrayType(T))
        return AT->getElementType();
      if (T->isObjectPointerType() || T->isPointerType()) {
        QualType To = T->getPointeeType();
        if (To->isObjectType())
          return To;
        continue;
      }
      const CXXRecordDecl *RD = T->getAsCXXRecordDecl();
      if (!RD || RD->isLambda() || !RD->hasDefinition())
        continue;
      if (QualType Value = valueType(RD->getDefinition(), 0); !Value.isNull())
        return T.isConstQualified() ? Value.withConst() : Value;
    }
    return {};
  }

  /// The argument for one `auto` that is handed such an element.
  QualType argumentFor(QualType Param, QualType Element) {
    if (Param->isRValueReferenceType())
      return Ctx.getLValueReferenceType(Element); // auto &&
    if (const auto *R = Param->getAs<LValueReferenceType>())
      return R->getPointeeType().isConstQualified()
                 ? Element.getUnqualifiedType()
                 : Element;
    if (Param->isPointerType())
      return Element->isPointerType()
                 ? Element->getPointeeType().getUnqualifiedType()
                 : QualType();
    return Element.getUnqualifiedType();
  }

  FunctionDecl *make(const CXXRecordDecl *RD, QualType Element) {
    FunctionTemplateDecl *Template = RD->getDependentLambdaCallOperator();
    if (!Template || Template->spec_begin() != Template->spec_end())
      return nullptr;
    const FunctionDecl *Pattern = Template->getTemplatedDecl();
    SmallVector<TemplateArgument, 2> Args;
    for (const NamedDecl *P : *Template->getTemplateParameters()) {
      const auto *T = dyn_cast<TemplateTypeParmDecl>(P);
      if (!T || T->isParameterPack())
        return nullptr;
      QualType Arg;
      for (const ParmVarDecl *V : Pattern->parameters()) {
        QualType Ty = V->getType(), To = Ty.getNonReferenceType();
        if (To->isPointerType())
          To = To->getPointeeType();
        const auto *Used = To->getAs<TemplateTypeParmType>();
        if (Used && Used->getDepth() == T->getDepth() &&
            Used->getIndex() == T->getIndex())
          Arg = argumentFor(Ty, Element);
      }
      if (Arg.isNull())
        return nullptr;
      Args.push_back(TemplateArgument(Ctx.getCanonicalType(Arg)));
    }
    // What does not fit is nobody's error.
    DiagnosticsEngine &Diags = S.getDiagnostics();
    bool Before = Diags.getSuppressAllDiagnostics();
    Diags.setSuppressAllDiagnostics(true);
    DiagnosticErrorTrap Trap(Diags);
    const auto *List = TemplateArgumentList::CreateCopy(Ctx, Args);
    FunctionDecl *FD =
        S.InstantiateFunctionDeclaration(Template, List, RD->getBeginLoc());
    if (FD)
      S.InstantiateFunctionDefinition(RD->getBeginLoc(), FD,
                                      /*Recursive=*/true,
                                      /*DefinitionRequired=*/false,
                                      /*AtEndOfTU=*/true);
    if (FD && (Trap.hasErrorOccurred() || !FD->hasBody()))
      FD->setInvalidDecl();
    Diags.setSuppressAllDiagnostics(Before);
    return FD && !FD->isInvalidDecl() ? FD : nullptr;
  }

  Sema &S;
  ASTContext &Ctx;
  SmallVector<std::pair<const CXXRecordDecl *, QualType>, 8> Found;
};
} // namespace

void instantiateGenericLambdas(Sema &S) {
  if (S.getLangOpts().CPlusPlus14)
    Visitor(S).run();
}

} // namespace tocsin::lower
