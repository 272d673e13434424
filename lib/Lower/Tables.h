//===- Tables.h - Strings, types, files and symbols of a unit -------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns Clang's declarations, types and positions into table entries of one
// unit, each once. Everything is keyed by pointers that Clang keeps unique, so
// that a second look costs one hash lookup and builds no string.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LOWER_TABLES_H
#define TOCSIN_LOWER_TABLES_H

#include "Lower/Lower.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <unordered_map>

namespace tocsin::lower {

/// A constant as the IR holds it.
inline int64_t extended(const llvm::APSInt &V) {
  return V.isUnsigned() ? int64_t(V.zextOrTrunc(64).getZExtValue())
                        : V.sextOrTrunc(64).getSExtValue();
}

class Tables {
public:
  Tables(clang::ASTContext &Ctx, const LowerOptions &Opts, ir::Unit &U);

  clang::ASTContext &Ctx;
  const clang::SourceManager &SM;
  ir::Unit &U;

  ir::StrId str(llvm::StringRef S);
  ir::StrId className(const clang::Stmt *S) {
    return str(S->getStmtClassName());
  }

  // Names.cpp
  /// Qualified, without template arguments and inline namespaces.
  ir::StrId name(const clang::NamedDecl *D);
  ir::StrId plainName(const clang::NamedDecl *D);
  /// Macros that hold the token at L in their body, innermost first.
  ir::StrId macroNames(clang::SourceLocation L);
  /// `Inner` before `Outer`, which it may already be part of.
  ir::StrId joinNames(ir::StrId Inner, ir::StrId Outer);
  ir::Loc loc(clang::SourceLocation L);
  bool isSystem(clang::SourceLocation L) const {
    return L.isValid() && SM.isInSystemHeader(SM.getExpansionLoc(L));
  }

  // Decls.cpp
  ir::TypeId type(clang::QualType T);
  ir::TypeId pointerTo(ir::TypeId Pointee);
  ir::FuncId function(const clang::FunctionDecl *FD);
  void besides(const clang::CXXMethodDecl *MD);
  /// A function that exists by name alone: builtins that are no calls in the
  /// AST.
  ir::FuncId builtin(llvm::StringRef Name, clang::QualType Result);
  ir::GlobalId global(const clang::VarDecl *VD);
  /// The function that region `Name` of `Of` becomes, and the lock of the
  /// exclusive regions of a name (OpenMP.cpp).
  ir::FuncId region(ir::FuncId Of, llvm::StringRef Name,
                    clang::SourceLocation L, std::vector<ir::Capture> Captures);
  ir::GlobalId lockOfRegions(llvm::StringRef Name);
  ir::StrId recordName(const clang::RecordDecl *RD);
  /// Fills in the records that types have named since the last call.
  void finishRecords();

  void countExpression() { ++U.Info.Expressions; }
  void countOpaque(ir::StrId Class) { ++OpaqueCount[Class]; }
  void finishCounts();

private:
  std::string buildName(const clang::NamedDecl *D);
  ir::FileId file(clang::FileID FID);
  ir::TypeId internType(const ir::Type &T);
  ir::StrId sugar(clang::QualType T);
  ir::Type describe(clang::QualType T);
  void describeFields(const clang::RecordDecl *RD, ir::Record &R);
  void describeRecord(const clang::RecordDecl *RD);
  ir::Symbol symbol(const clang::NamedDecl *D);
  std::vector<ir::Attribute> attributes(const clang::Decl *D);
  std::string attributeText(llvm::ArrayRef<clang::Expr *> Args);

  /// The line that the last position was on: most of the next ones are too.
  struct {
    unsigned Begin = 1, End = 0; // raw encodings of its first byte, its newline
    ir::FileId File = ir::None;
    uint32_t Line = 0;
  } LastLine;

  /// The macro expansion that the last position was in, and where it stands.
  clang::FileID LastMacro;
  clang::SourceLocation LastExpansion;

  std::string WorkingDir;
  llvm::StringMap<ir::StrId> Strings;
  llvm::DenseMap<const clang::Decl *, ir::StrId> Names;
  llvm::DenseMap<const clang::IdentifierInfo *, ir::StrId> Identifiers;
  llvm::DenseMap<clang::FileID, ir::StrId> MacroNames;
  llvm::DenseMap<clang::FileID, ir::FileId> Files;
  llvm::DenseMap<ir::StrId, ir::FileId> FilesByPath;
  llvm::DenseMap<const void *, ir::TypeId> Types;
  std::unordered_multimap<size_t, ir::TypeId> TypesByShape;
  llvm::DenseMap<const clang::Decl *, ir::FuncId> Functions;
  llvm::StringMap<ir::FuncId> Builtins;
  llvm::StringMap<ir::GlobalId> RegionLocks;
  llvm::DenseMap<const clang::Decl *, ir::GlobalId> Globals;
  llvm::DenseMap<const clang::Decl *, bool> Records;
  llvm::DenseSet<ir::StrId> RecordNames;
  std::vector<const clang::RecordDecl *> PendingRecords;
  llvm::DenseMap<ir::StrId, uint64_t> OpaqueCount;
};

} // namespace tocsin::lower

#endif // TOCSIN_LOWER_TABLES_H
