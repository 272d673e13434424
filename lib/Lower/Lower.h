//===- Lower.h - Clang AST and CFG to IR ----------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only door from Clang to the rest. Lowers every function body that the
// AST holds outside system headers, as instantiated, and records declarations,
// types and globals that those bodies mention.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LOWER_LOWER_H
#define TOCSIN_LOWER_LOWER_H

#include "IR/Unit.h"
#include "clang/AST/Decl.h"
#include <functional>
#include <vector>

namespace clang {
class ASTContext;
}

namespace tocsin::lower {

struct LowerOptions {
  /// Directory that relative file names are made absolute against; "" = the
  /// process's.
  std::string WorkingDir;
  /// Distinguishes units for internal linkage; "" = digest of the main file's
  /// path.
  std::string Key;
  /// See ir::Unit; "" = unknown.
  std::string Target;
  /// Lower only these top-level declarations (an editor's main-file ones);
  /// empty = the whole translation unit.
  std::vector<clang::Decl *> TopLevel;
};

/// Lowers the translation unit. Never fails: what is not understood becomes an
/// Opaque instruction and is counted in Unit::Info.
ir::Unit lower(clang::ASTContext &Ctx, const LowerOptions &Opts);

} // namespace tocsin::lower

#endif // TOCSIN_LOWER_LOWER_H
