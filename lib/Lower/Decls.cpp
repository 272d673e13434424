//===- Decls.cpp - Types, records, functions, globals ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Table entries for what bodies mention. Functions get their whole declaration
// here; their blocks come from Body.
//
//===----------------------------------------------------------------------===//

#include "Lower/Tables.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

ir::TypeId Tables::internType(const ir::Type &T) {
  size_t H = hash_combine(unsigned(T.Kind), T.Quals, T.Bits, T.Name, T.Sugar,
                          T.Pointee);
  auto Range = TypesByShape.equal_range(H);
  for (auto It = Range.first; It != Range.second; ++It)
    if (U.Types[It->second] == T)
      return It->second;
  ir::TypeId Id = U.Types.size();
  if (T == ir::Type() && !U.Types.empty() && TypesByShape.empty())
    Id = 0;
  else
    U.Types.push_back(T);
  TypesByShape.emplace(H, Id);
  return Id;
}

/// The innermost typedef that is no implementation name: of `time_t`, which is
/// `__time_t`, the first. Where there is only the implementation's, as in the
/// fields of `struct stat`, that one.
static const TypedefNameDecl *speakingTypedef(QualType T,
                                              const ASTContext &Ctx) {
  const TypedefNameDecl *Found = nullptr;
  const TypedefNameDecl *Reserved = nullptr;
  while (true) {
    if (const auto *TT = dyn_cast<TypedefType>(T.getTypePtr())) {
      const IdentifierInfo *II = TT->getDecl()->getIdentifier();
      if (II && II->getName().starts_with("_"))
        Reserved = TT->getDecl();
      else if (II)
        Found = TT->getDecl();
    }
    QualType Next = T.getSingleStepDesugaredType(Ctx);
    if (Next.getTypePtr() == T.getTypePtr())
      return Found ? Found : Reserved;
    T = Next;
  }
}

static void describeBuiltin(const BuiltinType *BT, QualType Canon,
                            const ASTContext &Ctx, ir::Type &R) {
  if (BT->isVoidType()) {
    R.Kind = ir::TypeKind::Void;
    return;
  }
  if (BT->isNullPtrType()) {
    R.Kind = ir::TypeKind::Pointer;
    return;
  }
  if (BT->isDependentType() || BT->isPlaceholderType()) {
    R.Kind = ir::TypeKind::Other;
    return;
  }
  if (BT->getKind() == BuiltinType::Bool)
    R.Kind = ir::TypeKind::Bool;
  else if (BT->isInteger())
    R.Kind = ir::TypeKind::Int;
  else if (BT->isFloatingPoint())
    R.Kind = ir::TypeKind::Float;
  else {
    R.Kind = ir::TypeKind::Other;
    return;
  }
  R.Bits = Ctx.getTypeSize(Canon);
  if (BT->isUnsignedInteger())
    R.Quals |= ir::QualUnsigned;
}

/// `__time_t` is known as time_t.
ir::StrId Tables::sugar(QualType T) {
  const TypedefNameDecl *TD = speakingTypedef(T, Ctx);
  if (!TD)
    return 0;
  StringRef Own = TD->getName();
  if (Own.starts_with("__") && Own.ends_with("_t") &&
      TD->getDeclContext()->getRedeclContext()->isTranslationUnit())
    return str(Own.drop_front(2));
  return name(TD);
}

ir::Type Tables::describe(QualType T) {
  ir::Type R;
  QualType Canon = T.getCanonicalType();
  R.Sugar = sugar(T);
  if (Canon.isConstQualified())
    R.Quals |= ir::QualConst;
  if (Canon.isVolatileQualified())
    R.Quals |= ir::QualVolatile;
  if (const auto *AT = dyn_cast<AtomicType>(Canon.getTypePtr())) {
    R.Quals |= ir::QualAtomic;
    if (const auto *Sugared = T->getAs<AtomicType>())
      T = Sugared->getValueType();
    else
      T = AT->getValueType();
    if (!R.Sugar)
      R.Sugar = sugar(T);
    Canon = T.getCanonicalType();
  }
  const clang::Type *C = Canon.getTypePtr();
  if (const auto *BT = dyn_cast<BuiltinType>(C)) {
    describeBuiltin(BT, Canon, Ctx, R);
    if (R.Kind != ir::TypeKind::Void)
      R.Name = str(BT->getName(Ctx.getPrintingPolicy()));
  } else if (isa<clang::PointerType, BlockPointerType, ObjCObjectPointerType>(
                 C)) {
    R.Kind = ir::TypeKind::Pointer;
    R.Pointee = type(T->getPointeeType());
  } else if (isa<clang::ReferenceType>(C)) {
    R.Kind = ir::TypeKind::Reference;
    R.Pointee = type(T.getNonReferenceType());
  } else if (isa<clang::ArrayType>(C)) {
    R.Kind = ir::TypeKind::Array;
    R.Pointee = type(Ctx.getAsArrayType(T)->getElementType());
  } else if (const auto *RT = dyn_cast<RecordType>(C)) {
    R.Kind = ir::TypeKind::Record;
    R.Name = recordName(RT->getDecl());
    if (Records.try_emplace(RT->getDecl()->getCanonicalDecl(), true).second)
      PendingRecords.push_back(RT->getDecl());
  } else if (const auto *ET = dyn_cast<EnumType>(C)) {
    R.Kind = ir::TypeKind::Enum;
    R.Name = name(ET->getDecl());
    if (ET->getDecl()->isComplete() && !ET->isDependentType()) {
      R.Bits = Ctx.getTypeSize(Canon);
      if (ET->isUnsignedIntegerOrEnumerationType())
        R.Quals |= ir::QualUnsigned;
    }
  } else if (isa<clang::FunctionType>(C)) {
    R.Kind = ir::TypeKind::Function;
    R.Pointee = type(T->castAs<clang::FunctionType>()->getReturnType());
  } else if (const auto *BI = dyn_cast<BitIntType>(C)) {
    R.Kind = ir::TypeKind::Int;
    R.Bits = BI->getNumBits();
    if (BI->isUnsigned())
      R.Quals |= ir::QualUnsigned;
  } else {
    R.Kind = ir::TypeKind::Other;
    R.Name = str(C->getTypeClassName());
  }
  return R;
}

ir::TypeId Tables::type(QualType T) {
  if (T.isNull())
    return 0;
  auto It = Types.find(T.getAsOpaquePtr());
  if (It != Types.end())
    return It->second;
  ir::TypeId Id = internType(describe(T));
  Types[T.getAsOpaquePtr()] = Id;
  return Id;
}

ir::TypeId Tables::pointerTo(ir::TypeId Pointee) {
  ir::Type P;
  P.Kind = ir::TypeKind::Pointer;
  P.Pointee = Pointee;
  return internType(P);
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

std::string Tables::attributeText(ArrayRef<Expr *> Args) {
  std::string Text;
  raw_string_ostream OS(Text);
  ListSeparator Sep;
  for (const Expr *A : Args) {
    if (!A)
      continue;
    OS << Sep;
    A->printPretty(OS, nullptr, Ctx.getPrintingPolicy());
  }
  return Text;
}

std::vector<ir::Attribute> Tables::attributes(const Decl *D) {
  std::vector<ir::Attribute> Result;
  if (!D->hasAttrs())
    return Result;
  auto Add = [&](StringRef Name, const Twine &Text = "") {
    Result.push_back({str(Name), str(Text.str())});
  };
  auto Args = [&](auto *A) {
    return attributeText(ArrayRef(A->args_begin(), A->args_size()));
  };
  for (const Attr *Any : D->attrs()) {
    if (const auto *A = dyn_cast<AnnotateAttr>(Any))
      Add("annotate", A->getAnnotation());
    else if (const auto *A = dyn_cast<CapabilityAttr>(Any))
      Add("capability", A->getName());
    else if (const auto *A = dyn_cast<AcquireCapabilityAttr>(Any))
      Add(A->isShared() ? "acquire_shared_capability" : "acquire_capability",
          Args(A));
    else if (const auto *A = dyn_cast<ReleaseCapabilityAttr>(Any))
      Add(A->isShared()    ? "release_shared_capability"
          : A->isGeneric() ? "release_generic_capability"
                           : "release_capability",
          Args(A));
    else if (const auto *A = dyn_cast<TryAcquireCapabilityAttr>(Any)) {
      std::string Rest = Args(A);
      Add(A->isShared() ? "try_acquire_shared_capability"
                        : "try_acquire_capability",
          attributeText(A->getSuccessValue()) +
              (Rest.empty() ? "" : ", " + Rest));
    } else if (const auto *A = dyn_cast<RequiresCapabilityAttr>(Any))
      Add(A->isShared() ? "requires_shared_capability" : "requires_capability",
          Args(A));
    else if (const auto *A = dyn_cast<AssertCapabilityAttr>(Any))
      Add(A->isShared() ? "assert_shared_capability" : "assert_capability",
          Args(A));
    else if (const auto *A = dyn_cast<LocksExcludedAttr>(Any))
      Add("locks_excluded", Args(A));
    else if (const auto *A = dyn_cast<GuardedByAttr>(Any))
      Add("guarded_by", attributeText(A->getArg()));
    else if (const auto *A = dyn_cast<PtGuardedByAttr>(Any))
      Add("pt_guarded_by", attributeText(A->getArg()));
    else if (const auto *A = dyn_cast<LockReturnedAttr>(Any))
      Add("lock_returned", attributeText(A->getArg()));
    else if (const auto *A = dyn_cast<AcquiredBeforeAttr>(Any))
      Add("acquired_before", Args(A));
    else if (const auto *A = dyn_cast<AcquiredAfterAttr>(Any))
      Add("acquired_after", Args(A));
    else if (const auto *A = dyn_cast<AssertExclusiveLockAttr>(Any))
      Add("assert_capability", Args(A));
    else if (const auto *A = dyn_cast<AssertSharedLockAttr>(Any))
      Add("assert_shared_capability", Args(A));
    else if (const auto *A = dyn_cast<ExclusiveTrylockFunctionAttr>(Any)) {
      std::string Rest = Args(A);
      Add("try_acquire_capability", attributeText(A->getSuccessValue()) +
                                        (Rest.empty() ? "" : ", " + Rest));
    } else if (const auto *A = dyn_cast<SharedTrylockFunctionAttr>(Any)) {
      std::string Rest = Args(A);
      Add("try_acquire_shared_capability",
          attributeText(A->getSuccessValue()) +
              (Rest.empty() ? "" : ", " + Rest));
    } else if (isa<ScopedLockableAttr>(Any))
      Add("scoped_lockable");
    else if (isa<NoThreadSafetyAnalysisAttr>(Any))
      Add("no_thread_safety_analysis");
    else if (const auto *A = dyn_cast<NoSanitizeAttr>(Any))
      Add("no_sanitize", llvm::join(A->sanitizers(), ", "));
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Records, globals, functions
//===----------------------------------------------------------------------===//

/// Closures that a type is made of.
static void closuresIn(QualType T, SmallVectorImpl<SourceLocation> &Into);

static void closuresIn(ArrayRef<TemplateArgument> Args,
                       SmallVectorImpl<SourceLocation> &Into) {
  for (const TemplateArgument &A : Args)
    if (A.getKind() == TemplateArgument::Type)
      closuresIn(A.getAsType(), Into);
    else if (A.getKind() == TemplateArgument::Pack)
      closuresIn(A.pack_elements(), Into);
}

static void closuresIn(QualType T, SmallVectorImpl<SourceLocation> &Into) {
  T = T.getNonReferenceType();
  while (!T->getPointeeType().isNull())
    T = T->getPointeeType();
  const CXXRecordDecl *RD = T->getAsCXXRecordDecl();
  if (!RD)
    return;
  if (RD->isLambda())
    Into.push_back(RD->getLocation());
  else if (const auto *Made = dyn_cast<ClassTemplateSpecializationDecl>(RD))
    closuresIn(Made->getTemplateArgs().asArray(), Into);
}

ir::Symbol Tables::symbol(const NamedDecl *D) {
  ir::Symbol S;
  SmallString<128> USR;
  if (!index::generateUSRForDecl(D, USR)) {
    // All closures of one function have one name there, and what a template
    // makes of them stands at one place: theirs tell it apart.
    SmallVector<SourceLocation, 2> Closures;
    for (const Decl *X = D; USR.str().contains("@Sa") && X;
         X = dyn_cast_or_null<Decl>(X->getDeclContext()))
      if (const auto *FD = dyn_cast<FunctionDecl>(X)) {
        if (const TemplateArgumentList *Args =
                FD->getTemplateSpecializationArgs())
          closuresIn(Args->asArray(), Closures);
      } else if (const auto *Made =
                     dyn_cast<ClassTemplateSpecializationDecl>(X)) {
        closuresIn(Made->getTemplateArgs().asArray(), Closures);
      }
    for (SourceLocation At : Closures) {
      ir::Loc L = loc(At);
      USR += ("@" + Twine(L.Line) + ":" + Twine(L.Col)).str();
    }
    S.USR = str(USR);
  }
  S.Internal = !D->isExternallyVisible();
  return S;
}

/// Members of an anonymous struct or union count as the outer one's, as places
/// have it.
void Tables::describeFields(const RecordDecl *RD, ir::Record &R) {
  size_t Unit = R.Fields.size();
  for (const FieldDecl *F : RD->fields()) {
    // Bit-fields side by side are one memory location, up to one of no width
    // or another member: C11 3.14, C++ [intro.memory].
    if (!F->isBitField() || F->isZeroLengthBitField(F->getASTContext()))
      Unit = R.Fields.size();
    const RecordDecl *Inner = F->isAnonymousStructOrUnion()
                                  ? F->getType()->getAsRecordDecl()
                                  : nullptr;
    if (Inner)
      describeFields(Inner, R);
    else
      R.Fields.push_back({plainName(F), type(F->getType()), attributes(F)});
    if (!Inner && F->isBitField())
      R.Fields.back().Attrs.push_back({str("bits"), str(utostr(Unit))});
  }
}

void Tables::describeRecord(const RecordDecl *RD) {
  const RecordDecl *Def = RD->getDefinition();
  if (!Def || Def->isDependentType() || Def->isInvalidDecl())
    return;
  ir::StrId Name = recordName(Def);
  // Specialisations of one template share the name; the first one speaks.
  if (!RecordNames.insert(Name).second)
    return;
  ir::Record R;
  R.Name = Name;
  R.At = loc(Def->getLocation());
  R.Union = Def->isUnion();
  R.Attrs = attributes(Def);
  const auto *CXX = dyn_cast<CXXRecordDecl>(Def);
  if (CXX)
    for (const CXXBaseSpecifier &B : CXX->bases())
      if (const CXXRecordDecl *BD = B.getType()->getAsCXXRecordDecl()) {
        type(B.getType());
        R.Bases.push_back(recordName(BD));
      }
  // The insides of library classes are nobody's business; those of C structs
  // such as `struct stat` are their interface.
  bool Hidden = CXX && isSystem(Def->getLocation()) &&
                !Def->getDeclContext()->isTranslationUnit();
  if (!Hidden)
    describeFields(Def, R);
  U.Records.push_back(std::move(R));
}

void Tables::finishRecords() {
  while (!PendingRecords.empty()) {
    const RecordDecl *RD = PendingRecords.back();
    PendingRecords.pop_back();
    describeRecord(RD);
  }
}

ir::GlobalId Tables::global(const VarDecl *VD) {
  const VarDecl *Key = VD->getCanonicalDecl();
  auto [It, New] = Globals.try_emplace(Key, U.Globals.size());
  if (!New)
    return It->second;
  ir::GlobalId Id = It->second;
  U.Globals.emplace_back();
  VD = VD->getMostRecentDecl();
  ir::Global G;
  G.Sym = symbol(Key);
  G.Name = name(Key);
  G.Type = type(VD->getType());
  const VarDecl *Def = VD->getDefinition();
  G.At = loc((Def ? Def : Key)->getLocation());
  if (VD->getType().isConstQualified() || VD->isConstexpr())
    G.Flags |= ir::GlobalConst;
  if (VD->getTLSKind() != VarDecl::TLS_None ||
      Key->hasAttr<OMPThreadPrivateDeclAttr>() ||
      VD->hasAttr<OMPThreadPrivateDeclAttr>())
    G.Flags |= ir::GlobalThreadLocal;
  if (VD->isStaticLocal())
    G.Flags |= ir::GlobalFunctionStatic;
  if (VD->isStaticDataMember())
    G.Flags |= ir::GlobalMember;
  if (!Def && !VD->getActingDefinition())
    G.Flags |= ir::GlobalExtern;
  G.Attrs = attributes(VD);
  U.Globals[Id] = std::move(G);
  return Id;
}

ir::FuncId Tables::builtin(StringRef Name, QualType Result) {
  auto [It, New] = Builtins.try_emplace(Name, U.Functions.size());
  if (!New)
    return It->second;
  ir::Function F;
  F.Name = str(Name);
  F.Sym.USR = str(("c:@F@" + Name).str());
  F.Result = type(Result);
  F.Flags = ir::FuncSystem | ir::FuncVariadic;
  U.Functions.push_back(std::move(F));
  return It->second;
}

ir::FuncId Tables::region(ir::FuncId Of, StringRef Name, SourceLocation L,
                          std::vector<ir::Capture> Captures) {
  ir::Function F;
  StringRef Around, Usr;
  if (Of != ir::None) {
    Around = U.str(U.Functions[Of].Name);
    Usr = U.str(U.Functions[Of].Sym.USR);
    F.Sym.Internal = U.Functions[Of].Sym.Internal;
  }
  F.Name = str((Around + "::(region)").str());
  F.Sym.USR = str((Usr + "@" + Name).str());
  F.At = loc(L);
  F.Result = type(Ctx.VoidTy);
  F.Flags = ir::FuncLambda | ir::FuncOpenMP | ir::FuncMethod | ir::FuncConst;
  F.Captures = std::move(Captures);
  U.Functions.push_back(std::move(F));
  return U.Functions.size() - 1;
}

ir::GlobalId Tables::lockOfRegions(StringRef Name) {
  auto [It, New] = RegionLocks.try_emplace(Name, U.Globals.size());
  if (!New)
    return It->second;
  ir::Global G;
  G.Name = str(Name);
  G.Sym.USR = str(("omp@" + Name).str());
  // A section's stands for a place in this file.
  G.Sym.Internal = Name.contains('@');
  G.Type = type(Ctx.IntTy);
  U.Globals.push_back(std::move(G));
  return It->second;
}

static uint32_t functionFlags(const FunctionDecl *FD,
                              const FunctionDecl *Last) {
  uint32_t F = 0;
  if (const auto *MD = dyn_cast<CXXMethodDecl>(FD)) {
    if (MD->isStatic())
      F |= ir::FuncStatic;
    else
      F |= ir::FuncMethod;
    if (MD->isConst())
      F |= ir::FuncConst;
    if (MD->isVirtual())
      F |= ir::FuncVirtual;
    if (isa<CXXConstructorDecl>(MD))
      F |= ir::FuncCtor;
    if (isa<CXXDestructorDecl>(MD))
      F |= ir::FuncDtor;
    if (MD->getParent()->isLambda() && MD->getOverloadedOperator() == OO_Call)
      F |= ir::FuncLambda;
    if (MD->isImplicit() || MD->isDefaulted())
      F |= ir::FuncImplicit;
    if (MD->getAccess() == AS_private || MD->getAccess() == AS_protected)
      F |= ir::FuncHidden;
  } else if (!FD->isExternallyVisible()) {
    F |= ir::FuncStatic;
  }
  if (Last->isNoReturn() || Last->hasAttr<AnalyzerNoReturnAttr>())
    F |= ir::FuncNoReturn;
  if (FD->isVariadic())
    F |= ir::FuncVariadic;
  if (Last->isInlined())
    F |= ir::FuncInline;
  if (const auto *FPT = FD->getType()->getAs<FunctionProtoType>();
      Last->hasAttr<NoThrowAttr>() ||
      (FPT && !isUnresolvedExceptionSpec(FPT->getExceptionSpecType()) &&
       FPT->isNothrow()))
    F |= ir::FuncNoThrow;
  return F;
}

/// Where names of parameters come from: the definition if there is one.
static const FunctionDecl *bestDecl(const FunctionDecl *FD,
                                    const FunctionDecl *Def) {
  if (Def)
    return Def;
  for (const FunctionDecl *R : FD->redecls())
    if (R->getNumParams() && R->getParamDecl(0)->getIdentifier())
      return R;
  return FD;
}

/// More methods than that are no interface of one thing.
static constexpr long MaxInterface = 32;

ir::FuncId Tables::function(const FunctionDecl *FD) {
  const FunctionDecl *Key = FD->getCanonicalDecl();
  auto [It, New] = Functions.try_emplace(Key, U.Functions.size());
  if (!New)
    return It->second;
  ir::FuncId Id = It->second;
  U.Functions.emplace_back();

  const FunctionDecl *Def = nullptr;
  FD->isDefined(Def);
  const FunctionDecl *Best = bestDecl(FD, Def);
  const FunctionDecl *Last = FD->getMostRecentDecl();
  ir::Function F;
  F.Sym = symbol(Key);
  F.Name = name(Key);
  F.At = loc(Best->getLocation());
  F.Result = type(Best->getReturnType());
  F.Flags = functionFlags(Key, Last);
  if (Best->getLocation().isInvalid() || isSystem(Best->getLocation()))
    F.Flags |= ir::FuncSystem;
  if (Def && (Def->hasSkippedBody() || isSystem(Def->getLocation())))
    F.Flags |= ir::FuncSkipped;
  for (const ParmVarDecl *P : Best->parameters()) {
    ir::Param R;
    R.Name = plainName(P);
    R.Type = type(P->getType());
    F.Params.push_back(R);
  }
  for (unsigned I = 0, E = Last->getNumParams(); I != E; ++I) {
    const ParmVarDecl *P = Last->getParamDecl(I);
    if (!P->hasDefaultArg() || P->hasUnparsedDefaultArg() ||
        P->hasUninstantiatedDefaultArg())
      continue;
    const Expr *Default = P->getDefaultArg();
    Expr::EvalResult V;
    if (Default && !Default->containsErrors() && !Default->isValueDependent() &&
        Default->getType()->isIntegralOrEnumerationType() &&
        Default->EvaluateAsInt(V, Ctx) && I < F.Params.size()) {
      F.Params[I].HasDefaultInt = true;
      F.Params[I].DefaultInt = extended(V.Val.getInt());
    }
  }
  F.Attrs = attributes(Last);
  if (const auto *MD = dyn_cast<CXXMethodDecl>(Key)) {
    F.Owner = recordName(MD->getParent());
    type(Ctx.getRecordType(MD->getParent()));
    for (const CXXMethodDecl *O : MD->overridden_methods())
      F.Overrides.push_back(function(O));
    if (F.Flags & ir::FuncLambda)
      for (const FieldDecl *Field : MD->getParent()->fields()) {
        ir::Capture C;
        C.Type = type(Field->getType());
        F.Captures.push_back(C);
      }
    unsigned I = 0;
    if (F.Flags & ir::FuncLambda)
      for (const LambdaCapture &LC : MD->getParent()->captures()) {
        if (I >= F.Captures.size())
          break;
        ir::Capture &C = F.Captures[I++];
        if (LC.capturesThis()) {
          C.Name = str("this");
          C.ByRef = LC.getCaptureKind() == LCK_This;
        } else if (LC.capturesVariable()) {
          C.Name = plainName(LC.getCapturedVar());
          C.ByRef = LC.getCaptureKind() == LCK_ByRef;
        }
      }
  }
  U.Functions[Id] = std::move(F);
  if (const auto *MD = dyn_cast<CXXMethodDecl>(Key))
    besides(MD);
  return Id;
}

/// Of an interface whose methods stand elsewhere the whole counts: that it
/// offers a conditional write says what the plain one is worth, whoever calls
/// which.
void Tables::besides(const CXXMethodDecl *MD) {
  const CXXRecordDecl *Class = MD->getParent();
  if (!MD->isPureVirtual() || isSystem(MD->getLocation()) ||
      std::distance(Class->method_begin(), Class->method_end()) > MaxInterface)
    return;
  for (const CXXMethodDecl *M : Class->methods())
    if (M->isPureVirtual() && M->getNumParams() != 0)
      function(M);
}

void Tables::finishCounts() {
  for (auto [Class, N] : OpaqueCount)
    U.Info.Opaque.push_back({Class, N});
  llvm::sort(U.Info.Opaque, [&](const auto &A, const auto &B) {
    if (A.second != B.second)
      return A.second > B.second;
    return U.Strings[A.first] < U.Strings[B.first];
  });
}

} // namespace tocsin::lower
