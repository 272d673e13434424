//===- Describe.h - The program describes itself ------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Completion for shells and a manual page, made from the options that are
// registered, so that neither can be out of date.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TOOL_DESCRIBE_H
#define TOCSIN_TOOL_DESCRIBE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace tocsin::tool {

/// bash, zsh or fish; false for another name.
bool writeCompletion(llvm::StringRef Shell, llvm::raw_ostream &OS);

void writeManPage(llvm::raw_ostream &OS);

} // namespace tocsin::tool

#endif // TOCSIN_TOOL_DESCRIBE_H
