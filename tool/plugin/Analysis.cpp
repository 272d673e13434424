//===- Analysis.cpp - From an AST in a host to findings -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Lower/Lower.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;
using namespace llvm;

namespace tocsin::plugin {

/// The directory that relative names of this AST are relative to.
static std::string workingDirectory(const SourceManager &SM) {
  ErrorOr<std::string> Directory =
      SM.getFileManager().getVirtualFileSystem().getCurrentWorkingDirectory();
  return Directory ? *Directory : std::string();
}

/// As lower() writes names: absolute, without dots.
static void normalise(SmallVectorImpl<char> &Path, StringRef Directory) {
  sys::fs::make_absolute(Directory, Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
}

std::vector<Finding> analyseAST(ASTContext &Ctx, const AnalysisOptions &Opts) {
  lower::LowerOptions Lowering;
  Lowering.WorkingDir = workingDirectory(Ctx.getSourceManager());
  // clangd limits traversals to the declarations of the main file, because all
  // others are in the preamble and would have to be read from there.
  std::vector<Decl *> Scope = Ctx.getTraversalScope();
  if (Scope.empty())
    return {};
  if (Scope.size() != 1 || !isa<TranslationUnitDecl>(Scope.front()))
    Lowering.TopLevel = std::move(Scope);

  std::vector<std::unique_ptr<ir::Unit>> Units;
  Units.push_back(std::make_unique<ir::Unit>(lower::lower(Ctx, Lowering)));
  return analyse(Units, Opts);
}

Expected<std::optional<model::Model>> loadUserModel(const SourceManager &SM,
                                                    StringRef Named) {
  vfs::FileSystem &FS = SM.getFileManager().getVirtualFileSystem();
  OptionalFileEntryRef Main = SM.getFileEntryRefForID(SM.getMainFileID());
  if (!Main)
    return std::nullopt;
  SmallString<256> Source(Main->getName());
  normalise(Source, workingDirectory(SM));

  StringRef Name = Named.empty() ? ".tocsin-model.yaml" : Named;
  SmallString<256> Path;
  for (StringRef Directory = sys::path::parent_path(Source); !Directory.empty();
       Directory = sys::path::parent_path(Directory)) {
    Path = Name;
    sys::fs::make_absolute(Directory, Path);
    if (FS.exists(Path))
      break;
    Path.clear();
  }
  if (Path.empty()) {
    if (Named.empty())
      return std::nullopt;
    return createStringError("tocsin-model.File: no '" + Named + "' in " +
                             sys::path::parent_path(Source) + " or above");
  }
  auto Buffer = FS.getBufferForFile(Path);
  if (!Buffer)
    return createStringError("tocsin-model.File: cannot read " + Path + ": " +
                             Buffer.getError().message());
  model::Model Models = model::Model::builtin().clone();
  if (Error E = Models.add((*Buffer)->getMemBufferRef()))
    return std::move(E);
  return std::move(Models);
}

PlaceFinder::PlaceFinder(const SourceManager &SM) : SM(SM) {
  std::string Directory = workingDirectory(SM);
  // Nothing but names here: asking for more may read from the preamble, which
  // adds to what is walked over.
  for (auto I = SM.fileinfo_begin(), E = SM.fileinfo_end(); I != E; ++I) {
    SmallString<256> Path(I->first.getName());
    normalise(Path, Directory);
    Files.try_emplace(Path, I->first);
  }
}

SourceLocation PlaceFinder::find(const Position &P) const {
  auto It = Files.find(P.File);
  if (It == Files.end() || !P.Line || !P.Col)
    return {};
  return SM.translateFileLineCol(&It->second.getFileEntry(), P.Line, P.Col);
}

SmallVector<FixItHint, 2> PlaceFinder::hints(const Fix &F) const {
  SmallVector<FixItHint, 2> Hints;
  for (const Edit &E : F.Edits) {
    SourceLocation Begin = find(E.At);
    if (Begin.isInvalid())
      return {};
    auto [Id, Offset] = SM.getDecomposedLoc(Begin);
    StringRef Text = SM.getBufferData(Id);
    if (!Text.substr(Offset).starts_with(E.Old))
      return {};
    Hints.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Begin,
                                      Begin.getLocWithOffset(E.Old.size())),
        E.New));
  }
  return Hints;
}

} // namespace tocsin::plugin
