//===- OpenMP.cpp - Regions that several threads run ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The body of a parallel region or a task becomes a closure, as it would be for
// std::thread: shared variables are captures by reference, firstprivate ones
// captures by value, private ones locals of the closure. It is handed to
// `omp::parallel` or `omp::task`, and `omp::join` stands where all have ended.
// A region that only one thread at a time is in lies between `omp::enter` and
// `omp::leave` of a global which stands for the lock: all criticals of one
// name, all atomics, all singles have one in common. models/openmp.yaml says
// what these calls do.
//
// Clang's CFG holds the bodies in line: what is in a closure is passed over
// there. The element of the directive comes behind its body.
//
// OpenMP API 5.2, chapters 5 (data environment), 10 (parallelism), 12 (tasking)
// and 15 (synchronisation).
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Basic/OpenMPKinds.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;
using llvm::omp::Directive;

namespace tocsin::lower {

/// Whether a clause leaves one thread to run the region.
static bool isAlone(const OMPExecutableDirective *D, ASTContext &Ctx) {
  auto Is = [&](const Expr *E, int64_t N) {
    Expr::EvalResult R;
    return E && !E->isValueDependent() && E->EvaluateAsInt(R, Ctx) &&
           R.Val.getInt() == N;
  };
  return any_of(D->clauses(), [&](const OMPClause *C) {
    if (const auto *If = dyn_cast<OMPIfClause>(C))
      return Is(If->getCondition(), 0);
    if (const auto *N = dyn_cast<OMPNumThreadsClause>(C))
      return Is(N->getNumThreads(), 1);
    return false;
  });
}

Body::Region Body::regionOf(const OMPExecutableDirective *D) {
  if (D->isStandaloneDirective() || !D->hasAssociatedStmt() ||
      !D->getAssociatedStmt())
    return Region::Plain;
  Directive K = D->getDirectiveKind();
  switch (K) {
  case Directive::OMPD_critical:
  case Directive::OMPD_ordered:
  case Directive::OMPD_atomic:
  case Directive::OMPD_single:
  case Directive::OMPD_master:
  case Directive::OMPD_masked:
  case Directive::OMPD_section:
    return Region::Exclusive;
  default:
    break;
  }
  if (!isOpenMPParallelDirective(K) && !isOpenMPTeamsDirective(K) &&
      !isOpenMPTaskingDirective(K))
    return Region::Plain;
  if (K == Directive::OMPD_taskgroup || isAlone(D, Ctx))
    return Region::Plain;
  return isOpenMPTaskingDirective(K) && !isOpenMPParallelDirective(K)
             ? Region::Task
             : Region::Parallel;
}

//===----------------------------------------------------------------------===//
// What a region names
//===----------------------------------------------------------------------===//

static const ValueDecl *declOf(const Expr *E) {
  const auto *DR =
      dyn_cast_or_null<DeclRefExpr>(E ? E->IgnoreParenImpCasts() : nullptr);
  return DR ? DR->getDecl() : nullptr;
}

/// The variables of clauses of the classes `Clauses`.
template <class... Clauses>
static void variablesOf(const OMPExecutableDirective *D,
                        SmallPtrSetImpl<const ValueDecl *> &Into) {
  auto Add = [&](const auto *C) {
    if (C)
      for (const Expr *E : C->varlists())
        if (const ValueDecl *V = declOf(E))
          Into.insert(V);
  };
  for (const OMPClause *C : D->clauses())
    (Add(dyn_cast<Clauses>(C)), ...);
}

/// Variables of which each thread has one of its own that nobody else fills.
static void privateOf(const OMPExecutableDirective *D,
                      SmallPtrSetImpl<const ValueDecl *> &Into) {
  variablesOf<OMPPrivateClause, OMPLastprivateClause, OMPReductionClause,
              OMPLinearClause, OMPInReductionClause, OMPTaskReductionClause>(
      D, Into);
  if (const auto *L = dyn_cast<OMPLoopDirective>(D))
    for (const Expr *E : L->counters())
      if (const ValueDecl *V = declOf(E))
        Into.insert(V);
}

namespace {
/// All that lies in a statement, nested directives with it.
struct Contents {
  SmallPtrSetImpl<const Stmt *> &Stmts;
  SmallPtrSet<const Decl *, 16> &Declared;
  SmallSetVector<const ValueDecl *, 8> *Used = nullptr;
  bool This = false;

  void take(const Stmt *Root, SmallPtrSet<const ValueDecl *, 8> Own) {
    SmallVector<const Stmt *, 64> Work{Root};
    while (!Work.empty()) {
      const Stmt *S = Work.pop_back_val();
      if (!S)
        continue;
      Stmts.insert(S);
      if (const auto *D = dyn_cast<OMPExecutableDirective>(S)) {
        directive(D, Own);
        continue;
      }
      if (const auto *D = dyn_cast<DeclStmt>(S))
        Declared.insert(D->decls().begin(), D->decls().end());
      if (const auto *R = dyn_cast<DeclRefExpr>(S))
        use(R->getDecl(), Own);
      This |= isa<CXXThisExpr>(S);
      for (const Stmt *Child : S->children())
        Work.push_back(Child);
    }
  }

private:
  void directive(const OMPExecutableDirective *D,
                 SmallPtrSet<const ValueDecl *, 8> Own) {
    // What a clause makes each thread's own is not used by naming it there.
    privateOf(D, Own);
    for (const Stmt *C :
         OMPExecutableDirective::used_clauses_children(D->clauses()))
      take(C, Own);
    if (!D->isStandaloneDirective() && D->hasAssociatedStmt() &&
        D->getAssociatedStmt())
      take(D->getRawStmt(), Own);
  }

  void use(const ValueDecl *V, const SmallPtrSet<const ValueDecl *, 8> &Own) {
    const auto *Var = dyn_cast<VarDecl>(V);
    if (Used && (isa<BindingDecl>(V) || (Var && Var->hasLocalStorage())) &&
        !Own.contains(V))
      Used->insert(V);
  }
};
} // namespace

/// Which elements of the CFG lie in closures, and where one comes to regions
/// that exclude others.
void Body::findRegions(ArrayRef<const CFGBlock *> Order) {
  if (!Ctx.getLangOpts().OpenMP)
    return;
  SmallVector<const OMPExecutableDirective *, 8> Exclusive, Plain;
  for (const CFGBlock *B : Order)
    for (const CFGElement &E : B->Elements) {
      std::optional<CFGStmt> S = E.getAs<CFGStmt>();
      const auto *D =
          S ? dyn_cast<OMPExecutableDirective>(S->getStmt()) : nullptr;
      if (!D)
        continue;
      Region R = regionOf(D);
      if (R == Region::Exclusive)
        Exclusive.push_back(D);
      if (R == Region::Plain)
        Plain.push_back(D);
      if (R == Region::Parallel || R == Region::Task)
        Contents{InClosures, DeclaredThere}.take(D->getRawStmt(), {});
    }
  for (const OMPExecutableDirective *D : Plain)
    if (!InClosures.contains(D))
      noteCounters(D);
  for (const OMPExecutableDirective *D : Exclusive) {
    if (InClosures.contains(D))
      continue;
    SmallPtrSet<const Stmt *, 32> In;
    SmallPtrSet<const Decl *, 16> Declared;
    Contents{In, Declared}.take(D->getRawStmt(), {});
    findEntry(D, In, Order);
  }
}

/// The first element of the region; before the loop if it begins with one.
void Body::findEntry(const OMPExecutableDirective *D,
                     const SmallPtrSetImpl<const Stmt *> &In,
                     ArrayRef<const CFGBlock *> Order) {
  auto Inside = [&](const CFGElement &E) {
    std::optional<CFGStmt> S = E.getAs<CFGStmt>();
    return S && In.contains(S->getStmt());
  };
  for (auto [Number, B] : enumerate(Order)) {
    unsigned First = 0, N = B->size();
    while (First < N && !Inside((*B)[First]))
      ++First;
    if (First == N)
      continue;
    ArrayRef<const CFGBlock *> Later = Order.drop_front(Number + 1);
    bool Loops = false;
    for (const CFGBlock::AdjacentBlock &P : B->preds())
      Loops |=
          P.getReachableBlock() && is_contained(Later, P.getReachableBlock());
    if (!Loops) {
      Entered[{B, First}].push_back(D);
      return;
    }
    for (const CFGBlock::AdjacentBlock &P : B->preds())
      if (const CFGBlock *X = P.getReachableBlock();
          X && !is_contained(Later, X))
        Entered[{X, X->size()}].push_back(D);
    return;
  }
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

ir::ValueId Body::runtimeCall(StringRef Name, ArrayRef<ir::ValueId> Ops,
                              SourceLocation L) {
  return emitCall(T.builtin(Name, Ctx.VoidTy), ir::CallKind::Direct, 0, Ops,
                  ir::FlagImplicit, L);
}

/// The global that stands for the lock of an exclusive region.
ir::ValueId Body::regionLock(const OMPExecutableDirective *D) {
  std::string Name = getOpenMPDirectiveName(D->getDirectiveKind()).str();
  if (const auto *C = dyn_cast<OMPCriticalDirective>(D);
      C && C->getDirectiveName().getName())
    Name += "(" + C->getDirectiveName().getAsString() + ")";
  else if (isa<OMPMasterDirective, OMPMaskedDirective>(D))
    Name = "master";
  else if (isa<OMPSectionDirective>(D)) // another section is another lock
    Name += "@" + utostr(T.SM.getExpansionLineNumber(D->getBeginLoc()));
  ir::Place P;
  P.Base = ir::BaseKind::Global;
  P.Index = T.lockOfRegions(Name);
  P.Type = T.type(Ctx.IntTy);
  return addressOf(P, D->getBeginLoc());
}

void Body::enterRegion(const OMPExecutableDirective *D) {
  runtimeCall("omp::enter", regionLock(D), D->getBeginLoc());
  Open.insert(D);
}

void Body::lowerDirective(const OMPExecutableDirective *D) {
  switch (regionOf(D)) {
  case Region::Exclusive:
    if (Open.contains(D))
      runtimeCall("omp::leave", regionLock(D), D->getBeginLoc());
    break;
  case Region::Parallel:
    runtimeCall("omp::parallel", closure(D), D->getBeginLoc());
    runtimeCall("omp::join", {}, D->getBeginLoc());
    break;
  case Region::Task: {
    bool Ordered = any_of(D->clauses(), [](const OMPClause *C) {
      return isa<OMPDependClause>(C);
    });
    runtimeCall(Ordered ? "omp::ordered" : "omp::task", closure(D),
                D->getBeginLoc());
    if (isa<OMPTaskLoopDirective>(D))
      runtimeCall("omp::join", {}, D->getBeginLoc());
    break;
  }
  case Region::Plain:
    if (isa<OMPTaskwaitDirective, OMPTaskgroupDirective, OMPBarrierDirective>(
            D))
      runtimeCall("omp::join", {}, D->getBeginLoc());
    break;
  }
}

/// The closure of a region's body.
ir::ValueId Body::closure(const OMPExecutableDirective *D) {
  SmallPtrSet<const Stmt *, 32> In;
  SmallPtrSet<const Decl *, 16> Declared;
  SmallSetVector<const ValueDecl *, 8> Used;
  SmallPtrSet<const ValueDecl *, 8> Own, ByValue;
  privateOf(D, Own);
  variablesOf<OMPFirstprivateClause>(D, ByValue);
  Contents All{In, Declared, &Used};
  All.take(D->getRawStmt(), Own);

  SmallVector<ir::ValueId, 8> Ops;
  std::vector<ir::Capture> Names;
  SmallVector<const ValueDecl *, 8> Of;
  SourceLocation L = D->getBeginLoc();
  if (All.This) {
    QualType Pointer;
    if (const auto *MD = dyn_cast_or_null<CXXMethodDecl>(Method))
      Pointer = MD->getThisType();
    if (!Pointer.isNull()) {
      ir::Capture C;
      C.Name = T.str("this");
      C.Type = T.type(Pointer);
      C.ByRef = true;
      Names.push_back(C);
      Of.push_back(nullptr);
      Ops.push_back(load(thisPlace(Pointer), Pointer, L));
    }
  }
  for (const ValueDecl *V : Used) {
    if (Declared.contains(V))
      continue;
    const auto *Var = dyn_cast<VarDecl>(V);
    if (!Var)
      continue; // a structured binding is its holder
    QualType Ty = V->getType();
    bool Copied = ByValue.contains(V) && !isObject(Ty);
    ir::Capture C;
    C.Name = T.plainName(V);
    C.ByRef = !Copied;
    ir::Place P = variable(Var, nullptr);
    QualType Value = Ty.getNonReferenceType();
    C.Type = Copied ? T.type(Value) : T.pointerTo(T.type(Value));
    Names.push_back(C);
    Of.push_back(V);
    Ops.push_back(Copied ? load(P, Value, L) : addressOf(P, L));
  }
  std::string Name = ("omp@" + Twine(Regions++)).str();
  ir::FuncId Id = T.region(Method ? T.function(Method) : ir::None, Name, L,
                           std::move(Names));
  Body Inner(T);
  Inner.Method = Method;
  if (Inner.lowerRegion(D, Id, Of))
    append_range(Statics, Inner.Statics);
  ir::ValueId V = emit(ir::Op::Closure, T.type(Ctx.VoidPtrTy), Ops, L);
  instr(V).Aux = Id;
  return V;
}

/// Fills in the function that a region has become.
bool Body::lowerRegion(const OMPExecutableDirective *D, ir::FuncId Id,
                       ArrayRef<const ValueDecl *> CaptureOf) {
  const Stmt *S = D->getRawStmt();
  std::unique_ptr<CFG> Graph = graphOf(nullptr, const_cast<Stmt *>(S));
  if (!Graph)
    return false;
  const FunctionDecl *Of = Method;
  reset();
  Method = Of;
  Root = S;
  Out.Captures = T.U.Functions[Id].Captures;
  IsLambda = true;
  for (auto [I, V] : enumerate(CaptureOf)) {
    if (V)
      Captures[V] = I;
    else
      ThisCapture = I;
  }
  noteCounters(D);
  lowerBlocks(*Graph);
  markDiscarded();
  take(Id, D->getEndLoc());
  return true;
}

/// The counters of a loop that the threads of a team share out.
void Body::noteCounters(const OMPExecutableDirective *D) {
  const auto *L = dyn_cast<OMPLoopDirective>(D);
  Directive K = D->getDirectiveKind();
  if (!L || !(isOpenMPWorksharingDirective(K) || isOpenMPTaskLoopDirective(K) ||
              isOpenMPDistributeDirective(K)))
    return;
  for (const Expr *E : L->counters())
    if (const auto *V = dyn_cast_or_null<VarDecl>(declOf(E));
        V && !Captures.count(V))
      Out.Locals[localOf(V)].Iteration = true;
}

} // namespace tocsin::lower
