//===- Analysis.h - From an AST in a host to findings ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What clang-tidy and clangd need of Tocsin, without their headers: lowers the
// AST that the host has parsed, runs the checks over this one unit, and finds
// the places of the findings again in the host's SourceManager.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_PLUGIN_ANALYSIS_H
#define TOCSIN_TOOL_PLUGIN_ANALYSIS_H

#include "checks/Checks.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

namespace clang {
class ASTContext;
}

namespace tocsin::plugin {

/// Lowers what the host wants analysed: all of the translation unit in
/// clang-tidy, the declarations of the main file in clangd. Nothing to analyse
/// gives no findings.
std::vector<Finding> analyseAST(clang::ASTContext &Ctx,
                                const AnalysisOptions &Opts);

/// The built-in models and the user's model file on top: `Named`, an absolute
/// path or looked for from the directory of the main file upwards; without a
/// name the nearest `.tocsin-model.yaml`, if there is one. Nothing if there is
/// no such file to add.
llvm::Expected<std::optional<model::Model>>
loadUserModel(const clang::SourceManager &SM, llvm::StringRef Named);

/// Turns positions of findings into the host's.
class PlaceFinder {
public:
  explicit PlaceFinder(const clang::SourceManager &SM);

  /// Invalid if the host has no such place.
  clang::SourceLocation find(const Position &P) const;

  /// The edits of a fix, or none at all if one of them does not fit the source.
  llvm::SmallVector<clang::FixItHint, 2> hints(const Fix &F) const;

private:
  const clang::SourceManager &SM;
  llvm::StringMap<clang::FileEntryRef> Files; // by the name in findings
};

} // namespace tocsin::plugin

#endif // TOCSIN_TOOL_PLUGIN_ANALYSIS_H
