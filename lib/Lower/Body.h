//===- Body.h - Lowers one function body ----------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One Body lowers one function. Control flow is Clang's CFG; within a block
// only the outermost expressions ("roots") are lowered, and recursion lowers
// what they are made of, so that whoever consumes a class value can say where
// it is built. What a root in one block makes and an expression in a later
// block needs is kept in Memo.
//
// Four ways to lower an expression, by what the consumer wants:
//   place    an lvalue as an access path, without reading it
//   value    a value; of an lvalue its address
//   init     build the value in a given place
//   discard  effects only
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LOWER_BODY_H
#define TOCSIN_LOWER_BODY_H

#include "Lower/Tables.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace tocsin::lower {

/// The initialiser itself, also if it stands at the member's declaration.
inline const clang::Expr *writtenInit(const clang::CXXCtorInitializer *I) {
  const clang::Expr *E = I->getInit();
  if (const auto *D = llvm::dyn_cast_or_null<clang::CXXDefaultInitExpr>(E))
    return D->getExpr();
  return E;
}

class Body {
public:
  explicit Body(Tables &T) : T(T), Ctx(T.Ctx) {}

  /// Lowers the body of FD into the entry Id. False if Clang has no CFG for
  /// it. May be called again and again.
  bool lowerFunction(const clang::FunctionDecl *FD, ir::FuncId Id);

  /// One straight block of initialisations of globals (Globals.cpp).
  void beginGlobals();
  void initGlobal(const clang::VarDecl *VD);
  /// Appends the function if it holds anything.
  void endGlobals();

  /// Static locals with constant initialisers met on the way.
  std::vector<const clang::VarDecl *> Statics;

private:
  static constexpr unsigned MaxDepth = 1000;
  static constexpr unsigned MaxListElements = 4096;

  // Statements.cpp
  void lowerElement(const clang::CFGElement &E);
  void lowerRoot(const clang::Stmt *S);
  void lowerRootExpr(const clang::Expr *E);
  void lowerReturn(const clang::ReturnStmt *S);
  void lowerDecl(const clang::Decl *D);
  void lowerLocal(const clang::VarDecl *VD);
  void lowerAsm(const clang::AsmStmt *S);
  bool lowerLocked(const clang::GCCAsmStmt *S);
  void lowerInitializer(const clang::CXXCtorInitializer *I);
  void lowerImplicitDtor(const clang::CFGElement &E);
  void destroy(const ir::Place &P, clang::QualType Type,
               clang::SourceLocation L);
  void lowerCatch(const clang::CXXCatchStmt *S);

  // Blocks.cpp
  void reset();
  std::unique_ptr<clang::CFG> graphOf(const clang::FunctionDecl *FD,
                                      clang::Stmt *S);
  void take(ir::FuncId Id, clang::SourceLocation End);
  void lowerBlocks(const clang::CFG &Graph);
  void lowerBlock(const clang::CFGBlock &B);
  bool isInClosure(const clang::CFGElement &E) const;
  void findRoots(const clang::CFGBlock &B, llvm::BitVector &Roots);
  void lowerEdges(const clang::CFGBlock &B, ir::Block &To);
  ir::ValueId conditionOf(const clang::Expr *E);
  void lowerSwitchEdges(const clang::CFGBlock &B, const clang::SwitchStmt *S,
                        ir::Block &To);
  ir::ValueId temporaryCondition(const clang::CXXBindTemporaryExpr *E,
                                 bool &WhenTrue);
  ir::ValueId reached(unsigned Condition, bool &WhenTrue);
  void collectConditionalTemporaries(const clang::Stmt *S);
  std::vector<const clang::CFGBlock *> order(const clang::CFG &Graph);
  bool reachHandlers(const clang::CFG &Graph,
                     llvm::ArrayRef<const clang::CFGBlock *> Order);
  void markDiscarded();

  // OpenMP.cpp
  enum class Region { Plain, Parallel, Task, Exclusive };
  Region regionOf(const clang::OMPExecutableDirective *D);
  void findRegions(llvm::ArrayRef<const clang::CFGBlock *> Order);
  void findEntry(const clang::OMPExecutableDirective *D,
                 const llvm::SmallPtrSetImpl<const clang::Stmt *> &In,
                 llvm::ArrayRef<const clang::CFGBlock *> Order);
  void enterRegion(const clang::OMPExecutableDirective *D);
  void lowerDirective(const clang::OMPExecutableDirective *D);
  bool lowerRegion(const clang::OMPExecutableDirective *D, ir::FuncId Id,
                   llvm::ArrayRef<const clang::ValueDecl *> CaptureOf);
  void noteCounters(const clang::OMPExecutableDirective *D);
  ir::ValueId regionLock(const clang::OMPExecutableDirective *D);
  ir::ValueId runtimeCall(llvm::StringRef Name, llvm::ArrayRef<ir::ValueId> Ops,
                          clang::SourceLocation L);
  ir::ValueId closure(const clang::OMPExecutableDirective *D);

  // Places.cpp
  ir::Place place(const clang::Expr *E);
  ir::Place placeOf(const clang::Expr *E);
  ir::Place pointee(const clang::Expr *Pointer, clang::QualType T);
  ir::Place variable(const clang::VarDecl *VD, const clang::Expr *E);
  ir::Place declRef(const clang::DeclRefExpr *E);
  ir::Place member(const clang::MemberExpr *E);
  ir::Place subscript(const clang::ArraySubscriptExpr *E);
  ir::Place thisPlace(clang::QualType Pointer);
  ir::Place throughValue(ir::ValueId Pointer, clang::QualType T);
  ir::Place local(uint32_t Index);
  ir::Place newTemp(clang::QualType T, clang::SourceLocation L);
  void step(ir::Place &P, const ir::Step &S, ir::TypeId Type);
  void deref(ir::Place &P, clang::QualType T);
  /// With `Itself` a reference member is the reference, not its target.
  void field(ir::Place &P, const clang::FieldDecl *F, bool Itself = false);
  void elem(ir::Place &P, ir::ValueId Index, clang::QualType T);
  void base(ir::Place &P, clang::QualType Base);
  void bases(ir::Place &P, const clang::CastExpr *E);
  static bool namesNoValue(const ir::Place &P);
  ir::PlaceId intern(const ir::Place &P);
  ir::TypeId baseType(const ir::Place &P, ir::TypeId Otherwise) const;
  uint32_t localOf(const clang::VarDecl *VD);

  // Values.cpp
  ir::ValueId value(const clang::Expr *E);
  ir::ValueId scalar(const clang::Expr *E);
  ir::ValueId object(const clang::Expr *E);
  ir::ValueId undefined(const clang::Expr *E);
  void discard(const clang::Expr *E, bool VoidCast = false);
  ir::ValueId addressOf(const ir::Place &P, clang::SourceLocation L);
  ir::ValueId load(const ir::Place &P, clang::QualType T,
                   clang::SourceLocation L);
  ir::ValueId store(const ir::Place &P, ir::ValueId V, clang::QualType T,
                    clang::SourceLocation L, uint16_t Flags = 0);
  ir::ValueId constant(int64_t V, clang::QualType T, clang::SourceLocation L,
                       ir::StrId Names = 0);
  ir::ValueId zero(clang::QualType T, clang::SourceLocation L);
  ir::ValueId string(const clang::StringLiteral *S, clang::SourceLocation L);
  ir::ValueId evaluated(const clang::Expr *E);
  ir::ValueId castExpr(const clang::CastExpr *E);
  ir::ValueId convert(ir::ValueId V, ir::CastOp Op, const clang::Expr *E);
  ir::ValueId loaded(const clang::Expr *LValue, const clang::Expr *E);
  bool isKnownConstant(const clang::Expr *E, ir::ValueId &V);
  ir::ValueId opaque(const clang::Expr *E);

  // Operators.cpp
  ir::ValueId unary(const clang::UnaryOperator *E);
  ir::ValueId binary(const clang::BinaryOperator *E);
  ir::ValueId assign(const clang::BinaryOperator *E, ir::Place &Target);
  ir::ValueId compoundAssign(const clang::CompoundAssignOperator *E,
                             ir::Place &Target);
  ir::ValueId increment(const clang::UnaryOperator *E, ir::Place &Target);
  ir::ValueId logical(const clang::BinaryOperator *E);
  ir::ValueId conditional(const clang::AbstractConditionalOperator *E);
  /// The value of an arm that its own block has computed; None if that block
  /// cannot be reached.
  ir::ValueId arm(const clang::Expr *E);
  ir::ValueId foldBinary(ir::BinOp Op, ir::ValueId L, ir::ValueId R,
                         const clang::BinaryOperator *E);
  uint16_t accessFlags(const clang::Expr *E);

  // Calls.cpp
  ir::ValueId call(const clang::CallExpr *E);
  bool builtinCall(const clang::CallExpr *E, const clang::FunctionDecl *FD,
                   ir::ValueId &Result);
  bool isForwarding(const clang::CallExpr *E);
  void construct(const clang::CXXConstructExpr *E, const ir::Place &Dest);
  static const clang::Expr *throughTransparentUnion(const clang::Expr *A);
  ir::ValueId newObject(const clang::CXXNewExpr *E);
  ir::ValueId deleteObject(const clang::CXXDeleteExpr *E);
  ir::ValueId closure(const clang::LambdaExpr *E);
  ir::ValueId atomic(const clang::AtomicExpr *E);
  ir::ValueId suspend(const clang::CoroutineSuspendExpr *E);
  ir::ValueId emitCall(ir::FuncId Callee, ir::CallKind Kind, ir::TypeId Type,
                       llvm::ArrayRef<ir::ValueId> Ops, uint16_t Flags,
                       clang::SourceLocation L);
  ir::ValueId callMethod(const clang::CXXMethodDecl *MD, ir::ValueId Receiver,
                         llvm::ArrayRef<const clang::Expr *> Args,
                         const clang::Expr *E, bool Virtual,
                         clang::SourceLocation L);

  // Inits.cpp
  void init(const clang::Expr *E, const ir::Place &Dest, clang::QualType T);
  void initObject(const clang::Expr *E, const ir::Place &Dest);
  void initList(llvm::ArrayRef<clang::Expr *> Inits,
                const clang::FieldDecl *UnionField, const clang::Expr *E,
                const ir::Place &Dest);

  // Emit.cpp
  ir::ValueId emit(ir::Op K, ir::TypeId Type, llvm::ArrayRef<ir::ValueId> Ops,
                   clang::SourceLocation L);
  ir::Instr &instr(ir::ValueId V) { return Out.Instrs[V]; }
  bool isConstInt(ir::ValueId V) const {
    return V != ir::None && Out.Instrs[V].Kind == ir::Op::ConstInt;
  }

  ir::StrId namesOf(ir::ValueId Const) const {
    uint32_t Aux = Out.Instrs[Const].Aux;
    return Aux == ir::None ? 0 : Aux;
  }

  /// What an element of an earlier block (or an opaque value) turned into.
  struct Known {
    ir::ValueId Value = ir::None;
    ir::PlaceId Place = ir::None;
    ir::ValueId Call = ir::None; // that filled Place
    bool Used = false;
  };
  Known *known(const clang::Expr *E);
  ir::ValueId knownValue(Known &K, const clang::Expr *E);
  bool isObject(clang::QualType T) const {
    return T->isRecordType() || T->isArrayType();
  }

  /// Counts nesting; too deep expressions become Opaque.
  struct Nest {
    unsigned &Depth;
    explicit Nest(unsigned &D) : Depth(D) { ++Depth; }
    ~Nest() { --Depth; }
    bool tooDeep() const { return Depth > MaxDepth; }
  };
  /// Expressions that the CFG does not go into, and that several places of one
  /// function can share: default arguments, initialisers of globals. Their
  /// conditional parts are lowered in place.
  struct Inline {
    Body &B;
    llvm::DenseMap<const clang::Expr *, Known> Saved;
    explicit Inline(Body &B) : B(B) {
      std::swap(Saved, B.Memo);
      ++B.InlineDepth;
    }
    ~Inline() {
      std::swap(Saved, B.Memo);
      --B.InlineDepth;
    }
  };

  Tables &T;
  clang::ASTContext &Ctx;
  ir::Function Out; // body only: the entry itself may move meanwhile
  const clang::FunctionDecl *Current = nullptr; // null in a region
  const clang::FunctionDecl *Method = nullptr;  // the one around it, too
  const clang::Stmt *Root = nullptr;            // what is being lowered
  llvm::DenseMap<const clang::VarDecl *, uint32_t> Locals;
  llvm::DenseMap<const clang::ValueDecl *, uint32_t> Captures;
  uint32_t ThisCapture = ir::None;
  bool ThisByRef = true;
  bool IsLambda = false;
  bool InGlobals = false;
  llvm::DenseMap<const clang::Expr *, Known> Memo;
  unsigned InlineDepth = 0;
  unsigned Depth = 0;
  unsigned ListElements = 0;

  llvm::DenseMap<const clang::CFGBlock *, ir::BlockId> BlockIds;
  /// Exception edges that the CFG lacks: from a block of a try body to the
  /// block that dispatches to its handlers.
  llvm::DenseMap<const clang::CFGBlock *,
                 llvm::SmallVector<const clang::CFGBlock *, 1>>
      ExtraEdges;
  llvm::SmallPtrSet<const clang::Expr *, 8> Destroyed; // by a temporary dtor
  llvm::DenseMap<const clang::Expr *, llvm::SmallVector<ir::PlaceId, 1>>
      Temporaries;
  llvm::DenseMap<const clang::ValueDecl *, ir::PlaceId> Extended;
  struct Condition {
    const clang::Expr *Cond;
    bool WhenTrue;
    unsigned Outer;
  };
  static constexpr unsigned NoCondition = ~0u;
  std::vector<Condition> Conditions;
  llvm::DenseMap<const clang::Expr *, unsigned> TemporaryConditions;
  bool ConditionsCollected = false;
  /// Of regions: what closures hold, where exclusive ones begin (an element, or
  /// the end of a block), which were entered, how many closures there are.
  llvm::SmallPtrSet<const clang::Stmt *, 0> InClosures;
  llvm::SmallPtrSet<const clang::Decl *, 16> DeclaredThere;
  llvm::DenseMap<std::pair<const clang::CFGBlock *, unsigned>,
                 llvm::SmallVector<const clang::OMPExecutableDirective *, 1>>
      Entered;
  llvm::SmallPtrSet<const clang::Stmt *, 4> Open;
  unsigned Regions = 0;
  llvm::DenseMap<unsigned, ir::PlaceId> PlacesByShape; // last of a hash
  std::vector<ir::PlaceId> PlaceChain;                 // the one before
};

} // namespace tocsin::lower

#endif // TOCSIN_LOWER_BODY_H
