//===- Names.cpp - Qualified names, macro names, positions ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How declarations, constants and positions are called in the IR. Names leave
// out what differs between library versions: inline namespaces and template
// arguments.
//
//===----------------------------------------------------------------------===//

#include "Lower/Tables.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/CharInfo.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace clang;
using namespace llvm;

namespace tocsin::lower {

Tables::Tables(ASTContext &Ctx, const LowerOptions &Opts, ir::Unit &U)
    : Ctx(Ctx), SM(Ctx.getSourceManager()), U(U), WorkingDir(Opts.WorkingDir) {
  Strings[""] = 0;
  internType(ir::Type());
  if (WorkingDir.empty()) {
    SmallString<128> Cwd;
    if (!sys::fs::current_path(Cwd))
      WorkingDir = std::string(Cwd);
  }
  if (ir::FileId Main = file(SM.getMainFileID()); Main != ir::None) {
    U.Files[Main].Main = true;
    U.MainFile = U.Files[Main].Path;
  }
  U.Key = str(Opts.Key.empty() ? utohexstr(xxh3_64bits(U.str(U.MainFile)),
                                           /*LowerCase=*/true)
                               : Opts.Key);
  U.Target = str(Opts.Target);
}

ir::StrId Tables::str(StringRef S) {
  auto [It, New] = Strings.try_emplace(S, U.Strings.size());
  if (New)
    U.Strings.emplace_back(S);
  return It->second;
}

ir::StrId Tables::plainName(const NamedDecl *D) {
  if (const IdentifierInfo *II = D->getIdentifier()) {
    ir::StrId &S = Identifiers[II];
    if (!S)
      S = str(II->getName());
    return S;
  }
  return D->getDeclName() ? str(D->getNameAsString()) : 0;
}

static const NamedDecl *enclosing(const NamedDecl *D) {
  const DeclContext *DC = D->getDeclContext();
  // `extern int f();` inside a body names a thing of the namespace around it.
  if (DC->isFunctionOrMethod() && D->isLocalExternDecl())
    DC = DC->getEnclosingNamespaceContext();
  for (; DC && !DC->isTranslationUnit(); DC = DC->getParent()) {
    if (DC->isTransparentContext() || DC->isRequiresExprBody())
      continue;
    if (const auto *NS = dyn_cast<NamespaceDecl>(DC))
      if (NS->isInline() && !NS->isAnonymousNamespace())
        continue;
    if (const auto *ND = dyn_cast<NamedDecl>(DC))
      return ND;
  }
  return nullptr;
}

static std::string ownName(const NamedDecl *D) {
  if (const auto *NS = dyn_cast<NamespaceDecl>(D);
      NS && NS->isAnonymousNamespace())
    return "(anonymous namespace)";
  if (const auto *CD = dyn_cast<CXXConstructorDecl>(D))
    return CD->getParent()->getNameAsString();
  if (const auto *DD = dyn_cast<CXXDestructorDecl>(D))
    return "~" + DD->getParent()->getNameAsString();
  if (const auto *TD = dyn_cast<TagDecl>(D); TD && !TD->getIdentifier()) {
    if (const TypedefNameDecl *TN = TD->getTypedefNameForAnonDecl())
      return TN->getNameAsString();
    return ("(anonymous " + TD->getKindName() + ")").str();
  }
  return D->getNameAsString();
}

std::string Tables::buildName(const NamedDecl *D) {
  // The closure and its operator() are one thing to a reader.
  if (const auto *MD = dyn_cast<CXXMethodDecl>(D))
    if (MD->getParent()->isLambda() && MD->getOverloadedOperator() == OO_Call)
      return U.Strings[name(MD->getParent())];
  std::string Own;
  if (const auto *RD = dyn_cast<CXXRecordDecl>(D); RD && RD->isLambda())
    Own = "(lambda)";
  else
    Own = ownName(D);
  const NamedDecl *Outer = enclosing(D);
  if (!Outer)
    return Own;
  return U.Strings[name(Outer)] + "::" + Own;
}

ir::StrId Tables::name(const NamedDecl *D) {
  D = cast<NamedDecl>(D->getCanonicalDecl());
  auto It = Names.find(D);
  if (It != Names.end())
    return It->second;
  ir::StrId S = str(buildName(D));
  Names[D] = S;
  return S;
}

ir::StrId Tables::recordName(const RecordDecl *RD) { return name(RD); }

ir::StrId Tables::macroNames(SourceLocation L) {
  if (!L.isMacroID())
    return 0;
  // All tokens of one expansion share the answer.
  FileID Key = SM.getFileID(L);
  auto It = MacroNames.find(Key);
  if (It != MacroNames.end())
    return It->second;
  ir::StrId Result;
  if (SM.isMacroArgExpansion(L)) {
    // Written by the caller: the macro that it was passed to says nothing. The
    // tokens of one argument can have different origins, so no cache.
    return macroNames(SM.getImmediateSpellingLoc(L));
  }
  SourceLocation At = SM.getImmediateExpansionRange(L).getBegin();
  // The name stands there; a lexer would take longer to say the same.
  const char *Text = SM.getCharacterData(SM.getSpellingLoc(At));
  size_t Length = 0;
  while (isAsciiIdentifierContinue(Text[Length]))
    ++Length;
  Result = joinNames(str(StringRef(Text, Length)), macroNames(At));
  MacroNames[Key] = Result;
  return Result;
}

ir::StrId Tables::joinNames(ir::StrId Inner, ir::StrId Outer) {
  if (!Inner || !Outer || Inner == Outer)
    return Inner ? Inner : Outer;
  StringRef O = U.Strings[Outer];
  if (O.starts_with(U.Strings[Inner] + ","))
    return Outer;
  return str(U.Strings[Inner] + "," + O.str());
}

ir::FileId Tables::file(FileID FID) {
  auto [It, New] = Files.try_emplace(FID, ir::None);
  if (!New)
    return It->second;
  SmallString<256> Path;
  if (OptionalFileEntryRef FE = SM.getFileEntryRefForID(FID))
    Path = FE->getName();
  else if (std::optional<MemoryBufferRef> B = SM.getBufferOrNone(FID))
    Path = B->getBufferIdentifier();
  if (Path.empty())
    return ir::None;
  if (!Path.starts_with("<") && sys::path::is_relative(Path)) {
    SmallString<256> Full(WorkingDir);
    sys::path::append(Full, Path);
    Path = Full;
  }
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  ir::StrId P = str(Path);
  auto [ByPath, NewPath] = FilesByPath.try_emplace(P, U.Files.size());
  if (NewPath) {
    ir::File F;
    F.Path = P;
    F.System = SM.isInSystemHeader(SM.getLocForStartOfFile(FID));
    U.Files.push_back(F);
  }
  return Files[FID] = ByPath->second;
}

ir::Loc Tables::loc(SourceLocation L) {
  ir::Loc Result;
  if (L.isInvalid())
    return Result;
  if (L.isMacroID()) {
    if (LastMacro.isInvalid() || !SM.isInFileID(L, LastMacro)) {
      LastMacro = SM.getFileID(L);
      LastExpansion = SM.getExpansionLoc(L);
    }
    L = LastExpansion;
  }
  unsigned Raw = L.getRawEncoding();
  if (Raw < LastLine.Begin || Raw > LastLine.End) {
    auto [FID, Offset] = SM.getDecomposedLoc(L);
    ir::FileId F = file(FID);
    bool Invalid = false;
    StringRef Text = SM.getBufferData(FID, &Invalid);
    if (F == ir::None || Invalid || Offset > Text.size())
      return Result;
    unsigned Line = SM.getLineNumber(FID, Offset, &Invalid);
    if (Invalid)
      return Result;
    // rfind looks strictly before its position: at column 1 the newline itself.
    size_t Start = Text.rfind('\n', Offset);
    Start = Start == StringRef::npos ? 0 : Start + 1;
    size_t End = std::min(Text.find('\n', Offset), Text.size());
    LastLine.Begin = Raw - (Offset - Start);
    LastLine.End = Raw + (End - Offset);
    LastLine.File = F;
    LastLine.Line = Line;
  }
  Result.File = LastLine.File;
  Result.Line = LastLine.Line;
  Result.Col = Raw - LastLine.Begin + 1;
  return Result;
}

} // namespace tocsin::lower
