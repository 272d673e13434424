//===- Globals.cpp - What globals start with ------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One synthetic function for each unit stores the initial values of its
// globals, so that path names, tables of function pointers and constructed
// objects are seen where they come from.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

void Body::beginGlobals() {
  reset();
  InGlobals = true;
  InlineDepth = 1;
}

void Body::initGlobal(const VarDecl *VD) {
  QualType Ty = VD->getType();
  const Expr *Init = VD->getInit();
  if (!Init || Init->containsErrors() || Init->isValueDependent() ||
      Ty->isDependentType()) {
    T.global(VD);
    return;
  }
  ir::Place P;
  P.Base = ir::BaseKind::Global;
  P.Index = T.global(VD);
  P.Type = T.type(Ty);
  // The start value of a counter says nothing.
  if (!Ty.isConstQualified() && Ty->isArithmeticType() &&
      Init->isEvaluatable(Ctx))
    return;
  QualType Base = Ctx.getBaseElementType(Ty);
  if (Ty->isArrayType() && Base->isArithmeticType() &&
      !isa<clang::StringLiteral>(Init->IgnoreParenImpCasts()))
    return;
  Memo.clear();
  ListElements = 0;
  init(Init, P, Ty);
}

void Body::endGlobals() {
  if (Out.Instrs.empty())
    return;
  ir::Function F = std::move(Out);
  F.Name = T.str("(global initialisers)");
  F.Sym.USR = F.Name;
  F.Sym.Internal = true;
  F.Flags = ir::FuncSynthetic | ir::FuncStatic;
  F.At = F.Instrs.front().At;
  F.End = F.At;
  F.Blocks.resize(2);
  F.Blocks[0].End = F.Instrs.size();
  F.Blocks[0].Succs.push_back({1, ir::EdgeKind::Next, 0, 0, 0});
  F.Blocks[1].Begin = F.Blocks[1].End = F.Instrs.size();
  T.U.Functions.push_back(std::move(F));
}

} // namespace tocsin::lower
