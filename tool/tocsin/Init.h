//===- Init.h - tocsin init: files to start with ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes starter files into the working directory; what is there already is
// left alone.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_INIT_H
#define TOCSIN_TOOL_INIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace tocsin::tool {

/// `Wanted`: "pre-commit", "clangd", "github", "gitlab", "cmake"; the
/// configuration is always written. The exit code.
int runInit(llvm::ArrayRef<llvm::StringRef> Wanted);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_INIT_H
