//===- Blocks.cpp - From Clang's CFG to blocks ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Builds the CFG of a body, orders its blocks so that operands come first,
// lowers the roots of each block, and draws the edges.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

std::unique_ptr<CFG> Body::graphOf(const FunctionDecl *FD, Stmt *S) {
  CFG::BuildOptions BO;
  BO.PruneTriviallyFalseEdges = true;
  BO.AddInitializers = true;
  BO.AddImplicitDtors = true;
  BO.AddTemporaryDtors = true;
  BO.AddCXXDefaultInitExprInCtors = true;
  std::unique_ptr<CFG> G = CFG::buildCFG(FD, S, &Ctx, BO);
  if (!G || G->try_blocks_begin() == G->try_blocks_end())
    return G;
  // Calls lead to handlers. Only where there are handlers: such a graph ends a
  // block at each call.
  BO.AddEHEdges = true;
  return CFG::buildCFG(FD, S, &Ctx, BO);
}

bool Body::lowerFunction(const FunctionDecl *FD, ir::FuncId Id) {
  Stmt *S = FD->getBody();
  if (!S)
    return false;
  uint32_t Flags = 0;
  if (auto *Coro = dyn_cast<CoroutineBodyStmt>(S)) {
    S = Coro->getBody();
    Flags |= ir::FuncCoroutine;
  }
  std::unique_ptr<CFG> Graph = graphOf(FD, S);
  if (!Graph)
    return false;

  reset();
  Current = Method = FD;
  Root = FD->getBody();
  Out.Params = T.U.Functions[Id].Params;
  Out.Captures = T.U.Functions[Id].Captures;
  const auto *MD = dyn_cast<CXXMethodDecl>(FD);
  IsLambda = MD && (T.U.Functions[Id].Flags & ir::FuncLambda);
  if (IsLambda) {
    uint32_t I = 0;
    for (const LambdaCapture &C : MD->getParent()->captures()) {
      if (C.capturesThis()) {
        ThisCapture = I;
        ThisByRef = C.getCaptureKind() == LCK_This;
      } else if (C.capturesVariable()) {
        Captures[C.getCapturedVar()] = I;
      }
      ++I;
    }
  }
  lowerBlocks(*Graph);
  markDiscarded();

  T.U.Functions[Id].Flags |= Flags;
  take(Id, FD->getEndLoc());
  return true;
}

/// Puts what was lowered into its entry.
void Body::take(ir::FuncId Id, SourceLocation End) {
  ir::Function &F = T.U.Functions[Id];
  F.End = T.loc(End);
  // Copies are as small as can be, and the room is used again.
  F.Locals = Out.Locals;
  F.Places.assign(std::make_move_iterator(Out.Places.begin()),
                  std::make_move_iterator(Out.Places.end()));
  F.Instrs = Out.Instrs;
  F.Operands = Out.Operands;
  F.Blocks = std::move(Out.Blocks);
}

void Body::reset() {
  Out.Params.clear();
  Out.Captures.clear();
  Out.Locals.clear();
  Out.Places.clear();
  Out.Instrs.clear();
  Out.Operands.clear();
  Out.Blocks.clear();
  Current = Method = nullptr;
  Root = nullptr;
  Locals.clear();
  Captures.clear();
  ThisCapture = ir::None;
  ThisByRef = true;
  IsLambda = false;
  Memo.clear();
  InlineDepth = Depth = ListElements = 0;
  BlockIds.clear();
  ExtraEdges.clear();
  Destroyed.clear();
  Temporaries.clear();
  Extended.clear();
  TemporaryConditions.clear();
  Conditions.clear();
  ConditionsCollected = false;
  InClosures.clear();
  DeclaredThere.clear();
  Entered.clear();
  Open.clear();
  Regions = 0;
  PlacesByShape.clear();
  PlaceChain.clear();
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

static bool dispatches(const CFGBlock *B) {
  return isa_and_nonnull<CXXTryStmt>(B->getTerminatorStmt());
}

/// Whether the edge number I of B can be taken and is worth keeping.
static const CFGBlock *successor(const CFGBlock &B, unsigned I) {
  const CFGBlock *S = B.succ_begin()[I].getReachableBlock();
  if (!S)
    return nullptr;
  // Every call may leave the function by an exception; that is no news. Nor
  // that no handler fits.
  const CFGBlock *Exit = &B.getParent()->getExit();
  if (S == Exit && ((I > 0 && !B.getTerminatorStmt()) || dispatches(&B)))
    return nullptr;
  return S;
}

/// Reverse post-order from the entry; the exit comes last.
std::vector<const CFGBlock *> Body::order(const CFG &Graph) {
  std::vector<const CFGBlock *> Post;
  BitVector Seen(Graph.getNumBlockIDs());
  SmallVector<std::pair<const CFGBlock *, unsigned>, 32> Stack;
  const CFGBlock *Exit = &Graph.getExit();
  Seen.set(Exit->getBlockID());
  Seen.set(Graph.getEntry().getBlockID());
  Stack.push_back({&Graph.getEntry(), 0});
  while (!Stack.empty()) {
    auto &[B, I] = Stack.back();
    unsigned N = B->succ_size();
    auto Extra = ExtraEdges.find(B);
    unsigned More = Extra == ExtraEdges.end() ? 0 : Extra->second.size();
    if (I >= N + More) {
      Post.push_back(B);
      Stack.pop_back();
      continue;
    }
    const CFGBlock *S = I < N ? successor(*B, I) : Extra->second[I - N];
    ++I;
    if (S && !Seen.test(S->getBlockID())) {
      Seen.set(S->getBlockID());
      Stack.push_back({S, 0});
    }
  }
  std::reverse(Post.begin(), Post.end());
  if (&Graph.getEntry() != Exit)
    Post.push_back(Exit);
  return Post;
}

/// A try body without calls can still throw, by constructors and operators.
/// True if it drew an edge.
bool Body::reachHandlers(const CFG &Graph, ArrayRef<const CFGBlock *> Order) {
  bool Changed = false;
  for (const CFGBlock *Try :
       make_range(Graph.try_blocks_begin(), Graph.try_blocks_end())) {
    const auto *S = dyn_cast_or_null<CXXTryStmt>(Try->getTerminatorStmt());
    if (!S || is_contained(Order, Try))
      continue;
    SourceRange R = S->getTryBlock()->getSourceRange();
    auto Inside = [&](const CFGElement &E) {
      std::optional<CFGStmt> St = E.getAs<CFGStmt>();
      return St &&
             !T.SM.isBeforeInTranslationUnit(St->getStmt()->getBeginLoc(),
                                             R.getBegin()) &&
             T.SM.isBeforeInTranslationUnit(St->getStmt()->getBeginLoc(),
                                            R.getEnd());
    };
    for (const CFGBlock *B : Order)
      if (any_of(B->Elements, Inside)) {
        ExtraEdges[B].push_back(Try);
        Changed = true;
        break;
      }
  }
  return Changed;
}

void Body::lowerBlocks(const CFG &Graph) {
  std::vector<const CFGBlock *> Order = order(Graph);
  for (unsigned Round = 0; Round < 8 && reachHandlers(Graph, Order); ++Round)
    Order = order(Graph);
  for (auto [I, B] : enumerate(Order)) {
    BlockIds[B] = I;
    for (const CFGElement &E : B->Elements)
      if (std::optional<CFGTemporaryDtor> D = E.getAs<CFGTemporaryDtor>())
        Destroyed.insert(D->getBindTemporaryExpr());
  }
  findRegions(Order);
  Out.Blocks.resize(Order.size());
  for (auto [I, B] : enumerate(Order)) {
    Out.Blocks[I].Begin = Out.Instrs.size();
    lowerBlock(*B);
    lowerEdges(*B, Out.Blocks[I]);
    Out.Blocks[I].End = Out.Instrs.size();
  }
}

//===----------------------------------------------------------------------===//
// Roots
//===----------------------------------------------------------------------===//

static void pushChildren(const Stmt *S, SmallVectorImpl<const Stmt *> &Stack) {
  if (isa<StmtExpr, BlockExpr>(S))
    return; // their statements are elements of their own
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    append_range(Stack, L->capture_inits());
    return;
  }
  if (const auto *O = dyn_cast<OpaqueValueExpr>(S)) {
    Stack.push_back(O->getSourceExpr());
    return;
  }
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(S)) {
    Stack.push_back(D->getExpr());
    return;
  }
  if (!isa<Expr, DeclStmt, ReturnStmt, AsmStmt, CoreturnStmt>(S))
    return;
  append_range(Stack, S->children());
}

/// Goes down to what the CFG can have as an element on its own account, and
/// past what it never has.
static const Stmt *skipPlain(const Stmt *S) {
  while (S)
    switch (S->getStmtClass()) {
    case Stmt::ImplicitCastExprClass:
    case Stmt::CStyleCastExprClass:
      S = cast<CastExpr>(S)->getSubExpr();
      break;
    case Stmt::ParenExprClass:
      S = cast<ParenExpr>(S)->getSubExpr();
      break;
    case Stmt::MemberExprClass:
      S = cast<MemberExpr>(S)->getBase();
      break;
    case Stmt::DeclRefExprClass:
    case Stmt::IntegerLiteralClass:
    case Stmt::StringLiteralClass:
    case Stmt::CharacterLiteralClass:
    case Stmt::CXXThisExprClass:
      return nullptr;
    default:
      return S;
    }
  return nullptr;
}

void Body::findRoots(const CFGBlock &B, BitVector &Roots) {
  unsigned N = B.size();
  Roots.resize(N, true);
  SmallDenseMap<const Stmt *, unsigned, 32> Index;
  for (unsigned I = 0; I != N; ++I)
    if (std::optional<CFGStmt> S = B[I].getAs<CFGStmt>())
      Index[S->getStmt()] = I;
  if (Index.empty())
    return;
  SmallVector<const Stmt *, 32> Stack;
  for (unsigned I = N; I-- > 0;) {
    if (!Roots.test(I))
      continue;
    if (std::optional<CFGStmt> S = B[I].getAs<CFGStmt>())
      pushChildren(S->getStmt(), Stack);
    else if (std::optional<CFGInitializer> In = B[I].getAs<CFGInitializer>())
      Stack.push_back(In->getInitializer()->getInit());
    if (I == 0)
      break;
    while (!Stack.empty()) {
      const Stmt *S = skipPlain(Stack.pop_back_val());
      if (!S)
        continue;
      auto It = Index.find(S);
      if (It != Index.end() && It->second < I)
        Roots.reset(It->second);
      pushChildren(S, Stack);
    }
    Stack.clear();
  }
}

/// Whether the element belongs to a closure that a region is turned into.
bool Body::isInClosure(const CFGElement &E) const {
  if (InClosures.empty())
    return false;
  if (std::optional<CFGStmt> S = E.getAs<CFGStmt>()) {
    // The CFG takes declarations of several variables apart.
    const auto *D = dyn_cast<DeclStmt>(S->getStmt());
    return InClosures.contains(S->getStmt()) ||
           (D && D->isSingleDecl() &&
            DeclaredThere.contains(D->getSingleDecl()));
  }
  if (std::optional<CFGTemporaryDtor> D = E.getAs<CFGTemporaryDtor>())
    return InClosures.contains(D->getBindTemporaryExpr());
  if (std::optional<CFGAutomaticObjDtor> D = E.getAs<CFGAutomaticObjDtor>())
    return DeclaredThere.contains(D->getVarDecl());
  if (std::optional<CFGCleanupFunction> C = E.getAs<CFGCleanupFunction>())
    return DeclaredThere.contains(C->getVarDecl());
  return false;
}

void Body::lowerBlock(const CFGBlock &B) {
  if (const auto *C = dyn_cast_or_null<CXXCatchStmt>(B.getLabel()))
    lowerCatch(C);
  BitVector Roots;
  findRoots(B, Roots);
  auto Enter = [&](unsigned I) {
    auto It = Entered.find({&B, I});
    if (It != Entered.end())
      for (const OMPExecutableDirective *D : It->second)
        enterRegion(D);
  };
  for (unsigned I = 0, N = B.size(); I != N; ++I) {
    Enter(I);
    if (Roots.test(I) && !isInClosure(B[I]))
      lowerElement(B[I]);
  }
  Enter(B.size());
}

//===----------------------------------------------------------------------===//
// Edges
//===----------------------------------------------------------------------===//

/// The value that decides, computed at the end of this block or before it.
ir::ValueId Body::conditionOf(const Expr *E) {
  if (!E)
    return ir::None;
  E = E->IgnoreParens();
  while (!Memo.count(E)) {
    // Of `a && b` in a condition this block holds the last part only.
    const auto *B = dyn_cast<BinaryOperator>(E);
    if (!B || !B->isLogicalOp())
      break;
    E = B->getRHS()->IgnoreParens();
  }
  return value(E);
}

static const Expr *branchCondition(const Stmt *S) {
  if (const auto *X = dyn_cast<IfStmt>(S))
    return X->isConsteval() ? nullptr : X->getCond();
  if (const auto *X = dyn_cast<WhileStmt>(S))
    return X->getCond();
  if (const auto *X = dyn_cast<DoStmt>(S))
    return X->getCond();
  if (const auto *X = dyn_cast<ForStmt>(S))
    return X->getCond();
  if (const auto *X = dyn_cast<CXXForRangeStmt>(S))
    return X->getCond();
  if (const auto *X = dyn_cast<AbstractConditionalOperator>(S))
    return X->getCond();
  if (const auto *X = dyn_cast<BinaryOperator>(S); X && X->isLogicalOp())
    return X->getLHS();
  return nullptr;
}

void Body::collectConditionalTemporaries(const Stmt *Root) {
  struct Item {
    const Stmt *S;
    unsigned Under;
  };
  SmallVector<Item, 32> Stack{{Root, NoCondition}};
  auto Under = [&](unsigned Outer, const Expr *Cond, bool WhenTrue) {
    Conditions.push_back({Cond, WhenTrue, Outer});
    return unsigned(Conditions.size() - 1);
  };
  while (!Stack.empty()) {
    auto [S, C] = Stack.pop_back_val();
    if (!S)
      continue;
    if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(S);
        B && C != NoCondition)
      TemporaryConditions.insert({B, C});
    if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isLogicalOp()) {
      Stack.push_back({B->getLHS(), C});
      Stack.push_back(
          {B->getRHS(), Under(C, B->getLHS(), B->getOpcode() == BO_LAnd)});
      continue;
    }
    if (const auto *X = dyn_cast<ConditionalOperator>(S)) {
      Stack.push_back({X->getCond(), C});
      Stack.push_back({X->getTrueExpr(), Under(C, X->getCond(), true)});
      Stack.push_back({X->getFalseExpr(), Under(C, X->getCond(), false)});
      continue;
    }
    if (isa<LambdaExpr, BlockExpr>(S))
      continue;
    if (const auto *X = dyn_cast<CXXDefaultArgExpr>(S)) {
      Stack.push_back({X->getExpr(), C});
      continue;
    }
    for (const Stmt *Child : S->children())
      Stack.push_back({Child, C});
  }
}

/// Whether the place in the expression that condition C guards was reached.
/// The value says so when it is `WhenTrue`. Only LAnd and LOr may look at
/// conditions that were perhaps never evaluated.
ir::ValueId Body::reached(unsigned C, bool &WhenTrue) {
  const Condition &Own = Conditions[C];
  ir::ValueId V = arm(Own.Cond);
  if (V == ir::None)
    V = undefined(Own.Cond);
  WhenTrue = Own.WhenTrue;
  if (Own.Outer == NoCondition)
    return V;
  bool OuterTrue;
  ir::ValueId O = reached(Own.Outer, OuterTrue);
  SourceLocation L = Own.Cond->getBeginLoc();
  ir::TypeId Bool = T.type(Ctx.BoolTy);
  if (OuterTrue != WhenTrue)
    O = emit(ir::Op::Not, Bool, O, L);
  return emit(WhenTrue ? ir::Op::LAnd : ir::Op::LOr, Bool, {O, V}, L);
}

/// What decides whether the temporary E was ever made.
ir::ValueId Body::temporaryCondition(const CXXBindTemporaryExpr *E,
                                     bool &WhenTrue) {
  if (!ConditionsCollected) {
    ConditionsCollected = true;
    collectConditionalTemporaries(Root);
    if (const auto *CD = dyn_cast_or_null<CXXConstructorDecl>(Current))
      for (const CXXCtorInitializer *I : CD->inits())
        collectConditionalTemporaries(writtenInit(I));
  }
  auto It = TemporaryConditions.find(E);
  return It == TemporaryConditions.end() ? ir::None
                                         : reached(It->second, WhenTrue);
}

void Body::lowerSwitchEdges(const CFGBlock &B, const SwitchStmt *S,
                            ir::Block &To) {
  To.Cond = conditionOf(S->getCond());
  unsigned N = B.succ_size();
  for (unsigned I = 0; I != N; ++I) {
    const CFGBlock *Next = successor(B, I);
    if (!Next)
      continue;
    ir::Edge E;
    E.To = BlockIds.lookup(Next);
    const auto *Case = dyn_cast_or_null<CaseStmt>(Next->getLabel());
    if (I + 1 == N || !Case) { // the default comes last
      E.Kind = ir::EdgeKind::Default;
      To.Succs.push_back(E);
      continue;
    }
    E.Kind = ir::EdgeKind::Case;
    auto Value = [&](const Expr *X) -> int64_t {
      if (!X || X->isValueDependent() || X->containsErrors())
        return 0;
      Expr::EvalResult R;
      if (!X->EvaluateAsInt(R, Ctx))
        return 0;
      return extended(R.Val.getInt());
    };
    E.Low = Value(Case->getLHS());
    E.High = Case->getRHS() ? Value(Case->getRHS()) : E.Low;
    const Expr *L = Case->getLHS()->IgnoreParenImpCasts();
    while (const auto *F = dyn_cast<FullExpr>(L))
      L = F->getSubExpr()->IgnoreParenImpCasts();
    E.Spelling = T.macroNames(L->getBeginLoc());
    if (const auto *DR = dyn_cast<DeclRefExpr>(L))
      E.Spelling = T.joinNames(T.name(DR->getDecl()), E.Spelling);
    To.Succs.push_back(E);
  }
}

void Body::lowerEdges(const CFGBlock &B, ir::Block &To) {
  const Stmt *Term = B.getTerminatorStmt();
  auto Add = [&](const CFGBlock *S, ir::EdgeKind K) {
    ir::Edge E;
    E.To = BlockIds.lookup(S);
    E.Kind = K;
    To.Succs.push_back(E);
  };
  unsigned N = B.succ_size();
  bool IsTry = dispatches(&B);
  bool Elsewhere = Term && InClosures.contains(Term);
  if (const auto *S = dyn_cast_or_null<SwitchStmt>(Term); S && !Elsewhere) {
    lowerSwitchEdges(B, S, To);
  } else if (Term && !IsTry && N == 2 && successor(B, 0) && successor(B, 1)) {
    bool WhenTrue = true;
    if (B.getTerminator().isTemporaryDtorsBranch() && !Elsewhere) {
      if (const auto *E = dyn_cast<CXXBindTemporaryExpr>(Term))
        To.Cond = temporaryCondition(E, WhenTrue);
    } else if (!Elsewhere) {
      To.Cond = conditionOf(branchCondition(Term));
    }
    if (To.Cond == ir::None) {
      // A branch on what the source does not name.
      To.Cond =
          emit(ir::Op::Opaque, T.type(Ctx.BoolTy), {}, Term->getBeginLoc());
      instr(To.Cond).Aux = T.str("undefined");
    }
    Add(successor(B, 0), WhenTrue ? ir::EdgeKind::True : ir::EdgeKind::False);
    Add(successor(B, 1), WhenTrue ? ir::EdgeKind::False : ir::EdgeKind::True);
  } else {
    for (unsigned I = 0; I != N; ++I) {
      const CFGBlock *S = successor(B, I);
      if (!S)
        continue;
      bool Throws = IsTry || (dispatches(S) && !Term);
      Add(S, Throws          ? ir::EdgeKind::Exception
             : N > 1 && Term ? ir::EdgeKind::Default
                             : ir::EdgeKind::Next);
    }
  }
  auto Extra = ExtraEdges.find(&B);
  if (Extra != ExtraEdges.end())
    for (const CFGBlock *S : Extra->second)
      Add(S, ir::EdgeKind::Exception);
}

//===----------------------------------------------------------------------===//
// Afterwards
//===----------------------------------------------------------------------===//

/// Results of calls that no later expression asked for.
void Body::markDiscarded() {
  for (const auto &[E, K] : Memo) {
    ir::ValueId V = K.Value != ir::None ? K.Value : K.Call;
    if (K.Used || V == ir::None)
      continue;
    ir::Instr &I = instr(V);
    if (I.Kind == ir::Op::Call && I.Type)
      I.Flags |= ir::FlagDiscarded;
  }
}

} // namespace tocsin::lower
